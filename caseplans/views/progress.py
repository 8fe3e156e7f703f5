"""How an activity goes, written down by either worker."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms import ProgressForm
from caseplans.forms.progress import ProgressNoteForm
from caseplans.models import Activity, ProgressNote
from caseplans.rules import check_can_note_progress
from caseplans.rules.progress import Course, check_can_write_progress
from caseplans.services import note_progress
from caseplans.services.progress import write_progress
from caseplans.sharing.progress import notes_of, readers_of_note
from caseplans.views.rows import or_taken_out
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.views.pages import crumbs_from, explained_page


@require_http_methods(["GET", "POST"])
@or_taken_out(Activity)
def activity_progress(request: StaffRequest, uuid: UUID) -> HttpResponse:
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    plan = activity.goal.plan
    notes = _noted(request, activity)
    form = ProgressForm(request.POST or None, instance=activity)
    return explained_page(
        request, form=form, template="caseplans/activity_progress.html", family=plan.family, goes_to=lambda _: plan,
        save=lambda: note_progress(activity=activity, by=request.user, **form.cleaned_data),
        back=plan.get_absolute_url(),
        context={
            "activity": activity,
            "course": Course(activity, list(notes)),
            "reason_write": reason_against(check_can_write_progress, request.user, activity),
            "reason": reason_against(check_can_note_progress, request.user, activity),
            "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "How it goes"),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@or_taken_out(Activity)
def progress_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A dated entry of either worker; what was agreed stays as it was signed."""
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    plan, back = activity.goal.plan, reverse("caseplans:activity-progress", args=[uuid])
    _noted(request, activity)
    form = ProgressNoteForm(request.POST or None, activity=activity, user=request.user)
    category, about = form.sharing()
    readers = (
        readers_of_note(plan.family, activity, category, about, request.user.bureau, confidential=form.keeps_in())
        if category
        else []
    )
    title = f"Write down progress: {activity}"
    crumbs = crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), ("How it goes", back), "Write down")
    reason = reason_against(check_can_write_progress, request.user, activity)
    return sharing_page(
        request, form=form, template="caseplans/row_form.html",
        context={"title": title, "reason": reason, "back": back, "crumbs": crumbs},
        category=category, readers=readers, family=plan.family, goes_to=back,
        save=lambda: write_progress(activity=activity, by=request.user, **form.cleaned_data),
    )  # fmt: skip


def _noted(request: StaffRequest, activity: Activity) -> QuerySet[ProgressNote]:
    """The entries this reader is shown, with the consents that open them and the activity in the access log."""
    notes = notes_of([activity], request.user)
    shown = [visible(Activity, request.user).filter(pk=activity.pk), notes]
    note_consents(consents_relied_on(activity.family, request.user, shown))
    return notes
