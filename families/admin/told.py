"""Rows whose every change the privacy officer is told of."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from accounts.admin import KeptAdmin
from accounts.enums import StaffChange
from families.services import keep_told


class Told(SimpleHistoryAdmin):
    """Rows whose every change the privacy officer is told of."""

    change: StaffChange

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        by: Any = request.user
        keep_told(by=by, row=obj, change=self.change)


class ToldAdmin(Told, KeptAdmin):
    """Told, and never deleted."""
