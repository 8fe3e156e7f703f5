"""The morning's mail: how much is late, to whom it is late, and no name."""

import datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Closure, User
from accounts.rules import add_working_days, is_working_day
from accounts.services import county_closures
from crossover.county import CONSENT_WARNINGS
from crossover.enums import Xover1Status
from crossover.jobs import digest_of, mail_digest
from crossover.services import acknowledge_xover1
from families.enums import Digest, NoticeKind, TaskKind
from families.models import MailChoice, Task
from families.services import choose_digest, notify, read_notices, snooze_task
from tests.crossover.consents import sign
from tests.crossover.way import Way

pytestmark = pytest.mark.django_db
S = Xover1Status
TODAY = timezone.localdate().isoformat()


@pytest.fixture
def late(way: Way) -> Any:
    """A form that the ER supervisor has not acknowledged in time."""
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    Task.objects.filter(family=form.family).update(due_on=timezone.localdate() - datetime.timedelta(days=1))
    return form


def test_who_has_it_and_who_waits_for_it_are_told_how_many(late, staff):
    with_me, waiting = digest_of(staff["er.supervisor"]), digest_of(staff["er.clerk"])
    assert any(line.startswith("XOVER1 with you, late: 1\n") for line in with_me)
    assert any(line.startswith("XOVER1 you sent, not acknowledged in time: 1\n") for line in waiting)
    assert not any("with you" in line for line in waiting)
    assert digest_of(staff["ais.supervisor"]) == []


def test_every_number_is_the_list_its_link_opens(late, way, staff, signed_in):
    """As the reader finds them at the addresses of the mail, among others that are in time."""
    way.standing_at(S.WITH_ER_SUPERVISOR)
    notify(to=[staff["er.supervisor"]], kind=NoticeKind.CASE_ASSIGNED, url="/families/")
    lines = [("er.supervisor", line) for line in digest_of(staff["er.supervisor"])]
    waiting = [("er.clerk", line) for line in digest_of(staff["er.clerk"]) if "you sent" in line]
    assert (len(lines), len(waiting)) == (3, 1)
    for who, line in lines + waiting:
        client = signed_in(staff[who])
        label, _, address = line.strip().partition("\n")
        page = client.get(address.removeprefix(settings.SITE_URL))
        assert page.context["rows"].paginator.count == int(label.rpartition(" ")[2])


def test_a_task_put_off_is_not_counted_until_it_is_back(carried):
    worker = carried.cfs_worker
    task = Task.objects.get(owner=worker, kind=TaskKind.HOLD_PLTM)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    Task.objects.filter(pk=task.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=1))
    assert any(line.startswith("Overdue") for line in digest_of(worker))
    snooze_task(task=task, by=worker, until_date=tomorrow, why="-")
    assert not any(line.startswith("Overdue") for line in digest_of(worker))


# Who wants it when -> on which days of a week with a holiday on its Monday it is queued.
@pytest.mark.parametrize(
    ("digest", "days"), [(Digest.DAILY, [13, 14, 15, 16]), (Digest.WEEKLY, [13]), (Digest.OFF, [])]
)
def test_everyone_is_mailed_as_often_as_they_chose(digest, days, late, staff, signed_in):
    """Columbus Day, Oct 12, 2026, is no California holiday: the county closes."""
    Closure.objects.create(day=datetime.date(2026, 10, 12), name="Closed", open_for_business=False)
    user = staff["er.supervisor"]
    for other in User.objects.exclude(pk=user.pk):
        choose_digest(user=other, digest=Digest.OFF)
    choose_digest(user=user, digest=digest)
    mailed = []
    for day in range(11, 19):
        with time_machine.travel(f"2026-10-{day}T13:00:00+00:00", tick=False):
            notify(to=[user], kind=NoticeKind.CASE_ASSIGNED, url="/families/")
            mail.outbox.clear()
            call_command("mail_digests")
            mailed += [day] * len(mail.outbox)
    assert mailed == days


def test_a_digest_is_mailed_once_a_day(late, staff):
    for _ in range(2):
        mail_digest.call(staff["er.supervisor"].pk, TODAY)
    mail_digest.call(staff["er.supervisor"].pk, "2020-01-01")
    assert len(mail.outbox) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith("<digest-")


