"""The transition as it is typed: what moves where, how the goals stand; why a program ends; what is left to be met."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from accounts.access import reason_against
from accounts.models import User
from caseplans.forms.rows import RowForm
from caseplans.models import Activity, Goal, Plan, ProgramClosing, ResidualNeed, Transition
from caseplans.rules.endings import handed_over
from caseplans.rules.transitions import (
    Moving,
    check_connection,
    check_moving,
    check_provider,
    endings,
    goes_on_after,
)
from caseplans.sharing.transitions import Asked, answers_of, asked_of, may_go_on, stands_as
from caseplans.transition_enums import GoalStands, GoesTo, NoMeeting
from crossover.forms.records import CategorisedForm
from families.forms import differing, drop_blank, not_before_year, not_in_the_future, take_version
from families.forms.once import ask_once
from families.forms.seeing import OverSeen
from families.models import Family, Provider
from families.querysets.base import rows_of

WITH_WHOM = "Only for someone in the community. Type a name of the resource directory."


class ProviderField(forms.CharField):
    """A name of the resource directory, as the page offers it. Cleans to the provider, or None where nothing is said.

    `usual` is the name that stands there already: it is kept, also where it is listed no more.
    """

    def __init__(self, *, usual: str = "", **kwargs: Any) -> None:
        super().__init__(required=False, max_length=200, widget=forms.TextInput({"list": "providers"}), **kwargs)
        self.usual = usual

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        known = rows_of("Provider") if words == self.usual else rows_of("Provider").listed()
        named = known.named(words)[:2]
        if len(named) != 1:
            raise forms.ValidationError("The resource directory has no such name. Choose one that it offers.")
        return named[0]


class OffersProviders:
    offers_providers = True

    @property
    def providers(self) -> list[Provider]:
        """The names that the directory offers while one is typed."""
        return list(rows_of("Provider").listed())


class TransitionForm(OffersProviders, OverSeen):
    """Which program ends, what is said of each activity still to do and of each goal that the writer may read."""

    ends = forms.ChoiceField(label="Which program ends", widget=forms.RadioSelect)
    no_meeting = forms.ChoiceField(
        label="Why there is no last meeting", required=False, widget=forms.RadioSelect,
        choices=[("", "There is one, or will be"), *NoMeeting.choices],
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, transition: Transition | None, user: User, **kwargs: Any) -> None:
        self.plan, self.transition, self.user = plan, transition, user
        self.asked: Asked = asked_of(plan, user)
        answers = answers_of(self.asked, transition, user)
        super().__init__(*args, stands=stands_as(answers), initial=answers, **kwargs)
        self.gone = handed_over(plan.family)
        fields: dict[str, Any] = self.fields
        fields["ends"].choices = [(one.value, one.label) for one in endings(self.gone)]
        for activity in self.asked.activities:
            self._ask_where(activity)
        for goal in self.asked.goals:
            self.fields[f"goal_{goal.uuid}"] = forms.ChoiceField(
                label=f"How it stands: {goal}", choices=GoalStands.choices, required=False, widget=forms.RadioSelect
            )
        ask_once(self)

    def _ask_where(self, activity: Activity) -> None:
        usual = self.initial[f"with_{activity.uuid}"]
        self.fields[f"move_{activity.uuid}"] = forms.ChoiceField(
            label=f"Where this goes: {activity}", choices=GoesTo.choices, required=False, widget=forms.RadioSelect
        )
        self.fields[f"with_{activity.uuid}"] = ProviderField(label="With whom", usual=usual, help_text=WITH_WHOM)
        self.fields[f"on_{activity.uuid}"] = forms.DateField(label="Connected on", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        goes_on = goes_on_after(cleaned["ends"], self.gone) if cleaned.get("ends") else ""
        may_read = may_go_on(self.asked.activities, goes_on, self.plan.family)
        for activity in self.asked.activities if cleaned.get("ends") else ():
            self._check_moving(activity, goes_on, activity.pk in may_read)
        return cleaned

    def _check_moving(self, activity: Activity, goes_on: str, may_read: bool) -> None:
        moving = self._moving(activity)
        if moving is None:
            return
        names = {name: f"{name}_{activity.uuid}" for name in ("move", "with", "on")}
        if refusal := reason_against(check_moving, moving, goes_on, may_read=may_read):
            self.add_error(names["move"], refusal)
        if names["with"] not in self.errors and (refusal := reason_against(check_provider, moving)):
            self.add_error(names["with"], refusal)
        if moving.connected_on and names["on"] not in self.errors:
            try:
                not_in_the_future(not_before_year(moving.connected_on))
            except forms.ValidationError as slip:
                self.add_error(names["on"], slip)

    def _moving(self, activity: Activity) -> Moving | None:
        goes_to = self.cleaned_data.get(f"move_{activity.uuid}")
        if not goes_to:
            return None
        community = goes_to == GoesTo.COMMUNITY
        resource: Provider | None = self.cleaned_data.get(f"with_{activity.uuid}") if community else None
        day: date | None = self.cleaned_data.get(f"on_{activity.uuid}") if community else None
        return Moving(GoesTo(goes_to), resource, day)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        said = {one: self._moving(one) for one in self.asked.activities}
        moves: dict[UUID, Moving] = {one.uuid: moving for one, moving in said.items() if moving}
        stands = {goal.uuid: self.cleaned_data[f"goal_{goal.uuid}"] for goal in self.asked.goals}
        return {
            "ends": self.cleaned_data["ends"],
            "no_meeting": self.cleaned_data["no_meeting"],
            "moves": moves,
            "goals": {uuid: GoalStands(value) for uuid, value in stands.items() if value},
            "key": self.cleaned_data.get("key"),
            "seen": self.cleaned_data["seen"],
        }

    def where(self) -> list[tuple[Activity, list[forms.BoundField]]]:
        """Each activity with the fields that are asked of it."""
        return [(one, [self[f"{name}_{one.uuid}"] for name in ("move", "with", "on")]) for one in self.asked.activities]

    def goals(self) -> list[tuple[Goal, forms.BoundField]]:
        return [(one, self[f"goal_{one.uuid}"]) for one in self.asked.goals]

    def take_version(self, current: Any) -> list[tuple[str, str, str]]:
        """What differs by now; sent again, the form is over what stands."""
        kept = current if isinstance(current, Transition) else None
        now = answers_of(self.asked, kept, self.user)
        self.see_anew(stands_as(now))
        return differing(self, now)


class ClosingForm(CategorisedForm):
    """Why the writer's program ends. It carries the version of what was written before, 0 where nothing was."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ProgramClosing
        fields = ["reason", "about", "confidential"]
        labels = {"reason": "Why it ends", "about": "Whose WTWCC 10B opens this"}
        help_texts = {"about": "Usually the parent whose case it is."}
        widgets: ClassVar = {"reason": forms.RadioSelect}

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_once(self)
        drop_blank(self, "reason")
        people, about = family.people.all(), self.fields["about"]
        about.queryset, about.empty_label, about.required = people, None, True
        self.initial["version"] = self.instance.version if self.instance.pk else 0
        if not self.instance.pk:
            self.initial["about"] = next((one.pk for one in people if one.is_parent), None)

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"version": self.cleaned_data["version"] or 0, "key": self.cleaned_data["key"]}

    def take_version(self, current: Any) -> list[tuple[str, str, str]]:
        return take_version(self, current)


