"""One family's way along the handbook road, lived step by step through the real services on past days."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

import time_machine
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.rules import is_working_day
from crossover.enums import (
    AisReason,
    Capacity,
    ClearancePurpose,
    ClearanceResult,
    ConsentOutcome,
    Ineligibility,
    InterpreterType,
    SearchKey,
    SigningMethod,
    System,
)
from crossover.models import Consent, ConsentRequest, Xover1
from crossover.rules.parties import Party
from crossover.services import (
    acknowledge_xover1,
    assign_ais_worker,
    assign_cfs_worker,
    close_ineligible,
    close_without_case,
    complete_part_b,
    decline_consent,
    explain_purpose,
    open_case_from_xover1,
    record_clearance,
    send_part_a,
    sign_consent,
    start_xover1,
)
from families.enums import (
    AssignmentRole,
    Category,
    Component,
    Jurisdiction,
    Language,
    Relationship,
)
from families.models import Assignment, CfsCase, Family, Person, Referral
from families.services import (
    add_address,
    edit_cfs_case,
    record_referral,
)
from linkages_site.demo.people import Household

USUAL_CATEGORIES = [Category.SERVICES, Category.CALWORKS_STATUS, Category.HOUSING, Category.EMPLOYMENT]
SCHOOL = Party("the school nurse", "Hill Street School", may_share=True, may_receive=True)
OF_CFS_SUPERVISORS = {"assign_cfs", "clear_again", "complete", "find_ineligible"}
CHILDREN_AWAY = {Component.FR, Component.PP}


@contextmanager
def on_day(days_ago: int, minutes: int = 0, by: User | None = None) -> Iterator[datetime.date]:
    """Live a past day from nine o'clock and some minutes: the last working day at least `days_ago` days back.

    The history of what changes is kept under `by`, as it is in a request.
    """
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    while not is_working_day(day, {}):
        day -= datetime.timedelta(days=1)
    moment = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9))) + datetime.timedelta(minutes=minutes)
    with time_machine.travel(moment, tick=True):
        HistoricalRecords.context.request = SimpleNamespace(user=by)
        try:
            yield day
        finally:
            del HistoricalRecords.context.request


@dataclass
class Road:
    """A household and the staff who accompany it; each step is one verb of the handbook."""

    staff: dict[str, User]
    home: Household
    number: int
    cfs_worker: User
    cfs_supervisor: User
    ais_worker: User
    today: datetime.date = field(default_factory=timezone.localdate)  # the day the county is made
    referral: Referral = field(init=False)
    form: Xover1 = field(init=False)
    case: CfsCase = field(init=False)
    request: ConsentRequest = field(init=False)
    consent: Consent = field(init=False)

    @property
    def family(self) -> Family:
        return self.form.family

    def doer(self, step: str) -> User:
        """Whose hand does this step; the CFS worker's where none is named."""
        hands = {self.staff["screening.clerk"]: ["refer"], self.staff["er.clerk"]: ["flag", "send_up"]}
        hands |= {self.staff["er.supervisor"]: ["open_case", "close_without_case"]}
        hands |= {
            self.staff["ais.supervisor"]: ["assign_ais"],
            self.ais_worker: [
                "acknowledge",
                "keep_calworks",
                "keep_contacts_of_calworks",
                "ask_cfs",
                "write_back",
                "move_ltm",
            ],
        }
        for user, steps in hands.items():
            if step in steps:
                return user
        return self.cfs_supervisor if step in OF_CFS_SUPERVISORS else self.cfs_worker

    @property
    def interpreter(self) -> str:
        return "" if self.home.language == Language.ENGLISH else "County interpreter line"

    @property
    def written_language(self) -> Language:
        """Forms are printed in English and Spanish; an interpreter reads them in other languages."""
        return Language.SPANISH if self.home.language == Language.SPANISH else Language.ENGLISH

    @property
    def calworks_number(self) -> str:
        return f"CW-{100_000 + self.number}"

    def people(self) -> list[dict[str, object]]:
        """The facts a clerk finds: parents, then children."""
        adults = [(self.home.mother, Relationship.MOTHER)] + [(self.home.father, Relationship.FATHER)] * bool(
            self.home.father
        )
        born = datetime.date(1988 + self.number % 9, 1 + self.number % 12, 1 + self.number % 28)
        facts = [
            {"first_name": first, "relationship": relationship, "born_on": born, "language": self.home.language}
            for first, relationship in adults
        ]
        facts += [
            {"first_name": first, "relationship": Relationship.CHILD, "born_on": born.replace(year=2016 + 2 * place)}
            for place, first in enumerate(self.home.children)
        ]
        needs_interpreter = self.home.language != Language.ENGLISH
        return [
            fact | {"last_name": self.home.name, "interpreter_needed": needs_interpreter and "language" in fact}
            for fact in facts
        ]

    @property
    def mother(self) -> Person:
        return self.family.people.get(relationship=Relationship.MOTHER)

    def refer(self) -> None:
        """The hotline records a referral (31-090 III.B.1)."""
        self.referral = record_referral(
            by=self.staff["screening.clerk"],
            number=f"R-{26_010_000 + self.number}",
            family_name=self.home.name,
            er_unit=self.staff["er.clerk"].unit,  # type: ignore[arg-type]
            received_on=timezone.localdate(),
        )

    def flag(self) -> None:
        """The ER clerk finds CalWORKs active and fills Part A (III.B.2, IV.A)."""
        clerk = self.staff["er.clerk"]
        clearance = record_clearance(
            by=clerk,
            purpose=ClearancePurpose.EMERGENCY_RESPONSE,
            system=System.CALSAWS,
            keys_used=[SearchKey.NAME, SearchKey.BIRTH_DATE],
            result=ClearanceResult.ACTIVE,
            as_of=timezone.localdate(),
            referral=self.referral,
            case_number=self.calworks_number,
            worker_name="Victor Delgado",
            worker_phone="925-555-0142",
            people=self.people(),
        )
        self.form = start_xover1(by=clerk, clearance=clearance)

    def send_up(self) -> None:
        send_part_a(form=self.form, by=self.staff["er.clerk"], to=self.staff["er.supervisor"])

    def open_case(self) -> None:
        """The ER supervisor opens the case in the component's unit (III.B.3)."""
        self.case = open_case_from_xover1(
            form=self.form,
            by=self.staff["er.supervisor"],
            number=f"CFS-{200_000 + self.number}",
            component=self.home.component,
            unit=self.cfs_worker.unit,  # type: ignore[arg-type]
            to=self.cfs_supervisor,
            jurisdiction=Jurisdiction.COURT if self.home.component in CHILDREN_AWAY else Jurisdiction.VOLUNTARY,
        )

    def close_without_case(self) -> None:
        close_without_case(
            form=self.form, by=self.staff["er.supervisor"], reason="Investigation closed, no services needed"
        )

    def assign_cfs(self) -> None:
        assign_cfs_worker(case=self.case, by=self.cfs_supervisor, worker=self.cfs_worker, why="Case assigned")
        address = {"street": self.home.street, "city": self.home.city, "zip_code": "94553", "phone": "925-555-0117"}
        add_address(
            family=self.family,
            by=self.cfs_worker,
            about=self.mother,
            confidential=self.home.confidential,
            **address,
        )

    def clear_again(self, result: ClearanceResult = ClearanceResult.ACTIVE) -> None:
        """The CFS supervisor repeats the clearance for this assignment (III.B.3)."""
        record_clearance(
            by=self.cfs_supervisor,
            purpose=ClearancePurpose.CASE_OPENED,
            system=System.CALSAWS,
            keys_used=[SearchKey.CASE_NUMBER],
            result=result,
            discontinued_on=timezone.localdate() if result == ClearanceResult.DISCONTINUED else None,
            as_of=timezone.localdate(),
            family=self.family,
            assignment=Assignment.objects.of_family(self.family).open().in_role(AssignmentRole.CFS_WORKER).get(),
            case_number=self.calworks_number,
        )

    def complete(self) -> None:
        complete_part_b(
            form=self.form,
            by=self.cfs_supervisor,
            ais_reason=AisReason.DESTABILIZING_SITUATION,
            to=self.staff["ais.supervisor"],
        )

    def find_ineligible(self) -> None:
        self.clear_again(ClearanceResult.DISCONTINUED)
        close_ineligible(form=self.form, by=self.cfs_supervisor, ineligibility=Ineligibility.CALWORKS_NOT_OPEN)

    def assign_ais(self) -> None:
        assign_ais_worker(
            form=self.form,
            by=self.staff["ais.supervisor"],
            worker=self.ais_worker,
            calworks_number=self.calworks_number,
        )

    def acknowledge(self) -> None:
        acknowledge_xover1(form=self.form, by=self.ais_worker)

    def sign_agreement(self) -> None:
        """An IFS family signs its agreement, which starts the LTM clock (III.E.1)."""
        if self.home.component == Component.IFS:
            self.case.refresh_from_db()
            edit_cfs_case(
                case=self.case,
                by=self.cfs_worker,
                version=self.case.version,
                agreement_signed_on=timezone.localdate(),
                agreement_expires_on=timezone.localdate() + datetime.timedelta(days=180),
            )

    def ask_consent(self) -> None:
        self.request = ConsentRequest.objects.get(family=self.family)
        explain_purpose(request=self.request, by=self.cfs_worker)

    def sign_consent(self, days: int = 364) -> None:
        """The mother signs the WTWCC 10B for herself and the children (IV.D)."""
        self.ask_consent()
        mother = self.mother
        self.consent = sign_consent(
            request=self.request,
            by=self.cfs_worker,
            signer=mother,
            capacity=Capacity.SELF,
            persons=[mother, *(person for person in self.family.people.all() if person.is_child)],
            categories=USUAL_CATEGORIES,
            from_date=timezone.localdate(),
            until_date=timezone.localdate() + datetime.timedelta(days=days),
            method=SigningMethod.TYPED,
            language=self.written_language,
            interpreter=self.interpreter,
            interpreter_type=InterpreterType.COUNTY if self.interpreter else "",
            typed_name=str(mother),
            parties=[SCHOOL] if self.number % 4 == 1 else [],
        )

    def decline_consent(self) -> None:
        self.ask_consent()
        decline_consent(
            request=self.request, by=self.cfs_worker, outcome=ConsentOutcome.DECLINED, reason="Prefers two plans"
        )
