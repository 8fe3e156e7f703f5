"""What is typed at a meeting: who was there, what was said, what was decided."""

from typing import Any, ClassVar

from django import forms

from accounts.access import reason_against, visible
from accounts.enums import Bureau
from accounts.models import User
from crossover.forms.sharing import AsksWhoReads
from families.enums import CONSENT_FREE, Category
from families.forms import take_version
from families.forms.once import ask_once
from families.rules import works_case
from meetings.enums import (
    ARRANGEMENTS,
    CFTS,
    LTMS,
    PROTECTIVE_FACTORS,
    YES_OR_NO,
    CaseDecision,
    MeetingKind,
    Question,
    Topic,
)
from meetings.forms.owning import SAY_WHO, OwnerField
from meetings.models import Decision, DispositionReview, Meeting, MeetingNote
from meetings.rules import (
    HEADING_LENGTH,
    NoteFacts,
    check_can_run,
    check_writes_what_they_may_read,
    pltm_category,
)
from meetings.rules.placing import check_places
from meetings.sharing import attendances_for

Written = MeetingNote | Decision | DispositionReview
ANSWERS = [(word, word) for word in ("Yes", "No", "Not clear yet")]


class SaidForm(AsksWhoReads, forms.Form):
    """Something said or decided: what, of which category, about whom.

    `works`: whether the writer works the case, where whoever makes many of these forms asked already.
    """

    kept: ClassVar[tuple[str, ...]] = ("text",)

    text = forms.CharField(label="What was said", max_length=500, widget=forms.Textarea({"rows": 3}))
    category = forms.ChoiceField()
    about: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        user: User,
        corrects: Written | None = None,
        works: bool | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.user = meeting, user
        self.offer_categories(meeting.family)
        if not (works_case(user, meeting.family) if works is None else works):
            self._offer_logistics_only()
        if corrects is not None:
            self._take_over(corrects)
        else:
            ask_once(self)

    def _offer_logistics_only(self) -> None:
        """Whoever runs the meeting without working the case."""
        category: Any = self.fields["category"]
        category.choices = [one for one in category.choices if not one[0] or one[0] in CONSENT_FREE]
        category.help_text = "Logistics only: the family's workers note the rest."
        category.error_messages["invalid_choice"] = "Only the family's workers note more than logistics."

    def _take_over(self, corrects: Written) -> None:
        """What was said before is there to be put right, with the version that was seen."""
        self.initial = {
            **self.initial,
            "category": corrects.category,
            "about": corrects.about_id,
            **{name: getattr(corrects, name) for name in self.kept},
        }
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=corrects.version)

    def take_version(self, current: Written) -> list[tuple[str, str, str]]:
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

    def begin_with(self, answer: str) -> None:
        """The words kept begin with the answer that was chosen."""
        words = ". ".join(filter(None, [answer, self.cleaned_data.get("text", "")]))
        self.cleaned_data["text"] = words
        longest = self.fields["text"].max_length
        if longest and len(words) > longest:
            self.add_error("text", f"Shorten it: with the answer it has room for {longest} characters.")

    def corrected(self) -> dict[str, Any]:
        """What a correction says, and over which version."""
        names = {"category", "about", "version", *self.kept} & self.fields.keys()
        return {"about": None} | {name: self.cleaned_data[name] for name in names}


