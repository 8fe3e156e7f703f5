"""What staff type about the exceptions of need-to-know: covers, restrictions, conflicts of interest, break-glass."""

import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from accounts.access import reason_against, visible
from accounts.enums import Act
from accounts.models import UnitSupervision, User
from accounts.roles import roles_that_may
from families.enums import ReviewOutcome
from families.models import Assignment, Family, Restriction
from families.rules import check_can_cover, check_cover_dates, check_cover_is_new


def with_unit(user: User) -> str:
    return f"{user}, {user.unit}" if user.unit else str(user)


class ColleagueChoice(forms.ModelChoiceField):
    """One of the staff, with the unit they are in."""

    def label_from_instance(self, user: User) -> str:
        return with_unit(user)


class ColleaguesChoice(forms.ModelMultipleChoiceField):
    """Several of them."""

    def label_from_instance(self, user: User) -> str:
        return with_unit(user)


class CoverForm(forms.Form):
    covered = ColleagueChoice(queryset=None, label="Who is away", to_field_name="uuid")
    cover = ColleagueChoice(queryset=None, label="Who covers", to_field_name="uuid")
    from_date = forms.DateField(label="First day")
    last_day = forms.DateField(label="Last day", help_text="The cover holds through the end of this day.")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        staff: Any = visible(User, user)
        roles = {*roles_that_may(Act.WORK_CASE), *roles_that_may(Act.MAKE_CLEARANCE)}
        able = staff.with_role(*roles).filter(bureau=user.bureau).select_related("unit")
        mine = staff.filter(models.Q(pk=user.pk) | models.Q(unit__in=user.own_unit_ids))
        self.fields["covered"].queryset = mine.select_related("unit")  # type: ignore[attr-defined]
        self.fields["cover"].queryset = able  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if "covered" in facts and "cover" in facts:
            self._refuse("cover", reason_against(check_can_cover, self.user, facts["covered"], facts["cover"]))
        if "from_date" in facts and "last_day" in facts:
            facts["until_date"] = facts.pop("last_day") + datetime.timedelta(days=1)
            today = timezone.localdate()
            dates = reason_against(check_cover_dates, facts["from_date"], facts["until_date"], today)
            self._refuse("from_date" if facts["from_date"] < today else "last_day", dates)
        if not self.errors:
            again = reason_against(check_cover_is_new, facts["covered"], facts["cover"], facts["from_date"])
            self._refuse("from_date", again)
        return facts

    def _refuse(self, name: str, reason: str) -> None:
        if reason:
            self.add_error(name, reason)


class RestrictForm(forms.Form):
    named = ColleaguesChoice(
        queryset=None,
        label="Who may know this family",
        required=False,
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        help_text="Everyone else loses it at once, their supervisors too.",
    )
    another = ColleagueChoice(
        queryset=None,
        label="Someone else too",
        required=False,
        to_field_name="uuid",
        help_text="Being named opens nothing by itself: it lets them be assigned, invited or sent a form.",
    )
    why = forms.CharField(label="Why", max_length=200, help_text="Read by the people named only.")

    def __init__(self, *args: Any, family: Family, restriction: Restriction | None, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff: Any = visible(User, user).filter(is_superuser=False).select_related("unit")
        held: Any = visible(Assignment, user).of_family(family).open()  # type: ignore[attr-defined]
        supervising: Any = visible(UnitSupervision, user).filter(unit__in=held.values("unit"))
        known = models.Q(pk__in=family.grants.values("user")) | models.Q(
            pk__in=held.exclude(worker=None).values("worker")
        )
        known |= models.Q(pk__in=supervising.values("user"))
        if restriction:
            known |= models.Q(pk__in=restriction.named.values("pk"))
            self.initial = {"named": [one.uuid for one in restriction.named.all()], "why": restriction.why}
        self.fields["named"].queryset = staff.filter(known)  # type: ignore[attr-defined]
        self.fields["another"].queryset = staff.exclude(known).exclude(bureau="")  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        another = self.cleaned_data["another"]
        return {
            "named": [*self.cleaned_data["named"], *([another] if another else [])],
            "why": self.cleaned_data["why"],
        }


class LiftForm(forms.Form):
    why = forms.CharField(label="Why it is lifted", max_length=200)


class KeysForm(forms.Form):
    """A family by its exact case number, or by someone's exact name and date of birth."""

    number = forms.CharField(label="Case number", max_length=30, required=False, help_text="Exactly as it is written.")
    first_name = forms.CharField(max_length=60, required=False)
    last_name = forms.CharField(max_length=60, required=False)
    born_on = forms.DateField(label="Date of birth", required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        person = [facts.get(name) for name in ("first_name", "last_name", "born_on")]
        if not self.errors and not facts.get("number") and not all(person):
            raise forms.ValidationError("Enter the case number, or first name, last name and date of birth.")
        return facts


class BreakGlassForm(KeysForm):
    reason = forms.CharField(
        min_length=20,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Why you need this family now. The privacy officer reads it.",
    )


class KnownFamilyForm(forms.Form):
    how = forms.CharField(label="How you know them", max_length=200, help_text="For example: my sister's family.")


class KnownPeopleForm(KnownFamilyForm, KeysForm):
    field_order = ["number", "first_name", "last_name", "born_on", "how"]


class DecideForm(forms.Form):
    accepted = forms.TypedChoiceField(
        label="Decision",
        choices=[("yes", "Accept: keep them out of this family"), ("no", "Do not accept")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class ReviewForm(forms.Form):
    outcome = forms.ChoiceField(choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(max_length=500, widget=forms.Textarea({"rows": 3}))
