"""The Verify page: is a PDF that somebody brings the county's, unaltered, and the newest version?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import visible
from accounts.types import StaffRequest
from caseplans.forms.signing import VerifyForm
from caseplans.models import FinalCopy
from caseplans.sharing.verifying import verified


@require_http_methods(["GET", "POST"])
def verify(request: StaffRequest) -> HttpResponse:
    """The file is read and not kept. Of a plan that this reader may not know, the seal alone speaks."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    answer = None
    if form.is_valid():
        answer = verified(form.cleaned_data["file"], visible(FinalCopy, request.user))
    return render(request, "caseplans/verify.html", {"form": form, "answer": answer})
