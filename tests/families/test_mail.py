"""One mail per notice, through the database queue to a real SMTP server: no name, no number, one link."""

import email
import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from icalendar import Calendar

from accounts.models import User
from families.enums import NoticeKind
from families.jobs import mail_notice
from families.models import Notice
from families.services import notify
from linkages_site.demo.staff import make_staff
from tests.meetings import county as steps

pytestmark = pytest.mark.django_db(transaction=True)


class Sink:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.received: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- the name aiosmtpd calls
        self.received.append(email.message_from_bytes(envelope.content))
        return "250 kept"


@pytest.fixture
def staff(db: None) -> dict[str, User]:
    """Written for each test: the queue's worker reads what is committed."""
    return make_staff(password="correct horse battery staple")


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        host, port = free.getsockname()
    controller = Controller(sink, hostname=host, port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    yield sink
    controller.stop()


def work() -> None:
    """What `manage.py db_worker` does all day, until the queue is empty."""
    call_command("db_worker", batch=True, interval=0, reload=False, verbosity=0)


def test_a_notice_is_mailed_once_without_a_name(sink: Sink, staff, carried: SimpleNamespace):
    url = carried.family.get_absolute_url()
    notify(to=[staff["ais.worker"], staff["ais.worker"]], kind=NoticeKind.CASE_ASSIGNED, url=url)
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
    notify(to=[staff["ais.worker"]], kind=NoticeKind.CASE_ASSIGNED, url="/families/")
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
