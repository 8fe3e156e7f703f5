"""The county as administrators keep it: offices, units, holidays, numbers, categories. No case content is here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounts.county import COUNTY_NUMBERS
from accounts.enums import Bureau, StaffChange
from accounts.models import Closure, County, Office, RolePolicy, Setting, Unit
from families.admin.told import Told, ToldAdmin
from families.enums import NEVER_CROSSES, SENSITIVE, Component
from families.models import CategoryRule
from families.services import drop_told, settle_everyone


def numbers_of_the_county() -> list[tuple[str, str]]:
    """Every number an administrator may change, with its default and where that comes from."""
    return [("", "Choose a number")] + [
        (number.key, f"{number.label} (usually {number.default} {number.unit}; {number.source})")
        for number in COUNTY_NUMBERS.values()
    ]


@admin.register(County)
class CountyAdmin(ToldAdmin):
    change = StaffChange.COUNTY

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not County.objects.exists()


@admin.register(Office)
class OfficeAdmin(ToldAdmin):
    change = StaffChange.OFFICE
    list_display = ["name", "phone"]


class UnitForm(forms.ModelForm):
    components = forms.MultipleChoiceField(
        label="Components whose CFS cases it holds",
        help_text="None ticked: every component.",
        choices=Component.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("components") and cleaned.get("bureau") == Bureau.CALWORKS:
            self.add_error("components", "Only CFS units hold CFS cases.")
        return cleaned


@admin.register(Unit)
class UnitAdmin(ToldAdmin):
    form = UnitForm
    change = StaffChange.UNIT_KEPT
    list_display = ["name", "bureau", "office", "takes_referrals"]
    list_filter = ["bureau", "office"]

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> list[str]:
        """Whose cases a unit holds, and who works them, follows from its bureau."""
        return ["bureau"] if obj else []


@admin.register(RolePolicy)
class RolePolicyAdmin(ToldAdmin):
    change = StaffChange.POLICY
    list_display = ["role", "second_factor_required"]


class CategoryRuleForm(forms.ModelForm):
    """Sensitive categories cross by consent alone (31-090 III.C.2; W&I 10850): no administrator opens them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.category in NEVER_CROSSES | SENSITIVE:
            if cleaned.get("crosses_without_consent"):
                self.add_error("crosses_without_consent", "This category never crosses without consent.")
            if cleaned.get("acknowledgeable"):
                self.add_error("acknowledgeable", "That there is an item of this category is not shown either.")
        return cleaned


@admin.register(CategoryRule)
class CategoryRuleAdmin(ToldAdmin):
    """Every category is there from the start: its flags are ticked and unticked, no more."""

    change = StaffChange.CATEGORY_RULE
    form = CategoryRuleForm
    list_display = ["category", "need", "crosses_without_consent", "acknowledgeable"]
    readonly_fields = ["category"]

    def has_add_permission(self, request: HttpRequest, obj: CategoryRule | None = None) -> bool:
        return False

    @admin.display(description="What it needs to cross")
    def need(self, rule: CategoryRule) -> str:
        return rule.needs.label


class DeadlineFactAdmin(Told):
    """What days are counted by: when it changes, every family's tasks follow in the same transaction."""

    actions = None  # rows are deleted one by one, each with its settling

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        by: Any = request.user
        settle_everyone(by=by)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        by: Any = request.user
        drop_told(by=by, row=obj, change=self.change)
        settle_everyone(by=by)


@admin.register(Closure)
class ClosureAdmin(DeadlineFactAdmin):
    change = StaffChange.CLOSURE
    list_display = ["day", "name", "open_for_business"]
    date_hierarchy = "day"


class SettingForm(forms.ModelForm):
    key = forms.ChoiceField(label="Number", choices=numbers_of_the_county)

    def clean(self) -> dict[str, Any]:
        """Each number within its own bounds: neither a deadline of no days nor one beyond the calendar."""
        cleaned = super().clean() or self.cleaned_data
        number = COUNTY_NUMBERS.get(cleaned.get("key") or self.instance.key)
        value = cleaned.get("value")
        if number and value is not None and not number.least <= value <= number.most:
            self.add_error("value", f"Enter a number from {number.least} to {number.most} ({number.unit}).")
        return cleaned


@admin.register(Setting)
class SettingAdmin(DeadlineFactAdmin):
    change = StaffChange.SETTING
    form = SettingForm
    list_display = ["__str__"]

    def get_readonly_fields(self, request: HttpRequest, obj: Setting | None = None) -> list[str]:
        return ["key"] if obj else []
