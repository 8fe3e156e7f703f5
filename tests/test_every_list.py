"""Every list of the app: counted, filtered, exported as filtered, kept as a view of one's own, walked through.

A new list without a row in LISTS fails, and so does a page that is cut from rows past `families.views.listing`.
"""

import csv
import datetime
import io
import re
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.enums import AccessAct
from accounts.models import AccessLogEntry, SavedView
from crossover.services import return_xover1
from families.services import break_glass, declare_conflict, name_cover
from families.services.directory import import_providers
from linkages_site.demo.directory import DIRECTORY
from tests.caseplans import county as plans
from tests.clients import said
from tests.county import family_with_workers
from tests.crossover.way import Way
from tests.meetings import contacts, requests, team
from tests.meetings import county as meetings
from tests.test_architecture import modules, name_of
from tests.test_need_to_know import named_patterns

FORMULA = "=1+1"
OF_FAMILY = {f"reports:family-{tab}" for tab in ("meetings", "contacts", "team", "history", "access")}
# Each list with who has something on it, a filter that leaves something of it, and one that leaves nothing.
LISTS = {
    "families:family-list": ("cfs.worker", "component=ifs", "component=pp"),
    "families:task-list": ("cfs.worker", "whose=all", "kind=sign_plan"),
    "families:notice-list": ("ais.worker", "read=new", "read=read"),
    "families:referral-list": ("er.clerk", "disposition=open", "disposition=no_case"),
    "families:cover-list": ("ifs.supervisor", "state=now", "state=over"),
    "families:conflict-list": ("ifs.supervisor", "decision=waiting", "decision=accepted"),
    "families:provider-list": ("cfs.worker", "area=Martinez", "area=Nowhere"),
    "crossover:clearance-list": ("er.clerk", "result=active", "result=pending"),
    "crossover:clearance-choose": ("er.clerk", "disposition=open", "disposition=no_case"),
    "crossover:xover1-inbox": ("er.supervisor", "step=with_er_supervisor", "step=acknowledged"),
    "crossover:xover1-returned": ("er.clerk", "since=2020-01-01", "until=2020-01-01"),
    "crossover:xover1-waiting": ("er.clerk", "step=with_er_supervisor", "step=acknowledged"),
    "crossover:xover1-sent": ("er.clerk", "since=2020-01-01", "until=2020-01-01"),
    "meetings:contact-list": ("cfs.worker", "kind=visit", "kind=team"),
    "meetings:request-list": ("cfs.worker", "way=from&stands=open", "stands=answered"),
    "caseplans:outreach-list": ("ais.worker", "reason=sanctioned", "reason=exempt"),
    "reports:access-log": ("privacy.officer", "since=2020-01-01", "until=2020-01-01"),
    "reports:access-unusual": ("privacy.officer", "", ""),
    "reports:break-glass-list": ("privacy.officer", "review=waiting", "review=done"),
    "reports:role-change-list": ("privacy.officer", "what=%2B", "what=-"),
    "reports:family-meetings": ("cfs.worker", "kind=ltm", "kind=pltm"),
    "reports:family-contacts": ("cfs.worker", "kind=visit", "kind=team"),
    "reports:family-team": ("cfs.worker", "bureau=cfs&category=logistics", "to=me"),
    "reports:family-history": ("cfs.worker", "kind=meetings.Contact", "kind=families.Removal"),
    "reports:family-access": ("ifs.supervisor", "since=2020-01-01", "until=2020-01-01"),
}
OF_THE_LOG = {"reports:access-log", "reports:family-access"}
# What is cut into pages and is no list: a calendar, the board of a supervisor's units.
OTHER_PAGES = {
    "meetings/views/calendars.py",
    "reports/views/unit_work.py",
}


def lists() -> dict[str, object]:
    """Every view made of a `Listed`, by its route."""
    found = named_patterns(get_resolver())
    return {name: pattern.callback for name, pattern, _ in found if hasattr(pattern.callback, "listed")}


def test_every_list_has_a_row():
    assert lists().keys() == LISTS.keys()


