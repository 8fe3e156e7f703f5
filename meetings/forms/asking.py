"""What is typed to ask for a meeting, and to take the request back."""

from typing import Any

from django import forms

from accounts.access import reason_against
from accounts.models import User
from crossover.forms.sharing import TellsWhoReads
from families.enums import CONSENT_FREE, Category
from families.forms.logistics import LOGISTICS, LogisticsOnly
from families.forms.once import ask_once
from families.models import Family, Person
from meetings.enums import TRIGGER_CATEGORY, Trigger
from meetings.models import KindRule
from meetings.rules.asking import check_can_request, check_has_no_day, check_request
from meetings.rules.kinds import rule_of_kind


class MeetingRequestForm(TellsWhoReads, LogisticsOnly, forms.Form):
    """Which meeting, why, about whom, and who is to schedule it."""

    kind = forms.ChoiceField(label="Which meeting")
    trigger = forms.ChoiceField(label="Why", choices=[("", "Choose one"), *Trigger.choices])
    about: forms.ModelChoiceField = forms.ModelChoiceField(
        label="About whom",
        queryset=None,
        required=False,
        empty_label="The family as a whole",
        help_text="Needed where a parent is not meeting requirements, or CalWORKs is due to be discontinued.",
    )
    text = forms.CharField(
        label="In a few words",
        max_length=200,
        required=False,
        help_text="What the meeting should settle. Whoever may read the reason reads this.",
    )
    owner: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Who is to schedule it", queryset=None, empty_label="Choose one"
    )

    def __init__(
        self, *args: Any, family: Family, user: User, kinds: list[KindRule], workers: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.user = family, user
        kind, about, owner = self.fields["kind"], self.fields["about"], self.fields["owner"]
        kind.choices = [("", "Choose one"), *((one.kind, one.name) for one in kinds)]
        about.queryset, owner.queryset = family.people.all(), workers
        ask_once(self)
        self.free_words = ("text",) if self.sharing()[0] in CONSENT_FREE else ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors or reason_against(check_can_request, self.user, self.family):
            return cleaned
        if TRIGGER_CATEGORY[cleaned["trigger"]] in CONSENT_FREE:
            cleaned["about"] = None
        elif not cleaned["about"]:
            self.add_error("about", "Say whom it is about: consent is given person by person.")
            return cleaned
        facts = {"trigger": cleaned["trigger"], "owner": cleaned["owner"], "about": cleaned["about"]}
        rule = rule_of_kind(cleaned["kind"])
        if planned := reason_against(check_has_no_day, self.family, rule):
            self.add_error("kind", planned)
        refusal = reason_against(check_request, self.user, self.family, rule=rule, **facts)
        if refusal:
            self.add_error("owner", refusal)
        return cleaned

    def sharing(self) -> tuple[Category | None, Person | None]:
        """The kind of information that the reason chosen so far tells, and about whom."""
        return TRIGGER_CATEGORY.get(self._chosen("trigger") or ""), self.about_whom()


class MeetingRequestWithdrawForm(LogisticsOnly, forms.Form):
    free_words = ("reason",)
    reason = forms.CharField(label="Why the request is withdrawn", max_length=200, help_text=LOGISTICS)
