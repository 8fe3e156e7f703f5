from django.urls import path

from crossover.views import assigning, clearances, consents, documents, records, steps, xover1
from families.enums import MonthlyKind, PersonNoteKind

app_name = "crossover"
urlpatterns = [
    path("families/<uuid:uuid>/addresses/new/", records.address_new, name="address-new"),
    path(
        "people/<uuid:uuid>/safe-contact/new/",
        records.person_note_new,
        {"kind": PersonNoteKind.SAFE_CONTACT},
        name="safe-contact-new",
    ),
    path(
        "people/<uuid:uuid>/culture/new/", records.person_note_new, {"kind": PersonNoteKind.CULTURE}, name="culture-new"
    ),
    path("people/<uuid:uuid>/wtw-standings/new/", records.wtw_standing_new, name="wtw-standing-new"),
    path("people/<uuid:uuid>/hours/new/", records.monthly_figure_new, {"kind": MonthlyKind.HOURS}, name="hours-new"),
    path(
        "people/<uuid:uuid>/earnings/new/",
        records.monthly_figure_new,
        {"kind": MonthlyKind.EARNINGS},
        name="earnings-new",
    ),
    path("people/<uuid:uuid>/removals/new/", records.removal_new, name="removal-new"),
    path("removals/<uuid:uuid>/exit/", records.removal_exit, name="removal-exit"),
    path("families/<uuid:uuid>/consents/request/", consents.consent_request_new, name="consent-request-new"),
    path("consent-requests/<uuid:uuid>/", consents.consent_request_detail, name="consent-request-detail"),
    path("consent-requests/<uuid:uuid>/explain/", consents.consent_request_explain, name="consent-request-explain"),
    path("consent-requests/<uuid:uuid>/sign/", consents.consent_sign, name="consent-sign"),
    path("consent-requests/<uuid:uuid>/decline/", consents.consent_decline, name="consent-decline"),
    path("consents/blank/", consents.consent_blank, name="consent-blank"),
    path("consents/<uuid:uuid>/", consents.consent_detail, name="consent-detail"),
    path("consents/<uuid:uuid>/print/", consents.consent_print, name="consent-print"),
    path("consents/<uuid:uuid>/revoke/", consents.consent_revoke, name="consent-revoke"),
    path("consents/<uuid:uuid>/copy/", consents.consent_copy, name="consent-copy"),
    path("documents/<uuid:uuid>/", documents.document_download, name="document-download"),
    path("clearances/", clearances.clearance_list, name="clearance-list"),
    path("clearances/<uuid:uuid>/", clearances.clearance_detail, name="clearance-detail"),
    path("clearances/<uuid:uuid>/start-xover1/", clearances.xover1_start, name="xover1-start"),
    path("clearances/new/", clearances.clearance_choose, name="clearance-choose"),
    path("referrals/<uuid:uuid>/", clearances.referral_detail, name="referral-detail"),
    path("referrals/<uuid:uuid>/clear/", clearances.clearance_new, name="clearance-new"),
    path("xover1/", xover1.xover1_inbox, name="xover1-inbox"),
    path("xover1/sent/", xover1.xover1_sent, name="xover1-sent"),
    path("xover1/flag/", steps.xover1_flag, name="xover1-flag"),
    path("xover1/<uuid:uuid>/", xover1.xover1_detail, name="xover1-detail"),
    path("xover1/<uuid:uuid>/print/", xover1.xover1_print, name="xover1-print"),
    path("xover1/<uuid:uuid>/part-a/", steps.xover1_part_a, name="xover1-part-a"),
    path("xover1/<uuid:uuid>/send/", steps.xover1_send, name="xover1-send"),
    path("xover1/<uuid:uuid>/open-case/", steps.xover1_open_case, name="xover1-open-case"),
    path("xover1/<uuid:uuid>/close/", steps.xover1_close, name="xover1-close"),
    path("xover1/<uuid:uuid>/route/", steps.xover1_route, name="xover1-route"),
    path("xover1/<uuid:uuid>/not-a-match/", steps.xover1_not_a_match, name="xover1-not-a-match"),
    path("xover1/<uuid:uuid>/clear/", steps.xover1_clear, name="xover1-clear"),
    path("xover1/<uuid:uuid>/complete/", steps.xover1_complete, name="xover1-complete"),
    path("xover1/<uuid:uuid>/ineligible/", steps.xover1_ineligible, name="xover1-ineligible"),
    path("xover1/<uuid:uuid>/assign/", assigning.xover1_assign, name="xover1-assign"),
    path("xover1/<uuid:uuid>/acknowledge/", steps.xover1_acknowledge, name="xover1-acknowledge"),
    path("xover1/<uuid:uuid>/void/", steps.xover1_void, name="xover1-void"),
    path("cfs-cases/<uuid:uuid>/assign/", assigning.case_assign, name="case-assign"),
    path("cfs-cases/<uuid:uuid>/transfer/", assigning.case_transfer, name="case-transfer"),
]
