"""Who signs a version, how, and what a refusal means (31-090 III.E.4, IV.G; domain R20, R22)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.enums import (
    AWAITING_SIGNATURES,
    ON_PAPER,
    PARENT_CAPACITIES,
    STAFF_SIGNERS,
    DeliveryMethod,
    PlanStatus,
    SignatureMethod,
    SignerCapacity,
    SignerRole,
)
from caseplans.models import FinalCopy, Plan, PlanVersion, RequiredSigner
from caseplans.rules.checks import check_can_start_plan, check_is_a_worker, check_transition, check_works
from crossover.rules.signatures import about_witnesses
from families.enums import Language
from families.models import Person
from families.rules.names import signs_as

NO_LONGER_WHOLE = "A worker changed or a WTWCC 10B ended since this version was frozen. Reopen the plan."
NOBODY_AGREED = (
    "No parent has signed. The plan does not start without one: call another LTM (31-090 III.G), or reopen the plan "
    "and change it. A parent who refused may still sign this version."
)


def check_can_reopen(user: User, plan: Plan) -> None:
    """A change before the last signature voids the version: everyone signs the next one."""
    check_is_a_worker(user, plan.family)
    check_transition(plan, PlanStatus.DRAFT, "there is nothing to reopen")


def check_can_amend(user: User, plan: Plan) -> None:
    """A signed plan is changed by its next version; until that one is signed, this one holds (domain R20)."""
    check_is_a_worker(user, plan.family)
    check_transition(plan, PlanStatus.CLOSED, "only a signed one is amended")
    check_can_start_plan(user, plan.family)


def check_out_for_signature(version: PlanVersion) -> None:
    """Paper and pen are for the version that waits for signatures: no other is printed for signing, nor signed."""
    if version.is_sealed:
        raise NotAllowed("This version is signed and sealed: its signed copies take the place of paper.")
    if not version.is_open:
        following = version.plan.versions.filter(number=version.number + 1).first()
        replaced = f"version {following.number} replaced it on {_day(following.frozen_at)}" if following else ""
        raise NotAllowed(f"This version is void: {replaced or 'the plan was reopened'}.")
    for worker in version.signers.filter(role__in=STAFF_SIGNERS).select_related("user"):
        if not PlanVersion.objects.whole_for(worker.user).filter(pk=version.pk).exists():
            raise NotAllowed(NO_LONGER_WHOLE)


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment))


def check_can_sign(user: User, signer: RequiredSigner) -> None:
    """Staff sign as themselves, no cover for them (31-090 IV.G); everybody else in front of a worker. Everyone once."""
    version = signer.version
    if signer.role not in STAFF_SIGNERS:
        check_works(user, version.plan.family)
    elif user != signer.user:
        raise NotAllowed(f"Only {signer} can sign here.")
    if signer.has_signed:
        raise NotAllowed(f"{signer} signed this version already.")
    check_out_for_signature(version)
    if signer.role == SignerRole.SUPERVISOR and not _workers_signed(version):
        raise NotAllowed("The supervisor approves what both workers have signed.")


def _workers_signed(version: PlanVersion) -> bool:
    waiting = version.signers.filter(role__in=(SignerRole.CFS_WORKER, SignerRole.AIS_WORKER), signature=None)
    return not waiting.exists()


def check_can_refuse(user: User, signer: RequiredSigner) -> None:
    """That a parent does not sign is written down by a worker, once; staff who do not agree reopen the plan."""
    if signer.role in STAFF_SIGNERS:
        raise NotAllowed("Staff who do not agree reopen the plan and change it.")
    if not signer.is_required:
        raise NotAllowed(f"{signer} need not sign: there is nothing to refuse.")
    check_can_sign(user, signer)
    if signer.has_refused:
        raise NotAllowed(f"That {signer} did not sign this version is noted already.")


def check_capacity(signer: RequiredSigner, capacity: str) -> None:
    fixed = capacity_of(signer)
    allowed = PARENT_CAPACITIES if fixed == SignerCapacity.PARENT else (fixed,)
    if capacity not in allowed:
        raise NotAllowed(f"{signer} cannot sign in this capacity.")


def capacity_of(signer: RequiredSigner) -> SignerCapacity:
    """The usual capacity of a role."""
    if signer.role in STAFF_SIGNERS:
        return SignerCapacity.STAFF
    return SignerCapacity.PARENT if signer.role == SignerRole.PARENT else SignerCapacity.TOOK_PART


def check_method(signer: RequiredSigner, method: str, signed_on: date | None) -> None:
    """Staff sign with the system; paper says its day, on which the version was there; no mere word for a new duty."""
    if signer.role in STAFF_SIGNERS and method == SignatureMethod.MARK:
        raise NotAllowed("A mark is for someone who does not write.")
    if method == SignatureMethod.TOLD and not signer.may_acknowledge:
        raise NotAllowed(f"This version asks something new of the family: {signer} signs it.")
    if method in ON_PAPER:
        if signed_on is None:
            raise NotAllowed("Give the day written on the paper.")
        frozen_on = timezone.localdate(signer.version.frozen_at)
        if not frozen_on <= signed_on <= timezone.localdate():
            raise NotAllowed(f"The paper was signed after this version was made, {date_format(frozen_on)}, or today.")


def check_witnesses(signer: RequiredSigner, witnesses: Sequence[str]) -> None:
    """A mark is witnessed by two others (Civil Code 14)."""
    wrong = about_witnesses(witnesses, [signer.person] if signer.person else [])
    if wrong or len(witnesses) != 2:
        raise NotAllowed("A mark needs two different witnesses, neither of them the signer. Staff can.")


def check_still_shown_whole(plan: Plan, shown: Iterable[PlanVersion]) -> None:
    """A version that one of its signers may no longer read in full is shown to nobody: the plan's page says why."""
    if plan.status in AWAITING_SIGNATURES and not any(version.is_open for version in shown):
        raise NotAllowed(NO_LONGER_WHOLE)


