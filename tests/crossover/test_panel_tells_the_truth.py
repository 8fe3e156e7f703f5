"""What the sharing panel says before a row is saved is what `readable` says of it after: on every form that has one."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from caseplans.forms import ActivityForm, GoalForm, PastedForm, ProgramPlanForm, RequirementForm
from caseplans.forms.assessments import AssessmentForm, StrengthForm
from caseplans.forms.outreach import OutreachForm
from caseplans.forms.progress import ProgressNoteForm
from caseplans.forms.requirements import LineForm
from caseplans.forms.statuses import StatusReviewForm
from caseplans.forms.transitions import ClosingForm, NeedForm
from caseplans.models import (
    Activity,
    Assessment,
    Goal,
    OutreachAttempt,
    ProgramClosing,
    ProgressNote,
    ResidualNeed,
    SourceRequirement,
    StatusReview,
    Strength,
)
from crossover.forms.records import (
    AddressForm,
    MonthlyFigureForm,
    PersonNoteForm,
    RemovalExitForm,
    RemovalForm,
    WtwStandingForm,
)
from crossover.forms.sharing import TellsWhoReads
from crossover.forms.xover1 import PartAForm
from crossover.models import AbuseFlag
from crossover.services.objections import flag_abuse
from crossover.sharing import is_readable, kinds_that_cross
from families.enums import CONSENT_FREE, NEVER_CROSSES, AssignmentRole, Category, PlacementKind, Relationship
from families.models import Address, CategoryRule, MonthlyFigure, PersonNote, Removal, WtwStanding
from families.services import add_removal, assign, record_calworks_case
from linkages_site.demo.factories import PersonFactory
from meetings.enums import AttendeeRole
from meetings.forms.asking import MeetingRequestForm
from meetings.forms.changes import StructureChangeForm
from meetings.forms.contacts import ContactForm
from meetings.forms.inviting import OutsideInviteForm, StaffInviteForm
from meetings.forms.noting import DecisionForm, NoteForm, ReviewForm
from meetings.forms.requests import AnswerForm, RequestForm
from meetings.forms.thread import ThreadNoteForm
from meetings.models import (
    Attendance,
    Contact,
    Decision,
    DispositionReview,
    MeetingNote,
    MeetingRequest,
    StructureChange,
    ThreadNote,
)
from tests.caseplans.county import engaged, held_ltm, plan_of, sanctioned, sealed, transition_begun
from tests.crossover.consents import opened
from tests.crossover.way import Way
from tests.meetings.county import conference, facilitator, held, ltm, pltm

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SAID = {"text": "Rides to school", "category": Category.HOUSING}
GOAL = {"text": "A safe home", "kind": "shared", "category": Category.HOUSING}
ACTIVITY = {
    "text": "Look for a flat", "responsible": "cfs", "service": "other", "provided_by": "cfs", "paid_by": "cfs",
    "due_on": TODAY.isoformat(), "source": "cfs_plan", "category": Category.HOUSING,
}  # fmt: skip
REQUIREMENT = {"source": "cfs_plan", "text": "Look for a flat", "category": Category.HOUSING}
ASSESSED = {
    "tool": "sop",
    "on": TODAY.isoformat(),
    "is_done": "on",
    "topics": ["housing"],
    "category": Category.HOUSING,
}
PROGRESS = {"on": TODAY.isoformat(), "evidence": "Seen", "category": Category.HOUSING}
REACHED = {"reason": "sanctioned", "on": TODAY.isoformat(), "how": "call", "result": "thinks"}
STRENGTH = {"text": "Never late", "on": TODAY.isoformat(), "category": Category.HOUSING}
REQUEST = {"kind": "ltm", "trigger": "cfs_requirements", "text": "Bus passes"}
CHANGE = {"kind": "moved_in", "happened_on": TODAY.isoformat(), "what": "An aunt", "category": Category.HOUSING}
CALL = {
    "kind": "call", "status": "attempted", "method": "phone", "purpose": "case_plan", "interpreter_use": "not_needed",
    "starts_at": f"{timezone.localtime() - datetime.timedelta(hours=1):%Y-%m-%dT%H:%M}", "narrative": "No answer",
    "other_provider": "Hill Street Clinic", "category": Category.HOUSING,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One form: where it stands, who types what, and the row it makes. `whose` names who is chosen as `about`."""

    form: type[TellsWhoReads]
    model: type[Any]
    url: Callable[[SimpleNamespace], str]
    facts: dict[str, Any]
    who: str = "cfs.worker"
    whose: str = ""


def at(name: str, of: Callable[[SimpleNamespace], Any], *more: str) -> Callable[[SimpleNamespace], str]:
    return lambda county: reverse(name, args=[of(county).uuid, *more])


