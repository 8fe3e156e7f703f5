"""Plans that not everybody signs at once: refused, sent by post, amended."""

import datetime

from django.utils import timezone

from accounts.enums import Bureau
from caseplans.enums import RefusalReason, Responsible, SignatureMethod, SignerRole, Source
from caseplans.models import Goal
from caseplans.pdf import paper_page, shown_sha256_of
from caseplans.services import add_activity, amend_plan, refuse_signature, sign_plan
from families.enums import Category, ServiceType
from linkages_site.demo.turns import TurningRoad


def workers_sign(road: TurningRoad) -> None:
    road.sign(SignerRole.CFS_WORKER, SignerRole.AIS_WORKER)


def refuse(road: TurningRoad) -> None:
    """The mother does not sign: nobody of the family agreed, so the plan waits for another LTM (31-090 III.G)."""
    refuse_signature(
        signer=road.version.signers.get(role=SignerRole.PARENT),
        by=road.cfs_worker,
        reason=RefusalReason.DISAGREES,
        words="Two evenings a week are too many with the new job",
        language=road.written_language,
        interpreter=road.interpreter,
    )


def sign_by_post(road: TurningRoad) -> None:
    """The mother's signed pages come back by post."""
    signer = road.version.signers.get(role=SignerRole.PARENT)
    sign_plan(
        signer=signer,
        by=road.cfs_worker,
        method=SignatureMethod.POST,
        shown_sha256=shown_sha256_of(signer, road.written_language),
        scan=paper_page(road.version, road.written_language),
        signed_on=timezone.localdate() - datetime.timedelta(days=2),
        language=road.written_language,
        interpreter=road.interpreter,
    )


def amend(road: TurningRoad) -> None:
    """A follow-up adds what the mother will do: she signs the next version too (domain R20)."""
    road.plan = amend_plan(plan=road.version.plan, by=road.cfs_worker)
    add_activity(
        goal=Goal.objects.filter(plan=road.plan).latest("pk"),
        by=road.cfs_worker,
        text="Call the school about the children's reading help",
        category=Category.SERVICES,
        about=road.mother,
        responsible=Responsible.FAMILY,
        person=road.mother,
        service=ServiceType.OTHER,
        provided_by=Bureau.CFS,
        paid_by=Bureau.CFS,
        due_on=timezone.localdate() + datetime.timedelta(days=30),
        source=Source.FAMILY,
    )
