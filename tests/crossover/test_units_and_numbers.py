"""What must agree on a form's way: unit and component, the clearance's day, the CalWORKs number, the workers named."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import Unit
from crossover.enums import Xover1Status
from crossover.models import Clearance
from crossover.pdf.xover1 import xover1_sheet
from crossover.services import open_case_from_xover1, transfer_cfs_case
from families.admin import UnitForm
from families.enums import AssignmentRole, Component
from families.models import CfsCase
from families.services import assign, record_calworks_case
from linkages_site.demo.factories import UserFactory

pytestmark = pytest.mark.django_db
S = Xover1Status
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def holds(name: str, *components: Component) -> Unit:
    unit = Unit.objects.get(name=name)
    unit.components = list(components)
    unit.save()
    return unit


@pytest.fixture
def permanency(staff):
    return holds("Permanency 1", Component.PP)


def holder(staff, unit) -> int:
    return staff["cfs.supervisor"].supervisions.get(unit=unit).pk


def test_a_case_is_opened_in_a_unit_of_its_component(way, staff, permanency, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    with pytest.raises(NotAllowed, match="Permanency 1 holds Permanency Planning"):
        open_case_from_xover1(
            form=form, by=staff["er.supervisor"], number="CFS-9", component=Component.IFS, unit=permanency,
            to=staff["cfs.supervisor"],
        )  # fmt: skip
    client, url = signed_in(staff["er.supervisor"]), reverse("crossover:xover1-open-case", args=[form.uuid])
    typed = {"number": "CFS-9", "component": "ifs", "jurisdiction": "voluntary", "holder": holder(staff, permanency)}
    assert list(client.post(url, typed).context["form"].errors) == ["holder"]
    assert not CfsCase.objects.exists()
    assert client.post(url, typed | {"component": "pp"}).status_code == 302
    assert CfsCase.objects.get().component == Component.PP


def offered(page, unit) -> str:
    """The choice of this unit as the page writes it."""
    (found,) = re.findall(f"<option [^>]*>{unit.name}:[^<]*", page.content.decode())
    return found


def test_each_unit_offered_says_which_components_it_holds(way, staff, permanency, signed_in):
    opening, routing, known = way.standing_at(S.WITH_ER_SUPERVISOR), way.flag(), way.known_to_cfs()
    anywhere = Unit.objects.get(name="Family Maintenance 1")
    for name, who, form in (("open-case", "er.supervisor", opening), ("route", "cfs.pointperson", routing)):
        client, url = signed_in(staff[who]), reverse(f"crossover:xover1-{name}", args=[form.uuid])
        page = client.get(url)
        assert 'data-fits="component"' in page.content.decode()
        assert 'data-holds="pp"' in offered(page, permanency)
        assert "(Permanency Planning)" in offered(page, permanency)
        assert "data-holds" not in offered(page, anywhere)
    on_file = client.post(url, {"cfs_number": known.cfs_case.number, "component": "ifs"})
    assert "data-holds" not in offered(on_file, permanency), "a case on file keeps its unit, whatever that holds"


def test_a_unit_without_components_holds_any(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    case = way.open_case(form, component=Component.FR)
    assert case.component == Component.FR


def test_a_case_moves_to_a_unit_of_its_component(way, staff, permanency, signed_in):
    case = way.standing_at(S.WITH_AIS_SUPERVISOR).cfs_case
    facts = {"by": staff["ifs.supervisor"], "to": staff["cfs.supervisor"], "why": "Moved"}
    with pytest.raises(NotAllowed, match="Intensive Family Services"):
        transfer_cfs_case(case=case, unit=permanency, **facts)
    url = reverse("crossover:case-transfer", args=[case.uuid])
    answer = signed_in(staff["ifs.supervisor"]).post(url, {"holder": holder(staff, permanency), "why": "Moved"})
    assert list(answer.context["form"].errors) == ["holder"]
    transfer_cfs_case(case=case, unit=Unit.objects.get(name="Family Maintenance 1"), **facts)


def test_a_transfer_offers_only_units_that_can_take_the_case(way, staff, permanency, signed_in):
    case = way.standing_at(S.WITH_AIS_SUPERVISOR).cfs_case
    client, url = signed_in(staff["ifs.supervisor"]), reverse("crossover:case-transfer", args=[case.uuid])
    offered = client.get(url).context["form"].fields["holder"].queryset
    anywhere = {"ER 1", "ER 2", "Family Maintenance 1", "Family Reunification 1"}
    assert {each.unit.name for each in offered} == anywhere
    for name in anywhere:
        holds(name, Component.FR, *([Component.IFS] if name == "Family Reunification 1" else []))
    offered = client.get(url).context["form"].fields["holder"].queryset
    assert {each.unit.name for each in offered} == {"Family Reunification 1"}
    holds("Family Reunification 1", Component.FR)
    page = client.get(url).content.decode()
    assert "No other unit that has a supervisor holds Intensive Family Services." in page
    assert "Move the case</button>" not in page
    assert f'href="{url}"' not in page


def test_routing_a_new_case_and_one_on_file(way, staff, permanency, signed_in):
    form, known = way.flag(), way.known_to_cfs()
    client, url = signed_in(staff["cfs.pointperson"]), reverse("crossover:xover1-route", args=[form.uuid])
    typed = {"cfs_number": "CFS-NEW", "keys_used": ["name"], "component": "ifs", "holder": holder(staff, permanency)}
    assert list(client.post(url, typed).context["form"].errors) == ["holder"]
    on_file = client.post(url, typed | {"cfs_number": known.cfs_case.number})
    assert "holder" not in on_file.context["form"].errors
    with pytest.raises(NotAllowed, match="Permanency 1 holds"):
        way.route(form, cfs_number="CFS-NEW", unit=permanency, to=staff["cfs.supervisor"])


def test_the_administrator_says_what_a_unit_holds(staff, permanency):
    facts = {"name": "Permanency 2", "bureau": "cfs", "office": permanency.office_id, "components": ["pp", "fr"]}
    form_class = type("Form", (UnitForm,), {"Meta": type("Meta", (), {"model": Unit, "fields": list(facts)})})
    assert form_class(facts).save().components == ["pp", "fr"]
    assert list(form_class(facts | {"name": "Intake 2", "bureau": "calworks"}).errors) == ["components"]


def test_an_answer_from_before_the_assignment_is_no_repeated_clearance(way, staff, signed_in):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    with pytest.raises(NotAllowed, match="present assignment began"):
        way.clear_again(form, as_of=YESTERDAY)
    answers = {"system": "calsaws", "keys_used": ["name"], "result": "active", "case_number": "C1"}
    client, url = signed_in(staff["ifs.supervisor"]), reverse("crossover:xover1-clear", args=[form.uuid])
    before = Clearance.objects.count()
    stale = client.post(url, answers | {"as_of": YESTERDAY.isoformat()})
    assert list(stale.context["form"].errors) == ["as_of"]
    assert Clearance.objects.count() == before
    assert client.post(url, answers | {"as_of": timezone.localdate().isoformat()}).status_code == 302


def test_a_stale_answer_kept_before_does_not_count(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    Clearance.objects.filter(pk=way.clear_again(form).pk).update(as_of=YESTERDAY)
    with pytest.raises(NotAllowed, match="Repeat the clearance first"):
        way.complete(form)


def test_the_form_names_the_workers_of_its_own_cases(way, staff):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    colleague = UserFactory(unit=staff["ais.worker"].unit, roles=["ais_worker"])
    other = record_calworks_case(family=form.family, number="CW-OTHER")
    assign(case=other, role=AssignmentRole.AIS_WORKER, unit=colleague.unit, worker=colleague, why="Another case")
    label = AssignmentRole.AIS_WORKER.label
    assert dict(xover1_sheet(form, staff["ais.supervisor"]).workers)[label] == ""
    way.assign_ais(form)
    named = dict(xover1_sheet(form, staff["ais.supervisor"]).workers)[label]
    assert str(staff["ais.worker"]) in named
    assert str(colleague) not in named


def test_numbers_that_differ_are_told_and_asked_about(way, staff, signed_in):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form, case_number="CW-SEEN")
    way.complete(form)
    client, url = signed_in(staff["ais.supervisor"]), reverse("crossover:xover1-assign", args=[form.uuid])
    told = f"The XOVER1 says {form.calworks_number}; the repeated clearance says CW-SEEN"
    assert told in client.get(url).content.decode()
    typed = {"worker": staff["ais.worker"].uuid, "calworks_number": form.calworks_number}
    asked = client.post(url, typed)
    assert list(asked.context["form"].errors) == ["number_checked"]
    assert "The repeated clearance says CW-SEEN. I checked" in asked.content.decode()
    assert client.post(url, typed | {"number_checked": "on"}).status_code == 302


def test_a_number_that_differs_is_refused_until_someone_compared(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form, case_number="CW-SEEN")
    way.complete(form)
    for number in (form.calworks_number, "cw-seen"):
        with pytest.raises(NotAllowed, match=r"says .* First check in CalSAWS"):
            way.assign_ais(form, calworks_number=number, number_checked=False)
    form.refresh_from_db()
    assert form.status == S.WITH_AIS_SUPERVISOR
    way.assign_ais(form, calworks_number="CW-SEEN")
    assert form.status == S.WITH_AIS_WORKER


def test_the_repeated_clearance_is_shown_as_soon_as_it_is_made(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    assert xover1_sheet(form, staff["ifs.supervisor"]).re_clearance == []
    way.clear_again(form, case_number="CW-SEEN")
    assert "CW-SEEN" in dict(xover1_sheet(form, staff["ifs.supervisor"]).re_clearance).values()
    way.void(form)
    assert xover1_sheet(form, staff["ifs.supervisor"]).re_clearance == []
