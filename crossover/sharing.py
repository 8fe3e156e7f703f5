"""What may cross between the bureaus: the only form of the rule, as SQL, asked at the moment of reading.

Without a WTWCC 10B only XOVER1's minimum crosses. With one: person by person, category by category, day by day.
Nothing is materialised, so an expiry or a revocation needs no job (31-090 III.C; W&I 10850).
"""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.access import granted
from accounts.enums import Bureau
from crossover.models import ConsentScope
from families.enums import CONSENT_FREE, NEVER_CROSSES, SENSITIVE, Category, Level
from families.models import Categorised, CategoryRule, Family, FamilyGrant, Person

C = TypeVar("C", bound=Categorised)
LINE = "Each program may hold items not shown here."


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
    minimum = Q(category__in=CONSENT_FREE) & Q(knows) & (Q(confidential=False) | (Q(bureau=user.bureau) & Q(works)))
    return rows.filter(own | minimum | (Q(works) & crosses_to(user.bureau)))


def crosses_to(bureau: str, person: str = "about", category: str = "category", discloser: str = "bureau") -> Q:
    """In SQL: this row of the other bureau may be read by `bureau` today, by a scope in force or a county rule."""
    scopes = ConsentScope.objects.in_force(timezone.localdate()).filter(
        person=OuterRef(person), category=OuterRef(category), discloser=OuterRef(discloser), recipient=bureau
    )
    rules = CategoryRule.objects.filter(category=OuterRef(category), crosses_without_consent=True)
    return (
        ~Q(**{f"{category}__in": NEVER_CROSSES})
        & Q(confidential=False)
        & (Q(**{f"{category}__in": CONSENT_FREE}) | Q(Exists(scopes)) | Q(Exists(rules)))
    )


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
    parents = list(parents)
    sensitive = Q(category__in=SENSITIVE)
    for parent in parents:
        others_business = Q(about__isnull=False) & ~Q(about=parent) & ~Q(about__relationship="child")
        rows = rows.exclude(sensitive & others_business)
    return rows


def consents_relied_on(family: Family, user: Any) -> list[UUID]:
    """The consents in force towards this reader's bureau: what the access log names."""
    scopes = ConsentScope.objects.in_force(timezone.localdate()).filter(
        person__family=family, recipient=user.bureau or None
    )
    return list(scopes.values_list("consent__uuid", flat=True).distinct())


def categories_crossing(family: Family, recipient: Bureau) -> dict[Person, list[Category]]:
    """Per person, the categories a scope in force opens towards a bureau today: the sharing panel's content."""
    scopes = (
        ConsentScope.objects.in_force(timezone.localdate())
        .filter(person__family=family, recipient=recipient)
        .select_related("person")
        .order_by("person", "category")
    )
    opened: dict[Person, list[Category]] = {}
    for scope in scopes:
        opened.setdefault(scope.person, []).append(Category(scope.category))
    return opened