def mother(county: SimpleNamespace) -> Any:
    return county.mother


def a_removal(county: SimpleNamespace) -> Any:
    entered = TODAY - datetime.timedelta(days=3)
    return add_removal(
        person=county.child,
        by=county.cfs_worker,
        entered_on=entered,
        placement=PlacementKind.RELATIVE,
        confidential=True,
    )


def a_sanction(county: SimpleNamespace) -> Any:
    return sanctioned(county).about


def an_ltm(county: SimpleNamespace) -> Any:
    engaged(county)
    return held_ltm(county)


def parenting_class(county: SimpleNamespace) -> Any:
    return sealed(county).plan.goals.get().activities.order_by("pk")[0]


ADDRESS = {"street": "12 Alhambra Ave", "city": "Martinez"}
FAMILY = at("crossover:address-new", lambda county: county.family)
STATUS = {"status": "engaged", "required_hours": "30", "from_date": TODAY.isoformat()}
REMOVED = {"entered_on": TODAY.isoformat(), "placement": "relative"}
ENDED = {"exited_on": TODAY.isoformat(), "exit_type": "reunified"}
REVIEW = {"decision": "continue", "findings": "All goes well", "category": Category.HOUSING}
REVIEW_NEW = at("meetings:review-new", conference)
FORMS = {
    "address of the household": Asked(AddressForm, Address, FAMILY, ADDRESS),
    "address of the mother": Asked(AddressForm, Address, FAMILY, ADDRESS, whose="mother"),
    "address of the father": Asked(AddressForm, Address, FAMILY, ADDRESS, whose="father"),
    "address kept by CalWORKs": Asked(AddressForm, Address, FAMILY, ADDRESS, "ais.worker"),
    "safe contact": Asked(PersonNoteForm, PersonNote, at("crossover:safe-contact-new", mother), {"text": "Text"}),
    "culture": Asked(PersonNoteForm, PersonNote, at("crossover:culture-new", mother), {"text": "Text"}, "ais.worker"),
    "status": Asked(WtwStandingForm, WtwStanding, at("crossover:wtw-standing-new", mother), STATUS, "ais.worker"),
    "hours": Asked(
        MonthlyFigureForm, MonthlyFigure, at("crossover:hours-new", mother),
        {"month": TODAY.isoformat(), "value": "110"}, "ais.worker",
    ),
    "removal": Asked(RemovalForm, Removal, at("crossover:removal-new", lambda county: county.child), REMOVED),
    "end of a confidential removal": Asked(RemovalExitForm, Removal, at("crossover:removal-exit", a_removal), ENDED),
    "decision": Asked(
        DecisionForm, Decision, at("meetings:decision-new", lambda county: held(ltm(county))), SAID, whose="mother"
    ),
    "review": Asked(ReviewForm, DispositionReview, REVIEW_NEW, REVIEW, whose="mother"),
    "review for the court": Asked(
        ReviewForm, DispositionReview, REVIEW_NEW, {**REVIEW, "decision": "court"}, whose="mother"
    ),
    "note": Asked(NoteForm, MeetingNote, at("meetings:note-new", ltm, "strengths"), SAID, whose="child"),
    "logistics": Asked(
        NoteForm, MeetingNote, at("meetings:note-new", ltm, "strengths"), {**SAID, "category": Category.LOGISTICS}
    ),
    "worry of a PLTM": Asked(
        NoteForm, MeetingNote, at("meetings:note-new", pltm, "worries"), {"text": "Housing"}, whose="mother"
    ),
    "from outside, in a role that tells": Asked(
        OutsideInviteForm, Attendance, at("meetings:meeting-invite", ltm, "outside"),
        {"role": AttendeeRole.DV_LIAISON, "external_name": "Ms. Ito"}, whose="mother",
    ),
    "from outside, in a role that tells nothing": Asked(
        OutsideInviteForm, Attendance, at("meetings:meeting-invite", ltm, "outside"),
        {"role": AttendeeRole.SCHOOL, "external_name": "Ms. Ito"},
    ),
    "a colleague, in a role that tells": Asked(
        StaffInviteForm, Attendance, at("meetings:meeting-invite", ltm, "staff"),
        {"role": AttendeeRole.MENTAL_HEALTH_PROVIDER, "staff": "wendell"}, whose="father",
    ),
    "contact": Asked(
        ContactForm, Contact, at("meetings:contact-new", lambda county: county.family), CALL, whose="mother"
    ),
    "request for a meeting": Asked(
        MeetingRequestForm,
        MeetingRequest,
        at("meetings:meeting-request-new", lambda county: county.family),
        REQUEST,
        whose="mother",
    ),
    "note to the team": Asked(
        ThreadNoteForm, ThreadNote, at("meetings:thread-write", lambda county: county.family), SAID, whose="mother"
    ),
    "change in the family": Asked(
        StructureChangeForm, StructureChange, at("meetings:change-new", lambda county: county.family), CHANGE,
        whose="mother",
    ),
    "goal": Asked(GoalForm, Goal, at("caseplans:goal-new", plan_of), GOAL, whose="mother"),
    "activity": Asked(
        ActivityForm, Activity, at("caseplans:activity-new", lambda county: plan_of(county).goals.get()), ACTIVITY,
        whose="father",
    ),
    "assessment": Asked(
        AssessmentForm, Assessment, at("caseplans:assessment-new", lambda county: county.family), ASSESSED,
        whose="mother",
    ),
    "status review": Asked(
        StatusReviewForm, StatusReview, at("caseplans:status-review-new", an_ltm), {"outcome": "goes_on"},
        "ais.worker", whose="mother",
    ),
    "outreach": Asked(
        OutreachForm, OutreachAttempt, at("caseplans:outreach-new", a_sanction), REACHED, "ais.worker"
    ),
    "progress": Asked(
        ProgressNoteForm, ProgressNote, at("caseplans:progress-new", parenting_class), PROGRESS, whose="mother"
    ),
    "why a program ends": Asked(
        ClosingForm, ProgramClosing, at("caseplans:transition-closing", transition_begun), {"reason": "moved"},
        whose="mother",
    ),
    "what the family still needs": Asked(
        NeedForm, ResidualNeed, at("caseplans:need-new", transition_begun), SAID, whose="mother"
    ),
    "strength": Asked(
        StrengthForm, Strength, at("caseplans:strength-new", lambda county: county.family), STRENGTH, whose="mother"
    ),
    "requirement": Asked(
        RequirementForm, SourceRequirement, at("caseplans:requirement-new", plan_of), REQUIREMENT, whose="mother"
    ),
}  # fmt: skip
WALKED_APART = {
    PartAForm,  # its writer may not read what the form asks, and its family is made on the way
    RequestForm,  # not sent where the other program could not read it: tests/meetings/test_requests.py
    AnswerForm,
    PastedForm,  # it saves nothing; each line says who will read it: tests/caseplans/test_requirements.py
    LineForm,
    ProgramPlanForm,  # with a file: tests/caseplans/test_requirements.py
}
KINDS = [category for category in Category if category not in CONSENT_FREE | NEVER_CROSSES]


