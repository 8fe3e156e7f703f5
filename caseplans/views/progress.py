"""How an activity goes, written down by either worker."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms import ProgressForm
from caseplans.models import Activity
from caseplans.rules import check_can_note_progress
from caseplans.services import note_progress
from caseplans.views.rows import or_taken_out
from crossover.sharing.reliance import consents_relied_on
from families.views.pages import crumbs_from, explained_page


@require_http_methods(["GET", "POST"])
@or_taken_out(Activity)
def activity_progress(request: StaffRequest, uuid: UUID) -> HttpResponse:
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    plan = activity.goal.plan
    note_consents(
        consents_relied_on(plan.family, request.user, [visible(Activity, request.user).filter(pk=activity.pk)])
    )
    form = ProgressForm(request.POST or None, instance=activity)
    return explained_page(
        request, form=form, template="caseplans/activity_progress.html", family=plan.family, goes_to=lambda _: plan,
        save=lambda: note_progress(activity=activity, by=request.user, **form.cleaned_data),
        back=plan.get_absolute_url(),
        context={
            "activity": activity,
            "reason": reason_against(check_can_note_progress, request.user, activity),
            "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "How it goes"),
        },
    )  # fmt: skip
