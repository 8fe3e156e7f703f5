"""The side doors of need-to-know, one by one, each with data that could leak.

Search and autocomplete, counts and badges, history, form choices, attachments by URL, PDFs, exports, e-mails, error
messages, page titles, logs, task titles, redirects. That hidden is absent, `test_need_to_know` asks of every route.
"""

import logging
import re
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import AccessLogEntry, User
from accounts.services import end_calendar_token, make_calendar_token
from caseplans.services import start_plan
from crossover.enums import SigningMethod, Xover1Status
from crossover.models import AbuseFlag, Xover1
from documents.models import Document
from families.enums import Category, PersonNoteKind, Relationship
from families.models import Address, Family, Notice, PersonNote, Task
from families.services import add_address, break_glass, restrict_family, settle
from linkages_site.demo.factories import PersonFactory
from tests.caseplans import county as plans
from tests.clients import bare, said
from tests.county import family_with_workers
from tests.crossover.consents import drawing, sign
from tests.crossover.way import Way
from tests.meetings import county as meetings

pytestmark = pytest.mark.django_db
# What names the family, and what its CFS worker keeps from the other bureau.
NAMES = ("Quillfeather", "Ottoline", "QF771", "QF772")
KEPT = ("77 Refuge Lane", "925-555-0177", "hides with her aunt", "violent partner")
STRANGERS = ("cfs.worker2", "es.worker", "cfs.supervisor", "calworks.clerk", "facilitator", "admin", "director")
PAGES = (
    "/", "/families/", "/tasks/?whose=all", "/notices/", "/xover1/", "/xover1/sent/", "/xover1/waiting/",
    "/xover1/returned/", "/clearances/", "/referrals/", "/covers/", "/conflicts/", "/break-glass/",
    "/contacts/", "/contacts/?whose=all", "/requests/",
    "/calendar/", "/calendar/?whose=unit", "/calendar/?as=list", "/calendar/?as=list&whose=unit",
)  # fmt: skip


def keep_from_the_other_bureau(family):
    """An address, a number and a note that CFS keeps in, about whoever of the family comes first."""
    about = family.people.order_by("pk").first()
    kept = {"family": family, "bureau": "cfs", "about": about, "confidential": True}
    Address.objects.create(**kept, category=Category.CONTACT, street=KEPT[0], phone=KEPT[1])
    safe = {"category": Category.CONTACT, "kind": PersonNoteKind.SAFE_CONTACT}
    PersonNote.objects.create(**kept, **safe, text=f"She {KEPT[2]}")


def family_called(cfs_worker, ais_worker):
    """A family and its mother under the names that only theirs may read."""
    house = family_with_workers(cfs_worker, ais_worker, name=NAMES[0])
    house.mother.first_name, house.mother.last_name = NAMES[1], NAMES[0]
    house.mother.save()
    return house


def a_house(staff, cfs="cfs.worker", ais="ais.worker"):
    """A family with something in every room: names, numbers, a consent, an LTM, a plan, what CFS keeps in."""
    house = family_called(staff[cfs], staff[ais])
    for case, number in ((house.cfs_case, NAMES[2]), (house.calworks_case, NAMES[3])):
        case.number = number
        case.save()
    keep_from_the_other_bureau(house.family)
    plans.consent_for(house, Category.SERVICES)
    house.meeting = plans.held_ltm(house)
    house.plan = start_plan(family=house.family, by=staff[cfs])
    plans.goal_of(house.plan, house, f"Leave the {KEPT[3]}", category=Category.DOMESTIC_ABUSE)
    settle(house.family)
    return house


@pytest.fixture
def house(staff):
    return a_house(staff)


def assert_tells_nothing(text, words=NAMES + KEPT):
    assert [word for word in words if word in text] == []


# Search and autocomplete


@pytest.mark.parametrize("who", STRANGERS)
def test_search_finds_a_strangers_family_no_more_than_one_that_is_not(who, house, elsewhere, staff, signed_in):
    client, answers = signed_in(staff[who]), []
    for words in ("Nobodyatall", *NAMES, KEPT[0], str(house.family.uuid)):
        client.post("/families/search/", {"words": words})
        answers.append(bare(client.get("/families/"), words))
    assert all(answer == answers[0] for answer in answers)
    worker = signed_in(staff["cfs.worker"])
    worker.post("/families/search/", {"words": NAMES[1]})
    assert house.family.get_absolute_url() in worker.get("/families/").content.decode()


