"""What may cross between the bureaus: the only form of the rule, as SQL, asked at the moment of reading.

Without a WTWCC 10B only XOVER1's minimum crosses. With one: person by person, category by category, day by day.
Nothing is materialised, so an expiry or a revocation needs no job (31-090 III.C; W&I 10850).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from accounts.access import granted
from accounts.enums import Bureau
from accounts.models import County
from crossover.models import AbuseFlag, Consent, ConsentRequest, ConsentScope
from crossover.querysets import OF_EVERY_DATE, covering_dates
from families.enums import CONSENT_FREE, NEVER_CROSSES, SENSITIVE, Category, Level, Relationship
from families.models import Categorised, CategoryRule, Family, FamilyGrant, Person
from families.models.base import days_told
from families.rules import works

C = TypeVar("C", bound=Categorised)
# What 42 CFR Part 2 protects from being passed on.
PART_TWO = frozenset({Category.SUBSTANCE_USE, Category.DRUG_TEST_RESULTS})


def readable(rows: QuerySet[C], user: Any) -> QuerySet[C]:
    """The categorised rows this person may read now.

    Own bureau: whoever works the family. Other bureau: whoever works the family, for consent-free categories that are
    not confidential, and for those a scope in force opens towards their bureau. Header readers: consent-free only.
    """
    if not (user.is_authenticated and user.is_active):
        return rows.none()
    works = granted(FamilyGrant, user, [Level.WORK], outer="family_id")
    knows = granted(FamilyGrant, user, [Level.VIEW, Level.WORK], outer="family_id")
    own, free = Q(bureau=user.bureau), Q(category__in=CONSENT_FREE)
    crossing = _may_leave() & (free | (Q(works) & _opened_to_reader(user, covering=_covering(rows))))
    return rows.filter(knows).filter((Q(works) & own) | crossing)


def _covering(rows: QuerySet[Any]) -> Q:
    """In SQL: this scope covers the dates that the row tells of."""
    return covering_dates(days_told(rows.model, OuterRef))


def acknowledged(rows: QuerySet[C], user: Any) -> QuerySet[C]:
    """The other bureau's rows this person may not read but may know of, by the county's flag on their category.

    Only for who works the family, and never what is confidential. A sensitive category cannot be flagged.
    """
    if not (user.is_active and user.bureau):
        return rows.none()
    works = granted(FamilyGrant, user, [Level.WORK], outer="family_id")
    flagged = CategoryRule.objects.filter(category=OuterRef("category"), acknowledgeable=True)
    theirs = rows.filter(Q(works) & Q(Exists(flagged)), bureau=Bureau(user.bureau).other, confidential=False)
    return theirs.exclude(pk__in=readable(rows, user).values("pk"))


def crosses_to_reader(user: Any, family: str = "family") -> Q:
    """In SQL: this row of the other bureau, which says no dates, may be read by this person today."""
    return _may_leave(family=family) & _opened_to_reader(user)


def crosses_to(bureau: str, person: str = "about", family: str = "family", covering: Q = OF_EVERY_DATE) -> Q:
    """In SQL: this row of the other bureau may be read by `bureau` today, by a scope in force or a county rule.

    `covering` narrows the scopes by the dates of the information. Staff of neither bureau are no recipient.
    """
    return _may_leave(person, family) & _opened_to(bureau, person, covering)


def _may_leave(person: str = "about", family: str = "family") -> Q:
    """In SQL: nothing keeps this row in its bureau, whoever signed what."""
    return Q(confidential=False) & ~_address_of_a_protected(person, family)


def _opened_to_reader(user: Any, covering: Q = OF_EVERY_DATE) -> Q:
    """What is opened to their bureau, but domestic abuse only for who is trained in it (domain 4.3)."""
    opened = _opened_to(user.bureau, covering=covering)
    return opened if user.is_trained_in_domestic_abuse else opened & ~Q(category=Category.DOMESTIC_ABUSE)


def _opened_to(bureau: str, person: str = "about", covering: Q = OF_EVERY_DATE) -> Q:
    """In SQL: its category needs no WTWCC 10B, or a scope in force or the county opens it."""
    if not bureau:
        return Q(pk__in=[])
    scopes = _scopes_opening(bureau, covering, person)
    rules = CategoryRule.objects.filter(category=OuterRef("category"), crosses_without_consent=True)
    opened = Q(category__in=CONSENT_FREE) | Q(Exists(scopes)) | Q(Exists(rules))
    return ~Q(category__in=NEVER_CROSSES) & opened


def _scopes_opening(bureau: str, covering: Q, person: str = "about") -> QuerySet[ConsentScope]:
    """The scopes in force that open the outer row towards this bureau."""
    kind = {"person": OuterRef(person), "category": OuterRef("category"), "discloser": OuterRef("bureau")}
    return scopes_that_open().filter(covering, recipient=bureau, **kind)


def scopes_that_open() -> QuerySet[ConsentScope]:
    """Scopes in force and signed for sharing here, but what a person flagged signed about somebody else.

    A flag is its own bureau's word: it holds that bureau's rows back, and what the other bureau sees of a consent
    does not change (domain 4.1, VAWA: an abuser does not release for the child).
    """
    flags = AbuseFlag.objects.standing().filter(against=OuterRef("consent__signer"), bureau=OuterRef("discloser"))
    scopes = ConsentScope.objects.in_force(timezone.localdate()).shared_here()
    return scopes.filter(Q(person=F("consent__signer")) | ~Exists(flags))


def _address_of_a_protected(person: str, family: str) -> Q:
    """In SQL: how to reach a family in which this bureau keeps one adult apart, but for that other adult (R16).

    Who is protected from one adult stays protected where another flag stands against them.
    """
    flags = AbuseFlag.objects.standing().filter(protected__family=OuterRef(family), bureau=OuterRef("bureau"))
    kept_away = Q(Exists(flags.filter(against=OuterRef(person))))
    protected = Q(Exists(flags.filter(protected=OuterRef(person))))
    return Q(category=Category.CONTACT) & Q(Exists(flags)) & (protected | ~kept_away)


def seen_across(rows: QuerySet[Any], bureau: str) -> QuerySet[Any]:
    """Of this bureau's rows, what the other bureau's workers of the family read today.

    Each with `opened_by`, the keys of the consents that open this very row.
    """
    other, covering = Bureau(bureau).other, _covering(rows)
    consents = _scopes_opening(other, covering).order_by("consent").values("consent")
    seen: Any = rows.filter(crosses_to(other, covering=covering), bureau=bureau)
    return seen.annotate(opened_by=ArraySubquery(consents))


def would_cross(
    *,
    family: Family,
    category: str,
    about: Person | None,
    discloser: str,
    confidential: bool = False,
    covering: Q = OF_EVERY_DATE,
) -> bool:
    """Whether a row of this kind would cross today: the rule asked of a row that is not written yet."""
    row = Family.objects.filter(pk=family.pk).annotate(
        about=Value(about.pk if about else None, output_field=BigIntegerField()),
        category=Value(category),
        bureau=Value(discloser),
        confidential=Value(confidential, output_field=BooleanField()),
    )
    return row.filter(crosses_to(Bureau(discloser).other, family="pk", covering=covering)).exists()


def kinds_that_cross(family: Family, discloser: str) -> dict[Person, list[Category]]:
    """Per person, of which consentable kinds a row without dates that this bureau writes would cross today."""
    people = (
        Person.objects.filter(family=family)
        .order_by()
        .annotate(bureau=Value(discloser), confidential=Value(False, output_field=BooleanField()))
    )
    kinds = [category for category in Category if category not in CONSENT_FREE | NEVER_CROSSES]
    crossing = [
        people.annotate(category=Value(category))
        .filter(crosses_to(Bureau(discloser).other, person="pk"))
        .values_list("pk", "category")
        for category in kinds
    ]
    found = set(crossing[0].union(*crossing[1:], all=True))
    per_person = {person: [kind for kind in kinds if (person.pk, kind) in found] for person in family.people.all()}
    return {person: crossed for person, crossed in per_person.items() if crossed}


def is_readable(row: Categorised, user: Any) -> bool:
    """One row is asked by filtering to its key."""
    return readable(type(row)._default_manager.filter(pk=row.pk), user).exists()


def readable_by_all(rows: QuerySet[C], users: Iterable[Any]) -> QuerySet[C]:
    """The rows that every one of these people may read: what a plan they all sign may hold."""
    for user in users:
        rows = readable(rows, user)
    return rows


def shareable_between_parents(rows: QuerySet[C], parents: Iterable[Person]) -> QuerySet[C]:
    """Without what is sensitive about one adult while another adult will hold a copy (domain 4.2, 3).

    Two adults who are kept apart hold nothing of each other's, whatever its category (R16).
    """
    sensitive = Q(category__in=SENSITIVE)
    for parent in parents:
        others_business = Q(about__isnull=False) & ~Q(about=parent) & ~Q(about__relationship=Relationship.CHILD)
        rows = rows.exclude(sensitive & others_business).exclude(about__in=kept_apart_from(parent))
    return rows


def kept_apart_from(person: Person) -> QuerySet[Person]:
    """The adults with whom this person shares no copy and no meeting: either is protected from the other."""
    flags = AbuseFlag.objects.standing()
    return Person.objects.filter(
        Q(pk__in=flags.filter(protected=person).values("against"))
        | Q(pk__in=flags.filter(against=person).values("protected"))
    )


def reason_told(asked: ConsentRequest, user: Any) -> str:
    """Why a parent did not sign is content: for who works the family, not for readers of its header."""
    return asked.reason if works(user, asked.family) else ""


def categories_crossing(family: Family, recipient: Bureau, covering: Q = OF_EVERY_DATE) -> dict[Person, list[Category]]:
    """Per person, the categories a scope in force opens towards a bureau today: the sharing panel's content."""
    scopes = (
        ConsentScope.objects.in_force(timezone.localdate())
        .shared_here()
        .filter(covering, person__family=family, recipient=recipient)
        .select_related("person")
        .order_by("person", "category")
    )
    opened: dict[Person, dict[Category, None]] = {}
    for scope in scopes:
        opened.setdefault(scope.person, {})[Category(scope.category)] = None
    return {person: list(categories) for person, categories in opened.items()}


