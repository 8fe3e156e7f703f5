"""Two records become one family where both name one person and someone compared them; a number alone joins nothing."""

import datetime

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, visible
from crossover.enums import ConsentOutcome, Xover1Status
from crossover.models import ConsentRequest
from crossover.rules.joining import CANNOT_BE_JOINED, may_be_same_person
from crossover.services import decline_consent, explain_purpose, request_consent
from families.enums import TaskKind
from families.models import CfsCase, Family, Person
from families.services import add_address, create_family, merge_families, record_calworks_case
from linkages_site.demo.factories import PersonFactory
from tests.county import family_with_workers
from tests.crossover.way import CHILD, MOTHER

pytestmark = pytest.mark.django_db
S = Xover1Status
BORN = datetime.date(1990, 3, 4)
OTHER_DAY = datetime.date(1991, 3, 4)


def person(first: str, last: str, born: datetime.date | None = None, **facts: object) -> Person:
    return Person(first_name=first, last_name=last, born_on=born, **facts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # both birth dates: they agree, and so does a name
        (person("Rosa", "Ibarra", BORN), person("Rosa", "Ibarra", BORN), True),
        (person("Rosa", "Ibarra", BORN), person("ROSA", "Núñez", BORN), True),
        (person("Rosita", "Ibarra", BORN), person("Rosa", "Ibarra", BORN), True),
        (person("Rosa", "Ibarra", BORN), person("Elena", "Núñez", BORN), False),
        (person("Rosa", "Ibarra", BORN), person("Rosa", "Ibarra", OTHER_DAY), False),
        # a date missing or estimated: both names agree
        (person("Rosa", "Ibarra"), person("Rosa", "Ibarra", BORN), True),
        (person("José", "Núñez"), person("jose", "nunez"), True),
        (person("Rosa", "Ibarra"), person("Rosa", "Núñez", BORN), False),
        (person("Rosa", "Ibarra", OTHER_DAY, born_on_is_estimated=True), person("Rosa", "Ibarra", BORN), True),
        # by another name they are known by
        (person("Rosa", "Ibarra"), person("Rosa", "Núñez", also_known_as="Rosita Ibarra"), True),
        (person("李", "王"), person("李", "王"), True),
        (person("李", "王"), person("張", "陳"), False),
    ],
)
def test_who_may_be_the_same_person(one, other, same):
    assert may_be_same_person(one, other) == may_be_same_person(other, one) == same


def strangers_case(number: str = "CW-TYPO") -> Family:
    """A family that CalWORKs has on file, of other people."""
    family = create_family(name="Quillfeather")
    record_calworks_case(family=family, number=number)
    PersonFactory(family=family, first_name="Zephyrine", last_name="Brackenbury")
    return family


def test_a_mistyped_number_joins_nothing(way):
    stranger = strangers_case()
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    for compared in (False, True):
        with pytest.raises(NotAllowed) as refusal:
            way.assign_ais(form, calworks_number="CW-TYPO", compared=compared)
        assert refusal.value.reason == CANNOT_BE_JOINED
    stranger.refresh_from_db()
    form.refresh_from_db()
    assert (stranger.merged_into, form.status) == (None, S.WITH_AIS_SUPERVISOR)


def test_families_cfs_keeps_apart_stay_apart(way, staff):
    """The same mother in two CFS cases: there may be a reason. The words are those for a stranger's number."""
    theirs = family_with_workers(staff["cfs.worker2"], None)
    PersonFactory(family=theirs.family, **MOTHER)
    record_calworks_case(family=theirs.family, number="CW-THEIRS")
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    with pytest.raises(NotAllowed) as refusal:
        way.assign_ais(form, calworks_number="CW-THEIRS", compared=True)
    assert refusal.value.reason == CANNOT_BE_JOINED
    assert not visible(Family, staff["ais.supervisor"]).filter(pk=theirs.family.pk).exists()


