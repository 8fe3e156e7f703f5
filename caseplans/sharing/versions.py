"""A frozen version as a reader, or the holder of a copy, may have it today."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access import visible
from accounts.models import User
from caseplans.enums import PlanStatus
from caseplans.models import (
    FinalCopy,
    Plan,
    PlanSignature,
    PlanVersion,
    RequiredSigner,
    SignatureRefusal,
    VersionItem,
)
from caseplans.rules import compare, narrowed
from caseplans.rules.compared import spoken_comparison
from crossover.models import Consent
from crossover.querysets import OF_EVERY_DATE
from crossover.sharing import PART_TWO, scopes_that_open
from families.enums import Category
from meetings.sharing.preparing import names_outsiders


def is_whole_for(version: PlanVersion, user: User) -> bool:
    """Whether this person may read every item of the version now."""
    found: bool = PlanVersion.objects.whole_for(user).filter(pk=version.pk).exists()
    return found


def items_for(version: PlanVersion, user: User, extract_of: RequiredSigner | None = None) -> QuerySet[VersionItem]:
    """The items this person may read now, of the whole version or of somebody's extract of it."""
    items: QuerySet[VersionItem] = VersionItem.objects.visible_to(user).filter(version=version)
    return items.filter(in_extract(extract_of)) if extract_of else items


def in_extract(signer: RequiredSigner) -> Q:
    """In SQL: what someone who took part may hold: logistics, and what is about them.

    From outside the two programs also what they may hear of, while a WTWCC 10B that names someone outside opens it.
    """
    logistics = Q(category=Category.LOGISTICS)
    if signer.person:
        return logistics | Q(about=signer.person)
    kind = {"discloser": OuterRef("bureau"), "category": OuterRef("category"), "person": OuterRef("about")}
    scopes = scopes_that_open().filter(OF_EVERY_DATE, names_outsiders(), **kind)
    return logistics | Q(Exists(scopes), category__in=signer.may_hear)


def consents_of(copies: Iterable[FinalCopy]) -> dict[FinalCopy, list[Consent]]:
    """Per copy the WTWCC 10Bs it relied on when it was sealed."""
    by_uuid = {
        one.uuid: one for one in Consent.objects.filter(uuid__in={key for copy in copies for key in copy.consents})
    }
    return {copy: [by_uuid[key] for key in copy.consents if key in by_uuid] for copy in copies}


def is_copy_whole_for(copy: FinalCopy, user: User) -> bool:
    """Whether this person may read every item of this copy now, and its holder still may have it."""
    items = items_for(copy.version, user, copy.signer if copy.is_extract else None)
    return set(copy.places) <= set(items.values_list("place", flat=True))


def version_amended(plan: Plan) -> PlanVersion | None:
    """The signed version that this plan amends."""
    if plan.amends is None:
        return None
    sealed: PlanVersion | None = plan.amends.versions.exclude(copies=None).first()
    return sealed


def content_of(version: PlanVersion, items: QuerySet[VersionItem] | None = None) -> dict[str, Any]:
    """The content of a version, or only these items of it."""
    content: dict[str, Any] = json.loads(version.content)
    if items is None:
        return content
    kept = list(items.select_related("about"))
    return narrowed(content, {item.place for item in kept}, {item.about for item in kept if item.about})


def consents_behind(items: QuerySet[VersionItem]) -> list[Consent]:
    """The consents in force by which these items of a version are shared, the oldest first."""
    kind = {"bureau": OuterRef("discloser"), "category": OuterRef("category"), "about": OuterRef("person")}
    scopes = scopes_that_open().filter(OF_EVERY_DATE, Exists(items.filter(**kind)))
    return list(Consent.objects.filter(pk__in=scopes.values("consent")).select_related("signer").order_by("signed_at"))


def part_two_consents(version: PlanVersion) -> list[Consent]:
    """Those by which the substance use information of a version is shared (42 CFR 2.32)."""
    return consents_behind(version.items.filter(category__in=PART_TWO))


def changes_for(version: PlanVersion, user: User) -> dict[str, Any] | None:
    """What a version changes in the signed one it amends, as far as this reader may read both today."""
    amended = version_amended(version.plan)
    if amended is None:
        return None
    return spoken_comparison(compare(*(content_of(each, items_for(each, user)) for each in (amended, version))))


def signed_the_open_version(plan: Plan) -> list[RequiredSigner]:
    """Whose signatures reopening would void."""
    newest = plan.versions.first()
    return _signed(newest) if newest and newest.is_open else []


def must_sign_again(plan: Plan) -> tuple[PlanVersion | None, list[RequiredSigner]]:
    """While the plan is a draft again: the version that became void last, and who had signed it."""
    newest = plan.versions.first() if plan.status == PlanStatus.DRAFT else None
    return newest, _signed(newest) if newest else []


def _signed(version: PlanVersion) -> list[RequiredSigner]:
    return list(version.signers.exclude(signature=None).select_related("user", "person"))


def signed_a_void_version(version: PlanVersion) -> list[RequiredSigner]:
    """Who signed an earlier version of this plan, void since, and has not signed this one."""
    earlier = PlanSignature.objects.filter(version__plan=version.plan, version__number__lt=version.number)
    signed = set(earlier.values_list("signer__user", "signer__person", "signer__external_name"))
    waiting = version.signers.filter(signature=None).select_related("user", "person")
    return [one for one in waiting if (one.user_id, one.person_id, one.external_name) in signed]


def reads_words_of(refusal: SignatureRefusal, user: User) -> bool:
    """Own bureau's, or where case-plan services about this person are opened to the reader's."""
    if refusal.bureau == user.bureau:
        return True
    services = VersionItem.objects.filter(
        version=refusal.version, bureau=refusal.bureau, category=Category.SERVICES, about=refusal.signer.person
    )
    return visible(VersionItem, user).filter(pk__in=services.values("pk")).exists()
