"""Ten plans as families have them, each with what the handbook, the guidelines and the law say of it.

Written before the rules. Expected: (rule, case, items), severity. A plan has these findings and no others.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from caseplans.enums import ActivityStatus, Payer, Responsible, Source
from caseplans.reconciliation_enums import Demand, LimitKind, NeedCode
from caseplans.rules.reconciliation import (
    Assessment,
    AssistanceUnit,
    Consent,
    Goal,
    Limit,
    PlanFacts,
    Removal,
    Reunification,
    Separation,
)
from families.enums import Category, WtwStatus
from tests.caseplans.rules.families import (
    FROM,
    activity,
    appointment,
    child,
    father,
    hours,
    job,
    mother,
    plan,
    requirement,
    search,
    weekly,
)

Expected = dict[tuple[str, str, tuple[str, ...]], str]
ERROR, WARNING, ADVICE = "error", "warning", "advice"


def carillo() -> tuple[PlanFacts, Expected]:
    """The Carillo family of the trainee workbook: children of 4 and 7 removed for neglect, both parents reunifying.

    Dad looks for work, Mom is a part-time receptionist with depression, both on CalWORKs at detention. The court orders
    parenting classes, visits and Mom's counseling; the WTW plan asks for counseling too, and for Dad's job search at
    the hour of the class. CFS wrote "food in the home" down as a requirement.
    """
    both: dict[str, Any] = {
        "persons": ("mother", "father"),
        "source": Source.COURT,
        "mandatory": True,
        "counts_as": "cfs_activity",
    }
    away: dict[str, Any] = {"at_home": False}
    facts = plan(
        activity("parenting-class", when=weekly("tu", "10:00", "12:00"), service="parenting", **both),
        activity("visits", when=weekly("sa", "10:00", "14:00"), service="visitation", **both),
        activity(
            "counseling", source=Source.COURT, mandatory=True, service="mental_health", counts_as="behavioral_health",
            category=Category.MENTAL_HEALTH, when=weekly("th", "17:00", "18:00"),
        ),
        activity("food-in-the-home", mandatory=True, answers=frozenset({NeedCode.CONCRETE_SUPPORT})),
        job("hotel-job", weekly("mo we fr", "09:00", "15:00")),
        search("dads-job-search", weekly("tu we", "09:00", "12:00"), "father"),
        activity(
            "wtw-counseling", source=Source.WTW_PLAN, mandatory=True, service="mental_health", counts_on="wtw_2",
            counts_as="behavioral_health", hours_verified=True, category=Category.MENTAL_HEALTH,
            when=weekly("fr", "17:00", "18:00"),
        ),
        activity(
            "rental-assistance", source=Source.FAMILY, service="rental_assistance", fee=frozenset({Payer.CALWORKS})
        ),
        members=(
            mother(), father(), child("younger", date(2022, 6, 1), **away), child("older", date(2019, 6, 1), **away)
        ),
        units=(AssistanceUnit(adults=("mother", "father"), children=("younger", "older"), two_parents=True),),
        removals=(
            Removal(id="removal-1", child="younger", on=date(2026, 12, 14)),
            Removal(id="removal-2", child="older", on=date(2026, 12, 14)),
        ),
        reunification=Reunification(
            aided_when_removed=True, services_necessary=True, aid_stops_on=date(2027, 1, 14)
        ),
    )  # fmt: skip
    return facts, {
        ("R2", "overlap", ("parenting-class", "dads-job-search")): ERROR,
        ("R14", "fr_plan", ("removal-1", "removal-2", "wtw-father", "wtw-mother")): ERROR,
        # the same counseling in two plans
        ("R5", "duplicate", ("counseling", "wtw-counseling")): WARNING,
        # 18 hours of Mom's job, one of counseling and 6 of Dad's search: 25 of the 35 of two parents
        ("R8", "shortfall", ("wtw-father", "wtw-mother")): WARNING,
        ("R19", "concrete_support", ("food-in-the-home",)): WARNING,
        # what the court ordered could count
        ("R9", "could_count", ("counseling",)): ADVICE,
        ("R9", "could_count", ("parenting-class",)): ADVICE,
        ("R9", "could_count", ("visits",)): ADVICE,
    }


def in_good_order() -> tuple[PlanFacts, Expected]:
    """A mother in IFS with a child of eight: 30 hours, a class in the evening at which a neighbor minds the child."""
    facts = plan(
        job("care-home-job", weekly("mo tu we th fr", "08:00", "14:00"), child_care=frozenset({Payer.CALWORKS})),
        activity(
            "parenting-class", mandatory=True, service="parenting", when=weekly("tu", "18:00", "20:00"),
            sources=frozenset({"ifs-parenting"}), child_care=frozenset({Payer.FAMILY}),
            transport=frozenset({Payer.CFS}),
        ),
        members=(mother(), child("ana", date(2018, 5, 2))),
        units=(AssistanceUnit(adults=("mother",), children=("ana",)),),
        requirements=(requirement("ifs-parenting"),),
        limits=(Limit(id="ifs", kind=LimitKind.IFS_END, on=date(2027, 7, 3)),),
        goals=(Goal(id="goal", text="Calm evenings", short_term=True, due_on=date(2027, 3, 1)),),
    )  # fmt: skip
    return facts, {}


def sanctioned() -> tuple[PlanFacts, Expected]:
    """A sanctioned mother in Family Maintenance: services at any time, the sanction cured through the plan (16).

    Her worker wrote that she will lose her aid if she misses the class, which a plan must not say.
    """
    facts = plan(
        activity(
            "anger-management", mandatory=True, service="anger_management", counts_as="cfs_activity",
            text="Go to anger management or you will lose your cash aid", when=weekly("we", "17:00", "19:00"),
        ),
        members=(mother(WtwStatus.SANCTIONED),),
        units=(AssistanceUnit(adults=("mother",), required_hours=30),),
    )  # fmt: skip
    return facts, {
        ("R11", "threat", ("anger-management",)): ERROR,
        ("R11", "sanction", ("wtw-mother",)): WARNING,
        ("R8", "shortfall", ("wtw-mother",)): WARNING,
        ("R9", "could_count", ("anger-management",)): ADVICE,
    }


def exempt() -> tuple[PlanFacts, Expected]:
    """A mother of an infant is exempt: she may volunteer with what is in the CFS plan (16). No hours are asked of her,
    and a job search left over from before is excused, not dropped."""
    facts = plan(
        activity("home-visits", mandatory=True, service="home_visit", when=weekly("th", "10:00", "11:00")),
        search("job-search", weekly("mo", "09:00", "12:00")),
        members=(mother(WtwStatus.EXEMPT), child("baby", date(2026, 11, 1))),
        units=(AssistanceUnit(adults=("mother",), children=("baby",)),),
    )
    return facts, {
        ("R12", "required", ("job-search",)): WARNING,
        ("R12", "volunteer", ("wtw-mother",)): ADVICE,
    }


def overloaded() -> tuple[PlanFacts, Expected]:
    """A job of 38 hours, two classes straight after it across town, and a hearing in working hours."""
    facts = plan(
        job("warehouse-job", weekly("mo tu we th", "07:00", "16:30"), place="Harbor warehouse"),
        activity("parenting-class", mandatory=True, when=weekly("mo", "16:45", "18:45"), place="Family center"),
        activity("drug-testing", source=Source.COURT, mandatory=True, when=weekly("fr", "09:00", "10:00")),
        members=(mother(),),
        units=(AssistanceUnit(adults=("mother",)),),
        appointments=(
            appointment("hearing", "court", date(2027, 2, 3), "09:00", "11:00", source=Source.COURT),
            appointment("ltm", "meeting", date(2027, 1, 8), "09:30", "11:00"),
        ),
    )
    return facts, {
        ("R2", "travel", ("parenting-class", "warehouse-job")): ERROR,
        ("R3", "booked", ("hearing", "warehouse-job")): ERROR,
        ("R3", "booked", ("drug-testing", "ltm")): ERROR,
        ("R4", "overload", ()): WARNING,
    }


def kept_apart() -> tuple[PlanFacts, Expected]:
    """Domestic abuse between the parents: no joint counseling, nothing across without her own consent to it."""
    facts = plan(
        activity("family-counseling", persons=("mother", "father"), when=weekly("mo", "15:00", "16:00")),
        activity(
            "support-group", service="domestic_violence", category=Category.DOMESTIC_ABUSE, place="Oak Street",
            when=weekly("tu", "15:00", "16:00"),
        ),
        activity("his-class", "father", place="Oak Street", when=weekly("tu", "16:10", "17:00")),
        members=(mother(WtwStatus.EXEMPT_VOLUNTEER), father(WtwStatus.EXEMPT_VOLUNTEER)),
        separations=(Separation(id="abuse", persons=frozenset({"mother", "father"})),),
    )  # fmt: skip
    return facts, {
        ("R16", "joint", ("family-counseling",)): ERROR,
        ("R16", "same_place", ("his-class", "support-group")): WARNING,
        ("R15", "no_consent", ("support-group",)): WARNING,
    }


def residential() -> tuple[PlanFacts, Expected]:
    """CFS: residential treatment. CalWORKs: job search. One cannot do both: FS or good cause, decided above."""
    facts = plan(
        activity(
            "treatment", service="substance_use", category=Category.SUBSTANCE_USE, mandatory=True,
            demands=frozenset({Demand.RESIDENTIAL}),
        ),
        search("job-search", weekly("mo tu we th fr", "09:00", "15:00")),
        units=(AssistanceUnit(adults=("mother",)),),
        requirements=(requirement("sober-contact", demands=frozenset({Demand.NO_UNSUPERVISED_CONTACT})),),
    )  # fmt: skip
    return facts, {
        ("R7", "contradiction", ("treatment", "job-search")): ERROR,
        ("R1", "not_covered", ("sober-contact",)): ERROR,
    }


def at_high_risk() -> tuple[PlanFacts, Expected]:
    """The safety action waits for an orientation; two workers each think that the other drives; too many goals."""
    driving = activity("drive-to-clinic", responsible=Responsible.CFS, persons=())
    facts = plan(
        activity("smoke-alarm", is_safety=True, mandatory=True, waits_for=frozenset({"orientation"})),
        activity("orientation", source=Source.WTW_PLAN),
        replace(driving, owners=((Responsible.CFS, "worker-1"), (Responsible.CFS, "worker-2"))),
        replace(activity("call-landlord"), measure="", due_on=None),
        units=(AssistanceUnit(adults=("mother",), required_hours=0),),
        goals=tuple(
            Goal(id=f"goal-{number}", text="A goal", short_term=True, due_on=date(2027, 2, 1)) for number in range(3)
        ),
        high_risk="sdm",
    )
    return facts, {
        ("R17", "waits", ("smoke-alarm",)): ERROR,
        ("R18", "owners", ("drive-to-clinic",)): ERROR,
        ("R18", "no_date", ("call-landlord",)): ERROR,
        ("R18", "no_measure", ("call-landlord",)): WARNING,
        ("R18", "short_term_goals", ()): WARNING,
    }


def paid_twice() -> tuple[PlanFacts, Expected]:
    """Child care that nobody pays, and child care that both pay; what goes on after the agreements behind it end."""
    nobody, both = frozenset({Payer.NOBODY}), frozenset({Payer.CFS, Payer.CALWORKS})
    facts = plan(
        job("shop-job", weekly("mo tu we th fr", "09:00", "15:00"), child_care=both),
        activity("parenting-class", mandatory=True, child_care=nobody, when=weekly("tu", "17:00", "19:00")),
        activity("home-visits", service="home_visit", child_care=None, due_on=date(2027, 3, 1)),
        members=(mother(), child("ana", date(2020, 5, 2))),
        units=(AssistanceUnit(adults=("mother",), children=("ana",)),),
        limits=(
            Limit(id="ifs", kind=LimitKind.IFS_END, on=date(2027, 6, 1)),
            Limit(id="redetermination", kind=LimitKind.REDETERMINATION, on=date(2027, 5, 31)),
        ),
        consents=(
            Consent(id="10b-cfs", person="mother", category=Category.SERVICES, discloser="cfs", until=date(2027, 4, 1)),
            Consent(
                id="10b-wtw", person="mother", category=Category.SERVICES, discloser="calworks", until=date(2028, 1, 1)
            ),
        ),
    )
    return facts, {
        ("R10", "no_payer_child_care", ("parenting-class",)): ERROR,
        ("R10", "both_pay_child_care", ("shop-job",)): WARNING,
        ("R10", "not_asked", ("home-visits",)): ADVICE,
        ("R13", "ifs_end", ("parenting-class", "ifs")): WARNING,
        ("R13", "redetermination", ("shop-job", "redetermination")): WARNING,
        ("R13", "consent", ("parenting-class", "10b-cfs")): WARNING,
    }


def dropped() -> tuple[PlanFacts, Expected]:
    """A CalWORKs requirement left out in silence, a court order without an activity, one that asks for more hours than
    the plan gives, and an appraisal that asks what CFS asked in December."""
    facts = plan(
        activity(
            "therapy", source=Source.COURT, sources=frozenset({"order-therapy"}), when=weekly("mo", "09:00", "10:00")
        ),
        activity("job-club", source=Source.WTW_PLAN, mandatory=True, status=ActivityStatus.WAIVED),
        requirements=(
            requirement("order-therapy", Source.COURT, hours_a_week=hours(2)),
            requirement("order-testing", Source.COURT),
            requirement("wtw-orientation", Source.WTW_PLAN),
            requirement("wtw-workshop", Source.WTW_PLAN, mandatory=False),
        ),
        assessments=(
            Assessment(
                id="cfs-assessment", tool="CFS assessment", person="mother", bureau="cfs", category=Category.SERVICES,
                on=date(2026, 12, 10), topics=frozenset({"housing", "health"}),
            ),
            Assessment(
                id="ocat", tool="OCAT", person="mother", bureau="calworks", category=Category.EMPLOYMENT,
                on=FROM, topics=frozenset({"housing", "employment"}), done=False,
            ),
        ),
    )  # fmt: skip
    return facts, {
        ("R1", "not_covered", ("order-testing",)): ERROR,
        ("R1", "not_covered", ("wtw-orientation",)): ERROR,
        ("R1", "not_covered", ("wtw-workshop",)): ADVICE,
        ("R1", "partly_covered", ("order-therapy",)): WARNING,
        ("R1", "dropped", ("job-club",)): ERROR,
        ("R6", "reuse", ("ocat", "cfs-assessment")): ADVICE,
    }


TEN: list[Callable[[], tuple[PlanFacts, Expected]]] = [
    carillo, in_good_order, sanctioned, exempt, overloaded, kept_apart, residential, at_high_risk, paid_twice, dropped,
]  # fmt: skip
