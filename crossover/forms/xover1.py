"""What is typed into XOVER1 and on its way. No field takes more than the form's minimum."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from accounts.access import reason_against, visible
from accounts.enums import Act, Bureau
from accounts.models import PHONE, ZIP_CODE, UnitSupervision, User
from crossover.enums import AisReason, ClearanceResult, Ineligibility, SearchKey, Xover1Status
from crossover.forms.people import WithPeople
from crossover.forms.sharing import TellsWhoReads
from crossover.models import Xover1
from crossover.rules.clearances import check_keys_suffice
from crossover.rules.joining import Joining, joining_of
from crossover.rules.numbers import another_forms_number
from crossover.rules.routing import ACT_AT, check_receives_instead
from crossover.rules.xover1 import NUMBER_ON_FILE, check_holds_component, check_holds_number, is_on_file
from families.enums import Component
from families.forms import VersionedForm, bar_court, drop_blank
from families.forms.logistics import LOGISTICS, LogisticsOnly
from families.models import CASE_NUMBER, Address, CalworksCase, CfsCase, Family

OF_THE_COMPONENT = "A unit that holds the component you chose."


class StaffChoice(forms.ModelChoiceField):
    """One colleague, with the unit they are in."""

    default_error_messages = {"invalid_choice": "This colleague cannot be chosen now: the list is up to date again."}

    def label_from_instance(self, user: User) -> str:
        return f"{user}, {user.unit}"


class UnitSelect(forms.Select):
    """Each unit that does not hold any component says which it holds: the page offers those that hold the one chosen.

    `keeps_its_unit`: the case is on file, and goes to the unit that has it, whatever that holds.
    """

    keeps_its_unit = False

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__({"data-fits": "component", **(attrs or {})}, **kwargs)

    def create_option(self, name: Any, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        held = value.instance.unit.components if value else []
        if held and not self.keeps_its_unit:
            option["attrs"]["data-holds"] = " ".join(held)
        return option


class SupervisorChoice(forms.ModelChoiceField):
    """One unit with its supervisor."""

    default_error_messages = {"invalid_choice": "This unit cannot be chosen now: the list is up to date again."}

    def label_from_instance(self, supervision: UnitSupervision) -> str:
        held = ", ".join(Component(code).label for code in supervision.unit.components)
        return f"{supervision.unit}: {supervision.user}" + (f" ({held})" if held else "")


def supervisors(user: User, act: Act) -> QuerySet[UnitSupervision]:
    return visible(UnitSupervision, user).who_may(act)  # type: ignore[attr-defined]


def cfs_supervisors(user: User) -> QuerySet[UnitSupervision]:
    """Whoever may hold a CFS case and complete Part B."""
    return supervisors(user, Act.COMPLETE_PART_B).filter(unit__bureau=Bureau.CFS)


class PartAForm(LogisticsOnly, TellsWhoReads, WithPeople, VersionedForm):
    street = forms.CharField(max_length=120, required=False)
    city = forms.CharField(max_length=60, required=False)
    zip_code = forms.CharField(label="ZIP code", max_length=10, required=False, validators=[ZIP_CODE])
    phone = forms.CharField(max_length=30, required=False, validators=[PHONE])
    confidential = forms.BooleanField(
        label="Confidential address", help_text="Safe at Home, or unsafe to contact there.", required=False
    )

    class Meta:
        model = Xover1
        fields = ["case_name", "calworks_number", "remarks"]
        help_texts = {"remarks": LOGISTICS}

    def __init__(self, *args: Any, addresses: Iterable[Address] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses = addresses

    def say_nothing_yet(self) -> None:
        super().say_nothing_yet()
        for row in self.people:
            row.say_nothing_yet()

    def take_version(self, current: Model) -> list[tuple[str, str, str]]:
        """The people and the address are part of Part A: what of them is on file otherwise is told too."""
        return [*super().take_version(current), *self._address_differing(), *self.people_differing()]

    def _address_differing(self) -> list[tuple[str, str, str]]:
        typed = str(Address(**self.address()))
        on_file = [str(address) for address in self.addresses]
        return [("Address", "; ".join(on_file), typed)] if typed and on_file and typed not in on_file else []

    def address(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("street", "city", "zip_code", "phone", "confidential")}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "version")}


class FlagForm(LogisticsOnly, WithPeople, forms.Form):
    people_required = True
    case_name = forms.CharField(label="Case name", max_length=120)
    calworks_number = forms.CharField(label="CalWORKs case number", max_length=30, validators=[CASE_NUMBER])
    remarks = forms.CharField(max_length=120, required=False, help_text=LOGISTICS)


class StepForm(forms.BaseForm):
    """One step of `xover1`, asked of `user`. `refusal` says why nobody can take it now; `joining`, what it joins."""

    refusal = ""
    joining: Joining | None = None

    def __init__(self, *args: Any, xover1: Xover1, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(xover1, user)

    def offer(self, xover1: Xover1, user: User) -> None:
        """Fill the choices that depend on the form or the reader."""

    def facts(self) -> dict[str, Any]:
        """What was typed, as the step's verb takes it."""
        return self.cleaned_data


