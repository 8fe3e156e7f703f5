"""What administrators keep in Django's admin that families follow from: staff, supervision, closures, settings.

No case content is here.
"""

import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from accounts.access import reason_against
from accounts.admin import KeptAdmin
from accounts.county import COUNTY_NUMBERS
from accounts.enums import Bureau, StaffChange
from accounts.models import Closure, RolePolicy, Setting, Unit, UnitSupervision, User
from accounts.roles import ROLES, Administrator
from families.enums import NEVER_CROSSES, SENSITIVE, Component
from families.models import CategoryRule
from families.rules.staffing import check_can_supervise
from families.services import (
    change_email,
    change_roles,
    deactivate_user,
    drop_told,
    end_supervision,
    keep_told,
    move_user,
    reactivate_user,
    register_user,
    send_password_reset,
    settle_everyone,
    supervise_unit,
    turn_off_second_step,
)

FACTS = ["email", "first_name", "last_name", "phone", "unit"]
ROLES_IN_PLAIN_WORDS = [(role.code, f"{role.name}: {role.description}") for role in ROLES.values()]


def numbers_of_the_county() -> list[tuple[str, str]]:
    """Every number an administrator may change, with its default and where that comes from."""
    return [("", "Choose a number")] + [
        (number.key, f"{number.label} (usually {number.default} {number.unit}; {number.source})")
        for number in COUNTY_NUMBERS.values()
    ]


class StaffFields(forms.Form):
    """What both forms of staff add to Django's: the roles a person holds, and the address in lower case."""

    roles = forms.MultipleChoiceField(choices=ROLES_IN_PLAIN_WORDS, widget=forms.CheckboxSelectMultiple, required=False)

    def clean_roles(self) -> set[str]:
        roles = set(self.cleaned_data["roles"])
        if Administrator.code in roles and len(roles) > 1:
            raise forms.ValidationError("An administrator holds no other role.")
        return roles

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class StaffForm(StaffFields, forms.ModelForm):
    """A password is nowhere here: everyone chooses their own, by a link that is mailed to them."""

    class Meta:
        model = User
        fields = [*FACTS, "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = sorted(self.instance.role_codes)


@admin.register(User)
class StaffAdmin(KeptAdmin):
    """Staff who leave are turned off, not deleted: what they did stays theirs."""

    form = StaffForm
    list_display = ["email", "first_name", "last_name", "unit", "role_names", "is_active"]
    list_filter = ["is_active", "bureau", "unit"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["last_name", "first_name"]
    actions = ["send_reset", "reset_second_step"]

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return [*FACTS, "roles", "is_active"] if obj else [*FACTS, "roles"]

    @admin.action(description="Send a password reset")
    def send_reset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        by: Any = request.user
        for user in queryset:
            send_password_reset(by=by, user=user)
            self.log_change(request, user, "Password reset sent.")
        self.message_user(request, "Each of them is mailed a link to choose a new password.")

    @admin.action(description="Turn off the second step of sign-in (lost phone) and end their sessions")
    def reset_second_step(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        by: Any = request.user
        for user in queryset:
            turn_off_second_step(by=by, user=user)
            self.log_change(request, user, "Second step of sign-in turned off; sessions ended.")
        self.message_user(request, "They sign in with the password alone until they set the second step up again.")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        by: Any = request.user
        roles = form.cleaned_data["roles"]
        if not change:
            register_user(by=by, user=obj, unit=obj.unit, roles=roles)
            self.message_user(request, "They are mailed a link to choose their password.")
            return
        if "email" in form.changed_data:
            change_email(by=by, user=obj, email=obj.email)
        super().save_model(request, obj, form, change)
        if "unit" in form.changed_data:
            move_user(by=by, user=obj, unit=obj.unit)
        change_roles(by=by, user=obj, roles=roles)
        if "is_active" in form.changed_data:
            (reactivate_user if obj.is_active else deactivate_user)(by=by, user=obj)


class Told(SimpleHistoryAdmin):
    """Rows whose every change the privacy officer is told of."""

    change: StaffChange

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        by: Any = request.user
        keep_told(by=by, row=obj, change=self.change)


class ToldAdmin(Told, KeptAdmin):
    """Told, and never deleted."""


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


class UnitSupervisionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "user" in cleaned and "unit" in cleaned:
            refusal = reason_against(check_can_supervise, cleaned["user"], cleaned["unit"])
            if refusal:
                self.add_error("user", refusal)
        return cleaned

    def clean_until_date(self) -> datetime.date | None:
        until = self.cleaned_data["until_date"]
        begun = self.cleaned_data.get("from_date") or self.instance.from_date
        if until and begun and until < begun:
            raise forms.ValidationError("This is before the supervision begins.")
        return until


@admin.register(UnitSupervision)
class UnitSupervisionAdmin(SimpleHistoryAdmin):
    form = UnitSupervisionForm
    list_display = ["unit", "user", "from_date", "until_date"]
    list_filter = ["unit"]
    fields = ["unit", "user", "from_date", "until_date"]

    def get_readonly_fields(self, request: HttpRequest, obj: UnitSupervision | None = None) -> list[str]:
        return ["unit", "user", "from_date"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: UnitSupervision | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: UnitSupervision, form: Any, change: bool) -> None:
        by: Any = request.user
        if change:
            end_supervision(by=by, supervision=obj, until_date=form.cleaned_data["until_date"])
        else:
            obj.pk = supervise_unit(by=by, **form.cleaned_data).pk


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
