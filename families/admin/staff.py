"""Staff as administrators keep them: sign-ins, roles, places, supervision. Families' access follows from it."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from accounts.access import reason_against
from accounts.admin import KeptAdmin
from accounts.models import UnitSupervision, User
from accounts.roles import ROLES, Administrator
from families.rules.staffing import check_can_supervise, check_roles_fit, check_training_day
from families.services import (
    change_email,
    change_roles,
    deactivate_user,
    end_supervision,
    move_user,
    reactivate_user,
    record_training,
    register_user,
    send_password_reset,
    supervise_unit,
    turn_off_second_step,
)

FACTS = ["email", "first_name", "last_name", "phone", "unit", "domestic_abuse_trained_on"]
ROLES_IN_PLAIN_WORDS = [(role.code, f"{role.name}: {role.description}") for role in ROLES.values()]


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

    def clean_domestic_abuse_trained_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["domestic_abuse_trained_on"]
        if refusal := reason_against(check_training_day, day):
            raise forms.ValidationError(refusal)
        return day


class StaffForm(StaffFields, forms.ModelForm):
    """A password is nowhere here: everyone chooses their own, by a link that is mailed to them."""

    class Meta:
        model = User
        fields = [*FACTS, "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = sorted(self.instance.role_codes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "roles" in cleaned and "unit" in cleaned:
            unit = cleaned["unit"]
            bureau = unit.bureau if unit else self.instance.bureau
            refusal = reason_against(check_roles_fit, bureau, cleaned["roles"])
            if refusal:
                self.add_error("roles", refusal)
        return cleaned


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
        roles, trained_on = form.cleaned_data["roles"], form.cleaned_data["domestic_abuse_trained_on"]
        if not change:
            register_user(by=by, user=obj, unit=obj.unit, roles=roles)
            self.message_user(request, "They are mailed a link to choose their password.")
        if "domestic_abuse_trained_on" in form.changed_data:
            record_training(by=by, user=obj, trained_on=trained_on)
        if not change:
            return
        if "email" in form.changed_data:
            change_email(by=by, user=obj, email=obj.email)
        super().save_model(request, obj, form, change)
        if "unit" in form.changed_data:
            move_user(by=by, user=obj, unit=obj.unit)
        change_roles(by=by, user=obj, roles=roles)
        if "is_active" in form.changed_data:
            (reactivate_user if obj.is_active else deactivate_user)(by=by, user=obj)


class UnitSupervisionForm(forms.ModelForm):
    class Meta:
        help_texts: ClassVar[dict[str, str]] = {"until_date": "The first day without it. Empty while no end is known."}

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
