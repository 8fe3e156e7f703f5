"""Clearances, forms and consents, in the users' words."""

import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from crossover.enums import (
    CAME_BACK,
    CLEARANCE_KEY,
    ENDED_BY,
    ENDS_A_SCOPE,
    HOP_KEY,
    TAKEN_AWAY,
    TAKES_BACK,
    Capacity,
    ConsentEventKind,
    ConsentStatus,
    HopEnd,
    SharingMethod,
    Xover1Status,
)
from families.enums import TaskKind
from families.models import Family, Task
from families.models.base import Days
from families.querysets import HeaderQuerySet

# The tasks of whoever has a form, besides acknowledging it.
STEP_KINDS = (TaskKind.MOVE_XOVER1_ON, TaskKind.COMPLETE_PART_B)
# Scopes of a consent whose signer set no dates of the information, and of one whose signer did.
OF_EVERY_DATE = Q(consent__covers_from__isnull=True, consent__covers_until__isnull=True)
OF_CERTAIN_DATES = ~OF_EVERY_DATE


class ClearanceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The maker, the maker's unit and the referral's ER unit; with a family, while its header is theirs to know.

        Besides them whoever works the family; other readers of its header do not.
        """
        families = Family.objects
        units = user.unit_ids | user.supervised_unit_ids
        theirs = Q(made_by=user.pk) | Q(made_by__unit__in=units) | Q(referral__er_unit__in=units)
        nowhere = Q(family__isnull=True) & ~Q(referral__family__in=families.barred_to(user))
        known = nowhere | Q(family__in=families.visible_to(user))
        return self.filter(Q(family__in=families.workable_by(user)) | (theirs & known))


class Xover1QuerySet(HeaderQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever works the family, and of its header's readers those who made, sent or received this form."""
        families = Family.objects.workable_by(user)
        hops = apps.get_model("crossover", "Xover1Hop").objects.filter(of_hand(user))
        theirs = Q(created_by__in=user.stands_for_ids) | Q(pk__in=hops.values("form"))
        return super().visible_to(user).filter(Q(family__in=families) | theirs)

    def drafts_of(self, user: Any) -> Self:
        """Part A never sent. One that came back is in hand by its hop."""
        return self.filter(status=Xover1Status.DRAFT, created_by__in=user.stands_for_ids, hops__isnull=True)


def sent_by(user: Any) -> Q:
    """In SQL: hops this person sent, or whom they stand for today. A cover's are of the person covered."""
    ids = user.stands_for_ids
    return Q(sender__in=ids, sent_for__isnull=True) | Q(sent_for__in=ids)


def _is_over(day: str) -> Any:
    """In SQL: the day in the column of this name is over, by the county's date."""
    return models.ExpressionWrapper(Q(**{f"{day}__lt": timezone.localdate()}), models.BooleanField())


def _key_of_task(prefix: str) -> Any:
    """In SQL: how tasks name the row."""
    return Concat(Value(prefix), Cast("uuid", models.CharField()))


def of_hand(user: Any) -> Q:
    """In SQL: hops this person, or whom they stand for today, sent or received, unless the form was taken away."""
    return sent_by(user) | (Q(receiver__in=user.stands_for_ids) & ~Q(left_as__in=TAKEN_AWAY))


