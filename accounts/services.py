"""Staff, roles, sessions and the access log: the verbs of `accounts`."""

from secrets import token_urlsafe
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from accounts.access import Trail, address_of_this_request
from accounts.enums import AccessAct, StaffChange
from accounts.models import AccessLogEntry, CalendarToken, Closure, RoleHolding, SavedView, User
from accounts.querysets import digest_of
from accounts.roles import Administrator


def county_closures() -> dict:
    """Every county closure and worked holiday: day -> open for business."""
    return dict(Closure.objects.values_list("day", "open_for_business"))


@transaction.atomic
def give_role(*, user: User, role: str) -> None:
    """Give a role. Django's admin opens to administrators only."""
    RoleHolding.objects.get_or_create(user=user, role=role)
    _sync_administration(user)


@transaction.atomic
def take_role(*, user: User, role: str) -> None:
    holding = RoleHolding.objects.filter(user=user, role=role).first()
    if holding:
        holding.delete()
    _sync_administration(user)


def _sync_administration(user: User) -> None:
    is_administrator = user.role_holdings.filter(role=Administrator.code).exists()
    if (user.is_staff, user.is_superuser) != (is_administrator, is_administrator):
        user.is_staff = user.is_superuser = is_administrator
        user.save(update_fields=["is_staff", "is_superuser"])


def end_own_session(*, user: User, key: str, here: str) -> bool:
    """Someone ends another of their own sign-in sessions than the one they are in: that one is signed out of.

    False where `key` is none of theirs, or has ended already. `here` is the session key of the request.
    """
    others = UserSession.objects.filter(user=user).exclude(session_key=here)
    return key.isdecimal() and end_sessions(sessions=others.filter(pk=int(key))) == 1


def end_sessions(*, sessions: QuerySet) -> int:
    """End these sign-in sessions (allauth `UserSession` rows) at once. Returns how many."""
    ended = 0
    for session in sessions:
        session.end()
        ended += 1
    return ended


@transaction.atomic
def reset_second_factor(*, user: User) -> None:
    """Someone lost their authenticator: forget it and their recovery codes, and end their sessions at once."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(sessions=UserSession.objects.filter(user=user))


@transaction.atomic
def forget_other_addresses(*, user: User) -> None:
    """The address an administrator entered is the only one that signs in and that a password reset goes to."""
    EmailAddress.objects.filter(user=user).delete()


@transaction.atomic
def make_calendar_token(*, user: User) -> str:
    """A new key to the person's calendar feed, kept nowhere. The one before opens nothing any more."""
    token = token_urlsafe(32)
    facts = {"digest": digest_of(token), "made_at": timezone.now()}
    CalendarToken.objects.update_or_create(user=user, defaults=facts)
    return token


@transaction.atomic
def end_calendar_token(*, user: User) -> None:
    """The person's calendar link opens nothing any more."""
    CalendarToken.objects.filter(user=user).delete()


def reader_of_calendar(token: str) -> User | None:
    """Whose calendar this key opens; None where it is revoked, of no one, or of someone no longer active."""
    held = CalendarToken.objects.opening_with(token).select_related("user").first()
    return held.user if held else None


def log_staff_change(*, by: User, change: StaffChange, user: User | None = None, row: Model | None = None) -> None:
    """One line in the access log: who changed what of whose sign-in or place, or which of the county's own rows."""
    of_which = {"row": str(row)} if row is not None else {}
    AccessLogEntry.objects.create(
        user=by,
        address=address_of_this_request(),
        act=AccessAct.STAFF_CHANGED,
        route="staff",
        record_type=User._meta.label_lower if user else "",
        record=user.uuid if user else None,
        particulars={"change": change.value, **of_which},
    )


def log_access(*, by: User, act: AccessAct, route: str, trail: Trail, named: UUID | None = None) -> None:
    """Write one line per record the request opened, or one alone with the key that its address `named`."""
    records: list[Model | None] = [*trail.records] or [None]
    AccessLogEntry.objects.bulk_create(
        AccessLogEntry(
            user=by,
            address=trail.address,
            act=trail.act or act,
            route=route,
            record_type=record._meta.label_lower if record is not None else "",
            record=getattr(record, "uuid", named),
            family=getattr(record, "family_uuid", None),
            consents=trail.consents,
            particulars=trail.particulars,
        )
        for record in records
    )


@transaction.atomic
def save_view(*, user: User, route: str, name: str, query: str) -> SavedView:
    """Keep a list's filter under a name of one's own; the same name again means the new filter."""
    facts = {"query": query, "saved_at": timezone.now()}
    view, _ = SavedView.objects.update_or_create(user=user, route=route, name=name, defaults=facts)
    return view


@transaction.atomic
def drop_view(*, view: SavedView) -> None:
    view.delete()