@pytest.mark.parametrize("path", [path for path in modules() if "views" in name_of(path)], ids=name_of)
def test_no_page_is_cut_past_the_listing(path):
    made = {"families/views/listing.py", "families/views/pages.py"} | OTHER_PAGES
    assert name_of(path) in made or "page_of(" not in path.read_text()


@pytest.fixture(scope="module")
def module_full(module_county, django_db_blocker):
    """Two rows or more on every list, made once: what a test adds is undone after it."""
    staff, carried = module_county.staff, module_county.carried
    with django_db_blocker.unblock():
        other = family_with_workers(staff["cfs.worker"], staff["ais.worker"], name=FORMULA)
        for home in (carried, other):
            contacts.visit(home, narrative=FORMULA)
            contacts.call(home)
            requests.asked(home)
            meetings.ltm(home)
            plans.sanctioned(home)
            for _ in range(2):
                team.wrote(home, text=FORMULA)
        forms = [Way(staff).standing_at("with_er_supervisor") for _ in range(3)]
        return_xover1(form=forms[0], by=staff["er.supervisor"], reason="The birth dates are missing")
        away = {"covered": staff["cfs.worker"], "cover": staff["cfs.worker2"]}
        import_providers(DIRECTORY.read_bytes() + b"Yard Sale,food,Martinez,,,,,\n")
        name_cover(by=staff["ifs.supervisor"], **away, **_days())
        declare_conflict(by=staff["cfs.worker"], how="A neighbor", number="CFS-0000")
        number = carried.cfs_case.number
        break_glass(by=staff["er.worker"], number=number, reason="Police ask for the children now")
    return SimpleNamespace(staff=staff, family=carried.family)


@pytest.fixture
def full(module_full, db):
    return deepcopy(module_full)


def _days():
    today = timezone.localdate()
    return {"from_date": today, "until_date": today + datetime.timedelta(days=3)}


def address(name, full):
    return reverse(name, args=[full.family.uuid] if name in OF_FAMILY else [])


def counted(page):
    """How many rows the page says its list has."""
    found = re.search(r"\d+ to \d+ of (\d+)", page)
    return int(found[1]) if found else 0


def file_of(client, page):
    """The lines of the file that the page offers, without its headings."""
    link = re.search(r'href="([^"]+)">Export this list', page)[1].replace("&amp;", "&")
    answer = client.get(link)
    assert answer["Content-Type"].startswith("text/csv"), link
    return list(csv.reader(io.StringIO(said(answer))))[1:]


@pytest.mark.parametrize("name", LISTS)
def test_count_list_and_file_are_one_with_every_filter_and_a_view_of_it_is_ones_own(name, full, signed_in):
    who, some, none = LISTS[name]
    client, url = signed_in(full.staff[who]), address(name, full)
    for query in ("", some, none):
        page = client.get(f"{url}?{query}").content.decode()
        lines = file_of(client, page)
        # the log holds this reading of itself, and the file what was logged when it was made
        assert abs(counted(page) - len(lines)) <= (1 if name in OF_THE_LOG else 0), query
        assert all(not cell.startswith("=") for line in lines for cell in line)
    if name != "reports:access-unusual":
        assert counted(client.get(f"{url}?{some}").content.decode()) > 0
        assert counted(client.get(f"{url}?{none}").content.decode()) == 0
    assert AccessLogEntry.objects.filter(act=AccessAct.EXPORTED, user=full.staff[who]).exists()
    assert client.post(reverse("accounts:view-save"), {"name": "Quillwort", "here": f"{url}?{some}"}).status_code == 302
    view = SavedView.objects.get()
    assert (view.route, view.query) == (name, some)
    shown = re.escape(f"{url}?{some.replace('&', '&amp;')}")
    assert re.search(f'href="{shown}"[^>]*>Quillwort', client.get(url).content.decode())
    assert "Quillwort" not in said(signed_in(full.staff["ais.supervisor"]).get(url)), "it is one's own"
    assert client.post(reverse("accounts:view-drop", args=[view.uuid]), {"here": url}).status_code == 302
    assert not SavedView.objects.exists()


