"""The county's resource directory: who provides which service where, and in which languages."""

from accounts.types import StaffRequest
from families.filters import ProviderFilter
from families.views.listing import Listed, Words, list_page

COLUMNS: dict[str, Words] = {
    "Name": lambda provider: provider.name,
    "Services": lambda provider: "; ".join(str(one) for one in provider.services.all()),
    "Area": lambda provider: provider.area,
    "Address": lambda provider: provider.address,
    "Phone": lambda provider: provider.phone,
    "Languages": lambda provider: provider.language_names,
    "Hours": lambda provider: provider.hours,
    "Notes": lambda provider: provider.notes,
}


@list_page("families/provider_list.html")
def provider_list(request: StaffRequest) -> Listed:
    """Open to all staff: it tells of no family."""
    filters = ProviderFilter(request.GET, request=request)
    return Listed(filters.rows.prefetch_related("services"), COLUMNS, filters, target="#_provider_table")
