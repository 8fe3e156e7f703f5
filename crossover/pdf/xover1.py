"""XOVER1 as one sheet, the same on the page and on paper: its minimum and no more (domain 3.1)."""

import datetime
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localdate, localtime

from accounts.enums import Bureau
from accounts.models import County, User
from crossover.enums import CAME_BACK, ConsentOutcome, HopEnd, SearchKey, System, Xover1Status
from crossover.models import Clearance, ConsentScope, Xover1, Xover1Hop
from crossover.rules.xover1 import current_clearance
from crossover.sharing import crosses_to, readable
from documents.pdf import render_pdf
from families.enums import AssignmentRole, Category, PersonNoteKind
from families.models import Address, Assignment, Categorised, Family, Person, PersonNote

TITLE = "XOVER1: Children & Family Services/CalWORKs Linkages Cases"
BLANK_PARTS = [
    (
        "Part A: top portion, clerk",
        [
            "Direction", "Case name", "CFS referral number, received on", "Response: immediate or 10-day", "ER unit",
            "CalWORKs case number", "Clearance: system, searched by, result, as of", "Worker named there, phone",
            "Address and phone, unless confidential", "Language, interpreter", "Remarks (logistics only)",
            "Clerk, date",
        ],
    ),
    (
        "Part B: CFS supervisor",
        [
            "CFS case number, component", "Case opened", "IFS agreement signed", "Clearance repeated: result, as of",
            "Eligible to WTW/AIS because", "WTWCC 10B: asked on, outcome", "CFS social worker, phone",
            "CFS supervisor, phone", "AIS/FS social worker, phone", "AIS/FS supervisor, phone",
        ],
    ),
]  # fmt: skip
BLANK_PEOPLE = ["Name", "Relationship", "Date of birth", "In the home", "Language"]
BLANK_HANDS = ["Step", "From", "To", "Sent", "Received"]
SAID_WITH_A_REASON = CAME_BACK | {HopEnd.REDIRECTED}
Facts = list[tuple[str, Any]]
C = TypeVar("C", bound=Categorised)


@dataclass(frozen=True)
class Xover1Sheet:
    """What the form says to one reader now."""

    form: Xover1
    part_a: Facts
    clearance: Facts
    people: list[Person]
    contacts: list[Address]
    safe_contact: list[PersonNote]
    kept_confidential: bool
    part_b: Facts
    re_clearance: Facts
    workers: Facts
    hops: list[dict[str, Any]]


def day(value: datetime.date | datetime.datetime | None) -> str:
    if isinstance(value, datetime.datetime):
        value = localtime(value)
    return date_format(value, "M j, Y") if value else ""


def xover1_sheet(form: Xover1, reader: User) -> Xover1Sheet:
    """What the form shows to `reader`: contact rows pass `sharing.readable`; what stays in its bureau is not on it.

    That one is on file is said in its own bureau; towards the other, hidden and absent look alike (R16).
    """
    addresses = Address.objects.filter(family=form.family)
    notes = PersonNote.objects.filter(family=form.family, kind=PersonNoteKind.SAFE_CONTACT)
    return Xover1Sheet(
        form=form,
        part_a=_part_a(form),
        clearance=clearance_facts(form.clearance),
        people=sorted(form.family.people.all(), key=lambda person: person.is_child),
        contacts=list(_contact_rows(addresses, reader)),
        safe_contact=list(_contact_rows(notes, reader)),
        kept_confidential=addresses.filter(bureau=reader.bureau).exclude(_may_leave(reader)).exists(),
        part_b=_part_b(form),
        re_clearance=clearance_facts(form.re_clearance or _repeated_already(form)),
        workers=_workers(form),
        hops=[hop_line(hop) for hop in form.hops.with_due().select_related("sender", "receiver", "sent_again_by")],
    )


def _repeated_already(form: Xover1) -> Clearance | None:
    """The clearance repeated for Part B, before the form takes it along."""
    return current_clearance(form) if form.status == Xover1Status.WITH_CFS_SUPERVISOR else None


