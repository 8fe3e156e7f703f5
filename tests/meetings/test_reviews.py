"""What a Disposition Conference came to: recorded once by CFS, read like all content, and never for the court."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.rules import add_months
from families.enums import CONSENT_FREE, Category, TaskKind
from families.models import Draft, Task
from meetings.enums import CaseDecision, MeetingStatus
from meetings.models import DispositionReview
from meetings.pdf import minutes_pdf
from meetings.services import correct_review, finish_minutes, record_review
from meetings.sharing import reviews_for
from reports.querysets import history
from tests.caseplans.county import consent_for
from tests.crossover.test_consent_pdf import failures, text_of
from tests.meetings import county as steps

FOUND, CHANGES = "She kept every visit", "Two more parenting classes"


@pytest.fixture
def conference(carried):
    return steps.held(steps.conference(carried))


def said(carried, **facts):
    usual = {"decision": CaseDecision.CHANGE, "findings": FOUND, "plan_changes": CHANGES}
    return usual | {"category": Category.SERVICES, "about": carried.mother} | facts


def typed(carried, **facts):
    return said(carried, about=carried.mother.pk, **facts)


def page_of(client, meeting):
    return client.get(meeting.get_absolute_url()).content.decode()


def due_on(family):
    return list(Task.objects.filter(family=family, kind=TaskKind.HOLD_DISPOSITION).values_list("due_on", flat=True))


def new_url(conference):
    return reverse("meetings:review-new", args=[conference.uuid])


def correct_url(review):
    return reverse("meetings:review-correct", args=[review.meeting.uuid, review.uuid])


def test_it_works(signed_in, carried, conference):
    client, url = signed_in(carried.cfs_worker), new_url(conference)
    assert url in page_of(client, conference)
    assert client.post(url, typed(carried))["Location"] == conference.get_absolute_url()
    review = DispositionReview.objects.get()
    assert (review.decision, review.findings, review.plan_changes) == (CaseDecision.CHANGE, FOUND, CHANGES)
    assert (review.bureau, review.category, review.about) == ("cfs", Category.SERVICES, carried.mother)
    conference.refresh_from_db()
    assert conference.status == MeetingStatus.MINUTES
    page = page_of(client, conference)
    for words in (FOUND, CHANGES, "the plan changes"):
        assert words in page
    assert url not in page
    again = client.post(url, typed(carried))
    assert again.status_code == 403
    assert "recorded already" in again.content.decode()


def test_bad_input_is_kept_and_explained(signed_in, carried, conference):
    client, url = signed_in(carried.cfs_worker), new_url(conference)
    answer = client.post(url, typed(carried, plan_changes=" "))
    assert answer.context["form"].errors["plan_changes"] == ["Say what changes in the plan."]
    assert FOUND in answer.content.decode()
    for field, wrong in (("decision", ""), ("findings", ""), ("about", ""), ("category", Category.LOGISTICS)):
        assert field in client.post(url, typed(carried) | {field: wrong}).context["form"].errors
    assert not DispositionReview.objects.exists()


def test_what_is_typed_survives_and_goes_with_the_saved_review(signed_in, carried, conference):
    client, url = signed_in(carried.cfs_worker), new_url(conference)
    assert client.post(client.get(url).context["draft_url"], {"findings": "Half a sen"}).status_code == 204
    assert client.get(url).context["draft"].fields == {"findings": ["Half a sen"]}
    client.post(url, typed(carried))
    assert Draft.objects.count() == 0


def test_the_other_program_reads_it_under_a_consent_alone(signed_in, carried, conference):
    record_review(meeting=conference, by=carried.cfs_worker, **said(carried))
    client = signed_in(carried.ais_worker)
    assert FOUND not in page_of(client, conference)
    assert FOUND not in text_of(minutes_pdf(conference, carried.ais_worker))
    consent_for(carried, Category.SERVICES)
    assert FOUND in page_of(client, conference)
    assert CHANGES in text_of(minutes_pdf(conference, carried.ais_worker))


def test_what_is_for_the_court_never_crosses(signed_in, carried, conference):
    consent_for(carried, Category.SERVICES)
    review = record_review(meeting=conference, by=carried.cfs_worker, **said(carried, decision=CaseDecision.COURT))
    assert review.confidential
    page = page_of(signed_in(carried.ais_worker), conference)
    for words in (FOUND, CHANGES, "court"):
        assert words not in page
    assert not reviews_for(conference, carried.ais_worker).exists()
    assert "court" not in text_of(minutes_pdf(conference, carried.ais_worker))
    assert history.versions(DispositionReview, carried.family, carried.cfs_worker).exists()
    assert not history.versions(DispositionReview, carried.family, carried.ais_worker).exists()
    assert "Kept within CFS" in page_of(signed_in(carried.cfs_worker), conference)
    with pytest.raises(IntegrityError), transaction.atomic():
        DispositionReview.objects.update(confidential=False)


def test_the_panel_says_that_the_court_stays_within(signed_in, carried, conference):
    consent_for(carried, Category.SERVICES)
    client, url, htmx = signed_in(carried.cfs_worker), new_url(conference), {"HX-Request": "true"}
    can, cannot = "<strong>CalWORKs</strong>: can read it", "<strong>CalWORKs</strong>: cannot read it"
    assert can in client.post(url, typed(carried), headers=htmx).content.decode()
    assert cannot in client.post(url, typed(carried, decision="court"), headers=htmx).content.decode()


def test_only_cfs_records_it_at_its_conference(carried, conference):
    with pytest.raises(NotAllowed, match="CFS reviews its case"):
        record_review(meeting=conference, by=carried.ais_worker, **said(carried))
    with pytest.raises(NotAllowed, match="Only a Disposition Conference"):
        record_review(meeting=steps.held(steps.ltm(carried)), by=carried.cfs_worker, **said(carried))
    for category in CONSENT_FREE:
        with pytest.raises(NotAllowed, match="more than logistics"):
            record_review(meeting=conference, by=carried.cfs_worker, **said(carried, category=category))
    with pytest.raises(NotAllowed, match="what changes"):
        record_review(meeting=conference, by=carried.cfs_worker, **said(carried, plan_changes=""))


def test_the_minutes_are_not_final_without_it(carried, conference):
    with pytest.raises(NotAllowed, match="Record what the conference decided first"):
        finish_minutes(meeting=conference, by=carried.cfs_worker)
    record_review(meeting=conference, by=carried.cfs_worker, **said(carried))
    finish_minutes(meeting=conference, by=carried.cfs_worker)


def test_its_decision_ends_or_renews_the_clock(carried, conference):
    today = timezone.localdate()
    assert due_on(carried.family) == [add_months(today, 3)]
    review = record_review(meeting=conference, by=carried.cfs_worker, **said(carried, decision=CaseDecision.CLOSE))
    assert due_on(carried.family) == []
    changed = said(carried, decision=CaseDecision.CONTINUE, plan_changes="")
    correct_review(review=review, by=carried.cfs_worker, version=1, **changed)
    assert due_on(carried.family) == [add_months(today, 3)]


def test_a_correction_keeps_both_and_a_stale_one_shows_them(signed_in, carried, conference):
    review = record_review(meeting=conference, by=carried.cfs_worker, **said(carried))
    client, url = signed_in(carried.cfs_worker), correct_url(review)
    assert FOUND in client.get(url).content.decode()
    assert client.post(url, typed(carried, findings="Most visits", version=1)).status_code == 302
    stale = client.post(url, typed(carried, findings="Few visits", version=1))
    assert stale.status_code == 409
    assert "Most visits" in stale.content.decode()
    assert list(review.history.order_by("history_id").values_list("findings", flat=True)) == [FOUND, "Most visits"]
    assert "corrected on" in page_of(client, conference)


def test_outsider_gets_404(signed_in, carried, elsewhere, conference):
    review = record_review(meeting=conference, by=carried.cfs_worker, **said(carried))
    for user in (elsewhere.cfs_worker, carried.ais_worker):
        assert signed_in(user).get(correct_url(review)).status_code == 404
    assert signed_in(elsewhere.cfs_worker).get(new_url(conference)).status_code == 404


def test_it_stands_in_valid_minutes(carried, conference):
    record_review(meeting=conference, by=carried.cfs_worker, **said(carried))
    pdf = minutes_pdf(conference, carried.cfs_worker)
    assert failures(pdf) == []
    assert CHANGES in text_of(pdf)
