"""Break-glass: one page, and one answer for everything that is not found."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import note_act, reason_against, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from families.forms.exceptions import BreakGlassForm
from families.models import Family
from families.rules import check_can_break_glass
from families.services import break_glass


@require_http_methods(["GET", "POST"])
def break_glass_new(request: StaffRequest) -> HttpResponse:
    form = BreakGlassForm(request.POST or None)
    missed = False
    if request.method == "POST" and form.is_valid():
        note_act(AccessAct.BROKE_GLASS)
        family = break_glass(by=request.user, **form.cleaned_data)
        if family is not None:
            return redirect(visible_or_404(Family, request.user, pk=family.pk))
        missed = True
    reason = reason_against(check_can_break_glass, request.user)
    return render(request, "families/break_glass_new.html", {"form": form, "missed": missed, "reason": reason})