def _contact_rows(rows: QuerySet[C], reader: User) -> QuerySet[C]:
    contact = rows.filter(_may_leave(reader), category=Category.CONTACT, confidential=False)
    return readable(contact.select_related("about").order_by("pk"), reader)


def _may_leave(reader: User) -> Q:
    """In SQL: the form goes to the other bureau, on paper too, so of the reader's own rows it holds what crosses."""
    return ~Q(bureau=reader.bureau) | crosses_to(Bureau(reader.bureau).other)


def clearance_facts(clearance: Clearance | None) -> Facts:
    """One clearance in words: the look, its answer, the worker named there."""
    if clearance is None:
        return []
    result = clearance.get_result_display()
    if clearance.discontinued_on:
        result = f"{result} on {day(clearance.discontinued_on)}"
    return [
        ("Result", result),
        ("As of", day(clearance.as_of)),
        ("System searched", clearance.get_system_display()),
        ("Searched by", ", ".join(SearchKey(key).label for key in clearance.keys_used)),
        ("Case number found", clearance.case_number),
        ("Worker named there", ", ".join(filter(None, [clearance.worker_name, clearance.worker_phone]))),
        ("Made by", f"{clearance.made_by}, {day(clearance.made_at)}"),
    ]


def clearance_record(clearance: Clearance) -> Facts:
    """The whole look, as its own page shows it: also what was searched for and seen, which XOVER1 does not carry."""
    return [
        *clearance_facts(clearance),
        ("Names and dates searched", clearance.searched_for),
        ("What was seen", clearance.evidence),
    ]


def _part_a(form: Xover1) -> Facts:
    facts: Facts = [("Direction", form.get_direction_display()), ("Case name", form.case_name)]
    if referral := form.referral:
        facts += [
            ("CFS referral number", referral.number),
            ("Received", day(referral.received_on)),
            ("Response", referral.get_response_type_display()),
            ("ER unit", referral.er_unit),
        ]
    return [
        *facts,
        ("CalWORKs case number", form.calworks_number),
        *([("Named by the clerk", form.people_named)] if form.people_named else []),
        ("Remarks", form.remarks),
        ("Begun by", f"{form.created_by}, {day(form.created_at)}"),
    ]


def _part_b(form: Xover1) -> Facts:
    case = form.cfs_case
    distributed = f"{form.distributed_by}, {day(form.distributed_at)}" if form.distributed_at else ""
    facts: Facts = [
        ("CFS case number", case.number if case else ""),
        ("Component", case.get_component_display() if case else ""),
        ("Case opened", day(case.opened_on) if case else ""),
        ("IFS agreement signed", day(case.agreement_signed_on) if case else ""),
        ("CFS unit", form.cfs_unit or ""),
        ("CalWORKs", calworks_as_known(form)),
        ("Eligible to WTW/AIS because", form.get_ais_reason_display()),
        ("WTWCC 10B", consent_as_known(form.family)),
        ("Completed and distributed", distributed),
    ]
    return facts + _ended(form)


def _ended(form: Xover1) -> Facts:
    by = f"{form.ended_by}, {day(form.ended_at)}" if form.ended_at else ""
    return [(label, said) for label, said in (("Ended", form.ended_reason), ("Ended by", by)) if said]


def consent_as_known(family: Family) -> str:
    """Whether a signed WTWCC 10B counts today, else how the family was last asked for one."""
    asked = family.consent_requests.first()
    if ConsentScope.objects.in_force(localdate()).filter(consent__request__family=family).exists():
        return "Signed, in force"
    if asked and asked.outcome == ConsentOutcome.SIGNED:
        return "Signed, not in force today"
    return asked.get_outcome_display() if asked else ""


def calworks_as_known(form: Xover1) -> str:
    """Open or closed, and who says so: CalWORKs once it has named its worker, until then the last look into CalSAWS.

    Where nobody has looked, a clerk's word that someone applied is no status.
    """
    kept = form.family.calworks_cases.filter(number=form.calworks_number)
    named = kept.filter(assignments__role=AssignmentRole.AIS_WORKER).first()
    if named:
        return f"{named.get_status_display()}, as kept by CalWORKs"
    look = form.family.clearances.filter(system=System.CALSAWS).order_by("-made_at").first()
    if look:
        return f"{look.get_result_display()}, by the clearance of {day(look.as_of)}"
    return "Named by the CalWORKs clerk; nobody has looked it up yet" if kept.exists() else ""


