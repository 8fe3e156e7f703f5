"""What may become of a WTWCC 10B, on screen: declined, taken back, ended by its event, a copy given."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.access import reason_against
from accounts.models import User
from crossover.enums import UNSIGNED
from crossover.models import Consent, ConsentRequest
from crossover.rules.asking import check_can_close_unsigned
from crossover.rules.consents import check_can_revoke_consent
from families.enums import Category
from families.forms.logistics import LogisticsOnly


class ConsentDeclineForm(LogisticsOnly, forms.Form):
    """The parent said no, or could not be asked or sign. Both bureaus read why, and nothing was consented to."""

    free_words = ("reason",)
    outcome = forms.ChoiceField(
        label="What happened",
        choices=[(outcome.value, outcome.label) for outcome in UNSIGNED],
        help_text="Unable to sign: also where the parent could not be reached or was not asked.",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason, if they gave one",
        help_text="A parent need not give a reason. No health, abuse or court matters here.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, asked: ConsentRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.user = asked, user

    def clean_outcome(self) -> str:
        outcome = self.cleaned_data["outcome"]
        refusal = reason_against(check_can_close_unsigned, self.user, self.asked, outcome)
        if refusal:
            raise forms.ValidationError(refusal)
        return outcome


EVERYTHING = "everything"
PARTY = "party-"


class ConsentRevokeForm(LogisticsOnly, forms.Form):
    """The signer takes the permission back: whole, one kind, from one bureau or from one named. Nothing is chosen."""

    free_words = ("note",)
    category = forms.ChoiceField(label="What is taken back", widget=forms.RadioSelect)
    recipient = forms.ChoiceField(label="From whom", required=False, widget=forms.RadioSelect)
    note = forms.CharField(label="How the signer told you", help_text="For example: by letter.", max_length=200)

    def __init__(
        self, *args: Any, consent: Consent, user: User, bureaus: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.consent, self.user = consent, user
        open_now = dict.fromkeys(consent.scopes.not_ended().order_by("pk").values_list("category", flat=True))
        category: Any = self.fields["category"]
        recipient: Any = self.fields["recipient"]
        category.choices = [(EVERYTHING, "Everything"), *((each, Category(each).label) for each in open_now)]
        self.parties = {f"{PARTY}{party.pk}": party for party in consent.parties.all()}
        everyone = "Everyone: both bureaus and whoever else is named" if self.parties else "Both bureaus"
        named = [(key, str(party)) for key, party in self.parties.items()]
        recipient.choices = [("", everyone), *bureaus, *named]

    def clean_category(self) -> str:
        """One kind, or none where everything is taken back."""
        chosen: str = self.cleaned_data["category"]
        return "" if chosen == EVERYTHING else chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["party"] = self.parties.get(cleaned.get("recipient", ""))
        if cleaned["party"]:
            cleaned["recipient"] = ""
        chosen = (cleaned.get("category", ""), cleaned.get("recipient", ""), cleaned["party"])
        if not self.errors and (refusal := reason_against(check_can_revoke_consent, self.user, self.consent, *chosen)):
            self.add_error("recipient", refusal)
        return cleaned


class ConsentEventForm(LogisticsOnly, forms.Form):
    """What the signer named as the end has happened."""

    free_words = ("note",)
    note = forms.CharField(label="How you know", help_text="For example: the case closed today.", max_length=200)


class ConsentCopyForm(LogisticsOnly, forms.Form):
    """How the signer got their copy."""

    free_words = ("note",)
    note = forms.CharField(label="How the copy was given", help_text="For example: by hand, by mail.", max_length=200)
