"""Whatever happens in whatever order: who knows, who works and who reads is what the rules, said naively, say."""

import datetime
import itertools
import os
import random
import re
import subprocess
from contextlib import ExitStack
from io import StringIO
from typing import Any

import hypothesis
import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.access import NotAllowed, visible
from accounts.models import Cover, User
from crossover.enums import EVERY_WAY, Capacity
from crossover.models import AbuseFlag, Consent, SharingObjection, Xover1
from crossover.services import assign_cfs_worker, revoke_consent
from crossover.services.objections import flag_abuse, lift_abuse_flag, object_to_sharing, withdraw_objection
from crossover.sharing import readable
from families.enums import (
    AssignmentRole,
    Category,
    ExitType,
    MonthlyKind,
    PersonNoteKind,
    PlacementKind,
    Relationship,
    WtwStatus,
)
from families.models import (
    Conflict,
    Family,
    MonthlyFigure,
    Person,
    PersonNote,
    Removal,
    Restriction,
    WtwStanding,
)
from families.services import (
    assign,
    break_glass,
    deactivate_user,
    decide_conflict,
    declare_conflict,
    edit_cfs_case,
    end_cover,
    lift_restriction,
    merge_families,
    name_cover,
    reactivate_user,
    restrict_family,
    settle,
)
from linkages_site.demo.factories import PersonFactory
from linkages_site.demo.staff import make_staff
from tests import naive
from tests.clients import signed_in
from tests.county import family_with_workers
from tests.crossover.consents import sign
from tests.crossover.way import Way

pytestmark = pytest.mark.django_db
PERSONAS = [
    "er.clerk", "er.supervisor", "ifs.supervisor", "cfs.supervisor", "cfs.worker", "cfs.worker2", "ais.worker",
    "ais.supervisor", "calworks.clerk", "eligibility.worker", "es.worker", "coordinator", "privacy.officer", "admin",
]  # fmt: skip
CATEGORIES = [Category.CONTACT, Category.SERVICES, Category.MENTAL_HEALTH, Category.INVESTIGATION]
WORKERS = st.sampled_from(["cfs.worker", "cfs.worker2", "ais.worker", "es.worker"])
SUPERVISORS = st.sampled_from(["ifs.supervisor", "cfs.supervisor", "ais.supervisor"])
WHICH = st.sampled_from([0, 1])
WAYS = st.sampled_from([["electronic"], ["verbal", "written", "electronic"], ["verbal"]])
PARENTS = st.sampled_from(["mother", "father"])
DAYS = st.integers(min_value=0, max_value=4)
KINDS = st.sampled_from([Category.SERVICES, Category.MENTAL_HEALTH])
TOKEN = re.compile(r"token-\d+\b")
# The dates of the information, in days from the day of signing: none, or as the signer limited them.
COVERS = st.sampled_from([(None, None), (None, None), (-40, None), (None, 20), (-9, -4), (-3, 20), (-1, 0)])
ROWS: list[Any] = [PersonNote, WtwStanding, MonthlyFigure, Removal]
EXAMPLES, STEPS = (int(os.environ.get(name, usual)) for name, usual in (("SOAK_EXAMPLES", 25), ("SOAK_STEPS", 12)))
IS_SOAK = "SOAK_EXAMPLES" in os.environ  # new sequences each time; otherwise the same ones until this file changes
PARTS = (os.cpu_count() or 1) if IS_SOAK else 1  # a soak is shared out among the processors