def refuse_holder(
    form: forms.BaseForm, holder: UnitSupervision | None, check: Callable[..., None], *facts: Any
) -> None:
    """Say beside the unit chosen why it cannot hold the case, where all the facts are given."""
    if holder and all(facts) and (reason := reason_against(check, holder.unit, *facts)):
        form.add_error("holder", reason)


class HolderForm(StepForm):
    """A step that names the unit which holds the case, by its supervisor."""

    def offer(self, xover1: Xover1, user: User) -> None:
        self.fields["holder"].queryset = cfs_supervisors(user)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        facts = dict(self.cleaned_data)
        holder = facts.pop("holder")
        return facts | {"unit": holder.unit, "to": holder.user}


class SendPartAForm(StepForm, forms.Form):
    to = SupervisorChoice(queryset=None, label="Assigning ER supervisor")

    def offer(self, xover1: Xover1, user: User) -> None:
        unit = xover1.referral.er_unit if xover1.referral else None
        self.fields["to"].queryset = supervisors(user, Act.OPEN_CASE).filter(unit=unit)  # type: ignore[attr-defined]
        if said := another_forms_number(user, xover1):
            label = f"{said}. I checked in CalSAWS: {xover1.calworks_number} is this family's number"
            wrong = {"required": "Check the number in CalSAWS, then tick this, or change it on Part A."}
            self.fields["number_checked"] = forms.BooleanField(label=label, error_messages=wrong)

    def facts(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["to"].user, "number_checked": self.cleaned_data.get("number_checked", False)}


class OpenCaseForm(HolderForm, forms.ModelForm):
    holder = SupervisorChoice(
        queryset=None,
        label="Unit that holds the case",
        help_text=f"{OF_THE_COMPONENT} The form goes to this unit's supervisor for Part B.",
        widget=UnitSelect,
    )

    class Meta:
        model = CfsCase
        fields = ["number", "component", "jurisdiction"]
        widgets = {"component": forms.RadioSelect, "jurisdiction": forms.RadioSelect}
        error_messages = {"number": {"unique": NUMBER_ON_FILE}}

    def offer(self, xover1: Xover1, user: User) -> None:
        super().offer(xover1, user)
        drop_blank(self, "component", "jurisdiction")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_holder(self, cleaned.get("holder"), check_holds_component, cleaned.get("component"))
        bar_court(self)
        return cleaned


class ReasonForm(LogisticsOnly, StepForm, forms.Form):
    free_words: tuple[str, ...] = ("reason",)
    reason = forms.CharField(max_length=200, help_text="A few words. " + LOGISTICS)


class RedirectForm(ReasonForm):
    to = StaffChoice(queryset=None, label="Colleague", to_field_name="uuid")
    field_order = ["to"]

    def offer(self, xover1: Xover1, user: User) -> None:
        able = receivers(xover1, user)
        self.fields["to"].queryset = able.select_related("unit")  # type: ignore[attr-defined]
        if not able.exists():
            self.refusal = "Nobody else may take this step."


