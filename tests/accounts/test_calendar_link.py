"""One's private calendar link: shown once, made anew, ended; each of it in the access log."""

import pytest
from django.urls import reverse

from accounts.models import AccessLogEntry, CalendarToken
from accounts.services import make_calendar_token, reader_of_calendar
from families.services import deactivate_user, reactivate_user

pytestmark = pytest.mark.django_db
URL = "/calendar/link/"


def test_a_link_is_shown_once_and_kept_as_a_digest(staff, signed_in):
    client = signed_in(staff["cfs.worker"])
    assert "You have no link yet." in client.get(URL).content.decode()
    made = client.post(URL)
    link = made.context["link"]
    token = link.rstrip("/").rpartition("/")[2]
    assert link.startswith("http://127.0.0.1:8000/calendar/feed/")
    assert len(token) == 43
    assert link in made.content.decode()
    assert made["Cache-Control"] == "no-store, private"
    assert token not in client.get(URL).content.decode(), "shown once"
    kept = CalendarToken.objects.get()
    assert token not in str(vars(kept))
    assert reader_of_calendar(token) == staff["cfs.worker"]


def test_a_new_link_ends_the_one_before(staff, signed_in):
    first = make_calendar_token(user=staff["cfs.worker"])
    second = make_calendar_token(user=staff["cfs.worker"])
    other = make_calendar_token(user=staff["ais.worker"])
    readers = [reader_of_calendar(token) for token in (first, second, other)]
    assert readers == [None, staff["cfs.worker"], staff["ais.worker"]]
    assert CalendarToken.objects.count() == 2


def test_one_ends_ones_own_link_and_no_other(staff, signed_in):
    tokens = [make_calendar_token(user=staff[name]) for name in ("cfs.worker", "ais.worker")]
    client = signed_in(staff["cfs.worker"])
    assert client.get("/calendar/link/end/").status_code == 405
    answer = client.post("/calendar/link/end/", follow=True).content.decode()
    assert "ended: it opens nothing any more." in answer
    assert "You have no link yet." in answer
    assert [reader_of_calendar(token) for token in tokens] == [None, staff["ais.worker"]]


def test_what_is_done_with_a_link_is_in_the_access_log_without_its_key(staff, signed_in, client):
    worker = signed_in(staff["cfs.worker"])
    link = worker.post(URL).context["link"]
    token = link.rstrip("/").rpartition("/")[2]
    url = reverse("meetings:calendar-feed", args=[token])
    assert client.get(url).status_code == 200
    worker.post("/calendar/link/end/")
    assert client.get(url).status_code == 404
    entries = AccessLogEntry.objects.filter(user=staff["cfs.worker"]).order_by("at")
    assert [(entry.page, entry.act) for entry in entries] == [
        ("Private calendar link", "changed"),
        ("Calendar, read by its private link", "opened"),
        ("Private calendar link, ended", "changed"),
    ]
    assert entries[1].address == "127.0.0.1"
    assert token not in str(list(entries.values()))


def test_it_opens_for_active_staff_alone(staff):
    token = make_calendar_token(user=staff["facilitator"])
    deactivate_user(user=staff["facilitator"], by=staff["admin"])
    assert reader_of_calendar(token) is None
    reactivate_user(user=staff["facilitator"], by=staff["admin"])
    assert reader_of_calendar(token) == staff["facilitator"]


def test_a_wrong_key_costs_one_look_and_the_page_that_says_not_found(staff, client, django_assert_num_queries):
    for name in ("cfs.worker", "ais.worker"):
        make_calendar_token(user=staff[name])
    with django_assert_num_queries(2):
        assert client.get(reverse("meetings:calendar-feed", args=["x" * 43])).status_code == 404


def test_the_link_is_on_the_page_of_ones_sign_ins(staff, signed_in):
    assert URL in signed_in(staff["cfs.worker"]).get(reverse("usersessions_list")).content.decode()
