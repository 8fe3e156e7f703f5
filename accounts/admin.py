"""What administrators keep in Django's admin. No case content is here; staff live in `families/admin.py`."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from accounts.models import Closure, County, Office, RolePolicy, Setting, Unit


@admin.register(County)
class CountyAdmin(SimpleHistoryAdmin):
    def has_add_permission(self, request: object) -> bool:
        return not County.objects.exists()

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(Setting)
class SettingAdmin(SimpleHistoryAdmin):
    list_display = ["key", "value"]


@admin.register(Closure)
class ClosureAdmin(SimpleHistoryAdmin):
    list_display = ["day", "name", "open_for_business"]
    date_hierarchy = "day"


@admin.register(Office)
class OfficeAdmin(SimpleHistoryAdmin):
    list_display = ["name", "phone"]


@admin.register(Unit)
class UnitAdmin(SimpleHistoryAdmin):
    list_display = ["name", "bureau", "office", "takes_referrals"]
    list_filter = ["bureau", "office"]


@admin.register(RolePolicy)
class RolePolicyAdmin(SimpleHistoryAdmin):
    list_display = ["role", "second_factor_required"]
