"""One family's whole road, walked in a real browser by the people it takes (31-090 III-V), to the sealed PDF."""

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import page as pdf_checker
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from families.models import Family
from tests.browser.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Sit = Callable[..., Desk]


@contextmanager
def at_work(desk: Sit, user: User, **size: int) -> Iterator[Page]:
    """Someone signs in, works, signs out."""
    sitting = desk(user, **size)
    yield sitting.page
    sitting.sign_out()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def tick(box: Locator) -> None:
    """Tick a box or choose a radio button by its label, as a hand does."""
    if not box.is_checked():
        box.page.locator(f"label[for='{box.get_attribute('id')}']").click()
    assert box.is_checked()


def choose(page: Page, label: str) -> None:
    tick(page.get_by_label(label, exact=True).first)


def fill(page: Page, **fields: str) -> None:
    """Fill by label; the underscore stands for a space and the label may go on."""
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).first.fill(value)


def pick(page: Page, label: str, option: str) -> None:
    """Choose in a list the entry that holds these words."""
    box = page.get_by_label(label)
    box.select_option(box.locator("option", has_text=option).first.get_attribute("value"))


def open_family(page: Page, name: str) -> None:
    follow(page, "Families")
    follow(page, name)


def draw(page: Page) -> None:
    """Sign with the mouse."""
    canvas = page.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 30 + 14 * step, box["y"] + 60 + (25 if step % 2 else -20))
    page.mouse.up()


def refer_and_flag(desk: Sit, staff: dict[str, User]) -> None:
    """Screening records the referral; the ER clerk clears it and fills Part A."""
    with at_work(desk, staff["screening.clerk"]) as page:
        follow(page, "New referral")
        fill(page, Referral_number="R-2026-1122", Family_name="Ferreira")
        pick(page, "ER unit", "ER 1")
        press(page, "Save the referral")
    with at_work(desk, staff["er.clerk"]) as page:
        page.goto("/referrals/")
        follow(page, "R-2026-1122")
        follow(page, "New clearance")
        choose(page, "CalSAWS")
        choose(page, "Name")
        choose(page, "Active")
        fill(page, Case_number_found="CW-778899", Worker_named_there="Victor Delgado")
        press(page, "Save the clearance")
        press(page, "Start XOVER1")
        for row, (first, relationship) in enumerate([("Marta", "mother"), ("Nico", "child")]):
            page.locator(f"[name=people-{row}-first_name]").fill(first)
            page.locator(f"[name=people-{row}-last_name]").fill("Ferreira")
            page.locator(f"[name=people-{row}-relationship]").select_option(relationship)
        fill(page, Street="12 Arch Street", City="Martinez")
        press(page, "Save Part A")
        page.get_by_role("link", name="Send to the ER supervisor").click()
        pick(page, "Assigning ER supervisor", "ER 1")
        press(page, "Send")


def open_case(desk: Sit, staff: dict[str, User]) -> None:
    """The ER supervisor opens the case as IFS."""
    with at_work(desk, staff["er.supervisor"]) as page:
        follow(page, "XOVER1")
        follow(page, "Ferreira")
        page.get_by_role("link", name="Open a case").click()
        fill(page, Case_number="CFS-2026-77")
        choose(page, "Intensive Family Services")
        choose(page, "Voluntary")
        pick(page, "Unit that holds the case", "IFS 1")
        press(page, "Open the case and send the form on")


def complete_part_b(desk: Sit, staff: dict[str, User], name: str, calworks_number: str) -> None:
    """The IFS supervisor names the worker, repeats the clearance, completes Part B and distributes."""
    with at_work(desk, staff["ifs.supervisor"]) as page:
        open_family(page, name)
        follow(page, "Cases and workers")
        follow(page, "Assign or reassign")
        pick(page, "CFS social worker", "Naomi Feldman")
        fill(page, Why="Case opened")
        press(page, "Assign")
        follow(page, "XOVER1")
        follow(page, name)
        expect(page.get_by_text("Repeat the clearance first")).to_be_visible()
        page.get_by_role("link", name="Repeat the clearance").click()
        choose(page, "CalSAWS")
        choose(page, "Case number")
        choose(page, "Active")
        fill(page, Case_number_found=calworks_number)
        press(page, "Save the clearance")
        page.get_by_role("link", name="Complete Part B").click()
        choose(page, "Situation that destabilizes the family")
        pick(page, "AIS/FS supervisor", "Beatriz Montoya")
        press(page, "Complete and distribute")


def join_ais(desk: Sit, staff: dict[str, User], name: str) -> None:
    """The AIS/FS supervisor assigns the worker, who acknowledges the form."""
    with at_work(desk, staff["ais.supervisor"]) as page:
        follow(page, "XOVER1")
        follow(page, name)
        page.get_by_role("link", name="Assign the AIS/FS social worker").click()
        pick(page, "AIS/FS social worker", "Samuel Okafor")
        press(page, "Assign and send the form on")
    with at_work(desk, staff["ais.worker"]) as page:
        follow(page, "XOVER1")
        follow(page, name)
        press(page, "Acknowledge: I have it")