def check_typed_name(signer: RequiredSigner, typed: str) -> None:
    """A typed signature is the signer's own name."""
    own = signer.person or signer.user
    if not (signs_as(own, typed) if own else typed.strip().casefold() == signer.external_name.casefold()):
        raise NotAllowed(f"Type the full name of who signs: {signer}.")


def check_copy_shown(shown_now: str, shown_sha256: str) -> None:
    """What was on the screen is what is signed: `shown_now` is the SHA-256 of the copy as it is shown now."""
    if shown_sha256 != shown_now:
        raise NotAllowed("The plan shown is not the version to be signed. Open the page again.")


def check_shown_in_their_language(person: Person | None, language: str, interpreter: str) -> None:
    """No one signs who was not shown the plan in their language (domain R22)."""
    if person and (person.interpreter_needed or person.language != language) and not interpreter.strip():
        raise NotAllowed(
            f"{person} speaks {Language(person.language).label}. Name the interpreter or bilingual worker."
        )


def is_complete(signers: Collection[RequiredSigner]) -> bool:
    """Everyone who must has answered, all staff have signed, and at least one parent has.

    A parent who refused does not hold the plan up for the others: it binds whoever signed it.
    """
    required = [signer for signer in signers if signer.is_required]
    answered = all(
        signer.has_signed or (signer.role == SignerRole.PARENT and signer.has_refused) for signer in required
    )
    return answered and any(signer.role == SignerRole.PARENT and signer.has_signed for signer in required)


def left_out_by(
    signer: RequiredSigner, signers: Collection[RequiredSigner], *, signs: bool = True
) -> list[RequiredSigner]:
    """Who else was at the LTM and can sign no more, because this answer is the last that seals the plan (III.E.4)."""
    others = [one for one in signers if one != signer]
    parents = [one for one in others if one.role == SignerRole.PARENT]
    answered = all(
        one.has_signed or (one.role == SignerRole.PARENT and one.has_refused) for one in others if one.is_required
    )
    agreed = any(one.has_signed for one in parents) or (signs and signer.role == SignerRole.PARENT)
    if not (signer.is_required and answered and agreed):
        return []
    return [one for one in others if not (one.is_required or one.has_signed)]


def nobody_agreed(signers: Collection[RequiredSigner]) -> bool:
    """Every parent refused and none has signed since."""
    parents = [signer for signer in signers if signer.role == SignerRole.PARENT]
    return all(signer.has_refused and not signer.has_signed for signer in parents)


def check_can_give_copy(user: User, copy: FinalCopy) -> None:
    """After the LTM all parties receive a signed copy (31-090 IV.G); a worker of the family notes it."""
    check_works(user, copy.version.plan.family)


def check_delivery(copy: FinalCopy, method: str) -> None:
    """Only staff download their copy; everybody else is handed it or sent it."""
    if method == DeliveryMethod.DOWNLOADED and copy.signer.user is None:
        raise NotAllowed(f"{copy.signer} has no access to Linkages. Hand the copy over or mail it.")