class AnyOrder(RuleBasedStateMachine):
    """Random sequences of the real services on two families. A refused step is a step too: nothing may have changed."""

    @initialize(seed=st.integers(min_value=0), covers=COVERS)
    def a_county(self, seed: int, covers: Any) -> None:
        """Two families, their rows, and one form signed, perhaps for information of certain dates only."""
        self.random, self.tokens = random.Random(seed), itertools.count()
        self.undone_at_the_end = ExitStack()
        self.undone_at_the_end.enter_context(transaction.atomic())
        self.undone_at_the_end.callback(transaction.set_rollback, True)
        self.traveller = self.undone_at_the_end.enter_context(time_machine.travel(timezone.now(), tick=False))
        self.staff = make_staff(password="correct horse battery staple")
        self.cases = [
            family_with_workers(self.staff["cfs.worker"], self.staff["ais.worker"]),
            family_with_workers(self.staff["cfs.worker2"], self.staff["es.worker"], name="Stranger"),
        ]
        for case in self.cases:
            case.father = PersonFactory(family=case.family, relationship=Relationship.FATHER)
            case.child.born_on = timezone.localdate() - datetime.timedelta(days=14 * 366)
            case.child.save()
            self.write_notes(case.family, [case.mother, case.father, case.child])
            for bureau, about in itertools.product(("cfs", "calworks"), (case.mother, case.father, case.child)):
                self.keep_dated_rows(
                    {"family": case.family, "bureau": bureau, "category": Category.SERVICES, "about": about}
                )
            settle(case.family)
        self.consent(0, "mother", Category.SERVICES, begins=0, days=30, alone=False, covers=covers, ways=EVERY_WAY)

    def write_notes(self, family: Family, people: list[Person]) -> None:
        """Of every kind, by both bureaus, each with a word of its own: data that could leak."""
        for bureau, category in itertools.product(("cfs", "calworks"), CATEGORIES):
            for about, confidential in [*((person, False) for person in people), (people[0], True)]:
                self.write_note(family, bureau=bureau, category=category, about=about, confidential=confidential)
            if category == Category.CONTACT:
                self.write_note(family, bureau=bureau, category=category)

    def write_note(self, family: Family, **facts: Any) -> None:
        kind, text = PersonNoteKind.SAFE_CONTACT, f"token-{next(self.tokens)}"
        PersonNote.objects.create(family=family, kind=kind, text=text, **facts)

    def keep_dated_rows(self, kept: dict[str, Any]) -> None:
        """What tells of certain days: some past, some still going on, a month that runs."""
        day, figure = self.days_from_now, MonthlyKind.HOURS if kept["bureau"] == "cfs" else MonthlyKind.EARNINGS
        for begins, ends in ((-8, -4), (-2, None), (0, 1)):
            status = {"from_date": day(begins), "until_date": day(ends), "status": WtwStatus.EXEMPT}
            WtwStanding.objects.create(**kept, **status)
            exit_type = "" if ends is None else ExitType.REUNIFIED
            removal = {"entered_on": day(begins), "exited_on": day(ends), "exit_type": exit_type}
            Removal.objects.create(**kept, **removal, placement=PlacementKind.RELATIVE)
        month = timezone.localdate().replace(day=1)
        MonthlyFigure.objects.create(**kept, kind=figure, month=month, value=20)

    def days_from_now(self, days: int | None) -> datetime.date | None:
        return None if days is None else timezone.localdate() + datetime.timedelta(days=days)

    def teardown(self) -> None:
        with self.undone_at_the_end:
            self.compare_what_everyone_sees(is_the_end=True)
            self.what_three_people_find_on_the_pages_is_what_the_rules_say()
            self.what_xover1_prints_is_what_the_rules_say()
            call_command("verify", stdout=StringIO())

    def user(self, name: str) -> User:
        """As a new request would load them: nothing cached."""
        return User.objects.get(pk=self.staff[name].pk)

    def family(self, which: int) -> Family:
        family = Family.objects.get(pk=self.cases[which].family.pk)
        return family.merged_into or family

    def person(self, which: int, who: str) -> Person:
        return Person.objects.get(pk=getattr(self.cases[which], who).pk)

    def attempt(self, verb: Any, **facts: Any) -> None:
        try:
            with transaction.atomic():
                verb(**facts)
        except NotAllowed:
            pass

    @rule(which=WHICH, worker=WORKERS, by=SUPERVISORS)
    def reassign_cfs(self, which: int, worker: str, by: str) -> None:
        case = self.cases[which].cfs_case
        case.refresh_from_db()
        present = case.assignments.open().in_role(AssignmentRole.CFS_WORKER).first()
        facts = {"why": "-", "seen": present.uuid if present else None}
        self.attempt(assign_cfs_worker, case=case, by=self.user(by), worker=self.user(worker), **facts)

    @rule(which=WHICH, worker=st.sampled_from(["ais.worker", "es.worker"]))
    def reassign_ais(self, which: int, worker: str) -> None:
        case, user = self.cases[which].calworks_case, self.user(worker)
        case.refresh_from_db()
        facts = {"role": AssignmentRole.AIS_WORKER, "unit": user.unit, "worker": user, "why": "-"}
        self.attempt(assign, case=case, **facts)

    @rule(
        which=WHICH,
        signer=PARENTS,
        category=KINDS,
        begins=DAYS,
        days=DAYS,
        alone=st.booleans(),
        covers=COVERS,
        ways=WAYS,
    )
    def consent(
        self, which: int, signer: str, category: Category, begins: int, days: int, alone: bool, covers: Any,
        ways: list[str],
    ) -> None:  # fmt: skip
        case, parent = self.cases[which], self.person(which, signer)
        facts = {"persons": [parent] if alone else [parent, self.person(which, "child")], "sharing_methods": ways}
        of_dates = dict(zip(("covers_from", "covers_until"), map(self.days_from_now, covers), strict=True))
        self.sign(which, parent, begins, days, categories=[category], case=case, **facts, **of_dates)

    @rule(which=WHICH, begins=DAYS, days=DAYS)
    def consent_of_the_minor(self, which: int, begins: int, days: int) -> None:
        child = self.person(which, "child")
        facts = {"capacity": Capacity.MINOR, "categories": [Category.MENTAL_HEALTH], "persons": [child]}
        self.sign(which, child, begins, days, case=self.cases[which], **facts)

    def sign(self, which: int, signer: Person, begins: int, days: int, *, case: Any, **facts: Any) -> None:
        by = self.user("cfs.worker" if which == 0 else "cfs.worker2")
        case.family = self.family(which)
        first = timezone.localdate() + datetime.timedelta(days=begins)
        dates = {"from_date": first, "until_date": first + datetime.timedelta(days=days)}
        hand = {"signer": signer, "initials": signer.last_name[0], "by": by}
        self.attempt(lambda: sign({"cfs.worker": by}, case, **hand, **dates, **facts))

    @rule(which=WHICH, objector=PARENTS, category=st.sampled_from(["", Category.SERVICES]), by=WORKERS)
    def object(self, which: int, objector: str, category: str, by: str) -> None:
        child, objector_of_it = self.person(which, "child"), self.person(which, objector)
        facts = {"child": child, "objector": objector_of_it, "category": category}
        self.attempt(object_to_sharing, by=self.user(by), **facts)

    @rule(by=WORKERS)
    def withdraw(self, by: str) -> None:
        objection = SharingObjection.objects.filter(withdrawal=None).last()
        if objection:
            self.attempt(withdraw_objection, objection=objection, by=self.user(by))

    @rule(which=WHICH, protected=PARENTS, by=WORKERS)
    def keep_apart(self, which: int, protected: str, by: str) -> None:
        other = "father" if protected == "mother" else "mother"
        two = {"protected": self.person(which, protected), "against": self.person(which, other)}
        self.attempt(flag_abuse, by=self.user(by), **two)

    @rule(by=WORKERS)
    def lift_a_flag(self, by: str) -> None:
        flag = AbuseFlag.objects.filter(lifting=None).last()
        if flag:
            self.attempt(lift_abuse_flag, flag=flag, by=self.user(by))

    @rule(
        category=st.sampled_from(["", Category.SERVICES, Category.MENTAL_HEALTH]),
        recipient=st.sampled_from(["", "cfs", "calworks"]),
        by=WORKERS,
    )
    def revoke(self, category: str, recipient: str, by: str) -> None:
        consent = Consent.objects.order_by("pk").last()
        if consent:
            part = {"category": category, "recipient": recipient}
            self.attempt(revoke_consent, consent=consent, by=self.user(by), **part)

    @rule(hours=st.sampled_from([1, 23, 25, 60]))
    def time_passes(self, hours: int) -> None:
        self.traveller.shift(datetime.timedelta(hours=hours))

    @rule(by=SUPERVISORS, covered=st.sampled_from([*PERSONAS[1:7]]), cover=WORKERS, begins=DAYS, lasts=DAYS)
    def cover(self, by: str, covered: str, cover: str, begins: int, lasts: int) -> None:
        first = timezone.localdate() + datetime.timedelta(days=begins)
        dates = {"from_date": first, "until_date": first + datetime.timedelta(days=lasts)}
        self.attempt(name_cover, by=self.user(by), covered=self.user(covered), cover=self.user(cover), **dates)

    @rule(by=SUPERVISORS)
    def end_a_cover(self, by: str) -> None:
        cover = Cover.objects.order_by("pk").last()
        if cover:
            self.attempt(end_cover, by=self.user(by), cover=cover)

    @rule(which=WHICH, by=SUPERVISORS, named=st.sets(st.sampled_from(PERSONAS[2:8]), min_size=2))
    def restrict(self, which: int, by: str, named: set[str]) -> None:
        people = [self.user(name) for name in sorted(named)]
        self.attempt(restrict_family, family=self.family(which), by=self.user(by), named=people, why="A relative")

    @rule(by=SUPERVISORS)
    def lift(self, by: str) -> None:
        restriction = Restriction.objects.filter(lifted_at=None).first()
        if restriction:
            self.attempt(lift_restriction, restriction=restriction, by=self.user(by), why="-")

    @rule(which=WHICH, by=WORKERS, accepted=st.booleans(), supervisor=SUPERVISORS)
    def conflict(self, which: int, by: str, accepted: bool, supervisor: str) -> None:
        self.attempt(declare_conflict, by=self.user(by), how="My cousin", family=self.family(which))
        declared = Conflict.objects.order_by("pk").last()
        if declared:
            self.attempt(decide_conflict, conflict=declared, by=self.user(supervisor), accepted=accepted)

    @rule(which=WHICH, by=st.sampled_from(PERSONAS))
    def break_the_glass(self, which: int, by: str) -> None:
        case, user = self.cases[which], self.user(by)
        number = (case.cfs_case if user.bureau == "cfs" else case.calworks_case).number
        self.attempt(break_glass, by=user, reason="The child is at the hospital", number=number)

    @rule(name=WORKERS)
    def leave_or_come_back(self, name: str) -> None:
        user = self.user(name)
        self.attempt(deactivate_user if user.is_active else reactivate_user, by=self.user("admin"), user=user)

    @rule(which=WHICH, by=WORKERS)
    def close(self, which: int, by: str) -> None:
        case = self.cases[which].cfs_case
        case.refresh_from_db()
        closed = {"closed_on": timezone.localdate(), "version": case.version}
        self.attempt(edit_cfs_case, case=case, by=self.user(by), **closed)

    @precondition(lambda self: not Family.objects.filter(merged_into__isnull=False).exists())
    @rule()
    def merge(self) -> None:
        self.attempt(merge_families, keep=self.family(0), merge=self.family(1))

    @rule(step=st.sampled_from(["send", "send_back", "recall", "redirect", "open_case", "void"]))
    def a_form_travels(self, step: str) -> None:
        way = Way(self.staff)
        form = way.draft()
        self.write_notes(form.family, list(form.family.people.all()))
        self.attempt(way.send, form=form)
        if step != "send":
            form.refresh_from_db()
            self.attempt(getattr(way, step), form=form)

    @invariant()
    def what_everyone_sees_is_what_the_rules_say(self) -> None:
        if hasattr(self, "staff"):
            self.compare_what_everyone_sees()

    def compare_what_everyone_sees(self, is_the_end: bool = False) -> None:
        """Each person's families, and one kind of row after each step, every kind at the end of the sequence."""
        said, families = naive.Facts(), list(Family.objects.all())
        rows = [(model, list(model.objects.select_related("family"))) for model in ROWS]
        for name in PERSONAS:
            user = self.user(name)
            known = {family.pk for family in families if said.knows(user, family)}
            assert set(visible(Family, user).values_list("pk", flat=True)) == known, name
            worked = {family.pk for family in families if said.works(user, family)}
            assert set(Family.objects.workable_by(user).values_list("pk", flat=True)) == worked, name
            for model, kept in rows if is_the_end else self.random.sample(rows, 1):
                readable_rows = {row.pk for row in kept if said.reads(user, row)}
                assert set(readable(model.objects.all(), user).values_list("pk", flat=True)) == readable_rows, name

    def what_three_people_find_on_the_pages_is_what_the_rules_say(self) -> None:
        said, case = naive.Facts(), self.random.choice(self.cases)
        for name in self.random.sample(PERSONAS, 3):
            user, family = self.user(name), Family.objects.get(pk=case.family.pk)
            page = signed_in(user).get(reverse("reports:family-people", args=[family.uuid]))
            if not user.is_active:
                assert page.status_code == 302, name  # to the sign-in
                continue
            if joined := family.merged_into:
                assert page.status_code == (302 if said.knows(user, joined) else 404), name  # to the one it became
                continue
            assert page.status_code == (200 if said.knows(user, family) else 404), name
            rows = PersonNote.objects.filter(family=family, about__isnull=False).select_related("family")
            told = {row.text for row in rows if said.reads(user, row)}
            assert set(TOKEN.findall(page.content.decode())) == told, name

    def what_xover1_prints_is_what_the_rules_say(self) -> None:
        """One form, for one of those who may open it: its paper holds what they may read of how to reach people."""
        said, forms = naive.Facts(), Xover1.objects.select_related("family").order_by("-pk")[:3]
        for form, name in itertools.product(forms, self.random.sample(PERSONAS, len(PERSONAS))):
            user = self.user(name)
            if said.works(user, form.family):
                printed = signed_in(user).get(reverse("crossover:xover1-print", args=[form.uuid])).getvalue()
                text = subprocess.run(["pdftotext", "-", "-"], input=printed, capture_output=True, check=True).stdout
                rows = PersonNote.objects.filter(family=form.family, category=Category.CONTACT, confidential=False)
                told = {row.text for row in rows.select_related("family") if said.reads(user, row)}
                assert set(TOKEN.findall(text.decode())) == told, name
                return


@pytest.mark.parametrize("part", range(PARTS))
def test_any_order_of_events(part, db):
    run_state_machine_as_test(
        AnyOrder,
        settings=hypothesis.settings(
            max_examples=EXAMPLES // PARTS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not IS_SOAK,
            suppress_health_check=list(HealthCheck),
            phases=[
                Phase.explicit,
                Phase.reuse,
                Phase.generate,
            ],
        ),
    )
