"""Which activities of the plan a contact was about."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms import LinkForm
from caseplans.rules.contacts import activities_of, check_can_link
from caseplans.services.contacts import link_contact
from caseplans.sharing import activities_about
from crossover.sharing.reliance import consents_relied_on
from families.views.pages import crumbs_from, explained_page, tab_of
from meetings.models import Contact


@require_http_methods(["GET", "POST"])
def contact_activities(request: StaffRequest, uuid: UUID) -> HttpResponse:
    contact = visible_or_404(Contact, request.user, uuid=uuid)
    offered = activities_of(contact, request.user)
    shown = [visible(Contact, request.user).filter(pk=contact.pk), offered]
    note_consents(consents_relied_on(contact.family, request.user, shown))
    linked = activities_about(contact, request.user)
    form = LinkForm(request.POST or None, offered=offered, initial={"activities": linked})
    log = ("Contacts", tab_of(contact.family, "contacts"))
    return explained_page(
        request,
        form=form,
        template="caseplans/contact_activities.html",
        context={
            "contact": contact,
            "offered": offered.exists(),
            "reason": reason_against(check_can_link, request.user, contact),
            "crumbs": crumbs_from(contact.family, log, (contact, contact.get_absolute_url()), "Activities of the plan"),
        },
        save=lambda: link_contact(contact=contact, by=request.user, activities=form.cleaned_data["activities"]),
        family=contact.family,
        back=contact.get_absolute_url(),
    )
