"""Signed WTWCC 10Bs for tests, made by the real services."""

import datetime
import functools
import io
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.enums import Bureau
from accounts.models import User
from crossover.enums import EVERY_WAY, Capacity, SigningMethod
from crossover.models import Consent, ConsentRequest, ConsentScope
from crossover.services.consents import explain_purpose, request_consent, sign_consent
from families.enums import Category

TODAY = timezone.localdate()
NEXT_YEAR = TODAY + datetime.timedelta(days=365)


@functools.cache
def drawing() -> bytes:
    """What the signature pad sends: a transparent PNG with a stroke of ink."""
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(60, 150), (180, 40), (260, 160), (380, 50), (520, 120)], fill=(0, 0, 0), width=5)
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def ready_request(staff: dict[str, User], carried: SimpleNamespace) -> ConsentRequest:
    """A request whose purpose was explained: the form can be signed."""
    request = request_consent(family=carried.family, owner=staff["cfs.worker"])
    explain_purpose(request=request, by=staff["cfs.worker"])
    return request


def sign(staff: dict[str, User], carried: SimpleNamespace, **facts: Any) -> Consent:
    """The mother signs on screen for herself and her child for a year, unless `facts` say otherwise; a paper today."""
    return sign_consent(
        **{
            "request": facts.get("request") or ready_request(staff, carried),
            "by": staff["cfs.worker"],
            "signer": carried.mother,
            "capacity": Capacity.SELF,
            "persons": [carried.mother, carried.child],
            "categories": [Category.SERVICES],
            "from_date": TODAY,
            "until_date": NEXT_YEAR,
            "method": SigningMethod.DRAWN,
            "signature": drawing(),
            "paper_on": TODAY,
            **facts,
        }
    )


def opened(
    staff: dict[str, User],
    case: SimpleNamespace,
    begins: int = 0,
    ends: int = 0,
    covers: tuple[datetime.date | None, datetime.date | None] = (None, None),
    signer: Any = None,
    **scope: Any,
) -> Consent:
    """A consent with one scope, mother and services from CFS to CalWORKs, its dates in days from today.

    `covers` are the dates of the information; the mother signs unless `signer` does.

    Past dates cannot be signed today, so the rows are written as an earlier day left them.
    """
    days = {
        "from_date": TODAY + datetime.timedelta(days=begins),
        "until_date": TODAY + datetime.timedelta(days=ends),
    }
    signer = signer or case.mother
    request = ConsentRequest.objects.create(family=case.family, owner=staff["cfs.worker"])
    facts = {
        "person": case.mother,
        "category": Category.SERVICES,
        "discloser": Bureau.CFS,
        "recipient": Bureau.CALWORKS,
    } | scope
    opens = ConsentScope(**facts, **days)
    consent = Consent.objects.create(
        request=request, signer=signer, capacity=Capacity.SELF, purpose="Coordinate", statements="Voluntary.",
        language="en", method=SigningMethod.TYPED, typed_name=str(signer), **days, opens=[opens.line],
        explained_by=staff["cfs.worker"], covers_from=covers[0], covers_until=covers[1], sharing_methods=EVERY_WAY,
    )  # fmt: skip
    opens.consent = consent
    opens.save()
    return consent
