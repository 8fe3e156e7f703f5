"""What the two workers ask of each other between the meetings."""

import datetime
from typing import Any

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


class CoordinatingRoad(ContactRoad):
    """A family whose two workers coordinate informally (31-090 V.A.1-2)."""

    def ask_each_other(self) -> None:
        """One request in every state: answered, declined, withdrawn, acknowledged, new, and one that is late."""
        answered = self._ask("Pay the bus passes to the Tuesday class", "The class begins this week")
        self._answer(answered, RequestStatus.ANSWERED, "Passes are mailed; they cover the whole month.")
        declined = self._ask("Move the job club to the afternoon", "The visits are in the morning")
        self._answer(declined, RequestStatus.DECLINED, "There is no afternoon group before spring.")
        withdrawn = self._ask("Which hours does the child care cover?", "To plan the visits", RequestKind.INFORMATION)
        withdraw_request(request=withdrawn, by=self.cfs_worker, reason="The mother showed the letter herself")
        taken = self._ask("Send the dates of the next appointments", "To keep visits apart", RequestKind.INFORMATION)
        acknowledge_request(request=taken, by=self.ais_worker)

    def ask_cfs(self) -> None:
        """CalWORKs asks of CFS, and nobody has looked at it yet."""
        self._ask("Tell us when the case plan changes", "The WTW plan follows it", by=self.ais_worker, days=30)

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