def test_search_by_what_one_may_not_read_finds_nothing(house, staff, signed_in):
    """The other bureau's worker knows the family, and does not find it by a confidential address."""
    client = signed_in(staff["ais.worker"])
    for words, found in ((NAMES[1], True), (KEPT[0], False), (KEPT[1], False), ("aunt", False)):
        client.post("/families/search/", {"words": words})
        assert (house.family.get_absolute_url() in client.get("/families/").content.decode()) is found, words


def test_a_number_on_file_is_completed_with_no_name(house, staff, signed_in):
    way = Way(staff)
    referral = way.referral(NAMES[0])
    way.clear(referral, people=[{"first_name": NAMES[1], "last_name": NAMES[0], "relationship": "mother"}])
    url = reverse("crossover:clearance-number")
    for number in (referral.number, NAMES[2], NAMES[3]):
        for name in ("er.clerk", "screening.clerk"):
            answer = signed_in(staff[name]).post(url, {"number": number}).content.decode()
            assert_tells_nothing(answer.replace(number, "TYPED"))


# Counts and badges


@pytest.mark.parametrize("who", STRANGERS[:-1])
def test_no_list_count_or_badge_changes_for_a_stranger(who, elsewhere, staff, signed_in):
    """Also the cards and queues of whoever supervises another unit: page by page the same before and after."""
    client = signed_in(staff[who])
    before = [bare(client.get(url)) for url in PAGES]
    house = a_house(staff)
    meetings.ltm(house, starts_at=meetings.in_days(3))
    assert [bare(client.get(url)) for url in PAGES] == before
    assert bare(signed_in(staff["ifs.supervisor"]).get("/")) != bare(signed_in(staff["admin"]).get("/"))


def test_a_supervisor_whom_a_restriction_leaves_out_counts_nothing_of_it(elsewhere, staff, signed_in):
    client = signed_in(staff["ais.supervisor"])
    before = [bare(client.get(url)) for url in PAGES if url != "/notices/"]
    house = a_house(staff)
    Notice.objects.all().delete()
    assert [bare(client.get(url)) for url in PAGES if url != "/notices/"] != before
    named = [staff[name] for name in ("ifs.supervisor", "cfs.worker", "ais.worker")]
    restrict_family(family=house.family, by=staff["ifs.supervisor"], named=named, why="A relative")
    assert [bare(client.get(url)) for url in PAGES if url != "/notices/"] == before


# History pages


def test_history_tells_each_bureau_its_own(house, staff, signed_in):
    url = reverse("reports:family-history", args=[house.family.uuid])
    cfs, ais = (signed_in(staff[name]).get(url) for name in ("cfs.worker", "ais.worker"))
    assert all(word in cfs.content.decode() for word in (KEPT[0], KEPT[3]))
    assert_tells_nothing(ais.content.decode(), KEPT)
    assert ais.status_code == 200
    assert_tells_nothing(signed_in(staff["cfs.worker2"]).get(url).content.decode())


def test_what_is_kept_stands_on_its_own_bureaus_page(house, staff, signed_in):
    page = signed_in(staff["cfs.worker"]).get(reverse("reports:family-people", args=[house.family.uuid]))
    assert all(word in page.content.decode() for word in KEPT[:3])


# Attachments by URL


def test_a_file_opens_by_its_address_to_nobody_else(staff, carried, elsewhere, signed_in):
    version = plans.sealed(carried)
    sign(staff, carried, method=SigningMethod.PAPER, signature=b"", scan=drawing())
    files = [reverse("crossover:document-download", args=[each.uuid]) for each in Document.objects.all()]
    files += [reverse("caseplans:copy-download", args=[copy.uuid]) for copy in version.copies.all()]
    opened = [url for url in files if signed_in(staff["cfs.worker"]).get(url).status_code == 200]
    assert len(opened) >= 3
    for name in ("cfs.worker2", "es.worker", "facilitator", "er.clerk", "admin", "privacy.officer"):
        for url in files:
            assert signed_in(staff[name]).get(url).status_code == 404, (name, url)


# PDFs


def test_the_printed_xover1_has_no_address_that_is_kept_in(staff, signed_in):
    form = Way(staff).standing_at(Xover1Status.WITH_AIS_WORKER)
    keep_from_the_other_bureau(form.family)
    family, mother = form.family, form.family.people.order_by("pk").first()
    add_address(family=family, by=staff["ifs.supervisor"], about=mother, street="12 Alhambra Ave")
    url = reverse("crossover:xover1-print", args=[form.uuid])
    for name in ("ais.supervisor", "ais.worker"):
        text = said(signed_in(staff[name]).get(url))
        assert "12 Alhambra Ave" in text, name
        assert_tells_nothing(text, KEPT)
    father = PersonFactory(family=family, relationship=Relationship.FATHER)
    AbuseFlag.objects.create(protected=mother, against=father, bureau="cfs", by=staff["ifs.supervisor"])
    for name in ("ais.supervisor", "ais.worker", "ifs.supervisor"):
        assert "12 Alhambra Ave" not in said(signed_in(staff[name]).get(url)), name