class DecisionForm(SaidForm):
    text = forms.CharField(label="What was decided", max_length=300, widget=forms.Textarea({"rows": 3}))
    by_whom = forms.CharField(
        label="Who does it", max_length=120, required=False, help_text="Where it is something to do."
    )
    due_on = forms.DateField(label="By when", required=False, widget=forms.DateInput)
    places_with_relative = forms.BooleanField(
        label="This places a child with a relative", required=False,
        help_text="AIS/FS is asked to call CFS at once; the task says nothing of why.",
    )  # fmt: skip
    field_order = ("text", "by_whom", "due_on", "places_with_relative")
    kept = ("text", "by_whom", "due_on", "places_with_relative")

    def __init__(self, *args: Any, meeting: Meeting, user: User, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, user=user, **kwargs)
        if meeting.kind in LTMS:
            self.fields["text"].help_text = "A decision of the LTM goes to the Family Plan Summary."
        if meeting.kind not in CFTS or user.bureau != Bureau.CFS:
            del self.fields["places_with_relative"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("places_with_relative") and not self.errors:
            kind = (self.meeting, cleaned["category"], cleaned["about"])
            if refusal := reason_against(check_places, self.user, *kind):
                self.add_error("places_with_relative", refusal)
        return cleaned


class ReviewForm(SaidForm):
    """What a Disposition Conference found, how the case goes on, and what changes in the plan (31-090 III.G)."""

    text = None  # type: ignore[assignment]
    decision = forms.ChoiceField(
        label="How the case goes on", choices=[("", "Choose one"), *CaseDecision.choices],
        help_text="That a case is referred to court stays within CFS, whatever is signed.",
    )  # fmt: skip
    findings = forms.CharField(
        label="Findings", max_length=1000, widget=forms.Textarea({"rows": 4}),
        help_text="What the review found. Copy nothing from the court's file (W&I 827).",
    )  # fmt: skip
    plan_changes = forms.CharField(
        label="Changes of the plan", max_length=1000, widget=forms.Textarea({"rows": 3}), required=False,
        help_text="What is added, dropped or done differently. Needed where the plan changes.",
    )  # fmt: skip
    field_order = ("decision", "findings", "plan_changes")
    kept = ("decision", "findings", "plan_changes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.choices = [(value, label) for value, label in category.choices if value not in CONSENT_FREE]
        category.help_text = "It decides who may read it. A finding of another kind is noted under the topic Findings."
        about: Any = self.fields["about"]
        about.empty_label, about.help_text = "Choose one", "Consent is given person by person."

    def keeps_in(self) -> bool:
        return bool(self._chosen("decision") == CaseDecision.COURT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("decision") == CaseDecision.CHANGE and not cleaned.get("plan_changes", "").strip():
            self.add_error("plan_changes", "Say what changes in the plan.")
        return cleaned


class NoteForm(SaidForm):
    """A note under one topic, and where it helps which of the three questions it answers.

    On a PLTM the topic decides the category: logistics, or worries as short headings. What is answered with yes or no
    is, and what must be arranged before the LTM names who sees to it.
    """

    kept: ClassVar[tuple[str, ...]] = ("text", "question", "past_event", "relevance", "owner")

    def __init__(
        self, *args: Any, meeting: Meeting, topic: Topic, user: User, optional: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, meeting=meeting, user=user, **kwargs)
        self.topic, self.optional = topic, optional
        self.fields["text"].label = topic.label
        if optional:
            self.fields.pop("key", None)
            self.fields["text"].required = self.fields["category"].required = False
        if meeting.kind == MeetingKind.PLTM:
            self._narrow_to_pltm(pltm_category(topic))
        elif not optional:
            self._ask_for_more()

    @property
    def summary_title(self) -> str:
        """Above what is wrong with it, on a page that asks about many topics."""
        return f"Not saved yet. Please check under “{self.topic.label}”:"

    @property
    def is_factor(self) -> bool:
        return self.topic in PROTECTIVE_FACTORS

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
        if self.topic in YES_OR_NO and "version" not in self.fields:
            self.fields["text"].label, self.fields["text"].required = "In a few words", False
            self.fields["answer"] = forms.ChoiceField(
                label=self.topic.label, choices=[("", "Not answered"), *ANSWERS], required=False
            )
            self.order_fields(["answer", "text", "about"])
        if self.topic in ARRANGEMENTS:
            invited = attendances_for(self.meeting, self.user).exclude(user=None).values("user")
            self.fields["owner"] = OwnerField(queryset=visible(User, self.user).filter(pk__in=invited))

    def _ask_for_more(self) -> None:
        """Which question it answers, and why a past event matters now (31-090 III.C.4)."""
        self.fields["question"] = forms.ChoiceField(
            label="Which of the three questions it answers", choices=[("", "None of them"), *Question.choices],
            required=False,
        )  # fmt: skip
        self.fields["past_event"] = forms.BooleanField(label="It tells of a past event", required=False)
        self.fields["relevance"] = forms.CharField(
            label="Why the past event matters for the plan now", max_length=200, required=False,
            help_text="Only for a past event: without a reason it is not noted (31-090 III.C.4).",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("answer"):
            self.begin_with(given["answer"])
        if not given.get("text"):
            if not self.optional and "text" not in self.errors:
                self.add_error("text", "Answer it, or go back.")
            return given
        cleaned = super().clean()
        if (owner := self.fields.get("owner")) and "owner" not in self.errors and owner.is_open(self["owner"].data):
            self.add_error("owner", SAY_WHO)
        if not cleaned.get("category") and "category" not in self.errors:
            self.add_error("category", "Say what kind of information this is.")
        if cleaned.get("past_event") and not cleaned.get("relevance", "").strip():
            self.add_error("relevance", "Say why it matters for the plan now, or leave the past event out.")
        if not cleaned.get("past_event") and "relevance" in self.fields:
            cleaned["relevance"] = ""
        return cleaned

    def facts(self) -> NoteFacts:
        facts: NoteFacts = {
            "topic": self.topic,
            "category": self.cleaned_data["category"],
            "about": self.cleaned_data.get("about"),
        }
        more: Any = {name: self.cleaned_data[name] for name in self.kept if name in self.fields}
        return facts | more
