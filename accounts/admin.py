"""What administrators keep in Django's admin. No case content is here; staff and units live in `families/admin.py`."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from accounts.models import County, Office


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