def test_nothing_is_joined_before_someone_compared(way):
    theirs = create_family(name="Ibarra-Soto")
    record_calworks_case(family=theirs, number="CW-OLD")
    PersonFactory(family=theirs, **CHILD)
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    with pytest.raises(NotAllowed, match="Compare the people first"):
        way.assign_ais(form, calworks_number="CW-OLD")
    theirs.refresh_from_db()
    assert theirs.merged_into is None


def test_a_mistyped_cfs_number_routes_nowhere(way, staff):
    known = family_with_workers(staff["cfs.worker"], None)
    form = way.flag()
    with pytest.raises(NotAllowed) as refusal:
        way.route(form, cfs_number=known.cfs_case.number, compared=True)
    assert refusal.value.reason == CANNOT_BE_JOINED
    form.refresh_from_db()
    assert (form.status, form.family.clearances.count()) == (S.WITH_POINT_PERSON, 0)
    assert not visible(Family, staff["cfs.worker"]).filter(pk=form.family_id).exists()


def test_a_number_the_clerk_mistyped_gives_the_form_a_family_of_its_own(way, staff):
    stranger = strangers_case()
    form = way.flag(calworks_number="CW-TYPO")
    assert form.family != stranger
    assert form.family.people.get().first_name == MOTHER["first_name"]
    assert not visible(Family, staff["cfs.pointperson"]).filter(pk=stranger.pk).exists()
    way.route(form, cfs_number="CFS-NEW")
    assert not CfsCase.objects.filter(family=stranger).exists()


def test_the_page_asks_to_compare_and_says_whom(way, staff, signed_in):
    theirs = create_family(name="Ibarra-Soto")
    record_calworks_case(family=theirs, number="CW-OLD")
    PersonFactory(family=theirs, **MOTHER)
    PersonFactory(family=theirs, first_name="Zephyrine", last_name="Brackenbury")
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    client, url = signed_in(staff["ais.supervisor"]), reverse("crossover:xover1-assign", args=[form.uuid])
    typed = {"worker": staff["ais.worker"].uuid, "calworks_number": " CW-OLD ", "number_checked": "on"}
    assert "compared" not in client.get(url).context["form"].fields

    asked = client.post(url, typed)
    assert "Both name Rosa Ibarra (mother)." in asked.content.decode()
    assert "Zephyrine" not in asked.content.decode()
    assert asked.context["form"].errors == {"compared": ["Compare the people on both records, then tick this."]}
    assert asked.context["form"]["calworks_number"].value() == " CW-OLD "

    assert client.post(url, typed | {"compared": "on"}).status_code == 302
    theirs.refresh_from_db()
    assert theirs.merged_into == form.family


def test_the_page_says_nothing_of_a_strangers_record(way, staff, signed_in):
    strangers_case()
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    url = reverse("crossover:xover1-assign", args=[form.uuid])
    typed = {"worker": staff["ais.worker"].uuid, "calworks_number": "CW-TYPO", "compared": "on"}
    typed["number_checked"] = "on"
    page = signed_in(staff["ais.supervisor"]).post(url, typed).content.decode()
    assert CANNOT_BE_JOINED in page
    assert not any(word in page for word in ("Quillfeather", "Zephyrine", "Brackenbury", "I compared"))


def test_the_route_page_asks_too(way, staff, signed_in):
    known = way.known_to_cfs()
    form = way.flag()
    url = reverse("crossover:xover1-route", args=[form.uuid])
    page = signed_in(staff["cfs.pointperson"]).post(url, {"cfs_number": known.cfs_case.number})
    assert page.context["form"].errors["compared"]


@pytest.mark.parametrize("typed", ["cw-old", " CW-OLD ", "cw-Old"])
def test_a_number_is_one_number_however_it_is_typed(way, typed):
    theirs = create_family(name="Quillfeather")
    record_calworks_case(family=theirs, number="CW-OLD")
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    with pytest.raises(NotAllowed) as refusal:
        way.assign_ais(form, calworks_number=typed, compared=True)
    assert refusal.value.reason == CANNOT_BE_JOINED


