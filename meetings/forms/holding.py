"""What is typed when a meeting was held: who took part and how, who stood in for a worker, what was said."""

from typing import Any

from django import forms

from accounts.access import reason_against
from accounts.models import User
from families.enums import Category
from families.forms.logistics import LOGISTICS, LogisticsOnly
from families.forms.seeing import OverSeen
from families.rules import works_case
from meetings.enums import ABSENT, WORKER_ROLES, AttendeeRole, MeetingKind, Mode, PltmOutcome, Topic
from meetings.forms.noting import NoteForm
from meetings.models import Attendance, Meeting
from meetings.rules import NoteFacts, check_quorum
from meetings.rules.apart import check_share_the_meeting
from meetings.rules.kinds import rule_of
from meetings.rules.life import check_stand_in, may_stand_in
from meetings.rules.pltm import check_outcome
from meetings.sharing import marks_of, moved_since

OF_THE_PLTM = ("to_invite", "outcome", "outcome_reason")
SAID_FREELY = ("interpreter", "outcome_reason")
HOW = [*Mode.choices, (ABSENT, "Was not there")]


class HoldForm(LogisticsOnly, OverSeen):
    """Who took part and how, stated one by one, and one optional note for every topic of the agenda."""

    def __init__(self, *args: Any, meeting: Meeting, attendances: list[Attendance], user: User, **kwargs: Any) -> None:
        super().__init__(*args, stands=marks_of(meeting, attendances), **kwargs)
        self.meeting, self.attendances, self.rule = meeting, attendances, rule_of(meeting)
        for attendance in attendances:
            self.fields[str(attendance.uuid)] = forms.ChoiceField(
                label=f"{attendance}, {attendance.get_role_display()}",
                choices=HOW,
                initial=attendance.mark or None,
                widget=forms.RadioSelect({"class": "mark"}),
                error_messages={"required": f"Say whether {attendance} took part."},
            )
        if self.rule.family_attends:
            self.fields["interpreter"] = forms.CharField(
                label="Interpreter", max_length=120, required=False, initial=meeting.interpreter,
                help_text="Language and who interpreted, or that it was declined.",
            )  # fmt: skip
        self.workers = [role for role in WORKER_ROLES if self.rule.takes_stand_ins and role in self.rule.required_roles]
        for role in self.workers:
            self._offer_stand_in(role)
        if meeting.kind == MeetingKind.PLTM:
            self._ask_what_it_came_to()
        self.free_words = tuple(name for name in self.fields if name.startswith("why_") or name in SAID_FREELY)
        noted: dict[str, Any] = {"meeting": meeting, "user": user, "works": works_case(user, meeting.family)}
        self.topics = [
            NoteForm(self.data or None, topic=Topic(topic), optional=True, prefix=topic, **noted)
            for topic in self.rule.topics
        ]

    def _offer_stand_in(self, role: AttendeeRole) -> None:
        """A county rule: a colleague invited in another role stands in for the worker."""
        colleagues = [one for one in self.attendances if may_stand_in(one, role)]
        if not colleagues:
            return
        self.fields[f"stand_in_{role}"] = forms.ChoiceField(
            label=f"County rule: who stands in for the {role.label}",
            choices=[("", "Nobody"), *((str(one.uuid), str(one)) for one in colleagues)],
            required=False,
        )
        self.fields[f"why_{role}"] = forms.CharField(
            label="Why they stand in", max_length=200, required=False, help_text=LOGISTICS
        )

    def _ask_what_it_came_to(self) -> None:
        """Whom of the family the LTM invites, and whether there will be one (31-090 III.D)."""
        people: Any = forms.ModelMultipleChoiceField(
            label="Of the family, invite to the LTM", queryset=self.meeting.family.people.all(), required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.fields["to_invite"] = people
        self.fields["outcome"] = forms.ChoiceField(
            label="What the PLTM came to", choices=PltmOutcome.choices, widget=forms.RadioSelect
        )
        self.fields["outcome_reason"] = forms.CharField(
            label="Why there is no LTM", max_length=200, required=False,
            help_text="Where the family does not want one, or it is not a Linkages case. " + LOGISTICS,
        )  # fmt: skip

    def asks_factors(self) -> bool:
        return any(topic.is_factor for topic in self.topics)

    def has_noted_factors(self) -> bool:
        return any(topic.is_factor and topic["text"].value() for topic in self.topics)

    def take_version(self, current: Meeting) -> list[tuple[str, str, str]]:
        """Where it was moved to, and whoever is marked by now otherwise than typed."""
        seen = self.see_anew(marks_of(current, self.attendances)).partition(":")[0]
        words, typed = dict(HOW), {one: self.cleaned_data[str(one.uuid)] for one in self.attendances}
        marks = [(str(one), words[one.mark], words[typed[one]]) for one in typed if one.mark and one.mark != typed[one]]
        return moved_since(current, seen) + marks

    def opening(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields that stand before the agenda, under their headings."""
        names = [name for name in self.fields if name.startswith(("stand_in_", "why_"))]
        marks = [self[str(one.uuid)] for one in self.attendances]
        marks += [self[name] for name in ("interpreter",) if name in self.fields]
        return self._filled([("Who took part", marks), ("Stand-ins", [self[name] for name in names])])

    def closing(self) -> list[tuple[str, list[forms.BoundField]]]:
        """And those that stand after it."""
        came_to = [self[name] for name in OF_THE_PLTM if name in self.fields]
        checked = [self["words_checked"]] if "words_checked" in self.fields else []
        return self._filled([("What it came to", came_to), ("Words to check", checked)])

    def _filled(self, groups: list[tuple[str, list[forms.BoundField]]]) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, fields) for title, fields in groups if fields]

    def is_valid(self) -> bool:
        topics_hold = all(topic.is_valid() for topic in self.topics)
        return super().is_valid() and topics_hold

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        present = self.present()
        for role, (colleague, reason) in self.stand_ins().items():
            if f"why_{role}" in self.errors:
                continue
            if refusal := reason_against(check_stand_in, self.rule, colleague, role, reason, present):
                self.add_error(f"why_{role}", refusal)
            else:
                colleague.stands_in_for = role
        outcome, why = cleaned.get("outcome", ""), cleaned.get("outcome_reason", "")
        refusal = reason_against(check_outcome, self.meeting, outcome, why)
        if refusal and "outcome_reason" not in self.errors:
            self.add_error("outcome_reason", refusal)
        refusal = reason_against(check_quorum, self.rule, present) or reason_against(check_share_the_meeting, present)
        if refusal and not self.errors:
            self.add_error(None, refusal)
        return cleaned

    def present(self) -> dict[Attendance, Mode]:
        """Whoever took part, and how."""
        taken = {one: self.cleaned_data.get(str(one.uuid)) for one in self.attendances}
        return {one: Mode(mode) for one, mode in taken.items() if mode and mode in Mode}

    def stand_ins(self) -> dict[AttendeeRole, tuple[Attendance, str]]:
        """By required worker: who stood in, and why."""
        invited = {str(one.uuid): one for one in self.attendances}
        chosen = {role: self.cleaned_data.get(f"stand_in_{role}") for role in self.workers}
        return {role: (invited[key], self.cleaned_data.get(f"why_{role}", "")) for role, key in chosen.items() if key}

    def notes(self) -> list[NoteFacts]:
        invited: list[NoteFacts] = [
            {"topic": Topic.WHO_TO_INVITE, "text": f"Invite {person}", "category": Category.LOGISTICS, "about": person}
            for person in self.cleaned_data.get("to_invite", ())
        ]
        return invited + [topic.facts() for topic in self.topics if topic.cleaned_data.get("text")]

    def facts(self) -> dict[str, Any]:
        named = ("interpreter", "outcome", "outcome_reason", "seen")
        came_to = {name: self.cleaned_data[name] for name in named if name in self.fields}
        return {"present": self.present(), "notes": self.notes(), "stand_ins": self.stand_ins()} | came_to
