"""What a newer WTWCC 10B ends of the same signer's earlier ones (31-090 III.C.1)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from crossover.enums import Capacity
from crossover.models import Consent
from crossover.querysets import ConsentQuerySet
from crossover.rules.minors import is_adult
from crossover.statements.sentences import Sentence, sentence
from families.enums import PARENTS
from families.grounds import day_start
from families.models import Family, Person


@dataclass(frozen=True)
class Superseded:
    """An earlier form: about whom it ends, at which moment, and about whom it stays."""

    consent: Consent
    at: datetime.datetime
    ends_about: list[Person]
    stays_about: list[Person]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> Sentence:
        """What ends about whom and when, and about whom it stays."""
        facts = {"signed": self.consent.signed_on, "ends": timezone.localdate(self.at), "ended": self.ends_about}
        if not self.stays_about:
            return sentence("The form of {signed} ends for {ended} on {ends}.", **facts)
        stays = "The form of {signed} ends for {ended} on {ends}; for {staying} it stays."
        return sentence(stays, staying=self.stays_about, **facts)


def said_before(*, family: Family, signer: Person, capacity: str, persons: Collection[Person]) -> ConsentQuerySet:
    """The forms by the same word: the signer's own and, about an adult, theirs and their representatives'."""
    today, represents = timezone.localdate(), capacity == Capacity.REPRESENTATIVE
    represented = [each for each in persons if represents and is_adult(each, today)]
    for_them = Q(capacity=Capacity.REPRESENTATIVE, scopes__person__in=represented or [signer])
    own = Q(signer__in=[signer, *represented])
    return Consent.objects.filter(own | for_them, request__family=family).distinct()


def superseded_by(
    *, family: Family, signer: Person, capacity: str, persons: Collection[Person], from_date: datetime.date
) -> list[Superseded]:
    """A newer form replaces the same signer's earlier ones about the people it covers, from the day it begins.

    A legal representative's form about an adult is that adult's: each replaces the other, whoever signed. About other
    people the earlier form stays, and so does all of it until that day.
    """
    at = max(timezone.now(), day_start(from_date))
    earlier = said_before(family=family, signer=signer, capacity=capacity, persons=persons)
    return [
        Superseded(consent, at, ends_about, [person for person in covered if person not in ends_about])
        for consent in earlier.order_by("signed_at", "pk")
        if (covered := _covered(consent, at))
        and (ends_about := [person for person in covered if person in persons])
    ]  # fmt: skip


def covered_until(family: Family) -> datetime.date | None:
    """The last day on which every parent has a signed form that nothing is known to end; None where one has none.

    A legal representative's form about a parent is that parent's.
    """
    parents = family.people.filter(relationship__in=PARENTS)
    signed = Consent.objects.filter(request__family=family).without_an_end_ahead().order_by("until_date")
    for_them = signed.filter(capacity=Capacity.REPRESENTATIVE).values_list("scopes__person", "until_date")
    last = dict(sorted([*signed.values_list("signer", "until_date"), *for_them], key=lambda row: row[1]))
    ends = [last.get(parent.pk) for parent in parents]
    return min((day for day in ends if day), default=None) if all(ends) else None


def _covered(consent: Consent, at: datetime.datetime) -> list[Person]:
    """The people about whom something of it is still open at that moment, or opens later."""
    scopes = consent.scopes.not_ended(at).filter(until_date__gte=timezone.localdate(at))
    return list(dict.fromkeys(scope.person for scope in scopes.select_related("person").order_by("person")))
