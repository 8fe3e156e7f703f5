"""What may cross between the bureaus: the only form of the rule, as SQL, asked at the moment of reading.

Without a WTWCC 10B only XOVER1's minimum crosses. With one: person by person, category by category, day by day.
Nothing is materialised, so an expiry or a revocation needs no job (31-090 III.C; W&I 10850).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from accounts.access import granted
from accounts.enums import Bureau
from accounts.models import County
from crossover.models import Consent, ConsentRequest, ConsentScope
from families.enums import CONSENT_FREE, NEVER_CROSSES, SENSITIVE, Category, Level, Relationship
from families.models import Categorised, CategoryRule, Family, FamilyGrant, Person

C = TypeVar("C", bound=Categorised)


def readable(rows: QuerySet[C], user: Any) -> QuerySet[C]:
    """The categorised rows this person may read now.

    Own bureau: whoever works the family. Other bureau: whoever works the family, for consent-free categories that are
    not confidential, and for those a scope in force opens towards their bureau. Header readers: consent-free only.
    """
    if not (user.is_authenticated and user.is_active):
        return rows.none()
    works = granted(FamilyGrant, user, [Level.WORK], outer="family_id")
    knows = granted(FamilyGrant, user, [Level.VIEW, Level.WORK], outer="family_id")
    own = Q(bureau=user.bureau) & Q(works)
    minimum = Q(category__in=CONSENT_FREE, confidential=False)
    return rows.filter(knows).filter(own | minimum | (Q(works) & crosses_to(user.bureau)))


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


def crosses_to(bureau: str, person: str = "about", category: str = "category", discloser: str = "bureau") -> Q:
    """In SQL: this row of the other bureau may be read by `bureau` today, by a scope in force or a county rule.

    Staff of neither bureau are no recipient.
    """
    if not bureau:
        return Q(pk__in=[])
    scopes = ConsentScope.objects.in_force(timezone.localdate()).filter(
        person=OuterRef(person), category=OuterRef(category), discloser=OuterRef(discloser), recipient=bureau
    )
    rules = CategoryRule.objects.filter(category=OuterRef(category), crosses_without_consent=True)
    return (
        ~Q(**{f"{category}__in": NEVER_CROSSES})
        & Q(confidential=False)
        & (Q(**{f"{category}__in": CONSENT_FREE}) | Q(Exists(scopes)) | Q(Exists(rules)))
    )


def would_cross(*, category: str, about: Person | None, discloser: str) -> bool:
    """Whether a row of this kind would cross today: what the sharing panel says before it is saved."""
    if about is None:
        return category in CONSENT_FREE
    kind = Person.objects.filter(pk=about.pk).annotate(
        category=Value(category), bureau=Value(discloser), confidential=Value(False, output_field=BooleanField())
    )
    return kind.filter(crosses_to(Bureau(discloser).other, person="pk")).exists()


def is_readable(row: Categorised, user: Any) -> bool:
    """One row is asked by filtering to its key."""
    return readable(type(row)._default_manager.filter(pk=row.pk), user).exists()


def readable_by_all(rows: QuerySet[C], users: Iterable[Any]) -> QuerySet[C]:
    """The rows that every one of these people may read: what a plan they all sign may hold."""
    for user in users:
        rows = readable(rows, user)
    return rows


def shareable_between_parents(rows: QuerySet[C], parents: Iterable[Person]) -> QuerySet[C]:
    """Without what is sensitive about one adult while another adult will hold a copy (domain 4.2, 3)."""
    sensitive = Q(category__in=SENSITIVE)
    for parent in parents:
        others_business = Q(about__isnull=False) & ~Q(about=parent) & ~Q(about__relationship=Relationship.CHILD)
        rows = rows.exclude(sensitive & others_business)
    return rows


def consents_relied_on(family: Family, user: Any, shown: Iterable[QuerySet[Any]]) -> list[UUID]:
    """The consents in force that open a row this page shows of the other bureau: what the access log names.

    `shown` are the page's categorised rows, already narrowed to what this reader may read.
    """
    scopes = ConsentScope.objects.in_force(timezone.localdate()).filter(
        person__family=family, recipient=user.bureau or None
    )
    opens = Q(pk__in=[])
    for rows in shown:
        kind = {"bureau": OuterRef("discloser"), "category": OuterRef("category"), "about": OuterRef("person")}
        opens |= Q(Exists(rows.filter(**kind)))
    return list(scopes.filter(opens).values_list("consent__uuid", flat=True).distinct())


def reason_told(asked: ConsentRequest, user: Any) -> str:
    """Why a parent did not sign is content: for who works the family, not for readers of its header."""
    return asked.reason if Family.objects.workable_by(user).filter(pk=asked.family_id).exists() else ""


def categories_crossing(family: Family, recipient: Bureau) -> dict[Person, list[Category]]:
    """Per person, the categories a scope in force opens towards a bureau today: the sharing panel's content."""
    scopes = (
        ConsentScope.objects.in_force(timezone.localdate())
        .filter(person__family=family, recipient=recipient)
        .select_related("person")
        .order_by("person", "category")
    )
    opened: dict[Person, dict[Category, None]] = {}
    for scope in scopes:
        opened.setdefault(scope.person, {})[Category(scope.category)] = None
    return {person: list(categories) for person, categories in opened.items()}


