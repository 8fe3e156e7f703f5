"""The queues of XOVER1, and the ways aside from its straight road, as pages."""

import datetime
import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from crossover.enums import Xover1Status
from crossover.models import Xover1Hop
from crossover.services import acknowledge_xover1
from families.models import Task
from linkages_site.demo.factories import UserFactory
from tests.crossover.test_consent_pdf import failures, text_of

pytestmark = pytest.mark.django_db
S = Xover1Status


def queue(name):
    return reverse(f"crossover:xover1-{name}")


def url_of(name, form):
    return reverse(f"crossover:xover1-{name}", args=[form.uuid])


def test_each_queue_holds_its_own(way, staff, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    clerk, supervisor, link = signed_in(staff["er.clerk"]), signed_in(staff["er.supervisor"]), form.get_absolute_url()
    assert link in clerk.get(queue("waiting")).content.decode()
    assert link in clerk.get(queue("sent")).content.decode()
    assert "Waiting on others (1)" in clerk.get(queue("sent")).content.decode()
    assert "Sent by me (1)" in clerk.get(queue("waiting")).content.decode()
    assert (1, "XOVER1 waiting on others", queue("waiting")) in clerk.get("/tasks/").context["cards"]
    assert (0, "XOVER1 waiting on others", queue("waiting")) in supervisor.get("/tasks/").context["cards"]
    assert "With me (1)" in supervisor.get(queue("inbox")).content.decode()
    assert link not in supervisor.get(queue("returned")).content.decode()

    sent = {"reason": "The birth date is missing"}
    assert supervisor.post(url_of("return", form), sent).status_code == 302
    back = clerk.get(queue("returned")).content.decode()
    assert link in back
    assert "Returned for correction: The birth date is missing" in back
    assert link not in clerk.get(queue("waiting")).content.decode()
    assert link not in supervisor.get(queue("inbox")).content.decode()


def test_what_is_late_says_so(way, staff, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    clerk = signed_in(staff["er.clerk"])
    assert "late" not in clerk.get(queue("waiting")).content.decode().split("<table")[1]
    Task.objects.filter(family=form.family).update(due_on=timezone.localdate() - datetime.timedelta(days=1))
    assert "late" in clerk.get(queue("waiting")).content.decode().split("<table")[1]


def test_ticked_forms_are_acknowledged_and_counted(way, staff, signed_in):
    forms = [way.standing_at(S.WITH_ER_SUPERVISOR) for _ in range(3)]
    hops = [form.hops.in_hand().get() for form in forms]
    way.recall(forms[2])
    client = signed_in(staff["er.supervisor"])
    ticked = {"hops": [hops[0].uuid, hops[1].uuid, hops[2].uuid]}
    shown = client.post(queue("acknowledge-many"), ticked, follow=True).content.decode()
    assert "Acknowledged: 2. Acknowledged before, or no longer with you: 1." in shown
    assert Xover1Hop.objects.filter(pk__in=[hop.pk for hop in hops], acknowledged_at__isnull=False).count() == 2
    assert "Tick the forms" in client.post(queue("acknowledge-many"), {}, follow=True).content.decode()
    nonsense = client.post(queue("acknowledge-many"), {"hops": ["x\x00", "' or 1=1"]}, follow=True)
    assert "Acknowledged: 0." in nonsense.content.decode()


def test_where_nothing_is_left_to_tick_no_button_asks_for_it(way, staff, signed_in):
    client = signed_in(staff["er.supervisor"])
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    assert "Acknowledge the ticked forms" in client.get(queue("inbox")).content.decode()
    acknowledge_xover1(form=form, by=staff["er.supervisor"])
    shown = client.get(queue("inbox")).content.decode()
    assert form.get_absolute_url() in shown
    assert "Acknowledge the ticked forms" not in shown


def test_nobody_acknowledges_anothers_form_in_bulk(way, staff, signed_in):
    hop = way.standing_at(S.WITH_ER_SUPERVISOR).hops.in_hand().get()
    signed_in(staff["ifs.supervisor"]).post(queue("acknowledge-many"), {"hops": [hop.uuid]})
    hop.refresh_from_db()
    assert hop.acknowledged_at is None


def test_a_reminder_from_the_page(way, staff, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    client, hop = signed_in(staff["er.clerk"]), form.hops.in_hand().get()
    url = reverse("crossover:xover1-send-again", args=[hop.uuid])
    assert url in client.get(queue("waiting")).content.decode()
    assert "was reminded. The form waits" in client.post(url, follow=True).content.decode()
    shown = client.get(queue("waiting")).content.decode()
    assert f"by {staff['er.clerk']}" in shown
    assert "was reminded today already" in shown
    assert url not in shown
    again = client.post(url)
    assert again.status_code == 403
    assert "was reminded today already" in again.content.decode()
    assert f"by {staff['er.clerk']}" in client.get(form.get_absolute_url()).content.decode().split("<h2>Part A")[0]


def test_passing_on_offers_only_who_may_take_the_step(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    client = signed_in(staff["ais.supervisor"])
    page = client.get(url_of("redirect", form))
    assert staff["ais.supervisor"] not in page.context["form"].fields["to"].queryset
    refused = client.post(url_of("redirect", form), {"to": staff["ais.worker"].uuid, "reason": "On leave"})
    assert "to" in refused.context["form"].errors
    assert refused.context["form"]["reason"].value() == "On leave"


@pytest.mark.parametrize(
    ("name", "who", "why"),
    [
        ("return", "ifs.supervisor", "This form is with"),
        ("recall", "ais.supervisor", "This form is with you"),
        ("recall", "er.clerk", "or their supervisor recalls"),
        ("redirect", "er.clerk", "This form is with"),
    ],
)
def test_reader_is_refused_with_the_reason(way, staff, signed_in, name, who, why):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    refused = signed_in(staff[who]).get(url_of(name, form))
    assert refused.status_code == 403
    assert why in refused.content.decode()


def test_the_page_says_who_has_the_form_since_when_and_by_when(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    client = signed_in(staff["ais.supervisor"])

    def panel():
        return client.get(form.get_absolute_url()).content.decode().split("Next step</h2>")[1].split("</section>")[0]

    assert f"<strong>{staff['ais.supervisor']}</strong> for" in panel()
    assert "Acknowledge by" in panel()
    acknowledge_xover1(form=form, by=staff["ais.supervisor"])
    assert "cknowledge" not in panel()
    assert "Next step by" in panel()
    Task.objects.filter(family=form.family).update(due_on=timezone.localdate() - datetime.timedelta(days=1))
    assert "Next step was due" in panel()
    assert "Next step was due" in client.get(queue("inbox")).content.decode()


def test_the_page_says_why_the_form_came_back(way, staff, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    way.send_back(form)
    panel = signed_in(staff["er.clerk"]).get(form.get_absolute_url()).content.decode().split("<h2>Part A")[0]
    assert f"Returned for correction by {staff['er.supervisor']}: The birth date is missing" in panel


def test_the_form_tells_its_way_from_hand_to_hand(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    client = signed_in(staff["ifs.supervisor"])
    assert "not acknowledged yet, due" in client.get(form.get_absolute_url()).content.decode()
    acknowledge_xover1(form=form, by=staff["ais.supervisor"])
    assert "here for" in client.get(form.get_absolute_url()).content.decode()
    way.send_back(form)
    shown = client.get(form.get_absolute_url()).content.decode()
    assert "returned for correction" in shown
    assert "The birth date is missing" in shown


def test_the_reverse_clerk_learns_nothing_of_a_colleague(way, staff, signed_in):
    """The point person passes the form to another: for the clerk it is one form, sent to the first and received."""
    form = way.standing_at(S.WITH_POINT_PERSON)
    colleague = way.redirect(form)
    client = signed_in(staff["calworks.clerk"])
    shown = client.get(queue("sent")).content.decode()
    assert shown.count(form.case_name) == 1
    assert "Received" in shown
    assert str(colleague) not in shown
    assert form.case_name not in client.get(queue("waiting")).content.decode()


def test_a_form_recalled_by_its_sender_was_sent_to_nobody(way, staff, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    way.recall(form)
    assert form.case_name not in signed_in(staff["er.clerk"]).get(queue("sent")).content.decode().split("<table")[-1]


@pytest.mark.parametrize(
    ("status", "name", "who", "typed", "words"),
    [
        (S.WITH_ER_SUPERVISOR, "return", "er.supervisor", {"reason": "No birth date"}, "Returned to {clerk}, who"),
        (S.WITH_ER_SUPERVISOR, "recall", "er.clerk", {"reason": "Too early"}, "Recalled from {er}. It is with you:"),
        (S.WITH_CFS_SUPERVISOR, "void", "ifs.supervisor", {"reason": "Made twice"}, "The form is void"),
        (
            S.WITH_CFS_SUPERVISOR, "ineligible", "ifs.supervisor", {"ineligibility": "not_ais_eligible"},
            "The form ended: not eligible to Linkages.",
        ),
    ],
)  # fmt: skip
def test_a_step_aside_says_what_happened_and_what_comes_next(way, staff, signed_in, status, name, who, typed, words):
    form = way.standing_at(status)
    answer = signed_in(staff[who]).post(url_of(name, form), typed, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert len(said) == 1
    assert said[0].startswith(words.format(clerk=staff["er.clerk"], er=staff["er.supervisor"]))


def test_days_due_are_said_in_words(way, staff, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    way.send_back(form)
    for address in (queue("returned"), form.get_absolute_url()):
        shown = signed_in(staff["er.clerk"]).get(address).content.decode()
        assert "Next step by" in shown
        assert "Acknowledge by" in shown


def test_passing_on_says_to_whom(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    colleague = UserFactory(unit=staff["ais.supervisor"].unit, roles=["ais_supervisor"])
    typed = {"to": colleague.uuid, "reason": "On leave"}
    shown = signed_in(staff["ais.supervisor"]).post(url_of("redirect", form), typed, follow=True).content.decode()
    assert f"Sent to {colleague}" in shown


@pytest.mark.parametrize("name", ["inbox", "returned", "waiting", "sent"])
def test_the_query_count_does_not_grow(way, staff, signed_in, name, django_assert_max_num_queries):
    def fill(count):
        for _ in range(count):
            form = way.standing_at(S.WITH_ER_SUPERVISOR)
            if name == "returned":
                way.send_back(form)

    client = signed_in(staff["er.supervisor"] if name == "inbox" else staff["er.clerk"])
    fill(1)
    client.get(queue(name))
    with django_assert_max_num_queries(1000) as few:
        client.get(queue(name))
    fill(2)
    with django_assert_max_num_queries(len(few)):
        client.get(queue(name))


def test_telltale_words_are_asked_about_once(way, staff, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    client = signed_in(staff["er.supervisor"])
    typed = {"reason": "Mother in drug rehab; no phone"}
    asked = client.post(url_of("return", form), typed)
    assert "“drug” (substance use)" in asked.context["form"].errors["reason"][0]
    assert asked.context["form"]["reason"].value() == typed["reason"]
    assert client.post(url_of("return", form), typed | {"words_checked": "on"}).status_code == 302


def test_the_blank_form_prints(staff, signed_in):
    printed = signed_in(staff["er.clerk"]).get(reverse("crossover:xover1-blank"))
    assert "Part B: CFS supervisor" in text_of(printed.content)
    assert not failures(printed.content)
    with pikepdf.open(io.BytesIO(printed.content)) as paper:
        assert len(paper.pages) == 2
    assert "()" not in text_of(printed.content)