@dataclass(frozen=True)
class ScopeInWords:
    """One category of a signed consent: who shares it with whom today, and which way is not in force."""

    category: str
    ways: list[str]
    closed: list[str]


def scopes_in_words(consent: Consent) -> dict[Person, list[ScopeInWords]]:
    """Per person covered, what the signer opened, and which way of it is in force today."""
    in_force = set(consent.scopes.in_force(timezone.localdate()).values_list("pk", flat=True))
    names = dict(directions())
    grouped: dict[Person, dict[str, ScopeInWords]] = {}
    for scope in consent.scopes.select_related("person").order_by("person", "pk"):
        category = scope.get_category_display()
        line = grouped.setdefault(scope.person, {}).setdefault(category, ScopeInWords(category, [], []))
        (line.ways if scope.pk in in_force else line.closed).append(names[scope.discloser])
    return {person: list(lines.values()) for person, lines in grouped.items()}


def bureaus() -> list[tuple[str, str]]:
    """Each bureau, in the county's own name."""
    county = County.objects.ours()
    return [(bureau.value, county.bureau_name(bureau)) for bureau in Bureau]


def directions(verb: str = "shares with") -> list[tuple[str, str]]:
    """Each bureau as discloser, and what that means in the county's own names."""
    county = County.objects.ours()
    return [
        (bureau.value, f"{county.bureau_name(bureau)} {verb} {county.bureau_name(bureau.other)}") for bureau in Bureau
    ]
