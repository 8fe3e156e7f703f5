"""What a valid WTWCC 10B holds, and who may ask for one: truth tables."""

import datetime
from dataclasses import replace
from types import SimpleNamespace

import pytest

from accounts.access import NotAllowed, reason_against
from accounts.enums import Bureau
from crossover.county import CONSENT_MAX_DAYS
from crossover.enums import Capacity, ConsentOutcome, InterpreterType, SigningMethod
from crossover.rules.asking import check_can_close_unsigned, check_can_request_consent, check_can_sign_consent
from crossover.rules.consents import CONSENTABLE, ConsentFacts, longest_consent, what_is_missing
from crossover.rules.parties import Party
from crossover.services.consents import explain_purpose, request_consent
from families.enums import CONSENT_FREE, NEVER_CROSSES, Category, Language, Relationship
from linkages_site.demo.factories import PersonFactory
from tests.crossover.consents import TODAY

pytestmark = pytest.mark.django_db
M = SigningMethod
BOTH = [Category.CASH_AID, Category.MENTAL_HEALTH]


@pytest.fixture
def people(carried, elsewhere):
    relations = {"father": Relationship.FATHER, "aunt": Relationship.RELATIVE}
    found = {name: PersonFactory(family=carried.family, relationship=each) for name, each in relations.items()}
    of_age = {"relationship": Relationship.CHILD, "born_on": TODAY - datetime.timedelta(days=19 * 366)}
    found["grown"] = PersonFactory(family=carried.family, **of_age)
    return SimpleNamespace(mother=carried.mother, child=carried.child, stranger=elsewhere.mother, **found)


@pytest.fixture
def complete(people):
    return ConsentFacts(
        signer=people.mother,
        capacity=Capacity.SELF,
        persons=[people.mother, people.child],
        disclosers=[Bureau.CFS, Bureau.CALWORKS],
        categories=[Category.SERVICES],
        purpose="Coordinate",
        from_date=TODAY,
        until_date=TODAY + datetime.timedelta(days=365),
        language=Language.ENGLISH,
        interpreter="",
        initials={},
        method=M.TYPED,
        drawn=b"",
        typed_name="Maria Reyes",
        witnesses=[],
        scan=b"",
        authority=b"%PDF",
        interpreter_type=InterpreterType.COUNTY,
        paper_on=TODAY,
    )


def sentences(facts, carried, longest=366):
    return what_is_missing(facts, family=carried.family, today=TODAY, longest=longest, minor_age=12, unwritten=[])


def missing(facts, carried, longest=366):
    return set(sentences(facts, carried, longest))


def test_complete_misses_nothing(complete, carried):
    assert missing(complete, carried) == set()


# Who signs for whom: an adult for themselves and for children named, never for another adult.
@pytest.mark.parametrize(
    ("signer", "capacity", "persons", "expected"),
    [
        ("mother", Capacity.SELF, ["mother"], set()),
        ("mother", Capacity.SELF, ["mother", "child"], set()),
        ("mother", Capacity.SELF, ["child"], {"persons"}),
        ("mother", Capacity.SELF, ["mother", "father"], {"persons"}),
        ("mother", Capacity.SELF, ["mother", "aunt"], {"persons"}),
        ("mother", Capacity.SELF, [], {"persons"}),
        ("mother", Capacity.GUARDIAN, ["child"], set()),
        ("mother", Capacity.GUARDIAN, ["mother", "child"], {"persons"}),
        ("mother", Capacity.GUARDIAN, ["father"], {"persons"}),
        ("aunt", Capacity.SELF, ["aunt"], set()),
        ("aunt", Capacity.SELF, ["aunt", "child"], {"persons"}),
        ("aunt", Capacity.GUARDIAN, ["child"], {"persons"}),
        ("aunt", Capacity.REPRESENTATIVE, ["child"], set()),
        ("aunt", Capacity.REPRESENTATIVE, ["mother"], set()),  # a conservatee
        ("aunt", Capacity.REPRESENTATIVE, ["mother", "child"], set()),
        ("aunt", Capacity.REPRESENTATIVE, ["grown", "child"], set()),
        ("aunt", Capacity.REPRESENTATIVE, ["mother", "father"], {"persons"}),
        ("aunt", Capacity.REPRESENTATIVE, ["mother", "grown"], {"persons"}),
        ("aunt", Capacity.REPRESENTATIVE, ["aunt", "mother"], {"persons"}),
        ("aunt", Capacity.REPRESENTATIVE, ["stranger"], {"persons"}),
        ("grown", Capacity.REPRESENTATIVE, ["mother", "child"], set()),  # a grown child for a parent
        ("grown", Capacity.REPRESENTATIVE, ["grown", "mother"], {"persons"}),
        ("grown", Capacity.SELF, ["mother"], {"persons"}),
        ("child", Capacity.REPRESENTATIVE, ["mother"], {"signer"}),
        ("aunt", Capacity.GUARDIAN, ["mother"], {"persons"}),
        ("aunt", Capacity.SELF, ["aunt", "mother"], {"persons"}),
        ("mother", Capacity.GUARDIAN, ["grown"], {"persons"}),
        ("mother", "", ["mother"], {"capacity"}),
        ("child", Capacity.SELF, ["child"], {"signer"}),
        ("stranger", Capacity.SELF, ["stranger"], {"signer"}),
        ("mother", Capacity.SELF, ["mother", "stranger"], {"persons"}),
        (None, Capacity.SELF, ["mother"], {"signer"}),
    ],
)
def test_who_signs_for_whom(complete, carried, people, signer, capacity, persons, expected):
    facts = replace(
        complete,
        typed_name=str(getattr(people, signer or "mother")),
        signer=getattr(people, signer) if signer else None,
        capacity=capacity,
        persons=[getattr(people, name) for name in persons],
    )
    assert missing(facts, carried) == expected


