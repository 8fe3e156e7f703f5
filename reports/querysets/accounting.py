"""What of one person was disclosed to the other bureau: by the access log, by copies given and by XOVER1.

The log keeps, of each page opened, the forms relied on, not each line read: the kinds named are those which the form
opened about this person at that moment (45 CFR 164.528; Civil Code 1798.25).
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from accounts.access import visible
from accounts.enums import AccessAct, Act, Bureau
from accounts.models import AccessLogEntry, County, User
from caseplans.models import CopyGiven
from crossover.enums import Capacity
from crossover.models import Consent, ConsentScope, Xover1Hop
from documents.models import Document
from families.enums import Category
from families.models import Categorised, Family, Person


@dataclass(frozen=True)
class Disclosure:
    """One time that something of the person reached the other bureau: when, who, what, which kinds, by which form."""

    at: datetime.datetime
    to: str
    what: str
    kinds: str = ""
    under: str = ""


@dataclass(frozen=True)
class Account:
    """All that one bureau disclosed of a person: what was opened, which copies were given, which forms were sent."""

    discloser: str
    recipient: str
    opened: list[Disclosure]
    copies: list[Disclosure]
    forms: list[Disclosure]


def accountable(user: User) -> QuerySet[Person]:
    """Whose disclosures this person may be asked to account for.

    The privacy officer for everyone, but in families that nothing may open to them: there a named supervisor does it.
    """
    if user.may(Act.REVIEW_ACCESS):
        return Person.objects.exclude(family__in=Family.objects.barred_to(user)).order_by("pk")
    return visible(Person, user).order_by("pk")


def family_key(user: User, key: str) -> str:
    """The key of a family whose people this person may account for; nothing for any other key."""
    return key if key and accountable(user).filter(family__uuid=key).exists() else ""


def accounts_of(person: Person, user: User) -> list[Account]:
    """What the reader's own bureau disclosed; for the privacy officer, what each did."""
    county = County.objects.ours()
    return [
        Account(
            county.bureau_name(bureau),
            county.bureau_name(bureau.other),
            _opened(person, bureau),
            _copies(person, bureau),
            _forms(person, bureau),
        )
        for bureau in _disclosers(user)
    ]


def signed_alone(people: Collection[Person]) -> set[Person]:
    """Who of them opened anything with their own hand as a minor: it is theirs to tell (Family Code 6924)."""
    forms = Consent.objects.filter(signer__in=people, capacity=Capacity.MINOR).values("signer")
    minors = {form["signer"] for form in forms}
    return {person for person in people if person.pk in minors}


def _disclosers(user: User) -> list[Bureau]:
    return list(Bureau) if user.may(Act.REVIEW_ACCESS) else [Bureau(user.bureau)]


def _opened(person: Person, discloser: Bureau) -> list[Disclosure]:
    """Each time staff of the other bureau opened a page by a form that opens something about this person."""
    scopes = list(_scopes_about(person, discloser))
    forms = {scope.consent.uuid: scope.consent for scope in scopes}
    keys = [person.family.uuid, *person.family.merged_families.values_list("uuid", flat=True)]
    log = AccessLogEntry.objects.filter(family__in=keys, consents__overlap=list(forms)).exclude(act=AccessAct.REFUSED)
    entries = list(log.select_related("user").order_by("at", "pk"))
    bureaus = _bureaus_over_time(entry.user_id for entry in entries)
    found = [
        _disclosure(entry, forms[key], scopes)
        for entry in entries
        if _bureau_then(bureaus[entry.user_id], entry.at) == discloser.other
        for key in entry.consents
        if key in forms
    ]
    return list(dict.fromkeys(found))


def _scopes_about(person: Person, discloser: Bureau) -> Any:
    """All that was ever signed about the person towards the other bureau, read once: each with its `ended_at`."""
    scopes: Any = ConsentScope.objects.filter(person=person, discloser=discloser)
    return scopes.with_end().select_related("consent")


def _disclosure(entry: AccessLogEntry, consent: Consent, scopes: list[Any]) -> Disclosure:
    """One page opened by one form; to the minute, because a page may name several records."""
    minute = entry.at.replace(second=0, microsecond=0)
    return Disclosure(minute, str(entry.user), _what(entry), _kinds(consent, scopes, entry.at), str(consent))


def _what(entry: AccessLogEntry) -> str:
    """Downloaded or opened, and which kind of record. That of a row with a category is the other bureau's to tell."""
    act = AccessAct.DOWNLOADED if entry.act == AccessAct.DOWNLOADED else AccessAct.OPENED
    model = apps.get_model(entry.record_type) if entry.record_type else Family
    tells = issubclass(model, Categorised) and model is not Document
    return f"{act.label}: {(Family if tells else model)._meta.verbose_name}"


def _kinds(consent: Consent, scopes: list[Any], at: datetime.datetime) -> str:
    """The kinds that this form opened about the person at that moment: those that no event had ended before."""
    day = timezone.localdate(at)
    opened = {
        scope.category
        for scope in scopes
        if scope.consent == consent
        and scope.from_date <= day <= scope.until_date
        and (scope.ended_at is None or scope.ended_at > at)
    }
    return "; ".join(kind.label for kind in Category if kind in opened)


def _bureaus_over_time(users: Iterable[int | None]) -> dict[int | None, list[tuple[datetime.datetime, str]]]:
    """Per member of staff, in which bureau they were from when on: people move."""
    rows: Any = User.history.filter(id__in=set(users)).order_by("history_date", "history_id")
    spans: dict[int | None, list[tuple[datetime.datetime, str]]] = defaultdict(list)
    for key, since, bureau in rows.values_list("id", "history_date", "bureau"):
        spans[key].append((since, bureau))
    return spans


def _bureau_then(spans: list[tuple[datetime.datetime, str]], at: datetime.datetime) -> str:
    """The bureau at that moment; before the first that is known, the first."""
    return next((bureau for since, bureau in reversed(spans) if since <= at), spans[0][1] if spans else "")


def _copies(person: Person, discloser: Bureau) -> list[Disclosure]:
    """Copies of a signed plan that tell something of this bureau about the person, given to the other bureau."""
    given = _copies_about(person, [discloser]).filter(copy__signer__user__bureau=discloser.other)
    return [_copy_given(each) for each in given]


def handed_to_the_family(person: Person, user: User) -> list[Disclosure]:
    """Copies that tell something about the person, given to whoever of the family signed: no other bureau's to have."""
    return [_copy_given(each) for each in _copies_about(person, _disclosers(user)).filter(copy__signer__user=None)]


def _copies_about(person: Person, disclosers: Collection[Bureau]) -> QuerySet[CopyGiven]:
    told = {"copy__version__items__about": person, "copy__version__items__bureau__in": disclosers}
    given = CopyGiven.objects.filter(copy__version__plan__family=person.family, **told).distinct()
    return given.select_related("copy__version", "copy__signer__user", "copy__signer__person")


def _copy_given(each: CopyGiven) -> Disclosure:
    return Disclosure(each.at, str(each.copy.signer), f"Copy of the LCCP, {each.copy.version}", under=str(each))


def _forms(person: Person, discloser: Bureau) -> list[Disclosure]:
    """XOVER1 as it went to the other bureau: the minimum, before any consent (31-090 IV)."""
    hops = Xover1Hop.objects.filter(
        form__family=person.family, sender__bureau=discloser, receiver__bureau=discloser.other
    )
    return [Disclosure(hop.sent_at, str(hop.receiver), "XOVER1") for hop in hops.select_related("receiver")]
