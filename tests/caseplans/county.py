"""Steps of a plan's road for tests: a consent, an LTM held, a plan with its rows, its signatures."""

import datetime
import io
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from PIL import Image

from accounts.access import visible
from caseplans.assessment_enums import AssessmentTopic, Tool
from caseplans.enums import STILL_TO_DO, WORKERS, Responsible, SignatureMethod, Source
from caseplans.models import (
    Activity,
    Assessment,
    Goal,
    OutreachAttempt,
    Plan,
    PlanSignature,
    PlanVersion,
    ProgressNote,
    RequiredSigner,
    StatusReview,
    Strength,
    Transition,
)
from caseplans.outreach_enums import OutreachReason, OutreachResult
from caseplans.pdf import shown_sha256_of
from caseplans.progress_enums import Presence
from caseplans.rules.transitions import Moving
from caseplans.services import (
    add_activity,
    add_goal,
    add_requirements,
    freeze_plan,
    show_plan,
    sign_plan,
    start_plan,
)
from caseplans.services.assessments import add_assessment, add_strength
from caseplans.services.outreach import record_attempt
from caseplans.services.progress import write_progress
from caseplans.services.statuses import review_status
from caseplans.services.transitions import add_need, finish_part, prepare_transition, say_why_it_ends
from caseplans.status_enums import StatusOutcome
from caseplans.transition_enums import ClosingReason, Ending, GoalStands, GoesTo, NoMeeting
from crossover.enums import Capacity, SigningMethod
from crossover.models import Consent
from crossover.services.consents import explain_purpose, request_consent, sign_consent
from families.enums import Category, Channel, Language, ProgramStatus, ServiceType, WtwStatus
from families.models import Person, Provider, WtwStanding
from families.services import add_wtw_standing, edit_calworks_case, edit_cfs_case
from meetings.enums import AttendeeRole, MeetingKind, Mode
from meetings.models import Decision, Meeting
from meetings.rules import Invitee
from meetings.services import decide, hold_meeting, schedule_meeting


def consent_for(carried: SimpleNamespace, *categories: Category, persons: list[Person] | None = None) -> Consent:
    """The mother opens these categories, for herself and the child, both ways, for half a year."""
    request = request_consent(family=carried.family, owner=carried.cfs_worker)
    explain_purpose(request=request, by=carried.cfs_worker)
    today = timezone.localdate()
    return sign_consent(
        request=request,
        by=carried.cfs_worker,
        signer=carried.mother,
        capacity=Capacity.SELF,
        persons=persons or [carried.mother, carried.child],
        categories=categories,
        from_date=today,
        until_date=today + datetime.timedelta(days=180),
        method=SigningMethod.TYPED,
        typed_name=str(carried.mother),
        initials=carried.mother.last_name[0],
    )


def held_ltm(carried: SimpleNamespace) -> Meeting:
    attendees: list[Invitee] = [
        {"role": AttendeeRole.FAMILY, "person": carried.mother},
        {"role": AttendeeRole.CFS_WORKER, "user": carried.cfs_worker},
        {"role": AttendeeRole.AIS_WORKER, "user": carried.ais_worker},
    ]
    meeting = schedule_meeting(
        family=carried.family, by=carried.cfs_worker, kind=MeetingKind.LTM, starts_at=timezone.now(),
        mode=Mode.IN_PERSON, place="Martinez office", attendees=attendees, out_of_order_reason="Urgent",
    )  # fmt: skip
    hold_meeting(
        meeting=meeting, by=carried.cfs_worker, present=dict.fromkeys(meeting.attendances.all(), Mode.IN_PERSON)
    )
    return meeting


def decided(meeting: Meeting, carried: SimpleNamespace, text: str, category: Category = Category.SERVICES) -> Decision:
    return decide(meeting=meeting, by=carried.cfs_worker, text=text, category=category, about=carried.mother)


def goal_of(plan: Plan, carried: SimpleNamespace, text: str = "The children are safe at home", **facts: Any) -> Goal:
    given: dict[str, Any] = {"category": Category.SERVICES, "about": carried.mother, "by": carried.cfs_worker}
    given["by_when"] = timezone.localdate() + datetime.timedelta(days=90)
    return add_goal(plan=plan, text=text, **given | facts)


