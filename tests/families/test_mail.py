"""One mail per urgent notice, through the database queue to a real SMTP server: no name, no number, one link."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings as mail_settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar

from accounts.models import User
from crossover.jobs import mail_digest
from families.enums import NoticeKind
from families.jobs import mail_notice
from families.models import Notice
from families.services import notify
from linkages_site.demo.staff import make_staff
from linkages_site.worker import MOST_TRIES, known_to_live, pause_after, take_up_what_was_cut_short
from tests.meetings import county as steps
from tests.smtp import Sink, listening

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(db: None) -> dict[str, User]:
    """Written for each test: the queue's worker reads what is committed."""
    return make_staff(password="correct horse battery staple")


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    sink = Sink()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with listening(sink) as (settings.EMAIL_HOST, settings.EMAIL_PORT):
        yield sink


def work() -> None:
    """What `manage.py db_worker` does all day, until the queue is empty."""
    call_command("db_worker", batch=True, interval=0, reload=False, verbosity=0)


def test_a_notice_is_mailed_once_without_a_name(sink: Sink, staff, carried: SimpleNamespace):
    url = carried.family.get_absolute_url()
    notify(to=[staff["ais.worker"], staff["ais.worker"]], kind=NoticeKind.XOVER1_RECEIVED, url=url)
    assert sink.received == []
    work()
    (mail,) = sink.received
    text = mail.get_payload(decode=True).decode() + str(mail["Subject"])
    assert mail["To"] == "ais.worker@example.org"
    assert url in text
    for secret in (carried.family.name, str(carried.mother), carried.cfs_case.number, carried.calworks_case.number):
        assert secret not in text

    mail_notice.enqueue(Notice.objects.get().pk)
    work()
    assert len(sink.received) == 1


def test_a_deactivated_colleague_gets_no_mail(sink: Sink, staff, carried: SimpleNamespace):
    notify(to=[staff["ais.worker"]], kind=NoticeKind.XOVER1_RECEIVED, url="/families/")
    staff["ais.worker"].is_active = False
    staff["ais.worker"].save()
    work()
    assert sink.received == []


def test_the_mail_of_a_meeting_carries_its_calendar_file_once(sink: Sink, staff, carried: SimpleNamespace):
    """Through the queue and SMTP: one mail, the notice's words and the file, and no second one by a repeated task."""
    meeting = steps.ltm(carried, starts_at=steps.in_days(3), place="Maple Hall")
    work()
    assert {mail["To"] for mail in sink.received} == {"cfs.worker@example.org", "ais.worker@example.org"}
    for mail in sink.received:
        words, file = mail.get_payload()
        assert meeting.get_absolute_url() in words.get_payload(decode=True).decode()
        assert (file.get_content_type(), file.get_param("method")) == ("text/calendar", "REQUEST")
        assert file.get_filename() == "meeting.ics"
        text = file.get_payload(decode=True).decode()
        (event,) = Calendar.from_ical(text).events
        assert event.start == meeting.starts_at.replace(microsecond=0)
        assert not any(secret in text for secret in ("Maple", carried.family.name, str(carried.mother)))

    for notice in Notice.objects.all():
        mail_notice.enqueue(notice.pk)
    work()
    assert len(sink.received) == 2


def test_what_can_wait_is_not_mailed_at_once_but_counted_in_the_digest(sink: Sink, staff, carried: SimpleNamespace):
    url = carried.family.get_absolute_url()
    notify(to=[staff["ais.worker"]], kind=NoticeKind.CASE_ASSIGNED, url=url)
    work()
    assert sink.received == []
    for _ in range(2):
        mail_digest.enqueue(staff["ais.worker"].pk, "2030-01-07")
    work()
    (mail,) = sink.received
    text = mail.get_payload(decode=True).decode()
    assert "Notices you have not read: 1" in text
    assert "/notices/?read=new" in text
    assert url not in text
    assert_no_name(mail, carried)


def assert_no_name(mail, carried: SimpleNamespace) -> None:
    text = mail.get_payload(decode=True).decode() + str(mail["Subject"])
    for secret in (carried.family.name, str(carried.mother), carried.cfs_case.number, carried.calworks_case.number):
        assert secret not in text