# Dates: an end, not in the past, within the county's limit from the day of signing.
@pytest.mark.parametrize(
    ("begins", "ends", "longest", "expected"),
    [
        (0, 0, 366, set()),
        (0, 366, 366, set()),
        (0, 367, 366, {"until_date"}),
        (0, 31, 30, {"until_date"}),
        (10, 366, 366, set()),
        (10, 370, 366, {"until_date"}),  # counted from the signing, not from a later start
        (-10, 356, 366, set()),
        (-10, 357, 366, {"until_date"}),
        (5, 4, 366, {"until_date"}),
        (-10, -1, 366, {"until_date"}),
        (None, 30, 366, {"from_date"}),
        (0, None, 366, {"until_date"}),
    ],
)
def test_dates(complete, carried, begins, ends, longest, expected):
    days = [None if days is None else TODAY + datetime.timedelta(days=days) for days in (begins, ends)]
    assert missing(replace(complete, from_date=days[0], until_date=days[1]), carried, longest) == expected


# How it is signed, and what each way needs.
@pytest.mark.parametrize(
    ("method", "drawn", "typed", "witnesses", "scan", "expected"),
    [
        (M.DRAWN, b"ink", "", [], b"", set()),
        (M.DRAWN, b"", "Maria", [], b"", {"drawn"}),
        (M.TYPED, b"", "Reyes", [], b"", set()),
        (M.TYPED, b"ink", "  ", [], b"", {"typed_name"}),
        (M.MARK, b"X", "", ["Ann", "Ben"], b"", set()),
        (M.MARK, b"X", "", ["Ann"], b"", {"first_witness"}),
        (M.MARK, b"X", "", ["Ann", " ann "], b"", {"first_witness"}),
        (M.MARK, b"X", "", ["Ann", ""], b"", {"first_witness"}),
        (M.MARK, b"", "", ["Ann", "Ben"], b"", {"drawn"}),
        (M.PAPER, b"", "", [], b"%PDF", set()),
        (M.PAPER, b"ink", "Maria", [], b"", {"scan"}),
        ("", b"ink", "Maria", [], b"", {"method"}),
    ],
)
def test_ways_to_sign(complete, carried, method, drawn, typed, witnesses, scan, expected):
    facts = replace(complete, method=method, drawn=drawn, typed_name=typed, witnesses=witnesses, scan=scan)
    assert missing(facts, carried) == expected


# Categories: at least one, opted in; a sensitive one with the signer's own initials beside it, the same everywhere.
@pytest.mark.parametrize(
    ("categories", "initials", "expected"),
    [
        ([], {}, {"categories"}),
        ([Category.HOUSING], {}, set()),
        ([Category.IDENTITY], {}, {"categories"}),
        ([Category.INVESTIGATION], {}, {"categories"}),
        ([Category.CASH_AID], {}, {"initials_cash_aid"}),
        ([Category.CASH_AID], {"cash_aid": " "}, {"initials_cash_aid"}),
        ([Category.CASH_AID], {"cash_aid": "MR"}, set()),
        (BOTH, {"cash_aid": "MR"}, {"initials_mental_health"}),
        (BOTH, {"cash_aid": "MR", "mental_health": "JR"}, {"initials_mental_health"}),
        (BOTH, {"cash_aid": "MR", "mental_health": "MR"}, set()),
        ([Category.HOUSING], {"cash_aid": "MR"}, {"initials_cash_aid"}),
    ],
)  # fmt: skip
def test_categories_and_initials(complete, carried, categories, initials, expected):
    assert missing(replace(complete, categories=categories, initials=initials), carried) == expected


