"""What administrators keep in Django's admin. No case content is here; staff live in `families/admin.py`."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from accounts.models import County, Office, RolePolicy, Unit


class KeptAdmin(SimpleHistoryAdmin):
    """A row that others refer to: it is renamed, not deleted."""

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(County)
class CountyAdmin(KeptAdmin):
    def has_add_permission(self, request: object) -> bool:
        return not County.objects.exists()


@admin.register(Office)
class OfficeAdmin(KeptAdmin):
    list_display = ["name", "phone"]


@admin.register(Unit)
class UnitAdmin(KeptAdmin):
    list_display = ["name", "bureau", "office", "takes_referrals"]
    list_filter = ["bureau", "office"]


@admin.register(RolePolicy)
class RolePolicyAdmin(SimpleHistoryAdmin):
    list_display = ["role", "second_factor_required"]