def test_who_may_not_open_its_page_any_more_is_not_mailed(sink: Sink, staff, carried: SimpleNamespace):
    """Recipients are asked for when the mail is sent, not when it was queued."""
    to = [staff["ais.worker"], staff["cfs.worker2"]]
    notify(to=to, kind=NoticeKind.CONSENT_REVOKED, url=carried.family.get_absolute_url())
    work()
    assert [mail["To"] for mail in sink.received] == ["ais.worker@example.org"]


def test_a_mail_that_is_refused_is_sent_later_and_once(sink: Sink, staff, carried: SimpleNamespace):
    sink.refusal = "451 try again later"
    notify(to=[staff["ais.worker"]], kind=NoticeKind.XOVER1_RECEIVED, url="/xover1/")
    work()
    task = DBTaskResult.objects.get()
    assert (task.status, sink.received) == ("READY", [])
    assert Notice.objects.get().mailed_at is None
    sink.refusal = ""
    work()
    assert sink.received == [], "not before its pause is over"
    DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert [mail["To"] for mail in sink.received] == ["ais.worker@example.org"]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_worker_killed_in_the_middle_loses_nothing_and_nothing_is_sent_twice(
    sink: Sink, staff, carried: SimpleNamespace
):
    """A real process, killed while the mail server has the words of the first mail and has not taken it."""
    names = ["ais.worker", "cfs.worker", "ifs.supervisor"]
    for name in names:
        notify(to=[staff[name]], kind=NoticeKind.XOVER1_RECEIVED, url="/xover1/")
    sink.answers.clear()
    with worker_process() as process:
        assert sink.reached.wait(60)
        process.kill()
    assert DBTaskResult.objects.running().count() == 1
    assert sink.received == []
    sink.answers.set()
    work()
    assert sorted(mail["To"] for mail in sink.received) == [f"{name}@example.org" for name in sorted(names)]
    assert {mail["Message-ID"] for mail in sink.received} == {
        f"<notice-{uuid}@example.org>" for uuid in Notice.objects.values_list("uuid", flat=True)
    }
    assert not Notice.objects.filter(mailed_at=None).exists()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_what_a_killed_worker_left_is_taken_up_by_one_that_runs(sink: Sink, staff, carried: SimpleNamespace):
    """Two real processes, each with a mail half sent when one of them is killed. No third one starts."""
    url = carried.family.get_absolute_url()
    sink.answers.clear()
    with worker_process() as killed, worker_process():
        for name in ("ais.worker", "cfs.worker"):
            sink.reached.clear()
            notify(to=[staff[name]], kind=NoticeKind.XOVER1_RECEIVED, url=url)
            assert sink.reached.wait(60)
        killed.kill()
        sink.answers.set()
        assert sink.took(2, within=30)
    assert sorted(mail["To"] for mail in sink.received) == ["ais.worker@example.org", "cfs.worker@example.org"]
    for mail in sink.received:
        assert url in mail.get_payload(decode=True).decode()
        assert_no_name(mail, carried)


@contextmanager
def worker_process() -> Iterator[subprocess.Popen]:
    """`manage.py db_worker` as an operator starts it, on the database and the mail server of this test."""
    name = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    mail = f"smtp://{mail_settings.EMAIL_HOST}:{mail_settings.EMAIL_PORT}"
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0", "--no-startup-delay", "--no-reload"]
    environment = os.environ | {"DATABASE_URL": name.geturl(), "EMAIL_URL": mail}
    process = subprocess.Popen(command, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_what_a_living_worker_runs_is_left_to_it(sink: Sink, staff, carried: SimpleNamespace):
    notify(to=[staff["ais.worker"]], kind=NoticeKind.XOVER1_RECEIVED, url="/xover1/")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["one"])
    with known_to_live("one"):
        assert take_up_what_was_cut_short() == 0
    assert take_up_what_was_cut_short() == 1


def test_the_pauses_grow_and_end(settings):
    pauses = [pause_after(tries).total_seconds() / 60 for tries in range(1, MOST_TRIES)]
    assert pauses[:7] == [1, 2, 4, 8, 16, 32, 60]
    assert 5 * 60 < sum(pauses) < 7 * 60


def test_it_is_given_up_at_last(sink: Sink, staff):
    mail_notice.enqueue(0)
    DBTaskResult.objects.update(worker_ids=["one"] * (MOST_TRIES - 1))
    work()
    assert DBTaskResult.objects.get().status == "FAILED"