@pytest.mark.parametrize(
    ("second", "same"), [("JR", True), ("J.R.", True), ("j. r.", True), (" jr ", True), ("JD", False), ("J", False)]
)
def test_dots_spaces_and_case_make_no_other_initials(complete, carried, second, same):
    facts = replace(complete, categories=BOTH, initials={"cash_aid": "JR", "mental_health": second})
    assert missing(facts, carried) == (set() if same else {"initials_mental_health"})


def test_initials_that_differ_are_told_from_which(complete, carried):
    facts = replace(complete, categories=BOTH, initials={"cash_aid": "J.R.", "mental_health": "MR"})
    assert "“J.R.”" in sentences(facts, carried)["initials_mental_health"]


def test_both_languages_are_named_where_nobody_interprets(complete, carried):
    told = sentences(replace(complete, language=Language.SPANISH), carried)["interpreter"]
    assert told == ("This form is in Spanish and the signer speaks English: name the interpreter or change the form.")
    complete.signer.language, complete.signer.interpreter_needed = Language.SPANISH, True
    same = sentences(replace(complete, language=Language.SPANISH), carried)["interpreter"]
    assert "change the form" not in same
    assert "speaks Spanish and needs an interpreter" in same


# Language: told in their own, by the form or by an interpreter who is named.
@pytest.mark.parametrize(
    ("speaks", "needs", "form", "interpreter", "expected"),
    [
        (Language.ENGLISH, False, Language.ENGLISH, "", set()),
        (Language.SPANISH, False, Language.SPANISH, "", set()),
        (Language.SPANISH, False, Language.ENGLISH, "", {"interpreter"}),
        (Language.SPANISH, True, Language.SPANISH, "", {"interpreter"}),
        (Language.KHMER, False, Language.ENGLISH, "Sok Chan", set()),
        (Language.KHMER, False, Language.KHMER, "Sok Chan", {"language"}),
    ],
)
def test_language(complete, carried, speaks, needs, form, interpreter, expected):
    complete.signer.language, complete.signer.interpreter_needed = speaks, needs
    assert missing(replace(complete, language=form, interpreter=interpreter), carried) == expected


# Whose interpreter: the county's, or the signer's own with a CR 6181 of the past year (domain 4.1).
@pytest.mark.parametrize(
    ("whose", "signed", "expected"),
    [
        (InterpreterType.COUNTY, None, set()),
        ("", None, {"interpreter_type"}),
        (InterpreterType.OWN, None, {"release_on"}),
        (InterpreterType.OWN, 0, set()),
        (InterpreterType.OWN, -365, set()),
        (InterpreterType.OWN, -366, {"release_on"}),
        (InterpreterType.OWN, 1, {"release_on"}),
    ],
)
def test_whose_interpreter(complete, carried, whose, signed, expected):
    complete.signer.language = Language.KHMER
    release = None if signed is None else TODAY + datetime.timedelta(days=signed)
    facts = replace(complete, interpreter="Sok Chan", interpreter_type=whose, release_on=release)
    assert missing(facts, carried) == expected


@pytest.mark.parametrize(
    ("capacity", "document", "expected"),
    [
        (Capacity.REPRESENTATIVE, b"", {"authority"}),
        (Capacity.REPRESENTATIVE, b"%PDF", set()),
        (Capacity.GUARDIAN, b"", set()),
    ],
)
def test_a_representative_shows_their_authority(complete, carried, people, capacity, document, expected):
    facts = replace(complete, capacity=capacity, persons=[people.child], authority=document)
    assert missing(facts, carried) == expected


def test_dates_of_the_information(complete, carried):
    early, late = TODAY - datetime.timedelta(days=9), TODAY
    assert missing(replace(complete, covers_from=early, covers_until=late), carried) == set()
    assert missing(replace(complete, covers_from=late, covers_until=early), carried) == {"covers_until"}


