"""What staff type about referrals, people and cases. The row version travels with every edit."""

import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import reason_against
from families.enums import Component, ProgramStatus
from families.models import CalworksCase, CfsCase, MailChoice, Person, Referral
from families.rules import check_ifs_is_voluntary

FIRST_BIRTHS = 1900
FIRST_RECORDS = 1990


class FamilySearchForm(forms.Form):
    words = forms.CharField(
        label="Name or case number", max_length=80, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )


class DraftForm(forms.Form):
    """Which form a draft is of, and the family it tells about."""

    key = forms.SlugField(max_length=120)
    family = forms.UUIDField(required=False)


class MailChoiceForm(forms.ModelForm):
    class Meta:
        model = MailChoice
        fields = ["digest"]
        labels = {"digest": "How often"}
        widgets = {"digest": forms.RadioSelect}


class ReferralForm(forms.ModelForm):
    class Meta:
        model = Referral
        fields = ["number", "family_name", "received_on", "response_type", "er_unit", "screener_alert"]
        help_texts = {
            "number": "As CWS/CMS gave it.",
            "screener_alert": "What the screening clearance said, in a few words.",
        }
        error_messages = {
            "number": {"unique": "This referral number is on file already. Look in the list, or ask the ER supervisor."}
        }
        widgets = {"response_type": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["er_unit"]
        units.queryset = units.queryset.filter(takes_referrals=True)  # type: ignore[attr-defined]

    def clean_received_on(self) -> datetime.date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["received_on"]))


def said(field: forms.Field, value: Any) -> str:
    """What a field holds, in words."""
    try:
        held = field.to_python(value)
    except forms.ValidationError:
        return str(value)
    if isinstance(held, bool):
        return "Yes" if held else "No"
    if isinstance(held, datetime.datetime):
        return date_format(timezone.localtime(held), "M j, Y, g:i A")
    if isinstance(held, datetime.date):
        return date_format(held)
    choices = {} if isinstance(field, forms.ModelChoiceField) else dict(getattr(field, "choices", []))
    if isinstance(held, list):
        return ", ".join(str(choices.get(one, one)) for one in held) or "none"
    return str(choices.get(held, held or "blank"))


def take_version(form: forms.BaseForm, current: Any, now: dict[str, Any] | None = None) -> list[tuple[str, str, str]]:
    """What differs, as (label, as it stands now, as typed). Sent again, the form saves over what stands now.

    Where nothing does, it was changed to that meanwhile, or there and back: then all of it is shown. `now` gives what
    stands, by field, where that is more than the row's own columns.
    """
    data: Any = form.data
    form.data = data.copy()
    form.data[form.add_prefix("version")] = current.version  # type: ignore[index]
    stands = forms.model_to_dict(current, fields=list(form.fields)) if now is None else now
    return differing(form, stands) or _beside(form, stands)


def differing(form: forms.BaseForm, now: dict[str, Any]) -> list[tuple[str, str, str]]:
    """By field of `now`: what differs, as (label, as it stands now, as typed)."""
    fields = {name: field for name, field in form.fields.items() if name in now}
    changed = {name for name, field in fields.items() if field.has_changed(now[name], form[name].value())}
    return _beside(form, {name: value for name, value in now.items() if name in changed})


def _beside(form: forms.BaseForm, now: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each field of `now` that says something, beside what was typed into it."""
    shown = [(name, field) for name, field in form.fields.items() if name in now and not form[name].is_hidden]
    rows = [(str(form[name].label), said(field, now[name]), said(field, form[name].value())) for name, field in shown]
    return [row for row in rows if any(row[1:])]


class VersionedForm(forms.ModelForm):
    """An edit of one row: it carries the version its editor saw, and can show both versions side by side."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def take_version(self, current: models.Model) -> list[tuple[str, str, str]]:
        return take_version(self, current)

    def as_typed(self) -> list[tuple[str, str]]:
        """Every field with what was typed into it, in words: kept for copying where it can no longer be saved."""
        typed = {name: self[name].value() for name in self.fields if not self[name].is_hidden}
        return [(str(self[name].label), said(self.fields[name], value)) for name, value in typed.items() if value]


class PersonFields:
    """The fields of someone in the family, and what must hold among them."""

    class Meta:
        model = Person
        fields = [
            "first_name",
            "last_name",
            "also_known_as",
            "relationship",
            "born_on",
            "born_on_is_estimated",
            "in_home",
            "language",
            "interpreter_needed",
            "preferred_channel",
            "preferred_times",
        ]
        help_texts = {
            "also_known_as": "Other names the person goes by.",
            "preferred_times": "For example: weekdays after 3 PM.",
        }

    cleaned_data: dict[str, Any]

    def clean_born_on(self) -> datetime.date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["born_on"], FIRST_BIRTHS))


