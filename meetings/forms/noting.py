"""What is typed at a meeting: who was there, what was said, what was decided."""

from typing import Any

from django import forms

from accounts.access import reason_against
from accounts.models import User
from crossover.forms.sharing import AsksWhoReads
from families.enums import CONSENT_FREE, Category
from families.forms import take_version
from meetings.enums import MeetingKind, Mode, Topic
from meetings.models import Attendance, Decision, Meeting, MeetingNote
from meetings.rules import (
    HEADING_LENGTH,
    NoteFacts,
    check_can_run,
    check_quorum,
    check_writes_what_they_may_read,
    pltm_category,
)
from meetings.rules.kinds import rule_of

WAS_NOT_THERE = "absent"


class SaidForm(AsksWhoReads, forms.Form):
    """Something said or decided: what, of which category, about whom."""

    text = forms.CharField(label="What was said", max_length=500, widget=forms.Textarea({"rows": 3}))
    category = forms.ChoiceField()
    about: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(
        self, *args: Any, meeting: Meeting, user: User, corrects: MeetingNote | Decision | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.user = meeting, user
        self.offer_categories(meeting.family)
        if corrects is not None:
            self._take_over(corrects)

    def _take_over(self, corrects: MeetingNote | Decision) -> None:
        """What was said before is there to be put right, with the version that was seen."""
        self.initial = {
            **self.initial,
            "text": corrects.text,
            "category": corrects.category,
            "about": corrects.about_id,
        }
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=corrects.version)

    def take_version(self, current: MeetingNote | Decision) -> list[tuple[str, str, str]]:
        return take_version(self, current)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        category = cleaned.get("category")
        if category and "about" not in self.errors and not reason_against(check_can_run, self.user, self.meeting):
            kind = (self.meeting.family, category, cleaned.get("about"))
            refusal = reason_against(check_writes_what_they_may_read, self.user, *kind)
            if refusal:
                self.add_error("text" if self["category"].is_hidden else "category", refusal)
        return cleaned

    def corrected(self) -> dict[str, Any]:
        """What a correction says, and over which version."""
        return {"about": None} | {
            name: value for name, value in self.cleaned_data.items() if name in {"text", "category", "about", "version"}
        }


class DecisionForm(SaidForm):
    text = forms.CharField(
        label="What was decided",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="It goes to the Family Plan Summary.",
    )


class NoteForm(SaidForm):
    """A note under one topic. On a PLTM the topic decides the category: logistics, or worries as short headings."""

    def __init__(
        self, *args: Any, meeting: Meeting, topic: Topic, user: User, optional: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, meeting=meeting, user=user, **kwargs)
        self.topic = topic
        self.fields["text"].label = topic.label
        if optional:
            self.fields["text"].required = self.fields["category"].required = False
        if meeting.kind == MeetingKind.PLTM:
            self._narrow_to_pltm(pltm_category(topic))

    def _narrow_to_pltm(self, category: Category) -> None:
        self.fields["category"] = forms.ChoiceField(
            choices=[(category.value, category.label)], initial=category.value, widget=forms.HiddenInput, disabled=True
        )
        if category in CONSENT_FREE:
            del self.fields["about"]
            self.fields["text"].widget.attrs["rows"] = 2
        else:
            label, required = self.fields["text"].label, self.fields["text"].required
            self.fields["text"] = forms.CharField(label=label, max_length=HEADING_LENGTH, required=required)
            about: Any = self.fields["about"]
            about.empty_label, about.help_text = "Choose one", ""

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("text"):
            return self.cleaned_data
        cleaned = super().clean()
        if not cleaned.get("category") and "category" not in self.errors:
            self.add_error("category", "Say what kind of information this is.")
        return cleaned

    def facts(self) -> NoteFacts:
        facts: NoteFacts = {"topic": self.topic, "text": self.cleaned_data["text"]}
        facts |= {"category": self.cleaned_data["category"], "about": self.cleaned_data.get("about")}
        return facts


class HoldForm(forms.Form):
    """Who took part and how, stated one by one, and one optional note for every topic of the agenda."""

    def __init__(self, *args: Any, meeting: Meeting, attendances: list[Attendance], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.attendances, self.rule = meeting, attendances, rule_of(meeting)
        for attendance in attendances:
            self.fields[str(attendance.uuid)] = forms.ChoiceField(
                label=f"{attendance}, {attendance.get_role_display()}",
                choices=[("", "Choose one"), *Mode.choices, (WAS_NOT_THERE, "Was not there")],
                error_messages={"required": f"Say whether {attendance} took part."},
            )
        self.topics = [
            NoteForm(self.data or None, meeting=meeting, topic=Topic(topic), user=user, optional=True, prefix=topic)
            for topic in self.rule.topics
        ]

    def is_valid(self) -> bool:
        topics_hold = all(topic.is_valid() for topic in self.topics)
        return super().is_valid() and topics_hold

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refusal = reason_against(check_quorum, self.rule, self.present())
        if refusal and not self.errors:
            self.add_error(None, refusal)
        return cleaned

    def present(self) -> dict[Attendance, Mode]:
        """Whoever took part, and how."""
        taken = {one: self.cleaned_data.get(str(one.uuid)) for one in self.attendances}
        return {one: Mode(mode) for one, mode in taken.items() if mode and mode in Mode}

    def notes(self) -> list[NoteFacts]:
        return [topic.facts() for topic in self.topics if topic.cleaned_data.get("text")]
