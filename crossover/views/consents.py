"""Pages of the WTWCC 10B."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import note_act, reason_against, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from crossover import sharing
from crossover.enums import ENDED_BY, UNSIGNED, ConsentEventKind, ConsentStatus, SharingMethod
from crossover.forms.consent_steps import ConsentCopyForm, ConsentDeclineForm, ConsentEventForm, ConsentRevokeForm
from crossover.forms.consents import ConsentSignForm, in_language
from crossover.models import Consent, ConsentRequest
from crossover.pdf.consent import blank_consent_pdf, printed_consent_pdf
from crossover.rules.asking import (
    check_can_answer_request,
    check_can_close_unsigned,
    check_can_explain_purpose,
    check_can_request_consent,
    check_can_sign_consent,
    check_handles_consents,
)
from crossover.rules.consents import check_can_end_by_event, check_can_revoke_consent, longest_consent
from crossover.rules.minors import minor_consent_age
from crossover.rules.statements import Wording, check_wording_is_whole, reason_unwritten, wording_in
from crossover.services.consents import (
    decline_consent,
    end_consent_by_event,
    explain_purpose,
    give_consent_copy,
    request_consent,
    revoke_consent,
    sign_consent,
)
from crossover.sharing.papers import given_under, papers_of
from crossover.statements import FORM_LANGUAGES, PRINTED
from crossover.statements.sentences import said_in
from crossover.statements.sign_page import SIGN_PAGE
from crossover.statements.spanish import LANGUAGES_IN_SPANISH
from documents.views import download
from families.enums import Language
from families.models import Family, Person
from families.views.pages import crumbs_from, draft_context, form_page

TONES = {
    ConsentStatus.IN_FORCE: "success",
    ConsentStatus.PARTLY_REVOKED: "warning",
    ConsentStatus.PARTLY_SUPERSEDED: "warning",
    ConsentStatus.NOT_BEGUN: "info",
    ConsentStatus.REVOKED: "error",
}


@require_POST
def consent_request_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = visible_or_404(Family, request.user, uuid=uuid)
    return redirect(request_consent(family=family, owner=request.user))


@require_safe
def consent_request_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    asked = visible_or_404(ConsentRequest, request.user, uuid=uuid)
    return render(
        request,
        "crossover/consent_request_detail.html",
        {
            "asked": asked,
            "languages": [(language.value, language.label) for language in FORM_LANGUAGES],
            "consents": visible(Consent, request.user).filter(request=asked),
            "cannot_explain": reason_against(check_can_explain_purpose, request.user, asked),
            "cannot_sign": reason_against(check_can_sign_consent, request.user, asked),
            "why": sharing.reason_told(asked, request.user),
            "unsigned": [
                (outcome, reason_against(check_can_close_unsigned, request.user, asked, outcome))
                for outcome in UNSIGNED
            ],
            "cannot_request": reason_against(check_can_request_consent, request.user, asked.family),
            "crumbs": crumbs_from(asked.family, "WTWCC 10B"),
        },
    )


@require_POST
def consent_request_explain(request: StaffRequest, uuid: UUID) -> HttpResponse:
    asked = visible_or_404(ConsentRequest, request.user, uuid=uuid)
    explain_purpose(request=asked, by=request.user)
    return redirect(asked)


@require_http_methods(["GET", "POST"])
def consent_sign(request: StaffRequest, uuid: UUID) -> HttpResponse:
    asked = visible_or_404(ConsentRequest, request.user, uuid=uuid)
    check_can_sign_consent(request.user, asked)
    switch_to = request.POST.get("switch_to")
    language = _language(switch_to or request.POST.get("language") or request.GET.get("language"))
    wording = wording_in(language)
    form = _sign_form(request, asked, wording)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "crossover/_consent_ends.html", {"ends": form.ends})
    key = f"consent-sign-{asked.uuid}"
    context = {
        "asked": asked,
        "language": language,
        "other_languages": _other_languages(language),
        "wording": wording,
        "words": SIGN_PAGE[language],
        "printed": PRINTED[language],
        "family_line": SIGN_PAGE[language]["family"].format(family=asked.family),
        "unwritten": said_in(language, reason_unwritten(wording.unwritten) or ""),
        "ends": form.ends,
        "crumbs": crumbs_from(asked.family, ("WTWCC 10B", asked.get_absolute_url()), "Sign"),
    }
    if switch_to or "preview" in request.POST:
        form.say_nothing_yet()
        context |= {"form": form} | draft_context(request, key, asked.family)
        return render(request, "crossover/consent_sign.html", context)
    return form_page(
        request,
        form=form,
        template="crossover/consent_sign.html",
        context=context,
        save=lambda: sign_consent(request=asked, by=request.user, **form.signed),
        key=key,
        family=asked.family,
        goes_to=lambda consent: consent,
    )


def _other_languages(language: Language) -> list[tuple[Language, str]]:
    """What the form can change to, in the words of the language it is in."""
    words = SIGN_PAGE[language]["switch"]
    names = LANGUAGES_IN_SPANISH if language == Language.SPANISH else {each: each.label for each in Language}
    return [(each, words.format(language=names[each])) for each in FORM_LANGUAGES if each != language]


def _sign_form(request: StaffRequest, asked: ConsentRequest, wording: Wording) -> ConsentSignForm:
    return ConsentSignForm(
        in_language(request.POST, wording) if "switch_to" in request.POST else request.POST or None,
        request.FILES or None,
        family=asked.family,
        people=visible(Person, request.user).filter(family=asked.family),
        directions=sharing.directions(PRINTED[wording.language]["shares_with"]),
        wording=wording,
        longest=longest_consent(),
        minor_age=minor_consent_age(),
    )


@require_http_methods(["GET", "POST"])
def consent_decline(request: StaffRequest, uuid: UUID) -> HttpResponse:
    asked = visible_or_404(ConsentRequest, request.user, uuid=uuid)
    check_can_answer_request(request.user, asked)
    initial = {"outcome": request.GET.get("outcome")}
    form = ConsentDeclineForm(request.POST or None, initial=initial, asked=asked, user=request.user)
    crumbs = crumbs_from(asked.family, ("WTWCC 10B", asked.get_absolute_url()), "Not signed")
    return form_page(
        request, form=form, template="crossover/consent_decline.html", context={"asked": asked, "crumbs": crumbs},
        save=lambda: decline_consent(request=asked, by=request.user, **form.cleaned_data),
        family=asked.family, back=asked.get_absolute_url(),
    )  # fmt: skip


@require_safe
def consent_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    consent = visible_or_404(Consent, request.user, uuid=uuid)
    status = consent.request.consents.status_of(consent, timezone.localdate())
    return render(
        request,
        "crossover/consent_detail.html",
        {
            "consent": consent,
            "status": status.label,
            "tone": TONES.get(status, ""),
            "is_over": status == ConsentStatus.EXPIRED or status in ENDED_BY.values(),
            "since_signed": status == ConsentStatus.EXPIRED or consent.events.since_signed().exists(),
            "sharing_methods": [SharingMethod(method).label for method in consent.sharing_methods],
            "shared_here": SharingMethod.ELECTRONIC in consent.sharing_methods,
            "parties": consent.parties.prefetch_related("events"),
            "scopes": sharing.scopes_in_words(consent),
            "entries": _entries(consent),
            "papers": papers_of(consent, request.user),
            "given": given_under(consent, request.user),
            "cannot_end": reason_against(check_can_end_by_event, request.user, consent),
            "cannot_revoke": reason_against(check_can_revoke_consent, request.user, consent),
            "cannot_give": reason_against(check_handles_consents, request.user, consent.request.family),
            "crumbs": crumbs_from(consent.request.family, "WTWCC 10B"),
        },
    )


@require_http_methods(["GET", "POST"])
def consent_revoke(request: StaffRequest, uuid: UUID) -> HttpResponse:
    consent = visible_or_404(Consent, request.user, uuid=uuid)
    check_can_revoke_consent(request.user, consent)
    form = ConsentRevokeForm(request.POST or None, consent=consent, user=request.user, bureaus=sharing.bureaus())
    return _page_below(
        request, consent, form, lambda: revoke_consent(consent=consent, by=request.user, **form.cleaned_data),
        template="crossover/consent_revoke.html", step="Take back",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def consent_event(request: StaffRequest, uuid: UUID) -> HttpResponse:
    consent = visible_or_404(Consent, request.user, uuid=uuid)
    check_can_end_by_event(request.user, consent)
    form = ConsentEventForm(request.POST or None)
    return _page_below(
        request, consent, form, lambda: end_consent_by_event(consent=consent, by=request.user, **form.cleaned_data),
        template="crossover/consent_event.html", step="End it",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def consent_copy(request: StaffRequest, uuid: UUID) -> HttpResponse:
    consent = visible_or_404(Consent, request.user, uuid=uuid)
    check_handles_consents(request.user, consent.request.family)
    form = ConsentCopyForm(request.POST or None)
    return _page_below(
        request, consent, form, lambda: give_consent_copy(consent=consent, by=request.user, **form.cleaned_data),
        template="crossover/consent_copy.html", step="Copy given",
        given=consent.events.filter(kind=ConsentEventKind.COPY_GIVEN).select_related("by"),
    )  # fmt: skip


@require_safe
def consent_print(request: StaffRequest, uuid: UUID) -> HttpResponse:
    consent = visible_or_404(Consent, request.user, uuid=uuid)
    note_act(AccessAct.DOWNLOADED)
    return download(printed_consent_pdf(consent), "application/pdf", "WTWCC-10B.pdf")


@require_safe
def consent_blank(request: StaffRequest) -> HttpResponse:
    language = _language(request.GET.get("language"))
    check_wording_is_whole(wording_in(language))
    return download(blank_consent_pdf(language), "application/pdf", f"WTWCC-10B-blank-{language}.pdf")


def _page_below(
    request: StaffRequest,
    consent: Consent,
    form: BaseForm,
    save: Callable[[], Any],
    *,
    template: str,
    step: str,
    **shown: Any,
) -> HttpResponse:
    """A step below the consent's own page, which it goes back to."""
    crumbs = crumbs_from(consent.request.family, ("WTWCC 10B", consent.get_absolute_url()), step)
    return form_page(
        request, form=form, template=template, context={"consent": consent, "crumbs": crumbs} | shown, save=save,
        family=consent.request.family, back=consent.get_absolute_url(),
    )  # fmt: skip


def _language(code: str | None) -> Language:
    """The form's language; English where another is asked for."""
    return Language(code) if code in FORM_LANGUAGES else Language.ENGLISH


def _entries(consent: Consent) -> list[dict[str, Any]]:
    """Signed, then every event: what the signer took back, the copies they got."""
    if consent.paper_on:
        title = f"Signed on paper {date_format(consent.paper_on)} by {consent.signer}, entered"
        signed = {"at": consent.signed_at, "title": title, "by": str(consent.explained_by), "text": ""}
    else:
        signed = {"at": consent.signed_at, "title": "Signed", "by": str(consent.signer), "text": ""}
    return [signed] + [
        {
            "at": event.at,
            "title": event.get_kind_display(),
            "by": str(event.by),
            "text": ": ".join(filter(None, [event.what, event.note])),
        }
        for event in consent.events.select_related("by", "person", "party")
    ]