# Exports


def test_no_export_holds_a_name_or_the_other_bureaus_staff(house, staff, signed_in):
    for name in ("cfs.worker", "ais.worker"):
        signed_in(staff[name]).get(house.family.get_absolute_url())
    of_family = reverse("reports:family-access-export", args=[house.family.uuid])
    told = said(signed_in(staff["ifs.supervisor"]).get(of_family))
    assert str(staff["cfs.worker"]) in told
    assert str(staff["ais.worker"]) not in told
    everything = said(signed_in(staff["privacy.officer"]).get("/access-log/export/"))
    assert str(house.family.uuid) in everything
    assert_tells_nothing(told + everything)


# E-mails


def test_no_mail_of_the_whole_road_holds_a_name(staff, django_capture_on_commit_callbacks):
    """From the clearance to the plan's copies, break-glass and a restriction: each mail a kind and a key.

    The files for calendars that some carry tell times and the same key.
    """
    with django_capture_on_commit_callbacks(execute=True):
        Way(staff).standing_at(Xover1Status.ACKNOWLEDGED)
        house = a_house(staff)
        meetings.ltm(house, meetings.facilitator(staff), starts_at=meetings.in_days(3))
        reason = f"{NAMES[1]} called the hotline tonight"
        break_glass(by=staff["cfs.worker2"], reason=reason, number=NAMES[2])
        named = [staff[name] for name in ("ifs.supervisor", "cfs.worker", "ais.worker")]
        restrict_family(family=house.family, by=staff["ifs.supervisor"], named=named, why=f"{NAMES[0]} is a relative")
    people = [str(person) for family in Family.objects.all() for person in family.people.all()]
    numbers = Xover1.objects.values_list("calworks_number", flat=True)
    assert len(mail.outbox) > 6
    files = [file.get_payload(decode=True).decode() for sent in mail.outbox for file in sent.attachments]
    assert files
    for text in [sent.subject + sent.body for sent in mail.outbox] + files:
        assert_tells_nothing(text, (*NAMES, *KEPT, *people, *numbers, "hotline", "relative"))
    for sent in mail.outbox:
        assert "?" not in sent.body or "?family=" in sent.body


# Calendar feeds


def test_a_calendar_feed_tells_times_and_opens_to_the_key_of_active_staff_alone(house, staff, client):
    """Nobody signs in here: the key in the address is all. What it opens has no name, no place and no content."""
    meeting = meetings.ltm(house, meetings.facilitator(staff), starts_at=meetings.in_days(3), place="Maple Hall")
    keys = {name: make_calendar_token(user=staff[name]) for name in ("cfs.worker", "facilitator", "cfs.worker2")}
    feeds = {name: client.get(reverse("meetings:calendar-feed", args=[key])) for name, key in keys.items()}
    for name, told in feeds.items():
        assert (str(meeting.uuid) in said(told)) is (name != "cfs.worker2"), name
        assert_tells_nothing(
            said(told), (*NAMES, *KEPT, "Maple Hall", "LTM", str(house.mother), str(house.family.uuid))
        )
        assert told["Cache-Control"] == "no-store, private"
    # A stranger's feed is the same before and after, but for the moment it was made.
    assert "BEGIN:VEVENT" not in said(feeds["cfs.worker2"])

    end_calendar_token(user=staff["cfs.worker"])
    User.objects.filter(pk=staff["facilitator"].pk).update(is_active=False)
    shut = [client.get(reverse("meetings:calendar-feed", args=[keys[name]])) for name in ("cfs.worker", "facilitator")]
    absent = client.get(reverse("meetings:calendar-feed", args=["x" * 43]))
    for key, answer in zip(keys.values(), shut, strict=False):
        assert answer.status_code == 404, key
    assert {bare(answer)[2] for answer in (*shut, absent)} == {bare(absent)[2]}


# Error messages