def receivers(xover1: Xover1, user: User) -> QuerySet[User]:
    """Whoever may take, instead of the present holder, the step that the form waits for."""
    staff: Any = visible(User, user)
    act = ACT_AT.get(Xover1Status(xover1.status))
    able = staff.who_may(act) if act else staff.none()
    return staff.filter(pk__in=[to.pk for to in able if not reason_against(check_receives_instead, xover1, to)])


def ask_to_compare(
    form: StepForm, user: User, family: Family, kind: type[CfsCase] | type[CalworksCase], number: str
) -> None:
    """Where the number in the field of this name is on file with another record, ask whoever joins the two first."""
    try:
        form.joining = joining_of(user, family, kind, form.fields[number].clean(form[number].value()))
    except ValidationError:
        return
    if form.joining:
        people = form.joining.both
        names = " and ".join(f"{person} ({person.get_relationship_display().lower()})" for person in people)
        form.fields["compared"] = forms.BooleanField(
            label=f"I compared the two records, and they are of one family. Both name {names}.",
            help_text="The number is on file with another record. Its cases, people and history join this record, and "
            "stay joined.",
            error_messages={"required": "Compare the people on both records, then tick this."},
        )


class RouteForm(HolderForm, forms.Form):
    cfs_number = forms.CharField(label="CFS case number", max_length=30, validators=[CASE_NUMBER])
    keys_used = forms.MultipleChoiceField(
        label="Searched CWS/CMS by", choices=SearchKey.choices, widget=forms.CheckboxSelectMultiple
    )
    component = forms.ChoiceField(choices=Component.choices, widget=forms.RadioSelect)
    holder = SupervisorChoice(
        queryset=None, label="CFS supervisor responsible for the case", help_text=OF_THE_COMPONENT, widget=UnitSelect
    )

    def offer(self, xover1: Xover1, user: User) -> None:
        super().offer(xover1, user)
        widget: Any = self.fields["holder"].widget
        widget.keeps_its_unit = is_on_file(self["cfs_number"].value() or "")
        ask_to_compare(self, user, xover1.family, CfsCase, "cfs_number")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        new = (cleaned.get("component"), cleaned.get("cfs_number"))
        refuse_holder(self, cleaned.get("holder"), check_holds_number, *new)
        return cleaned


class NotAMatchForm(ReasonForm):
    """A look that found nobody, as whole as any clearance's."""

    free_words = ("searched_for", "reason")
    keys_used = forms.MultipleChoiceField(
        label="Searched CWS/CMS by", choices=SearchKey.choices, widget=forms.CheckboxSelectMultiple
    )
    searched_for = forms.CharField(
        label="Names and dates searched",
        max_length=200,
        help_text="Whom you looked for, by which names and birth dates.",
    )
    field_order = ["keys_used", "searched_for", "reason"]

    def clean_keys_used(self) -> list[str]:
        if reason := reason_against(check_keys_suffice, ClearanceResult.NOT_FOUND, self.cleaned_data["keys_used"]):
            raise ValidationError(reason)
        return self.cleaned_data["keys_used"]


class PartBForm(StepForm, forms.Form):
    ais_reason = forms.ChoiceField(
        label="Eligible to WTW/AIS because", choices=AisReason.choices, widget=forms.RadioSelect
    )
    to = StaffChoice(queryset=None, label="AIS/FS supervisor", to_field_name="uuid")

    def offer(self, xover1: Xover1, user: User) -> None:
        able = visible(User, user).who_may(Act.ASSIGN_AIS_WORKER).select_related("unit")  # type: ignore[attr-defined]
        self.fields["to"].queryset = able  # type: ignore[attr-defined]


class IneligibleForm(StepForm, forms.Form):
    ineligibility = forms.ChoiceField(label="Why", choices=Ineligibility.choices, widget=forms.RadioSelect)