class NeedForm(OffersProviders, RowForm):
    class Meta:
        model = ResidualNeed
        fields = ["text", "connection", "connected_on", "category", "about", "confidential"]
        labels = {
            "text": "What the family still needs",
            "connection": "Whether the family was connected",
            "connected_on": "Connected on",
        }
        help_texts = {
            "text": "In plain words: it stands on the paper they take home.",
            "connection": "Left open, it is asked again before the program ends.",
            "connected_on": "Where they were connected.",
        }
        widgets: ClassVar = {"connection": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["connection"].choices = [("", "Not yet"), *fields["connection"].choices[1:]]
        usual = str(self.instance.resource or "")
        self.fields["resource"] = ProviderField(
            label="Who helps from now on", usual=usual, help_text="Type a name of the resource directory."
        )
        self.initial["resource"] = usual
        self.order_fields(["text", "resource"])

    def clean_connected_on(self) -> date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["connected_on"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "resource" not in self.errors and "connected_on" not in self.errors:
            said = [cleaned.get("connection", ""), cleaned.get("resource"), cleaned.get("connected_on")]
            beside = "resource" if cleaned.get("resource") is None else "connected_on"
            self.refuse(beside, check_connection, *said)
        return cleaned

    def _post_clean(self) -> None:
        """What must hold is said above and by the verb: nothing is written to the row here."""

    def take_version(self, current: Any) -> list[tuple[str, str, str]]:
        now = forms.model_to_dict(current, fields=list(self.fields))
        return take_version(self, current, now | {"resource": str(current.resource) if current.resource else ""})