def activity_of(goal: Goal, carried: SimpleNamespace, text: str = "Attend parenting class", **facts: Any) -> Activity:
    given: dict[str, Any] = {
        "by": carried.cfs_worker,
        "category": Category.SERVICES,
        "about": carried.mother,
        "responsible": Responsible.FAMILY,
        "person": carried.mother,
        "service": ServiceType.PARENTING,
        "provided_by": "cfs",
        "paid_by": "cfs",
        "due_on": timezone.localdate() + datetime.timedelta(days=30),
        "source": Source.CFS_PLAN,
    }
    return add_activity(goal=goal, text=text, **given | facts)


def required(plan: Plan, carried: SimpleNamespace, text: str = "Finish a parenting class", **facts: Any) -> Any:
    """A requirement of the CFS case plan, or of what else is said."""
    given: dict[str, Any] = {"source": Source.CFS_PLAN, "category": Category.SERVICES, "about": carried.mother}
    by = facts.pop("by", carried.cfs_worker)
    return add_requirements(plan=plan, by=by, rows=[{"text": text} | given | facts])[0]


def assessment_of(carried: SimpleNamespace, **facts: Any) -> Assessment:
    """Safety Organized Practice, done today by CFS with the mother, unless said otherwise."""
    given: dict[str, Any] = {"tool": Tool.SOP, "on": timezone.localdate(), "is_done": True, "by": carried.cfs_worker}
    given |= {"topics": [AssessmentTopic.HOUSING], "category": Category.SERVICES, "about": carried.mother}
    return add_assessment(family=carried.family, **given | facts)


def strength_of(carried: SimpleNamespace, text: str = "Reads to the children", **facts: Any) -> Strength:
    given: dict[str, Any] = {"category": Category.SERVICES, "about": carried.mother, "by": carried.cfs_worker}
    return add_strength(family=carried.family, text=text, **given | facts)


def progress_of(activity: Activity, carried: SimpleNamespace, **facts: Any) -> ProgressNote:
    """An entry of today by CFS, of the activity's own kind, unless said otherwise."""
    given: dict[str, Any] = {"by": carried.cfs_worker, "on": timezone.localdate(), "category": activity.category}
    given |= {"about": activity.about, "presence": Presence.ATTENDED, "evidence": "Sign-in sheet seen"}
    return write_progress(activity=activity, **given | facts)


def sanctioned(carried: SimpleNamespace) -> OutreachAttempt:
    """The mother is sanctioned since three days, and was called today."""
    since = timezone.localdate() - datetime.timedelta(days=3)
    by = carried.ais_worker
    add_wtw_standing(person=carried.mother, by=by, status=WtwStatus.SANCTIONED, from_date=since)
    facts: dict[str, Any] = {"how": Channel.CALL, "result": OutreachResult.THINKS, "words": "Calls back on Monday"}
    today = timezone.localdate()
    return record_attempt(person=carried.mother, by=by, reason=OutreachReason.SANCTIONED, on=today, **facts)


def engaged(carried: SimpleNamespace, status: WtwStatus = WtwStatus.ENGAGED) -> WtwStanding:
    since = timezone.localdate() - datetime.timedelta(days=30)
    return add_wtw_standing(person=carried.mother, by=carried.ais_worker, status=status, from_date=since)


def status_reviewed(carried: SimpleNamespace) -> StatusReview:
    """The mother is engaged, which CalWORKs reviewed at the LTM of today."""
    engaged(carried)
    facts: dict[str, Any] = {"by": carried.ais_worker, "outcome": StatusOutcome.GOES_ON}
    return review_status(meeting=held_ltm(carried), person=carried.mother, **facts)


def plan_of(carried: SimpleNamespace) -> Plan:
    """Consent to services, LTM held with a decision, one goal, an activity of each of the three."""
    consent_for(carried, Category.SERVICES, Category.EMPLOYMENT)
    decided(held_ltm(carried), carried, "Grandmother drives on Tuesdays")
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    goal = goal_of(plan, carried)
    activity_of(goal, carried)
    activity_of(goal, carried, "Visit the home every month", responsible=Responsible.CFS, person=None)
    activity_of(
        goal, carried, "Pay for child care", by=carried.ais_worker, responsible=Responsible.CALWORKS, person=None,
        service=ServiceType.CHILD_CARE, source=Source.WTW_PLAN, provided_by="calworks", paid_by="calworks",
    )  # fmt: skip
    return shown(plan, carried)