def nothing_signed(staff, carried):
    pass


def consents(staff, carried):
    """The mother opens every kind about everyone, both ways."""
    for person in (carried.mother, carried.father, carried.child):
        for kind in KINDS:
            for bureau in Bureau:
                opened(staff, carried, 0, 30, person=person, category=kind, discloser=bureau, recipient=bureau.other)


def kept_apart(staff, carried):
    consents(staff, carried)
    flag_abuse(protected=carried.mother, against=carried.father, by=staff["cfs.worker"])


def county_rule(staff, carried):
    for kind in (Category.HOUSING, Category.CALWORKS_STATUS):
        CategoryRule.objects.update_or_create(category=kind, defaults={"crosses_without_consent": True})


STATES = [(nothing_signed, False), (consents, False), (consents, True), (kept_apart, False), (county_rule, False)]


@pytest.fixture
def father(carried):
    carried.father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    return carried.father


def every_form(form: type[Any]) -> set[type[Any]]:
    below: list[type[Any]] = form.__subclasses__()
    return {form}.union(*(every_form(each) for each in below))


def test_every_form_with_a_category_is_walked():
    walked = {asked.form for asked in FORMS.values()} | WALKED_APART
    bases = {base for form in walked for base in form.__mro__[1:]}
    assert every_form(TellsWhoReads) == walked | (bases & every_form(TellsWhoReads))


@pytest.mark.parametrize("name", FORMS)
def test_what_the_panel_says_is_what_is_so(name, staff, carried, father, signed_in):
    for state, confidential in STATES:
        with transaction.atomic():
            ask(FORMS[name], state, confidential, staff, carried, signed_in)
            transaction.set_rollback(True)


