"""When clearances and forms make something due: pure functions of facts, in working days."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Setting
from crossover.county import ACKNOWLEDGE_DAYS
from crossover.deadlines import acknowledgement_dues, consent_dues, due, part_b_dues
from crossover.enums import Xover1Status
from crossover.models import ConsentRequest, Xover1Hop
from families.enums import TaskKind

FRIDAY = datetime.date(2026, 11, 20)


def hop_sent(day: datetime.date) -> Xover1Hop:
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(23)))
    return Xover1Hop(sent_at=at, receiver_id=7)


@pytest.mark.parametrize(
    ("days", "closures", "due_on"),
    [
        (1, {}, datetime.date(2026, 11, 23)),  # the weekend does not count
        (3, {}, datetime.date(2026, 11, 25)),
        (4, {}, datetime.date(2026, 11, 30)),  # nor do Thanksgiving and the day after
        (4, {datetime.date(2026, 11, 30): False}, datetime.date(2026, 12, 1)),  # nor a county closure
        (4, {datetime.date(2026, 11, 27): True}, datetime.date(2026, 11, 27)),  # a holiday the county works counts
    ],
)
def test_days_are_working_days_after_the_county_day(days, closures, due_on):
    hops = [hop_sent(FRIDAY)]
    (acknowledge,), (part_b,) = acknowledgement_dues(hops, days, closures), part_b_dues(hops, days, closures)
    (consent,) = consent_dues([ConsentRequest(opened_on=FRIDAY, owner_id=7)], days, closures)
    for fact in (acknowledge, part_b, consent):
        assert (fact.opens_on, fact.due_on, fact.owner_id) == (FRIDAY, due_on, 7)


def test_one_open_request_is_enough_to_be_due():
    requests = [ConsentRequest(opened_on=FRIDAY, owner_id=owner) for owner in (7, 8)]
    assert [fact.owner_id for fact in consent_dues(requests, 5, {})] == [7]


@pytest.mark.django_db
def test_the_countys_number_counts(way):
    form = way.standing_at(Xover1Status.WITH_ER_SUPERVISOR)
    before = {fact.kind: fact.due_on for fact in due(form.family)}
    Setting.objects.create(key=ACKNOWLEDGE_DAYS.key, value=30)
    after = {fact.kind: fact.due_on for fact in due(form.family)}
    assert after[TaskKind.ACKNOWLEDGE_XOVER1] > before[TaskKind.ACKNOWLEDGE_XOVER1]
    assert after[TaskKind.REQUEST_CONSENT] == before[TaskKind.REQUEST_CONSENT]