def sign_the_10b(desk: Sit, staff: dict[str, User]) -> None:
    """The parent signs on a tablet in the living room."""
    with at_work(desk, staff["cfs.worker"], width=820, height=1180) as page:
        open_family(page, "Ferreira")
        follow(page, "Cases and workers")
        page.get_by_role("link", name="Change CFS case").click()
        fill(page, IFS_agreement_signed=timezone.localdate().isoformat())
        press(page, "Save")
        follow(page, "Consents")
        page.get_by_role("link", name="Asked").click()
        press(page, "I explained the purpose")
        follow(page, "Open the form in English")
        choose(page, "Marta Ferreira")
        choose(page, "For themselves and the children named")
        for covered in page.locator("[name=persons]").all():
            tick(covered)
        for category in ("Case-plan services, dates and visits", "Housing and homelessness"):
            choose(page, category)
        choose(page, "In the county's Linkages system")
        choose(page, "Signed on screen")
        draw(page)
        tick(page.locator("[name=explained]"))
        press(page, "Save the signed form")
        expect(page.get_by_text("In force").first).to_be_visible()


def starts_at() -> str:
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M")


def hold(page: Page, outcome: str = "") -> None:
    """Everyone invited took part; a PLTM says what it came to."""
    follow(page, "Hold the meeting")
    for attendance in page.locator(".mark [value=in_person]").all():
        tick(attendance)
    if outcome:
        choose(page, outcome)
    press(page, "Record the meeting")


def meet(desk: Sit, staff: dict[str, User]) -> None:
    """The PLTM by phone, then the LTM with the family."""
    with at_work(desk, staff["cfs.worker"]) as page:
        open_family(page, "Ferreira")
        follow(page, "Meetings")
        follow(page, "Schedule a meeting")
        follow(page, "Pre-Linkages Team Meeting (PLTM)")
        expect(page.get_by_label("Marta Ferreira")).not_to_be_visible()
        fill(page, Date_and_time=starts_at(), Place_or="925-555-0199")
        choose(page, "By phone")
        press(page, "Schedule the meeting")
        hold(page, "The family is willing: schedule the LTM next")
        fill(page, Date_and_time=starts_at(), Place_or="Family's home")
        choose(page, "In person")
        tick(page.get_by_label("Marta Ferreira"))
        press(page, "Schedule the meeting")
        hold(page)
        page.get_by_role("link", name="Add a decision").click()
        fill(page, What_was_decided="Parenting class counts for both programs")
        page.get_by_label("What kind of information").select_option("services")
        pick(page, "About whom", "Marta")
        press(page, "Save")


def plan(desk: Sit, staff: dict[str, User]) -> None:
    """Each worker writes their part; the CFS requirement stands first; it is frozen."""
    with at_work(desk, staff["cfs.worker"]) as page:
        open_family(page, "Ferreira")
        follow(page, "Plan")
        follow(page, "Start the LCCP")
        press(page, "Start the plan")
        follow(page, "Add a goal")
        fill(page, What_we_hope_to_accomplish="Nico is safe at home")
        page.get_by_label("What kind of information").select_option("services")
        pick(page, "About whom", "Marta")
        page.locator("[name=by_when]").fill((timezone.localdate() + datetime.timedelta(days=90)).isoformat())
        press(page, "Save")
    with at_work(desk, staff["ais.worker"]) as page:
        open_plan(page)
        add_activity(page, "Apply at the housing office", "housing", "wtw_plan", "housing", person="")
    with at_work(desk, staff["cfs.worker"]) as page:
        open_plan(page)
        add_activity(page, "Finish the parenting class", "parenting", "cfs_plan", "services", person="Marta")
        expect(page.locator("table tbody tr")).to_have_count(2)
        rows = page.locator("table tbody tr").all_inner_texts()
        assert "Finish the parenting class" in rows[0]
        expect(page.get_by_role("button", name="Freeze for signing")).to_have_count(0)
        follow(page, "Note that it was shown")
        pick(page, "Who was shown the plan", "Marta")
        press(page, "Note as shown")
        press(page, "Freeze for signing")


def open_plan(page: Page) -> None:
    open_family(page, "Ferreira")
    follow(page, "Plan")
    page.get_by_role("link", name="Plan started").click()


def add_activity(page: Page, text: str, service: str, source: str, category: str, *, person: str) -> None:
    page.get_by_role("link", name="Add an activity").first.click()
    page.locator("[name=text]").fill(text)
    responsible = "family" if person else "calworks"
    tick(page.locator(f"[name=responsible][value={responsible}]"))
    if person:
        pick(page, "Which person", person)
    page.locator("[name=service]").select_option(service)
    for name in ("provided_by", "paid_by"):
        tick(page.locator(f"[name={name}][value={'cfs' if person else 'calworks'}]"))
    page.locator("[name=due_on]").fill((timezone.localdate() + datetime.timedelta(days=60)).isoformat())
    page.locator("[name=source]").select_option(source)
    page.locator("[name=category]").select_option(category)
    pick(page, "About whom", "Marta")
    press(page, "Save")