# The day on the paper: not ahead, not older than a year; the limit counts from it. On screen it says nothing.
@pytest.mark.parametrize(
    ("method", "written", "ends", "expected"),
    [
        (M.PAPER, 0, 366, set()),
        (M.PAPER, None, 300, {"paper_on"}),
        (M.PAPER, 1, 300, {"paper_on"}),
        (M.PAPER, -365, 0, set()),
        (M.PAPER, -367, 0, {"paper_on", "until_date"}),
        (M.PAPER, -30, 336, set()),
        (M.PAPER, -30, 337, {"until_date"}),
        (M.TYPED, None, 366, set()),
        (M.TYPED, -30, 366, set()),
    ],
)
def test_the_day_on_the_paper(complete, carried, method, written, ends, expected):
    day = None if written is None else TODAY + datetime.timedelta(days=written)
    until = TODAY + datetime.timedelta(days=ends)
    facts = replace(complete, method=method, paper_on=day, until_date=until, scan=b"%PDF")
    assert missing(facts, carried) == expected


# Others named: by name, function or organization, each with a direction, none twice.
@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ([], set()),
        ([Party(), Party(), Party()], set()),
        ([Party("Dr. Lee", "Bay Clinic", may_share=True)], set()),
        ([Party("", "Bay Clinic", may_receive=True), Party("School nurse", "", may_share=True)], set()),
        ([Party("Dr. Lee", "Bay Clinic")], {"party_1_may"}),
        ([Party(), Party(" ", "", may_share=True)], {"party_2_name"}),
        ([Party("Dr. Lee", may_share=True), Party(" dr. lee ", may_receive=True)], {"party_2_name"}),
        ([Party(f"No. {number}", may_share=True) for number in range(4)], {"party_3_name"}),
    ],
)
def test_others_named(complete, carried, parties, expected):
    assert missing(replace(complete, parties=parties), carried) == expected


@pytest.mark.parametrize(
    ("ways", "expected"), [(["verbal"], set()), ([], {"sharing_methods"}), (["fax"], {"sharing_methods"})]
)
def test_ways_to_share(complete, carried, ways, expected):
    assert missing(replace(complete, sharing_methods=ways), carried) == expected


def test_parties_and_purpose(complete, carried):
    assert missing(replace(complete, disclosers=[], purpose=" "), carried) == {"disclosers", "purpose"}
    assert missing(replace(complete, disclosers=["court"]), carried) == {"disclosers"}


def test_every_category_is_consentable_or_has_its_reason():
    assert set(CONSENTABLE) | CONSENT_FREE | NEVER_CROSSES == set(Category)


def test_the_county_may_shorten_it():
    assert longest_consent() == CONSENT_MAX_DAYS.default == 366


# Who may ask: a role that asks, and a family that is theirs to know.
@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        ("cfs.worker", ""),
        ("ais.worker", ""),
        ("ais.supervisor", ""),
        ("es.worker", "may know this family"),
        ("er.clerk", "may know this family"),
        ("cfs.pointperson", "may know this family"),
        ("facilitator", "role does not ask"),
        ("admin", "role does not ask"),
    ],
)
def test_who_may_ask(staff, carried, elsewhere, reader, reason):
    found = reason_against(check_can_request_consent, staff[reader], carried.family)
    assert (reason in found) if reason else not found


def test_nobody_signs_before_the_purpose_is_explained(staff, carried):
    request = request_consent(family=carried.family, owner=staff["cfs.worker"])
    with pytest.raises(NotAllowed, match="Explain the purpose"):
        check_can_sign_consent(staff["cfs.worker"], request)


@pytest.mark.parametrize(
    ("outcome", "explained", "reason"),
    [
        # a no answers what was explained
        (ConsentOutcome.DECLINED, True, ""),
        (ConsentOutcome.DECLINED, False, "Explain the purpose"),
        # not reached, not asked, or unable: nothing could be explained
        (ConsentOutcome.UNABLE, True, ""),
        (ConsentOutcome.UNABLE, False, ""),
        # not a way to close it unsigned
        (ConsentOutcome.SIGNED, True, "declined or was unable"),
        (ConsentOutcome.OPEN, True, "declined or was unable"),
        ("", False, "declined or was unable"),
    ],
)
def test_which_outcomes_need_the_explanation(staff, carried, outcome, explained, reason):
    request = request_consent(family=carried.family, owner=staff["cfs.worker"])
    if explained:
        explain_purpose(request=request, by=staff["cfs.worker"])
    refusal = reason_against(check_can_close_unsigned, staff["cfs.worker"], request, outcome)
    assert reason in refusal
    assert bool(reason) == bool(refusal)