def test_the_choice_is_ones_own(staff, signed_in):
    client = signed_in(staff["cfs.worker"])
    assert client.get("/notices/mail/").status_code == 200
    assert client.post("/notices/mail/", {"digest": "hourly"}).status_code == 200
    assert not MailChoice.objects.filter(user=staff["cfs.worker"]).exists()
    assert client.post("/notices/mail/", {"digest": "off"}).status_code == 302
    assert [(choice.user, choice.digest) for choice in MailChoice.objects.all()] == [(staff["cfs.worker"], "off")]


def test_acknowledged_is_not_yet_done(late, staff):
    acknowledge_xover1(form=late, by=staff["er.supervisor"])
    Task.objects.filter(family=late.family).update(due_on=timezone.localdate() - datetime.timedelta(days=1))
    assert any(line.startswith("XOVER1 with you, late: 1\n") for line in digest_of(staff["er.supervisor"]))
    assert not any("you sent" in line for line in digest_of(staff["er.clerk"]))


def test_the_mail_holds_numbers_and_links_only(late, staff):
    mail_digest.call(staff["er.supervisor"].pk, TODAY)
    (sent,) = mail.outbox
    assert sent.to == ["er.supervisor@example.org"]
    for secret in (late.case_name, late.referral.number, late.calworks_number, str(late.uuid), str(late.family.uuid)):
        assert secret not in sent.body + sent.subject
    assert "/xover1/" in sent.body


def test_nothing_late_is_no_mail(way, staff):
    way.standing_at(S.WITH_ER_SUPERVISOR)
    for user in staff.values():
        read_notices(user=user)
        mail_digest.call(user.pk, TODAY)
    assert mail.outbox == []


def test_whoever_left_gets_none(late, staff):
    staff["er.supervisor"].is_active = False
    staff["er.supervisor"].save()
    mail_digest.call(staff["er.supervisor"].pk, TODAY)
    assert mail.outbox == []


@pytest.mark.parametrize(("day", "said"), [("2026-11-26", "No working day"), ("2026-11-30", "Digests queued")])
def test_the_command_keeps_the_countys_working_days(day, said, staff, capsys):
    with time_machine.travel(f"{day}T20:00:00+00:00"):
        call_command("mail_digests")
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("weekday", ["friday", "saturday", "sunday"])
def test_a_10b_is_told_of_on_the_days_of_its_warnings_or_the_next_working_day(staff, carried, weekday):
    """Of a form that ends on a weekend the last two warnings fall on one: they are told on Monday."""
    until = timezone.localdate() + datetime.timedelta(days=180)
    until += datetime.timedelta(days=(["friday", "saturday", "sunday"].index(weekday) + 4 - until.weekday()) % 7)
    sign(staff, carried, until_date=until)
    closures = county_closures()
    told, since = [], until - datetime.timedelta(days=63)
    for left in range(62, 0, -1):
        day = until - datetime.timedelta(days=left)
        with time_machine.travel(timezone.make_aware(datetime.datetime.combine(day, datetime.time(6))), tick=False):
            if not is_working_day(day, closures):
                continue
            lines = digest_of(staff["cfs.worker"], since)
            told += [day for line in lines if line.startswith("WTWCC 10B about to run out: 1\n")]
            assert not any("10B" in line for line in digest_of(staff["cfs.worker2"], since))
            since = day
    warned = [until - datetime.timedelta(days=left) for left in (60, 30, 14, 7)]
    assert told == [add_working_days(day - datetime.timedelta(days=1), 1, closures) for day in warned]


def test_a_weekly_reader_is_told_of_every_warning_too(staff, carried):
    """Of those that fell on another day since the last digest as well."""
    user, until = staff["cfs.worker"], timezone.localdate() + datetime.timedelta(days=180)
    until += datetime.timedelta(days=(2 - until.weekday()) % 7)  # a Wednesday
    sign(staff, carried, until_date=until)
    for other in User.objects.exclude(pk=user.pk):
        choose_digest(user=other, digest=Digest.OFF)
    choose_digest(user=user, digest=Digest.WEEKLY)
    told = 0
    for left in range(75, 0, -1):
        day = until - datetime.timedelta(days=left)
        with time_machine.travel(timezone.make_aware(datetime.datetime.combine(day, datetime.time(6))), tick=False):
            mail.outbox.clear()
            call_command("mail_digests")
            told += sum("10B about to run out" in sent.body for sent in mail.outbox)
    assert told == len(CONSENT_WARNINGS)