def test_a_wrong_choice_is_answered_alike_whether_or_not_it_is_somebody(house, carried, staff, signed_in):
    """A person of another family, put into a form by key, is as wrong as one who is not."""
    client = signed_in(staff["cfs.worker2"])
    own = family_with_workers(staff["cfs.worker2"], staff["es.worker"], name="Own")
    meeting, plan = meetings.ltm(own), start_plan(family=own.family, by=staff["cfs.worker2"])
    forms = {
        reverse("crossover:address-new", args=[own.family.uuid]): {"street": "1 Elm Street"},
        reverse("meetings:decision-new", args=[meeting.uuid]): {"text": "x", "category": "services"},
        reverse("meetings:meeting-invite", args=[meeting.uuid, "outside"]): {
            "role": "dv_liaison",
            "external_name": "Ms. Ito",
        },
        reverse("caseplans:goal-new", args=[plan.uuid]): {"text": "x", "category": "services", "kind": "shared"},
    }
    somebody, nobody = PersonFactory(family=house.family, pk=987_654_321).pk, 999_999_999
    for url, typed in forms.items():
        hidden, absent = (client.post(url, typed | {"about": key}) for key in (somebody, nobody))
        assert hidden.context["form"].errors["about"]
        assert bare(hidden, somebody) == bare(absent, nobody), url


# Page titles


@pytest.mark.parametrize("who", STRANGERS)
def test_the_title_of_what_is_not_ones_own_is_that_of_nothing(who, house, elsewhere, staff, signed_in):
    client = signed_in(staff[who])
    pages = [house.family.get_absolute_url(), house.plan.get_absolute_url(), house.meeting.get_absolute_url()]
    titles = {re.search(r"<title>(.*?)</title>", said(client.get(url)))[1] for url in pages}
    assert titles == {"Not found · Linkages"}


# Logs


def test_no_log_line_or_entry_holds_a_name(house, staff, elsewhere, signed_in, caplog):
    """The server's own log, and every field of the access log: search words, wrong passwords, refusals, misses."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, logger="django.db.backends")
    for name in ("cfs.worker", "ais.worker", "cfs.worker2", "admin"):
        client = signed_in(staff[name])
        client.post("/families/search/", {"words": NAMES[1]})
        client.post("/break-glass/", {"number": NAMES[3], "reason": f"{NAMES[1]} needs help tonight"})
        client.post(reverse("crossover:clearance-number"), {"number": NAMES[2]})
        client.post(reverse("families:person-edit", args=[house.mother.uuid]), {"first_name": NAMES[1]})
        client.put(house.family.get_absolute_url())
        client.get(reverse("reports:family-people", args=[house.family.uuid]))
    assert caplog.records
    assert_tells_nothing(caplog.text)
    entries = AccessLogEntry.objects.values()
    assert entries.count() >= 16
    assert_tells_nothing(str(list(entries)))


# Task titles


def test_a_task_or_notice_is_a_kind_a_day_and_a_citation(house, staff):
    """Derived texts tell no name and no kind of information, not even of what is asked for."""
    Way(staff).standing_at(Xover1Status.WITH_AIS_WORKER)
    tasks, notices = Task.objects.all(), Notice.objects.all()
    assert tasks
    assert notices
    people = [part for family in Family.objects.all() for one in family.people.all() for part in (str(one),)]
    told = " ".join(f"{task} {task.why} {task.key}" for task in tasks) + " ".join(f"{one} {one.url}" for one in notices)
    kinds = [category.label for category in Category if category not in {Category.IDENTITY, Category.LOGISTICS}]
    assert_tells_nothing(told, (*NAMES, *KEPT, *people, *kinds))


# Redirects


def test_no_redirect_leads_to_what_is_not_ones_own(house, staff, elsewhere, signed_in, client):
    """Sign-in leads to the address asked for, whatever it is; there it is 404. A refused method leads nowhere."""
    absent = reverse("reports:family-detail", args=[uuid4()])
    asked = house.family.get_absolute_url()
    signed_out = [client.get(url) for url in (asked, absent)]
    assert [answer["Location"].partition("?")[0] for answer in signed_out] == [reverse("account_login")] * 2
    assert_tells_nothing(" ".join(answer["Location"] for answer in signed_out))
    stranger, member = signed_in(staff["cfs.worker2"]), signed_in(staff["cfs.worker"])
    button = reverse("caseplans:plan-freeze", args=[house.plan.uuid])
    for url in (asked, house.plan.get_absolute_url(), button):
        for method in ("get", "post", "put", "delete"):
            assert getattr(stranger, method)(url).status_code in {404, 405}, (method, url)
        assert house.plan.get_absolute_url() not in said(stranger.put(url))
        assert str(house.family.uuid) not in said(stranger.put(url))
    assert 'href="../">Back to the record' in said(member.put(button)), "the way up, without a key"
    member.post("/families/search/", {"words": NAMES[1]})
    assert_tells_nothing(member.post("/families/search/", {"words": NAMES[1]})["Location"])
