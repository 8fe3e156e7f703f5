"""Staff, their offices and roles, the county's settings, and the append-only access log."""

from accounts.models.calendar import CalendarToken
from accounts.models.contact import PHONE, ZIP_CODE
from accounts.models.county import Closure, County, Setting
from accounts.models.log import AccessLogEntry
from accounts.models.staff import Cover, Office, RoleHolding, RolePolicy, Unit, UnitSupervision, User
from accounts.models.views import SavedView

__all__ = [
    "PHONE",
    "ZIP_CODE",
    "AccessLogEntry",
    "CalendarToken",
    "Closure",
    "County",
    "Cover",
    "Office",
    "RoleHolding",
    "RolePolicy",
    "SavedView",
    "Setting",
    "Unit",
    "UnitSupervision",
    "User",
]