class PersonForm(PersonFields, forms.ModelForm):
    pass


class PersonEditForm(PersonFields, VersionedForm):
    pass


class CfsCaseForm(VersionedForm):
    class Meta:
        model = CfsCase
        fields = [
            "component",
            "jurisdiction",
            "family_preservation",
            "agreement_signed_on",
            "agreement_expires_on",
            "agreement_withdrawn_on",
            "closed_on",
            "closing_reason",
        ]
        help_texts = {
            "agreement_signed_on": "Starts the seven days to the LTM (31-090 III.E.1). IFS cases only.",
            "closed_on": "Leave blank while the case is open.",
        }
        widgets = {"jurisdiction": forms.RadioSelect}

    def clean_agreement_signed_on(self) -> datetime.date | None:
        return not_in_the_future(self.cleaned_data["agreement_signed_on"])

    def clean_closed_on(self) -> datetime.date | None:
        closed = not_in_the_future(self.cleaned_data["closed_on"])
        return not_before(closed, self.instance.opened_on, "The case opened on")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        signed = facts.get("agreement_signed_on")
        if signed and facts.get("component") != Component.IFS:
            self.add_error("agreement_signed_on", "Only an IFS case has an agreement.")
        bar_court(self)
        for name in ("agreement_expires_on", "agreement_withdrawn_on"):
            day = facts.get(name)
            if day and not signed:
                self.add_error(name, "Enter when the agreement was signed.")
            elif day and day < signed:
                self.add_error(name, "This is before the agreement was signed.")
        if facts.get("closed_on") and not facts.get("closing_reason"):
            self.add_error("closing_reason", "Say why the case is closed.")
        return facts


def bar_court(form: forms.BaseForm) -> None:
    """Say beside the jurisdiction that IFS is voluntary."""
    chosen = [form.cleaned_data.get(name, "") for name in ("component", "jurisdiction")]
    if refusal := reason_against(check_ifs_is_voluntary, *chosen):
        form.add_error("jurisdiction", refusal)


class CalworksCaseForm(VersionedForm):
    class Meta:
        model = CalworksCase
        fields = ["number", "status", "closed_on"]
        error_messages = {"number": {"unique": "This number is on file with another record. Check it in CalSAWS."}}
        widgets = {"status": forms.RadioSelect}

    def clean_closed_on(self) -> datetime.date | None:
        closed = not_in_the_future(self.cleaned_data["closed_on"])
        return not_before(closed, self.instance.opened_on, "The case opened on")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        closed = facts.get("status") == ProgramStatus.CLOSED
        if "closed_on" in facts and closed and not facts["closed_on"]:
            self.add_error("closed_on", "Enter the day it was closed.")
        if facts.get("closed_on") and not closed:
            self.add_error("closed_on", "Only a closed case has a closing day.")
        return facts


def drop_blank(form: forms.BaseForm, *names: str) -> None:
    """One of the choices always holds: none of the buttons stands for nothing."""
    for name in names:
        field: Any = form.fields[name]
        field.choices = [choice for choice in field.choices if choice[0]]


def not_in_the_future(day: datetime.date | None) -> datetime.date | None:
    if day and day > timezone.localdate():
        raise forms.ValidationError("This day is in the future.")
    return day


def not_before_year(day: datetime.date | None, year: int = FIRST_RECORDS) -> datetime.date | None:
    """A year no record reaches back to is a slip of the keyboard."""
    if day and day.year < year:
        raise forms.ValidationError(f"This day is before {year}. Check the year.")
    return day


def not_before(day: datetime.date | None, first: datetime.date, what: str) -> datetime.date | None:
    if day and day < first:
        raise forms.ValidationError(f"{what} {date_format(first)}.")
    return day
