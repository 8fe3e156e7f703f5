"""`make run` never touches what is not the demo's, prints what is true, and says what it cannot use."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.county import COUNTY_NUMBERS
from accounts.models import County, User
from linkages_site.demo.county import holds_other_data
from linkages_site.demo.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("options", [{}, {"reset": True}])
def test_a_county_with_staff_and_no_family_yet_is_refused(options):
    """Referrals and clearances stand alone before there is a family; `make demo-reset` would have dropped them."""
    County.objects.create(pk=1, name="Contra Costa County")
    User.objects.create_user("rosa.diaz@county.example", "correct horse battery staple")
    with pytest.raises(CommandError, match="not the demo's"):
        call_command("demo_county", **options)
    assert User.objects.get().email == "rosa.diaz@county.example"


def test_another_programs_tables_are_refused():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE payroll (id int)")
    assert holds_other_data()


def test_an_empty_database_and_the_demo_itself_are_not():
    assert not holds_other_data()
    County.objects.create(pk=1, holds_demo_data=True)
    make_staff()
    assert not holds_other_data()


def test_everyone_signs_in_with_the_password_it_prints(monkeypatch, capsys):
    County.objects.create(pk=1, holds_demo_data=True)
    make_staff("what it was at first")
    hire = User.objects.create_user("new.person@example.org", "orchid tundra velvet moss")
    monkeypatch.setenv("DEMO_PASSWORD", "what it is today")
    call_command("demo_county")
    assert "the password is: what it is today" in capsys.readouterr().out
    demo = User.objects.exclude(pk=hire.pk)
    assert all(check_password("what it is today", user.password) for user in demo)
    hire.refresh_from_db()
    assert hire.check_password("orchid tundra velvet moss")


@pytest.mark.parametrize("port", ["abc", "0", "99999"])
def test_a_port_that_is_none_is_said_in_one_line(port):
    serve = [sys.executable, "scripts/serve.py"]
    done = subprocess.run(
        serve, cwd=settings.BASE_DIR, env=os.environ | {"PORT": port}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == f"PORT is '{port}'; it must be a number from 1 to 65535: make run PORT=8001\n"


def test_a_process_that_has_done_nothing_yet_knows_every_county_number():
    """The administrator's list of numbers is shown by such a process."""
    code = "import django; django.setup(); from accounts.county import COUNTY_NUMBERS; print(*COUNTY_NUMBERS)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "linkages_site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert {"pltm_days", "transition_days"} <= set(done.stdout.split()) == set(COUNTY_NUMBERS)