def _workers(form: Xover1) -> Facts:
    """The workers of this form's own two cases, and the supervisors who have it, with telephone (31-090 III.B.3)."""
    of_its_cases = Q(cfs_case=form.cfs_case_id, cfs_case__isnull=False) | Q(
        calworks_case__number=form.calworks_number, calworks_case__isnull=False
    )
    named = Assignment.objects.of_family(form.family).open().filter(of_its_cases, worker__isnull=False)
    by_role = {assignment.role: assignment for assignment in named.select_related("worker")}
    roles = (AssignmentRole.CFS_WORKER, AssignmentRole.AIS_WORKER)
    supervisors = {
        "CFS supervisor": form.hops.filter(step=Xover1Status.WITH_CFS_SUPERVISOR).last(),
        "AIS/FS supervisor": form.hops.filter(step=Xover1Status.WITH_AIS_SUPERVISOR, own_copy=False).last(),
    }
    workers: Facts = [(role.label, _worker_line(by_role.get(role))) for role in roles]
    return workers + [(label, _with_phone(hop.receiver) if hop else "") for label, hop in supervisors.items()]


def _worker_line(assignment: Assignment | None) -> str:
    if assignment is None or assignment.worker is None:
        return ""
    return f"{_with_phone(assignment.worker)}, since {day(assignment.from_date)}"


def _with_phone(user: User) -> str:
    return ", ".join(filter(None, [str(user), user.phone]))


def hop_line(hop: Xover1Hop) -> dict[str, Any]:
    """One pair of hands: where the form stood, who sent it to whom, when it was acknowledged, how and why it left."""
    notes = ["own copy"] if hop.own_copy else []
    if hop.acknowledged_at and not hop.own_copy:
        notes.append(f"received {day(hop.acknowledged_at)}")
    if hop.sent_again_at:
        notes.append(f"sent again {day(hop.sent_again_at)} by {hop.sent_again_by}")
    if hop.left_at is None and not hop.own_copy:
        notes += [f"here for {timesince(hop.sent_at)}", *_awaited(hop)]
    if hop.left_as in SAID_WITH_A_REASON:
        notes.append(f"{hop.get_left_as_display().lower()} {day(hop.left_at)}: {hop.reason}")
    elif hop.reason:
        notes.append(f"ended {day(hop.left_at)}: {hop.reason}")
    return {
        "label": hop.get_step_display(),
        "sender": hop.sender,
        "receiver": hop.receiver,
        "at": hop.sent_at,
        "note": ", ".join(notes),
    }


def _awaited(hop: Any) -> list[str]:
    """What is still to come from whoever has the form, and by when."""
    awaited = []
    if not hop.acknowledged_at:
        awaited.append(f"not acknowledged yet, due {day(hop.due_on)}" if hop.due_on else "not acknowledged yet")
    return [*awaited, f"next step due {day(hop.step_due_on)}"] if hop.step_due_on else awaited


def xover1_pdf(form: Xover1, reader: User) -> bytes:
    """The filled form on paper, as this reader may have it (PDF/A-2a, PDF/UA-1)."""
    context = _page(f"v {form.version}") | {"sheet": xover1_sheet(form, reader)}
    return render_pdf(render_to_string("crossover/xover1_print.html", context), lang="en", title=TITLE)


def blank_xover1_pdf() -> bytes:
    """The form to fill in by hand, for an office that works on paper."""
    context = _page("") | {"parts": BLANK_PARTS, "people": BLANK_PEOPLE, "hands": BLANK_HANDS, "lines": range(6)}
    return render_pdf(render_to_string("crossover/xover1_blank.html", context), lang="en", title=TITLE)


def _page(version: str) -> dict[str, Any]:
    county = County.objects.ours()
    return {
        "county_name": county.name,
        "county_address": county.address,
        "lang": "en",
        "title": TITLE,
        "form_id": "XOVER1",
        "form_version": version,
    }
