"""What someone typed and has not saved: kept as they type, dropped at their word or with the saved form."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.http import require_http_methods

from accounts.access import visible_or_404
from accounts.types import StaffRequest
from families.forms import DraftForm
from families.models import Family
from families.services import drop_draft, save_draft


@require_http_methods(["POST", "DELETE"])
def draft_save(request: StaffRequest) -> HttpResponse:
    """POST keeps the fields sent, DELETE forgets them. The address names the form and its family.

    The answer tells the county's time of day: the clock of the device may be another one.
    """
    form = DraftForm(request.GET)
    if not form.is_valid():
        raise Http404
    key, uuid = form.cleaned_data["key"], form.cleaned_data["family"]
    if request.method == "DELETE":
        drop_draft(user=request.user, key=key)
    else:
        family = visible_or_404(Family, request.user, uuid=uuid) if uuid else None
        fields = {name: _storable(values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
        save_draft(user=request.user, key=key, family=family, fields=fields)
    return HttpResponse(status=204, headers={"County-Time": time_format(timezone.localtime(), "TIME_FORMAT")})


def _storable(values: list[str]) -> list[str]:
    """PostgreSQL keeps every character but the null one."""
    return [value.replace("\x00", "") for value in values]
