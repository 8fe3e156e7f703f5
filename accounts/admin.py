"""How an administrator keeps rows in Django's admin. What is kept there is registered in `families/admin/`."""

from simple_history.admin import SimpleHistoryAdmin


class KeptAdmin(SimpleHistoryAdmin):
    """A row that others refer to: it is renamed, not deleted."""

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