class OfXover1QuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever may open the form knows what was checked on it."""
        return self.filter(form__in=apps.get_model("crossover", "Xover1").objects.visible_to(user))


class HopQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A hop is its sender's and receiver's to know, and that of whoever sees the form.

        The clerk of the reverse path keeps only this: that it was sent, and received. A receiver from whom the form
        was taken away keeps nothing. Of a family barred to someone nothing else is left.
        """
        forms = apps.get_model("crossover", "Xover1").objects.visible_to(user)
        flagged = Q(sender=user.pk, step=Xover1Status.WITH_POINT_PERSON)
        barred = Family.objects.barred_to(user)
        return self.filter(Q(form__in=forms) | flagged | (of_hand(user) & ~Q(form__family__in=barred)))

    def waiting(self) -> Self:
        """Not acknowledged, and still there."""
        return self.in_hand().filter(acknowledged_at__isnull=True)

    def came_back(self) -> Self:
        """Returned for correction, or recalled."""
        return self.filter(follows__left_as__in=CAME_BACK)

    def sent_by(self, user: Any) -> Self:
        """What this person sent to others; of a form that was passed to a colleague, the hop that followed."""
        sent = self.filter(sent_by(user), own_copy=False).exclude(receiver=F("sender"))
        passed_on = Q(left_as=HopEnd.REDIRECTED, followed_by__sender=F("sender"))
        return sent.exclude(passed_on).exclude(left_as=HopEnd.RECALLED)

    def sent_forms(self, user: Any) -> Self:
        """What this person sent on, the last first; the form opens only to whoever may know it."""
        sent = self.sent_by(user).with_form_known_to(user)
        return sent.select_related("form", "receiver").order_by("-sent_at", "-pk")

    def in_hand(self) -> Self:
        """The form is still where this hop brought it."""
        return self.filter(own_copy=False, left_at__isnull=True)

    def in_hand_of(self, user: Any) -> Self:
        """The forms that are with this person now, or with whom they cover, the oldest first."""
        held = self.in_hand().filter(receiver__in=user.stands_for_ids).with_due()
        held = held.select_related("form", "sender", "receiver", "follows")
        return held.order_by("sent_at", "pk")

    def waiting_on_others(self, user: Any) -> Self:
        """What this person sent and nobody has acknowledged yet, the oldest first."""
        sent = self.waiting().filter(sent_by(user)).exclude(receiver=user.pk)
        people = ("sender", "sent_for", "receiver", "sent_again_by")
        return sent.with_due().select_related("form", *people).order_by("sent_at", "pk")

    def with_due(self) -> Self:
        """By when the receiver acknowledges (`due_on`) and takes the next step (`step_due_on`): their tasks' days.

        With each whether that day is over: `late`, `step_late`. Part A that came back is sent by its clearance's day.
        """
        of_family = Task.objects.filter(family=OuterRef("form__family"))
        tasks = of_family.filter(key=OuterRef("hop_key"))
        due_on = tasks.filter(kind=TaskKind.ACKNOWLEDGE_XOVER1).values("due_on")[:1]
        step_due_on = tasks.filter(kind__in=STEP_KINDS).values("due_on")[:1]
        looks = apps.get_model("crossover", "Clearance").objects.filter(referral=OuterRef(OuterRef("form__referral")))
        keys = looks.annotate(task_key=_key_of_task(CLEARANCE_KEY)).values("task_key")
        part_a_due_on = of_family.filter(kind=TaskKind.SEND_PART_A, key__in=keys).values("due_on")[:1]
        step_due = Case(When(step=Xover1Status.DRAFT, then=Subquery(part_a_due_on)), default=Subquery(step_due_on))
        dated = self.annotate(hop_key=_key_of_task(HOP_KEY), due_on=Subquery(due_on), step_due_on=step_due)
        return dated.annotate(late=_is_over("due_on"), step_late=_is_over("step_due_on"))

    def late(self) -> Self:
        """Of forms `with_due`: not acknowledged in time, or the next step not taken in time."""
        return self.filter(Q(late=True) | Q(step_late=True))

    def with_form_known_to(self, user: Any) -> Self:
        """`form_known`: the reader may open the form. The clerk of the reverse path may not."""
        known = apps.get_model("crossover", "Xover1").objects.visible_to(user).filter(pk=OuterRef("form"))
        return self.annotate(form_known=Exists(known))