def ask(asked, state, confidential, staff, carried, signed_in):
    """The panel by htmx and without, then the row that was saved."""
    url = asked.url(carried)
    state(staff, carried)
    facts = dict(asked.facts) | ({"confidential": "on"} if confidential else {})
    if asked.form is MeetingRequestForm:
        facts["owner"] = staff[asked.who].pk
    if asked.whose:
        facts["about"] = getattr(carried, asked.whose).pk
    client, before = signed_in(staff[asked.who]), set(asked.model.objects.values_list("pk", flat=True))
    told = client.post(url, facts, headers={"HX-Request": "true"}).context["readers"]
    shown = client.post(url, facts | {"preview": "1"}).context["readers"]
    assert set(asked.model.objects.values_list("pk", flat=True)) == before, "asking saves nothing"
    assert [reader.reads for reader in shown] == [reader.reads for reader in told]
    answer = client.post(url, facts)
    assert answer.status_code == 302, answer.context["form"].errors
    row = asked.model.objects.exclude(pk__in=before).first() or asked.model.objects.get()
    other = {"cfs.worker": "ais.worker", "ais.worker": "cfs.worker"}[asked.who]
    assert told[0].reads
    assert is_readable(row, staff[asked.who])
    assert told[1].reads == is_readable(row, staff[other]), (state.__name__, confidential, told[1].why)


def test_the_household_address_where_two_are_kept_apart(staff, carried, father, signed_in):
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    url = FAMILY(carried)
    page = signed_in(staff["cfs.worker"]).get(url).content.decode()
    assert "cannot read it. A flag of domestic abuse keeps it within your bureau" in page
    other = signed_in(staff["ais.worker"]).get(url).content.decode()
    assert "domestic abuse" not in other, "the flag of one bureau is not told by the panel of the other"


@pytest.mark.parametrize("confidential", [False, True])
@pytest.mark.parametrize("flagged", [False, True])
def test_part_a_says_who_reads_its_address(flagged, confidential, staff, elsewhere, signed_in):
    form = Way(staff).draft()
    case, worker = record_calworks_case(family=form.family, number="CW-PART-A"), staff["ais.worker"]
    assign(case=case, role=AssignmentRole.AIS_WORKER, unit=worker.unit, worker=worker, why="Assigned")
    if flagged:
        father = PersonFactory(family=form.family, relationship=Relationship.FATHER)
        two = {"protected": form.family.people.get(relationship=Relationship.MOTHER), "against": father}
        AbuseFlag.objects.create(**two, bureau=Bureau.CFS, by=staff["er.supervisor"])
    url, client = reverse("crossover:xover1-part-a", args=[form.uuid]), signed_in(staff["er.clerk"])
    typed = {"case_name": "Ibarra", "version": form.version, "people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0"}
    typed |= ADDRESS | {"people-0-first_name": "Half typed"} | ({"confidential": "on"} if confidential else {})
    fragment = client.post(url, typed, headers={"HX-Request": "true"})
    page = client.post(url, typed | {"preview": "1"})
    assert not Address.objects.exists()
    assert "usa-input--error" not in page.content.decode(), "nothing is judged where only this is asked"
    assert 'value="Half typed"' in page.content.decode()
    told = [[reader.reads for reader in shown.context["readers"]] for shown in (fragment, page)]
    assert told == [[True, not (flagged or confidential)]] * 2
    assert client.post(url, typed | {"people-TOTAL_FORMS": "0"}).status_code == 302
    row = Address.objects.get()
    assert told[0][1] == is_readable(row, User.objects.get(pk=worker.pk))
    assert not is_readable(row, elsewhere.ais_worker)


def test_a_facilitator_is_not_told_by_an_invitation_what_is_signed(staff, carried, father, signed_in):
    meeting = ltm(carried, facilitator(staff))
    consents(staff, carried)
    url = reverse("meetings:meeting-invite", args=[meeting.uuid, "outside"])
    asked = {"role": AttendeeRole.DV_LIAISON, "about": carried.mother.pk, "external_name": "Ms. Ito"}
    for name, told in (("cfs.worker", [True, True]), ("facilitator", [])):
        for more, headers in (({"preview": "1"}, {}), ({}, {"HX-Request": "true"})):
            answer = signed_in(staff[name]).post(url, asked | more, headers=headers)
            assert answer.status_code == 200
            assert [reader.reads for reader in answer.context["readers"]] == told, name


@pytest.mark.parametrize("state", [nothing_signed, consents, kept_apart, county_rule])
def test_the_panel_of_the_hold_page_says_what_would_cross(state, staff, carried, father):
    state(staff, carried)
    told = kinds_that_cross(carried.family, Bureau.CFS)
    for person in (carried.mother, father, carried.child):
        for kind in KINDS:
            row = PersonNote.objects.create(
                family=carried.family, bureau=Bureau.CFS, category=kind, about=person, kind="culture", text="x"
            )
            assert (kind in told.get(person, [])) == is_readable(row, staff["ais.worker"]), (person, kind)
