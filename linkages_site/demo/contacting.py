"""What the two workers do with a family between the meetings: visits, calls, the school, the other program."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from families.enums import Category, Language, ServiceType
from families.models import Person
from linkages_site.demo.learning import LearningRoad
from meetings.contact_enums import (
    ContactKind,
    ContactLocation,
    ContactMethod,
    ContactPurpose,
    ContactStatus,
    HardCopy,
    InterpreterUse,
    ParticipantKind,
)
from meetings.models import Contact
from meetings.rules.contacts import OF_CWS_CMS
from meetings.services import correct_contact, enter_contact, export_contacts, record_contact
from meetings.services.contacts import NAMES

CORRECTION = " She asked for the Tuesday group, not the Thursday one."


class ContactRoad(LearningRoad):
    """A family whose workers keep the contact log."""

    def keep_contacts(self) -> None:
        """CFS: a visit at home, a call that nobody answered, the children's school, and a word to the other program."""
        self._contact(
            self.cfs_worker,
            18,
            kind=ContactKind.VISIT,
            method=ContactMethod.IN_PERSON,
            location=ContactLocation.HOME,
            purpose=ContactPurpose.WELL_BEING,
            ends_at=_hours_ago(17),
            narrative="Both children were at home and had eaten. The mother showed the week's schedule of classes.",
            participants=self._clients(*self.family.people.all()),
            services=[ServiceType.PARENTING, ServiceType.HOME_VISIT],
            core_service=True,
            hard_copy=HardCopy.NO,
        )
        self._contact(
            self.cfs_worker,
            40,
            status=ContactStatus.ATTEMPTED,
            purpose=ContactPurpose.CASE_PLAN,
            narrative="No answer; left a message to call back.",
        )
        self._talk_to_others()

    def _talk_to_others(self) -> None:
        self._contact(
            self.cfs_worker,
            20,
            kind=ContactKind.COLLATERAL,
            purpose=ContactPurpose.CONSULT,
            category=Category.EDUCATION,
            about=next((one for one in self.family.people.all() if one.is_child), self.mother),
            narrative="The teacher reports regular attendance since October.",
            participants=[{"kind": ParticipantKind.COLLATERAL, "name": "Ms. Ortiz, teacher, Hill Street School"}],
        )
        self._contact(
            self.cfs_worker,
            2,
            kind=ContactKind.TEAM,
            purpose=ContactPurpose.COORDINATE,
            category=Category.LOGISTICS,
            about=None,
            narrative="Agreed to meet the family together on a Tuesday afternoon.",
            participants=[{"kind": ParticipantKind.STAFF, "user": self.ais_worker}],
        )

    def visit_home(self) -> None:
        """The month's visit, of the whole family."""
        self._contact(
            self.cfs_worker,
            2,
            kind=ContactKind.VISIT,
            method=ContactMethod.IN_PERSON,
            location=ContactLocation.HOME,
            purpose=ContactPurpose.WELL_BEING,
            narrative="Everyone was at home. The children showed their rooms.",
            participants=self._clients(*self.family.people.all()),
        )

    def keep_contacts_of_calworks(self) -> None:
        """CalWORKs: an appointment, and a call of its own."""
        self._contact(
            self.ais_worker,
            19,
            kind=ContactKind.VISIT,
            method=ContactMethod.IN_PERSON,
            location=ContactLocation.COUNTY_OFFICE,
            purpose=ContactPurpose.APPOINTMENT,
            category=Category.CALWORKS_STATUS,
            narrative="Came on time. Job club on Mondays and Wednesdays; child care is paid for those hours.",
            participants=self._clients(self.mother),
            services=[ServiceType.EMPLOYMENT, ServiceType.CHILD_CARE],
        )
        self._contact(
            self.ais_worker,
            4,
            purpose=ContactPurpose.SERVICE,
            category=Category.HOUSING,
            narrative="Gave the number of the housing navigator; an appointment is set for Friday.",
            participants=self._clients(self.mother),
        )

    def schedule_visit(self) -> None:
        """The next visit, two weeks ahead."""
        self._contact(
            self.cfs_worker,
            -14 * 24,
            kind=ContactKind.VISIT,
            status=ContactStatus.SCHEDULED,
            method=ContactMethod.IN_PERSON,
            location=ContactLocation.HOME,
            purpose=ContactPurpose.WELL_BEING,
        )
        self._contact(
            self.ais_worker,
            -10 * 24,
            status=ContactStatus.SCHEDULED,
            purpose=ContactPurpose.APPOINTMENT,
            category=Category.CALWORKS_STATUS,
        )

    def _clients(self, *people: Person) -> list[dict[str, Any]]:
        return [{"kind": ParticipantKind.CLIENT, "person": person} for person in people]

    def _contact(self, by: User, hours_ago: int, **facts: Any) -> Contact:
        """A completed call about the mother's services, but for what is said of it."""
        usual: dict[str, Any] = {
            "kind": ContactKind.CALL,
            "status": ContactStatus.COMPLETED,
            "method": ContactMethod.PHONE,
            "location": "",
            "ends_at": None,
            "category": Category.SERVICES,
            "about": self.mother,
            "confidential": False,
            "narrative": "",
            "provided_by": by,
            "other_provider": "",
            "services": [],
            "participants": [],
            "interpreter_use": InterpreterUse.COUNTY if self.interpreter else InterpreterUse.NOT_NEEDED,
            "interpreter": Language(self.home.language).label if self.interpreter else "",
        }
        return record_contact(family=self.family, by=by, starts_at=_hours_ago(hours_ago), **(usual | facts))


def enter_and_export(by: User) -> None:
    """Of what this worker has to enter: one is entered, one is corrected since, the rest stands in an export."""
    mine = Contact.objects.visible_to(by).to_enter(by.bureau).of_hand(by).filter(status=ContactStatus.COMPLETED)
    entered, corrected = mine[:2]
    for contact in (entered, corrected):
        enter_contact(contact=contact, by=by, version=contact.version)
    _correct(corrected, by)
    export_contacts(by=by, contacts=mine.exclude(pk=corrected.pk), again=False)


def _correct(contact: Contact, by: User) -> None:
    said = {name: getattr(contact, name) for name in FACTS}
    said["narrative"] += CORRECTION
    participants = [
        {name: getattr(row, name) for name in NAMES if getattr(row, name)} for row in contact.participants.all()
    ]
    correct_contact(contact=contact, by=by, version=contact.version, participants=participants, **said)  # type: ignore[arg-type]


FACTS = [
    "kind", "status", "starts_at", "ends_at", "method", "location", "purpose", "category", "about", "confidential",
    "narrative", "provided_by", "other_provider", "services", "interpreter_use", "interpreter",
    "meeting", *OF_CWS_CMS,
]  # fmt: skip


def _hours_ago(hours: int) -> datetime.datetime:
    return (timezone.now() - datetime.timedelta(hours=hours)).replace(second=0, microsecond=0)