class ConsentQuerySet(HeaderQuerySet):
    """Signed consents: whoever works the family, in both bureaus, knows that one exists and what it covers."""

    family_path = "request__family"

    def visible_to(self, user: Any) -> Self:
        """Of the readers of the header only who asked for it or recorded it."""
        families = Family.objects.workable_by(user)
        theirs = Q(request__owner=user.pk) | Q(explained_by=user.pk)
        return super().visible_to(user).filter(Q(request__family__in=families) | theirs)

    def not_ended(self) -> Self:
        """Consents of which something was not revoked or superseded yet."""
        return self.filter(Exists(_open_scopes_of(OuterRef("pk"))))

    def without_an_end_ahead(self) -> Self:
        """Consents of which something is not ended and no newer form is signed to end it on a later day."""
        scopes = apps.get_model("crossover", "ConsentScope").objects.filter(consent=OuterRef("pk"))
        return self.filter(Exists(scopes.filter(~Exists(_ends_of_a_scope()))))

    def status_of(self, consent: Any, day: datetime.date) -> ConsentStatus:
        row: Any = self.with_status(day).get(pk=consent.pk)
        return ConsentStatus(row.status)

    def with_status(self, day: datetime.date) -> Self:
        """`status` as a query: ended by the last event, then the dates, then in part. `day` is the county's date."""
        events = apps.get_model("crossover", "ConsentEvent").objects.filter(consent=OuterRef("pk"))
        events = events.filter(at__lte=timezone.now())
        so_far = events.ending()
        whole = ~Exists(_open_scopes_of(OuterRef("pk")))
        return self.annotate(last_end=Subquery(so_far.order_by("-at", "-pk").values("kind")[:1])).annotate(
            status=Case(
                *(When(whole, last_end=kind, then=Value(status)) for kind, status in ENDED_BY.items()),
                When(until_date__lt=day, then=Value(ConsentStatus.EXPIRED)),
                When(from_date__gt=day, then=Value(ConsentStatus.NOT_BEGUN)),
                When(Exists(events.filter(kind__in=TAKES_BACK)), then=Value(ConsentStatus.PARTLY_REVOKED)),
                When(Exists(so_far), then=Value(ConsentStatus.PARTLY_SUPERSEDED)),
                default=Value(ConsentStatus.IN_FORCE),
            )
        )


def _open_scopes_of(consent: OuterRef) -> Any:
    return apps.get_model("crossover", "ConsentScope").objects.not_ended().filter(consent=consent)


def _ends_of_a_scope() -> Any:
    """The events that end the scope outside: whole, in its category, towards its recipient, or for its person."""
    return (
        apps.get_model("crossover", "ConsentEvent")
        .objects.ending()
        .filter(
            Q(category="") | Q(category=OuterRef("category")),
            Q(recipient="") | Q(recipient=OuterRef("recipient")),
            Q(person__isnull=True) | Q(person=OuterRef("person")),
            consent=OuterRef("consent"),
        )
    )


class OfConsentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(consent__in=apps.get_model("crossover", "Consent").objects.visible_to(user))


def covering_dates(days: Days | None) -> Q:
    """In SQL: the signer limited the information to no dates, or to dates that hold all of these days.

    Where a row says no dates, nobody knows that it lies within the signer's: it stays (docs/adr/0007).
    """
    if days is None:
        return OF_EVERY_DATE
    first, last = days
    begun = Q(consent__covers_from__isnull=True) | Q(consent__covers_from__lte=first)
    return begun & (Q(consent__covers_until__isnull=True) | Q(consent__covers_until__gte=last))


class ConsentEventQuerySet(OfConsentQuerySet):
    def ending(self) -> Self:
        """Those that end something between the bureaus, be it on a later day."""
        return self.filter(kind__in=ENDS_A_SCOPE)

    def since_signed(self) -> Self:
        """What became of the form: all but the copies given."""
        return self.exclude(kind=ConsentEventKind.COPY_GIVEN)


class ScopeQuerySet(OfConsentQuerySet):
    def not_ended(self, at: datetime.datetime | None = None) -> Self:
        """Scopes that no event up to `at`, or up to now, ended or superseded."""
        return self.filter(~Exists(_ends_of_a_scope().filter(at__lte=at or timezone.now())))

    def with_end(self) -> Self:
        """`ended_at`, when an event first ended it or will; None where none does."""
        return self.annotate(ended_at=Subquery(_ends_of_a_scope().order_by("at").values("at")[:1]))

    def in_force(self, day: datetime.date) -> Self:
        """Scopes within their dates, not ended by an event and not objected to (domain 4.2).

        `day` is the county's date. A guardian's consent about a child does not count while another guardian objects;
        the minor's own consent does.
        """
        objections = apps.get_model("crossover", "SharingObjection").objects.standing()
        objected = objections.filter(
            Q(category="") | Q(category=OuterRef("category")), child=OuterRef("person")
        ).exclude(objector=OuterRef("consent__signer"))
        open_now = self.not_ended().filter(from_date__lte=day, until_date__gte=day)
        return open_now.filter(~Exists(objected) | Q(consent__capacity=Capacity.MINOR))

    def shared_here(self) -> Self:
        """Scopes whose signer chose sharing in this system, besides or instead of telling and writing."""
        return self.filter(consent__sharing_methods__contains=[SharingMethod.ELECTRONIC])


class OfLinkagesCaseQuerySet(HeaderQuerySet):
    family_path = "linkages_case__family"