def shown(plan: Plan, carried: SimpleNamespace, *people: Person) -> Plan:
    """The mother, or these people, saw the draft in their language."""
    for person in people or [carried.mother]:
        show_plan(plan=plan, person=person, by=carried.cfs_worker, language=Language(person.language), interpreter="")
    return plan


def frozen(carried: SimpleNamespace) -> PlanVersion:
    return freeze_plan(plan=plan_of(carried), by=carried.cfs_worker)


def signed_by(signer: RequiredSigner, **facts: Any) -> PlanSignature:
    """Their signature, typed; a parent's is recorded by the CFS worker, or by the other once CFS has ended."""
    recorder = signer.user or signer.version.signers.filter(role__in=WORKERS).latest("role").user
    given: dict[str, Any] = {"by": recorder, "method": SignatureMethod.TYPED, "typed_name": str(signer)}
    given["shown_sha256"] = shown_sha256_of(signer, facts.get("language", "en"))
    return sign_plan(signer=signer, **given | facts)


def sealed(carried: SimpleNamespace) -> PlanVersion:
    version = frozen(carried)
    for signer in version.signers.all():
        signed_by(signer)
    return PlanVersion.objects.get(pk=version.pk)


def provider() -> Provider:
    """Who is in the resource directory for a parenting class."""
    found, _ = Provider.objects.get_or_create(name="Hill Street Center", area="Martinez", phone="925-555-0190")
    return found


def cfs_closed(carried: SimpleNamespace, on: datetime.date | None = None) -> None:
    """The CFS case is closed today, or on another day."""
    case, day = carried.cfs_case, on or timezone.localdate()
    case.refresh_from_db()
    edit_cfs_case(case=case, by=carried.cfs_worker, version=case.version, closed_on=day, closing_reason="Goals met")


def calworks_closed(carried: SimpleNamespace) -> None:
    case, today = carried.calworks_case, timezone.localdate()
    case.refresh_from_db()
    facts: dict[str, Any] = {"status": ProgramStatus.CLOSED, "closed_on": today}
    edit_calworks_case(case=case, by=carried.ais_worker, version=case.version, **facts)


def transition_begun(carried: SimpleNamespace, **facts: Any) -> Transition:
    """Under a signed plan CFS is to end; the family wants no last meeting."""
    plan = sealed(carried).plan
    given: dict[str, Any] = {"by": carried.cfs_worker, "ends": Ending.CFS, "no_meeting": NoMeeting.NOT_WANTED}
    return prepare_transition(plan=plan, **given | facts)


def all_said(transition: Transition, carried: SimpleNamespace, goes_to: GoesTo = GoesTo.GOES_ON, **facts: Any) -> None:
    """CFS says where everything goes that it may read, that the goals are reached, and why it ends."""
    plan, by = transition.plan, carried.cfs_worker
    known: dict[str, Any] = {"resource": provider(), "connected_on": timezone.localdate()}
    moving = Moving(goes_to, **known) if goes_to == GoesTo.COMMUNITY else Moving(goes_to)
    to_do = visible(Activity, by).filter(goal__plan=plan, status__in=STILL_TO_DO)
    given: dict[str, Any] = {
        "ends": transition.ends,
        "no_meeting": transition.no_meeting,
        "moves": {one.uuid: moving for one in to_do},
        "goals": {one.uuid: GoalStands.MET for one in visible(Goal, by).filter(plan=plan)},
    }
    prepare_transition(plan=plan, by=by, **given | facts)
    say_why_it_ends(transition=transition, by=by, reason=ClosingReason.COMPLETE, about=carried.mother)


def need_of(transition: Transition, carried: SimpleNamespace, text: str = "Rides to school", **facts: Any) -> Any:
    given: dict[str, Any] = {"by": carried.cfs_worker, "category": Category.SERVICES, "about": carried.mother}
    return add_need(transition=transition, text=text, **given | facts)


def transition_complete(carried: SimpleNamespace) -> Transition:
    """CFS has ended: CalWORKs goes on with everything."""
    transition = transition_begun(carried)
    all_said(transition, carried)
    cfs_closed(carried)
    for by in (carried.cfs_worker, carried.ais_worker):
        finish_part(transition=transition, by=by)
    return Transition.objects.get(pk=transition.pk)


def scanned_page() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (850, 1100), "white").save(out, format="PNG")
    return out.getvalue()
