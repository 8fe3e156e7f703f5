"""What administrators keep of staff, in Django's admin: people, roles, who supervises which unit. No case content."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from accounts.models import UnitSupervision, User
from accounts.roles import ROLE_CHOICES, Administrator
from families.models import CategoryRule
from families.services import change_roles, deactivate_user, end_supervision, move_user, supervise_unit

FACTS = ["email", "first_name", "last_name", "phone", "unit"]


class RolesMixin(forms.Form):
    """The roles a person holds. An administrator holds no other."""

    roles = forms.MultipleChoiceField(choices=ROLE_CHOICES, widget=forms.CheckboxSelectMultiple, required=False)

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


@admin.register(UnitSupervision)
class UnitSupervisionAdmin(SimpleHistoryAdmin):
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