def sign_the_plan(desk: Sit, staff: dict[str, User], into: Path) -> Path:
    with at_work(desk, staff["ais.worker"]) as page:
        open_family(page, "Ferreira")
        follow(page, "Plan")
        page.get_by_role("link", name="Version 1").first.click()
        page.get_by_role("link", name="Show the plan and sign as Samuel Okafor").click()
        fill(page, Full_name="Samuel Okafor")
        tick(page.get_by_label("This is my signature"))
        press(page, "Sign")
    with at_work(desk, staff["cfs.worker"], width=820, height=1180) as page:
        open_family(page, "Ferreira")
        follow(page, "Plan")
        page.get_by_role("link", name="Version 1").first.click()
        for name in ("Naomi Feldman", "Marta Ferreira"):
            page.get_by_role("link", name=f"Show the plan and sign as {name}").click()
            draw(page)
            press(page, "Sign")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download").first.click()
        saved = into / "plan.pdf"
        download.value.save_as(saved)
    return saved


def test_the_whole_road(desk, staff, tmp_path):
    refer_and_flag(desk, staff)
    open_case(desk, staff)
    complete_part_b(desk, staff, "Ferreira", "CW-778899")
    join_ais(desk, staff, "Ferreira")
    sign_the_10b(desk, staff)
    meet(desk, staff)
    plan(desk, staff)
    saved = sign_the_plan(desk, staff, tmp_path)

    text = subprocess.run(["pdftotext", saved, "-"], capture_output=True, text=True, check=True).stdout
    for words in (
        "Naomi Feldman",
        "Samuel Okafor",
        "Marta Ferreira",
        "Nico is safe at home",
        "Finish the parenting class",
        "Apply at the housing office",
        "Parenting class counts for both programs",
        "Family Plan Summary",
    ):
        assert words in " ".join(text.split()), words
    content = saved.read_bytes()
    for profile in (pdf_checker.ValidationProfile.PDF_UA_1, pdf_checker.ValidationProfile.PDF_A_2A):
        assert pdf_checker.validate_pdf_bytes(content, profile=profile).is_compliant
    assert_sealed(saved)
    assert Family.objects.filter(name="Ferreira").count() == 1


def assert_sealed(saved: Path) -> None:
    """pyHanko and poppler agree that the seal is whole; one changed byte breaks it."""
    assert shutil.which("pdfsig")
    said = subprocess.run(["pdfsig", "-nocert", saved], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert verify(saved).returncode == 0
    changed = bytearray(saved.read_bytes())
    changed[len(changed) // 3] ^= 1
    forged = saved.with_name("forged.pdf")
    forged.write_bytes(changed)
    refused = verify(forged)
    assert refused.returncode != 0
    assert "ltered" in refused.stdout + refused.stderr


def verify(pdf: Path) -> subprocess.CompletedProcess[str]:
    """Ask as anyone would: `manage.py verify_pdf FILE`, in the county of this test."""
    command = [sys.executable, "manage.py", "verify_pdf", str(pdf)]
    county = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    env = os.environ | {"DATABASE_URL": county.geturl()}
    return subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)


def test_the_reverse_path(desk: Sit, staff: dict[str, User], live_server: Any) -> None:
    """The CalWORKs clerk flags; the point person routes; it ends in the same AIS assignment and the same clocks."""
    with at_work(desk, staff["calworks.clerk"]) as page:
        follow(page, "XOVER1")
        page.goto("/xover1/flag/")
        fill(page, Case_name="Adeyemi", CalWORKs_case_number="CW-31337")
        page.locator("[name=people-0-first_name]").fill("Grace")
        page.locator("[name=people-0-last_name]").fill("Adeyemi")
        page.locator("[name=people-0-relationship]").select_option("mother")
        page.locator("main form button[type=submit]").click()
        expect(page.get_by_text("Adeyemi").first).to_be_visible()
    with at_work(desk, staff["cfs.pointperson"]) as page:
        follow(page, "XOVER1")
        follow(page, "Adeyemi")
        page.get_by_role("link", name="Route").first.click()
        fill(page, CFS_case_number="CFS-31337")
        choose(page, "Name")
        choose(page, "Intensive Family Services")
        pick(page, "CFS supervisor responsible", "IFS 1")
        page.locator("main form button[type=submit]").click()
    with at_work(desk, staff["calworks.clerk"]) as page:
        page.goto("/xover1/sent/")
        text = page.locator("main").inner_text()
        assert "eceived" in text
        assert "CFS-31337" not in text
        assert "Intensive Family Services" not in text
    complete_part_b(desk, staff, "Adeyemi", "CW-31337")
    join_ais(desk, staff, "Adeyemi")
    with at_work(desk, staff["ais.worker"]) as page:
        page.goto("/tasks/")
        assert "Hold the PLTM" in page.locator("table").inner_text()
