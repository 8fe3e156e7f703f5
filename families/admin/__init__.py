"""What administrators keep in Django's admin that families follow from: staff, supervision, the county's own rows.

No case content is here.
"""

from families.admin.county import UnitForm
from families.admin.resources import ProviderAdmin, ServiceAdmin
from families.admin.staff import StaffAdmin
from families.admin.told import ToldAdmin

__all__ = ["ProviderAdmin", "ServiceAdmin", "StaffAdmin", "ToldAdmin", "UnitForm"]