def test_another_number_than_the_forms_is_asked_about(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    client, url = signed_in(staff["ais.supervisor"]), reverse("crossover:xover1-assign", args=[form.uuid])
    typed = {"worker": staff["ais.worker"].uuid, "calworks_number": "CW-OTHER"}
    assert "number_checked" in client.post(url, typed).context["form"].errors
    assert "calworks_number" in client.post(url, typed | {"calworks_number": "<b>!!</b>"}).context["form"].errors
    assert client.post(url, typed | {"number_checked": "on"}).status_code == 302


def test_a_mistyped_number_does_not_tell_which_unit_has_it(way, staff):
    known = family_with_workers(staff["cfs.worker2"], None)
    form = way.flag()
    with pytest.raises(NotAllowed) as refusal:
        way.route(form, cfs_number=known.cfs_case.number)
    assert refusal.value.reason == CANNOT_BE_JOINED


def asked(way, staff, signed_in, number="CW-OLD"):
    """The assigning page where another record has the number, as the AIS/FS supervisor is asked to compare."""
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    url = reverse("crossover:xover1-assign", args=[form.uuid])
    typed = {"worker": staff["ais.worker"].uuid, "calworks_number": number, "number_checked": "on"}
    return form, url, typed, signed_in(staff["ais.supervisor"]).post(url, typed)


def test_before_and_after_show_only_what_the_joiner_may_know(way, staff, signed_in):
    theirs = create_family(name="Quillfeather")
    record_calworks_case(family=theirs, number="CW-OLD")
    record_calworks_case(family=theirs, number="CW-SECRET")
    PersonFactory(family=theirs, **MOTHER, born_on=BORN, also_known_as="Rosita Underhill")
    PersonFactory(family=theirs, first_name="Zephyrine", last_name="Brackenbury")
    _, _, _, page = asked(way, staff, signed_in, " cw-old ")
    joining, text = page.context["form"].joining, page.content.decode()
    assert joining.other.people == ["Rosa Ibarra, mother"]
    assert (joining.other.cases, joining.other.workers) == (["CalWORKs case CW-OLD"], [])
    assert set(joining.this.people) == {"Rosa Ibarra, mother", "Luz Ibarra, child"}
    assert joining.joined.people == joining.this.people + joining.other.people
    assert len(joining.joined.cases) == len(joining.this.cases) + 1
    assert "either record may hold people, cases and workers not shown here" in text
    hidden = ("Quillfeather", "Zephyrine", "Brackenbury", "Underhill", "SECRET", "Mar 4, 1990")
    assert not any(word in text for word in hidden)


def test_before_and_after_show_both_where_both_are_known(way, staff, signed_in):
    theirs = family_with_workers(None, staff["ais.worker"], name="Ibarra-Soto")
    PersonFactory(family=theirs.family, **MOTHER)
    number = theirs.calworks_case.number
    _, _, _, page = asked(way, staff, signed_in, number)
    joining = page.context["form"].joining
    assert f"CalWORKs case {number}" in joining.other.cases
    assert any(str(theirs.child) in person for person in joining.other.people)
    assert joining.other.workers == [f"AIS/FS social worker: {staff['ais.worker']}"]
    assert joining.joined.people == joining.this.people + joining.other.people
    assert joining.joined.workers == joining.this.workers + joining.other.workers


def test_the_joined_family_says_what_was_joined_when_and_by_whom(way, staff, signed_in):
    theirs = family_with_workers(None, staff["ais.worker"], name="Ibarra-Soto")
    PersonFactory(family=theirs.family, **MOTHER)
    add_address(family=theirs.family, by=staff["ais.worker"], about=None, street="9 Benefit Street", confidential=True)
    form, url, typed, _ = asked(way, staff, signed_in, theirs.calworks_case.number)
    assert signed_in(staff["ais.supervisor"]).post(url, typed | {"compared": "on"}).status_code == 302
    page = signed_in(staff["ais.worker"]).get(f"/families/{form.family.uuid}/joined/")
    join = page.context["joins"][0]
    assert (join.name, join.by) == ("Ibarra-Soto", str(staff["ais.supervisor"]))
    told = {row.title for row in join.rows}
    assert f"Came from the other record: CalWORKs case {theirs.calworks_case.number}" in told
    assert f"Came from the other record: person {theirs.child}" in told
    assert any(title.startswith("Came from the other record: address") for title in told)
    assert (
        "See what was joined" in signed_in(staff["ais.worker"]).get(f"/families/{form.family.uuid}/").content.decode()
    )
    history = signed_in(staff["ais.worker"]).get(f"/families/{form.family.uuid}/history/").content.decode()
    assert f"Came from the other record: person {theirs.child}" in history
    cfs = signed_in(staff["ifs.supervisor"]).get(f"/families/{form.family.uuid}/joined/")
    assert {row.title for row in cfs.context["joins"][0].rows} == {title for title in told if "address" not in title}
    assert signed_in(staff["cfs.worker2"]).get(f"/families/{form.family.uuid}/joined/").status_code == 404


def test_a_record_joined_twice_over_keeps_who_came_from_where(staff, signed_in):
    first, second = create_family(name="First"), create_family(name="Second")
    one, other = PersonFactory(family=first), PersonFactory(family=second)
    last = family_with_workers(staff["cfs.worker"], None, name="Last")
    merge_families(keep=second, merge=first)
    merge_families(keep=last.family, merge=second)
    page = signed_in(staff["cfs.worker"]).get(f"/families/{last.family.uuid}/joined/")
    told = {join.name: {row.title for row in join.rows} for join in page.context["joins"]}
    people = {f"Came from the other record: person {person}" for person in (one, other)}
    assert told == {"Second": people, "First": {f"Came from the other record: person {one}"}}


def test_a_no_answers_what_both_records_asked(staff):
    """Each record had its own request open; after a no nothing nags the family."""
    ones = family_with_workers(staff["cfs.worker"], None)
    other = family_with_workers(None, staff["ais.worker"])
    for made, owner in ((ones, staff["cfs.worker"]), (other, staff["ais.worker"])):
        request_consent(family=made.family, owner=owner)
    merge_families(keep=ones.family, merge=other.family)
    asked = ConsentRequest.objects.filter(family=ones.family)
    assert asked.count() == 2
    answered = asked.get(owner=staff["cfs.worker"])
    explain_purpose(request=answered, by=staff["cfs.worker"])
    decline_consent(request=answered, by=staff["cfs.worker"], outcome=ConsentOutcome.DECLINED, reason="Two plans")
    assert {(each.outcome, each.reason) for each in asked.all()} == {(ConsentOutcome.DECLINED, "Two plans")}
    assert not ones.family.task_rows.filter(kind=TaskKind.REQUEST_CONSENT).exists()


def test_the_address_of_a_joined_record_leads_to_the_family(staff, signed_in):
    ones = family_with_workers(staff["cfs.worker"], None)
    other = family_with_workers(None, staff["ais.worker"])
    merge_families(keep=ones.family, merge=other.family)
    old, new = (reverse("reports:family-people", args=[family.uuid]) for family in (other.family, ones.family))
    for name in ("cfs.worker", "ais.worker"):
        assert signed_in(staff[name]).get(old)["Location"] == new
    assert signed_in(staff["cfs.worker2"]).get(old).status_code == 404


def test_a_form_says_which_other_form_of_the_family_has_not_ended(way, staff, signed_in):
    """After a join each record may have brought one: nobody voids what nobody is told of."""
    form, other, ended = way.standing_at(S.WITH_CFS_SUPERVISOR), way.flag(), way.standing_at(S.VOID)
    client = signed_in(staff["ifs.supervisor"])
    said = "another XOVER1 that has not ended"
    assert said not in client.get(form.get_absolute_url()).content.decode()
    merge_families(keep=form.family, merge=other.family)
    merge_families(keep=form.family, merge=ended.family)
    page = client.get(form.get_absolute_url()).content.decode()
    assert said in page
    assert other.get_absolute_url() in page
    assert f"{other.case_name}, From CalWORKs to CFS: With the CFS point person" in page
    assert ended.get_absolute_url() not in page
    way.void(form)
    assert said not in client.get(form.get_absolute_url()).content.decode()
