"""The catalogue of services and the resource directory: read from a file all or none, looked up by all staff."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from caseplans.models import ActivityTemplate
from families.enums import TELLS_OF, ServiceType
from families.models import Provider, Service
from families.rules.directory import UnreadableDirectory, read_directory
from families.services.directory import import_providers

HEAD = b"name,services,area,phone,languages\n"
GOOD = HEAD + b'"Harbor, Inc.",housing;food,Antioch,555-0101,Spanish; vi\n'


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"\xff\xfe", ["This is no CSV file in UTF-8. Save it as “CSV UTF-8” first."]),
        (HEAD + b"A\0,food,Antioch,,\n", ["This is no CSV file in UTF-8. Save it as “CSV UTF-8” first."]),
        (
            HEAD + b'"A",food,Antioch,"1\n2",\n\nB,dancing,Antioch,,\n',
            ["Line 5: no service “dancing” in the catalogue."],
        ),
        (b"name,area\nx,y\n", ["The first line names no column “services”."]),
        (HEAD + b",housing,Antioch,,\n", ["Line 2: “name” is empty."]),
        (HEAD + b"A,dancing,Antioch,,\n", ["Line 2: no service “dancing” in the catalogue."]),
        (HEAD + b"A,food,Antioch,,Elvish\n", ["Line 2: no language “Elvish”."]),
        (HEAD + b"A,food,Antioch,,\na,housing,ANTIOCH,,\n", ["Line 3: a, ANTIOCH stands in the file twice."]),
        (HEAD + b"A,food,Antioch," + b"5" * 41 + b",\n", ["Line 2: “phone” has more than 40 characters."]),
    ],
)
def test_what_is_wrong_with_a_file_is_said_by_line(content, problems):
    with pytest.raises(UnreadableDirectory) as refusal:
        read_directory(content, {"food", "housing"})
    assert refusal.value.problems == problems


def test_a_file_adds_and_brings_up_to_date(db, tmp_path):
    assert import_providers(GOOD) == (1, 0)
    assert import_providers("\ufeff".encode() + GOOD.replace(b"555-0101", b"555-0202")) == (0, 1)
    kept = Provider.objects.get()
    assert (kept.phone, kept.languages, kept.services.count()) == ("555-0202", ["es", "vi"], 2)
    assert kept.history.count() == 2
    (tmp_path / "bad.csv").write_bytes(HEAD + b"New,food,Antioch,,\nB,dancing,Antioch,,\n")
    with pytest.raises(CommandError, match="Nothing was taken"):
        call_command("import_providers", tmp_path / "bad.csv")
    assert Provider.objects.count() == 1, "all or none"


def test_it_is_searched_by_service_area_and_language(carried, signed_in):
    import_providers(GOOD + b"Other,parenting,Richmond,,English\n")
    client, url = signed_in(carried.cfs_worker), reverse("families:provider-list")
    for query, found in (
        ("service=food", True), ("service=parenting", False), ("area=antio", True), ("area=rich", False),
        ("language=es", True), ("language=en", False), ("words=harb", True),
    ):  # fmt: skip
        assert ("Harbor, Inc." in client.get(f"{url}?{query}").content.decode()) == found, query
    Provider.objects.update(listed=False)
    assert "Harbor" not in client.get(url).content.decode()


def test_administrators_import_and_no_service_loses_what_it_tells(staff, signed_in, db):
    client, url = signed_in(staff["admin"]), reverse("admin:families_provider_import")
    assert client.get(url).status_code == 200
    assert signed_in(staff["cfs.worker"]).get(url).status_code in {302, 403, 404}
    assert set(ServiceType.values) <= set(Service.objects.values_list("code", flat=True))
    for code, category in TELLS_OF.items():
        assert Service.objects.get(pk=code).tells_of == category
        with pytest.raises(IntegrityError), transaction.atomic():
            Service.objects.filter(pk=code).update(tells_of="")


def test_administrators_keep_services_providers_and_templates(staff, signed_in, db):
    client, template = signed_in(staff["admin"]), ActivityTemplate.objects.get(service="parenting")
    for name in ("families_service", "families_provider", "caseplans_activitytemplate"):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    change = reverse("admin:caseplans_activitytemplate_change", args=[template.pk])
    assert template.steps[0] in client.get(change).content.decode()
    said = {"service": "parenting", "text": "Go", "why": "", "measure": "", "steps": "One\nTwo", "offered": "on"}
    assert client.post(change, said | {"frequency": "", "hours_a_week": "", "counts_as": ""}).status_code == 302
    assert ActivityTemplate.objects.get(pk=template.pk).steps == ["One", "Two"]
    provider = {"name": "N", "area": "A", "services": ["food", "housing"], "languages": ["es"], "listed": "on"}
    assert client.post(reverse("admin:families_provider_add"), provider).status_code == 302
    assert Provider.objects.get().services.count() == 2
    opened = {"name": "Counseling", "tells_of": "", "counts_as": "", "offered": "on"}
    refused = client.post(reverse("admin:families_service_change", args=["mental_health"]), opened)
    assert "That stays" in refused.content.decode()
