"""Who asks for a WTWCC 10B, when, and in which order it is explained, signed or answered with a no (31-090 IV.D)."""

from accounts.access import NotAllowed, visible
from accounts.enums import Act
from accounts.models import User
from crossover.enums import NOT_ON_ITS_WAY, UNSIGNED, ConsentOutcome
from crossover.models import ConsentRequest, Xover1
from families.enums import Disposition
from families.models import Family


def check_handles_consents(user: User, family: Family) -> None:
    """Whoever first discovers a potential Linkages case asks the parent to sign, and takes back what is taken back."""
    if not user.may(Act.REQUEST_CONSENT):
        raise NotAllowed("Your role does not ask for the WTWCC 10B.")
    if not visible(Family, user).filter(pk=family.pk).exists():
        raise NotAllowed("Only staff who may know this family can ask for its WTWCC 10B.")


def check_can_request_consent(user: User, family: Family) -> None:
    """A new one is asked for while CFS has a referral or a case open, or has had none yet (31-090 IV)."""
    check_handles_consents(user, family)
    if has_ended(family):
        raise NotAllowed("The CFS case is closed: there is nothing to exchange any more. What was signed stands here.")


def has_ended(family: Family) -> bool:
    """The CFS case closed, and neither a referral nor a form on its way came since."""
    if family.cfs_cases.open().exists() or not family.cfs_cases.exists():
        return False
    forms = Xover1.objects.filter(family=family).exclude(status__in=NOT_ON_ITS_WAY)
    referred = family.referrals.filter(disposition=Disposition.OPEN)
    return not (referred.exists() or forms.exclude(cfs_case__closed_on__isnull=False).exists())


def check_can_answer_request(user: User, request: ConsentRequest) -> None:
    """A request is answered once: signed, declined or unable."""
    check_handles_consents(user, request.family)
    if request.outcome != ConsentOutcome.OPEN:
        raise NotAllowed(f"This request is closed: {request.get_outcome_display().lower()}. Open a new one.")


def check_can_explain_purpose(user: User, request: ConsentRequest) -> None:
    """The parent is told that the exchange is to prevent duplication in services (31-090 IV.D)."""
    check_can_answer_request(user, request)
    if request.purpose_explained_at:
        raise NotAllowed("The purpose was already explained.")


def check_can_sign_consent(user: User, request: ConsentRequest) -> None:
    """Nobody signs what was not explained (31-090 IV.D)."""
    check_can_answer_request(user, request)
    if not request.purpose_explained_at:
        raise NotAllowed("Explain the purpose to the parent first, and record it.")


def check_can_close_unsigned(user: User, request: ConsentRequest, outcome: str) -> None:
    """A no answers what was explained (31-090 IV.D). Who could not be asked, or cannot sign, heard no explanation."""
    check_can_answer_request(user, request)
    if outcome not in UNSIGNED:
        raise NotAllowed("Say whether the parent declined or was unable to sign.")
    if outcome == ConsentOutcome.DECLINED and not request.purpose_explained_at:
        raise NotAllowed("Explain the purpose to the parent first, and record it. Then a no can be recorded.")
