"""What administrators keep in Django's admin that families follow from: staff, supervision, closures, settings.

No case content is here.
"""

import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from accounts.county import COUNTY_NUMBERS
from accounts.models import Closure, Setting, UnitSupervision, User
from accounts.roles import ROLES, Administrator
from accounts.services import reset_second_factor
from families.models import CategoryRule
from families.services import (
    change_roles,
    deactivate_user,
    end_supervision,
    move_user,
    reactivate_user,
    settle_everyone,
    supervise_unit,
)

FACTS = ["email", "first_name", "last_name", "phone", "unit"]
ROLES_IN_PLAIN_WORDS = [(role.code, f"{role.name}: {role.description}") for role in ROLES.values()]


def numbers_of_the_county() -> list[tuple[str, str]]:
    """Every number an administrator may change, with its default and where that comes from."""
    return [("", "Choose a number")] + [
        (number.key, f"{number.label} (usually {number.default} {number.unit}; {number.source})")
        for number in COUNTY_NUMBERS.values()
    ]


class RolesMixin(forms.Form):
    """The roles a person holds. An administrator holds no other."""

    roles = forms.MultipleChoiceField(choices=ROLES_IN_PLAIN_WORDS, widget=forms.CheckboxSelectMultiple, required=False)

    def clean_roles(self) -> set[str]:
        roles = set(self.cleaned_data["roles"])
        if Administrator.code in roles and len(roles) > 1:
            raise forms.ValidationError("An administrator holds no other role.")
        return roles

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class StaffForm(RolesMixin, UserChangeForm):
    class Meta:
        model = User
        fields = [*FACTS, "is_active", "password"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["roles"] = sorted(self.instance.role_codes)


class StaffAddForm(RolesMixin, BaseUserCreationForm):
    class Meta:
        model = User
        fields = FACTS


@admin.register(User)
class StaffAdmin(SimpleHistoryAdmin, UserAdmin):
    form = StaffForm
    add_form = StaffAddForm
    list_display = ["email", "first_name", "last_name", "unit", "role_names", "is_active"]
    list_filter = ["is_active", "bureau", "unit"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["last_name", "first_name"]
    filter_horizontal = ()
    fieldsets = [(None, {"fields": [*FACTS, "roles", "is_active", "password"]})]
    add_fieldsets = [(None, {"fields": [*FACTS, "roles", "password1", "password2"]})]
    actions = ["reset_second_step"]

    @admin.action(description="Turn off the second step of sign-in (lost phone) and end their sessions")
    def reset_second_step(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            reset_second_factor(user=user)
            self.log_change(request, user, "Second step of sign-in turned off; sessions ended.")
        self.message_user(request, "They sign in with the password alone until they set the second step up again.")

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Staff who leave are deactivated: what they did stays theirs."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        by: Any = request.user
        if not change or "unit" in form.changed_data:
            move_user(by=by, user=obj, unit=obj.unit)
        change_roles(by=by, user=obj, roles=form.cleaned_data["roles"])
        if change and "is_active" in form.changed_data and not obj.is_active:
            deactivate_user(by=by, user=obj)
        elif change and "is_active" in form.changed_data:
            reactivate_user(by=by, user=obj)


class UnitSupervisionForm(forms.ModelForm):
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


@admin.register(CategoryRule)
class CategoryRuleAdmin(SimpleHistoryAdmin):
    list_display = ["category", "crosses_without_consent", "acknowledgeable"]


class DeadlineFactAdmin(SimpleHistoryAdmin):
    """What days are counted by: when it changes, every family's tasks follow in the same transaction."""

    actions = None  # rows are deleted one by one, each with its settling

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        by: Any = request.user
        settle_everyone(by=by)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        by: Any = request.user
        settle_everyone(by=by)


@admin.register(Closure)
class ClosureAdmin(DeadlineFactAdmin):
    list_display = ["day", "name", "open_for_business"]
    date_hierarchy = "day"


class SettingForm(forms.ModelForm):
    key = forms.ChoiceField(label="Number", choices=numbers_of_the_county)


@admin.register(Setting)
class SettingAdmin(DeadlineFactAdmin):
    form = SettingForm
    list_display = ["__str__"]

    def get_readonly_fields(self, request: HttpRequest, obj: Setting | None = None) -> list[str]:
        return ["key"] if obj else []