@dataclass(frozen=True)
class ScopeInWords:
    """One category of a signed consent: who shares it with whom, and whether it still does today."""

    category: str
    ways: list[str]
    in_force: bool


def scopes_in_words(consent: Consent) -> dict[Person, list[ScopeInWords]]:
    """Per person covered, what the signer opened, and what of it is in force today."""
    in_force = set(consent.scopes.in_force(timezone.localdate()).values_list("pk", flat=True))
    names = dict(directions())
    grouped: dict[Person, dict[str, list[ConsentScope]]] = {}
    for scope in consent.scopes.select_related("person").order_by("person", "pk"):
        grouped.setdefault(scope.person, {}).setdefault(scope.get_category_display(), []).append(scope)
    return {
        person: [
            ScopeInWords(category, [names[scope.discloser] for scope in scopes], scopes[0].pk in in_force)
            for category, scopes in by_category.items()
        ]
        for person, by_category in grouped.items()
    }


def directions(verb: str = "shares with") -> list[tuple[str, str]]:
    """Each bureau as discloser, and what that means in the county's own names."""
    county = County.objects.ours()
    return [
        (bureau.value, f"{county.bureau_name(bureau)} {verb} {county.bureau_name(bureau.other)}") for bureau in Bureau
    ]


@dataclass(frozen=True)
class ReaderToBe:
    """Some readers, and whether they will be able to read a row about to be written."""

    who: str
    reads: bool
    why: str = ""


def readers_to_be(
    category: Category, about: Person | None, writer: str, *, confidential: bool = False
) -> list[ReaderToBe]:
    """Who will be able to read a row of this category that `writer`'s bureau is about to keep: the sharing panel."""
    county = County.objects.ours()
    own, other = (county.bureau_name(bureau) for bureau in (Bureau(writer), Bureau(writer).other))
    crosses = not confidential and would_cross(category=category, about=about, discloser=writer)
    if confidential:
        why = "You keep it within your bureau"
    elif category in CONSENT_FREE:
        why = "It belongs to XOVER1's minimum, unless you keep it within your bureau"
    elif category in NEVER_CROSSES:
        why = "This never crosses, whatever is signed"
    elif crosses:
        why = "A WTWCC 10B in force or a county rule opens this category, unless you keep it within your bureau"
    else:
        why = "No WTWCC 10B in force opens this category for this person"
    return [ReaderToBe(own, True, "The family's workers and their supervisors"), ReaderToBe(other, crosses, why)]
