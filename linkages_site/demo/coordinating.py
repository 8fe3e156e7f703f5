"""What the two workers ask of each other between the meetings."""

import datetime
from collections.abc import Sequence
from typing import Any, TypeVar

from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from caseplans.models import Activity
from caseplans.services.contacts import link_contact
from families.enums import Category
from linkages_site.demo.contacting import ContactRoad
from meetings.contact_enums import ChangeStep, ContactKind, RequestKind, RequestStatus, StructureChangeKind
from meetings.models import BureauRequest, Contact
from meetings.services.changes import record_change, say_done
from meetings.services.requests import acknowledge_request, answer_request, ask_other_program, withdraw_request
from meetings.services.thread import correct_thread_note, write_to_team

LOGISTICS: dict[str, Any] = {"category": Category.LOGISTICS, "about": None}
T = TypeVar("T")
GRANTED = [
    ("Pay the bus passes to the Tuesday class", "The class begins this week", "Mailed; they cover the whole month."),
    ("Pay child care for the evening class", "Nobody is at home then", "Paid from the first class on."),
    ("Pay work shoes for the training", "It begins on the first", "The voucher lies at the front desk."),
    ("Book a seat in the Saturday workshop", "Weekdays are full of visits", "Booked; the letter is on its way."),
    ("Send the list of low-rent homes again", "The first one went astray", "Sent to the family today."),
]
REFUSED = [
    ("Move the job club to the afternoon", "The visits are in the morning", "There is no afternoon group yet."),
    ("Pay the driver's license fee", "The bus does not go there", "The budget of this year is used up."),
    ("Hold the appointments by telephone", "The way takes two hours", "The first one must be in person."),
]
TAKEN_BACK = [
    ("Which hours does the child care cover?", "To plan the visits", "The mother showed the letter herself"),
    ("When does the training end?", "To plan the next meeting", "The date stands on the certificate"),
    ("Is the bus pass still good?", "To plan the way to the class", "A new one came by mail"),
    ("Which office is nearest to the family?", "To choose the room", "Found on the county's map"),
]
TAKEN = [
    ("Send the dates of the next appointments", "To keep visits apart"),
    ("Tell us who teaches the Saturday workshop", "To ask how it goes on"),
    ("Say when the next review is", "To hold the meeting before it"),
    ("Name a colleague for the week of the holiday", "Somebody must pick up the phone"),
]
ASKED_OF_CFS = [
    ("Tell us when the case plan changes", "The WTW plan follows it"),
    ("Say which mornings are free of visits", "The training offers two groups"),
    ("Tell us the hours of the parenting class", "They may count as WTW hours"),
    ("Say who brings the children to school", "The job club begins at eight"),
]


class CoordinatingRoad(ContactRoad):
    """A family whose two workers coordinate informally (31-090 V.A.1-2)."""

    def ask_each_other(self) -> None:
        """One request in every state: answered, declined, withdrawn, acknowledged, new, and one that is late."""
        what, why, answer = self._one_of(GRANTED)
        self._answer(self._ask(what, why), RequestStatus.ANSWERED, answer)
        what, why, answer = self._one_of(REFUSED)
        self._answer(self._ask(what, why), RequestStatus.DECLINED, answer)
        what, why, reason = self._one_of(TAKEN_BACK)
        withdraw_request(request=self._ask(what, why, RequestKind.INFORMATION), by=self.cfs_worker, reason=reason)
        what, why = self._one_of(TAKEN)
        acknowledge_request(request=self._ask(what, why, RequestKind.INFORMATION), by=self.ais_worker)

    def ask_cfs(self) -> None:
        """CalWORKs asks of CFS, and nobody has looked at it yet."""
        what, why = self._one_of(ASKED_OF_CFS)
        self._ask(what, why, by=self.ais_worker, days=30)

    def _one_of(self, texts: Sequence[T]) -> T:
        """Another one from family to family."""
        return texts[self.number % len(texts)]

    def write_notes(self) -> None:
        """A word to the other worker, and one that stays in the bureau."""
        said: dict[str, Any] = {**LOGISTICS, "confidential": False}
        text = "The mother has a new phone from Monday on; the number comes with the next letter."
        write_to_team(family=self.family, by=self.cfs_worker, named=[self.ais_worker], text=text, **said)
        own: dict[str, Any] = {"category": Category.SERVICES, "about": self.mother, "confidential": True}
        text = "Ask at the next visit how the class goes."
        write_to_team(family=self.family, by=self.cfs_worker, named=[], text=text, **own)

    def write_back(self) -> None:
        """The AIS/FS worker's answer, put right at once."""
        said: dict[str, Any] = {**LOGISTICS, "confidential": False}
        text = "Leave Thursdays free for the school, please."
        note = write_to_team(family=self.family, by=self.ais_worker, named=[self.cfs_worker], text=text, **said)
        right = said | {"text": text.replace("Thursdays", "Fridays"), "named": [self.cfs_worker]}
        correct_thread_note(note=note, by=self.ais_worker, version=note.version, **right)

    def record_changes(self) -> None:
        """Someone moved in, and of the steps that it asks the review of the plan is done."""
        said: dict[str, Any] = {"happened_on": timezone.localdate(), "category": Category.IDENTITY, "about": None}
        change = record_change(
            family=self.family,
            by=self.cfs_worker,
            kind=StructureChangeKind.MOVED_IN,
            what="The grandmother moved in until summer.",
            **said,
        )
        say_done(change=change, by=self.cfs_worker, step=ChangeStep.PLAN)
        record_change(family=self.family, by=self.ais_worker, kind=StructureChangeKind.OTHER, what="", **said)

    def link_visit(self) -> None:
        """The last visit was about the first activity of the plan."""
        visit = Contact.objects.filter(family=self.family, kind=ContactKind.VISIT, bureau=Bureau.CFS).first()
        activity = Activity.objects.filter(goal__plan=self.plan, bureau=Bureau.CFS).first()
        if visit and activity:
            link_contact(contact=visit, by=self.cfs_worker, activities=[activity])

    def _ask(
        self, what: str, why: str, kind: RequestKind = RequestKind.SERVICE, by: User | None = None, days: int = 4
    ) -> BureauRequest:
        by = by or self.cfs_worker
        return ask_other_program(
            family=self.family,
            by=by,
            kind=kind,
            what=what,
            why=why,
            owner=self.ais_worker if by == self.cfs_worker else self.cfs_worker,
            due_on=timezone.localdate() + datetime.timedelta(days=days),
            **LOGISTICS,
        )

    def _answer(self, request: BureauRequest, status: RequestStatus, text: str) -> None:
        answer_request(request=request, by=self.ais_worker, status=status, text=text, **LOGISTICS)