WALKED = {
    "families:family-list": "reports:family-detail",
    "families:task-list": "reports:family-detail",
    "families:referral-list": "crossover:referral-detail",
    "crossover:clearance-list": "crossover:clearance-detail",
    "crossover:xover1-inbox": "crossover:xover1-detail",
    "crossover:xover1-sent": "crossover:xover1-detail",
    "meetings:contact-list": "meetings:contact-detail",
    "meetings:request-list": "meetings:request-detail",
    "reports:family-contacts": "meetings:contact-detail",
}


@pytest.mark.parametrize("name", WALKED)
def test_a_page_leads_to_the_next_one_of_the_list_it_came_from(name, full, signed_in):
    who, some, none = LISTS[name]
    client, url = signed_in(full.staff[who]), address(name, full)
    page = client.get(f"{url}?{some}").content.decode()
    pattern = reverse(WALKED[name], args=["00000000-0000-0000-0000-000000000000"]).replace(
        "00000000-0000-0000-0000-000000000000", "[0-9a-f-]{36}"
    )
    here, *others = dict.fromkeys(re.findall(f'href="({pattern})"', page))
    first = client.get(here).content.decode()
    place, count = map(int, re.search(r"(\d+) of (\d+)</p>", first).groups())
    assert (place, count) == (1, 1 + len(others))
    following = re.findall(r'rel="next" href="([^"]+)">Next in the list', first)
    assert following == others[:1]
    if others:
        assert f'rel="prev" href="{here}"' in client.get(others[0]).content.decode()
    assert some.replace("&", "&amp;") in first, "the way back keeps the filter"
    client.get(f"{url}?{none}")
    assert "Back to the list" not in client.get(here).content.decode(), "this page is not in the list now"


def test_the_requests_of_one_family_are_a_list_of_their_own(full, signed_in):
    client = signed_in(full.staff["cfs.worker"])
    tab = client.get(reverse("reports:family-team", args=[full.family.uuid])).content.decode()
    url = f"{reverse('meetings:request-list')}?family={full.family.uuid}"
    assert f'href="{url}"' in tab
    found = client.get(url).context["rows"]
    assert {asked.family for asked in found} == {full.family}
    assert counted(client.get(reverse("meetings:request-list")).content.decode()) > len(found)


def test_what_is_no_longer_ones_own_is_not_walked_to(full, signed_in):
    """The list is asked anew: whoever lost a family is not led there."""
    worker = full.staff["cfs.worker"]
    client = signed_in(worker)
    client.get(reverse("families:family-list"))
    page = client.get(full.family.get_absolute_url()).content.decode()
    assert "2</p>" in page
    stranger = signed_in(full.staff["cfs.worker2"])
    session = stranger.session
    session["lists"] = dict(client.session["lists"])
    session.save()
    answer = stranger.get(full.family.get_absolute_url())
    assert answer.status_code in {200, 404}
    assert answer.status_code == 200 or "Back to the list" not in answer.content.decode()


@pytest.mark.parametrize("here", ["/nowhere/", "/", "https://example.org/families/", "/families/?" + "x" * 600])
def test_only_a_list_of_ours_is_kept(here, county):
    client = county.client("cfs.worker")
    answer = client.post(reverse("accounts:view-save"), {"name": "Mine", "here": here})
    assert answer.status_code == 302
    assert not answer["Location"].startswith("https")
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_explained(county):
    client = county.client("cfs.worker")
    answer = client.post(reverse("accounts:view-save"), {"name": "", "here": "/families/"}, follow=True)
    assert "Give the view a name" in answer.content.decode()


def test_filters_that_contradict_each_other_make_no_file(full, signed_in):
    client = signed_in(full.staff["cfs.worker"])
    url = reverse("meetings:contact-list")
    answer = client.get(f"{url}?since=2026-02-02&until=2026-01-01&export=csv")
    assert answer.status_code == 302
    assert "export" not in answer["Location"]
