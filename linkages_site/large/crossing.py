"""Clearances, forms on their way, and WTWCC 10Bs in every state they can be in."""

import datetime
import itertools

from accounts.enums import Bureau
from accounts.models import User
from crossover.enums import (
    EVERY_WAY,
    Capacity,
    ClearancePurpose,
    ClearanceResult,
    ConsentEventKind,
    ConsentOutcome,
    Direction,
    SearchKey,
    SigningMethod,
    Stage,
    System,
    Xover1Status,
)
from crossover.models import (
    Clearance,
    Consent,
    ConsentEvent,
    ConsentRequest,
    ConsentScope,
    LinkagesCase,
    StageEvent,
    Xover1,
    Xover1Hop,
)
from crossover.rules.consents import CONSENTABLE
from families.enums import Category, Language
from families.models import Person
from linkages_site.large.households import Home, Standing
from linkages_site.large.rows import Rows
from linkages_site.large.staff import Staff

# From and until when, in days from today, and what ended it. Taken in turn by the families that signed.
Span = tuple[int, int, dict[str, str] | None]
IN_FORCE: Span = (-60, 300, None)
CONSENTS: list[Span] = [
    IN_FORCE,
    (-400, -35, None),
    IN_FORCE,
    (-90, 270, {"kind": ConsentEventKind.REVOKED}),
    IN_FORCE,
    (-90, 270, {"kind": ConsentEventKind.REVOKED, "category": Category.SERVICES}),
    IN_FORCE,
    (5, 360, None),
    IN_FORCE,
    (-200, 160, {"kind": ConsentEventKind.SUPERSEDED}),
    (-120, 240, {"kind": ConsentEventKind.EVENT_CAME}),
    (-110, 250, {"kind": ConsentEventKind.SUPERSEDED, "person": "mother"}),
]
OUTCOMES = [ConsentOutcome.SIGNED] * 6 + [ConsentOutcome.DECLINED, ConsentOutcome.OPEN]


def clear(rows: Rows, staff: Staff, homes: list[Home]) -> None:
    """Each referral was cleared by a clerk; the undecided ones are with the ER supervisor, their form on its way."""
    for home in homes:
        if home.referral:
            _clearance(rows, staff, home)
    rows.write()


def _clearance(rows: Rows, staff: Staff, home: Home) -> None:
    referral = home.referral
    if referral is None:
        return
    made_at = rows.moment(referral.received_on, 11)
    clearance = rows.add(
        Clearance,
        referral=referral,
        family=home.family,
        purpose=ClearancePurpose.EMERGENCY_RESPONSE,
        system=System.CALSAWS,
        keys_used=[SearchKey.NAME, SearchKey.BIRTH_DATE],
        result=ClearanceResult.ACTIVE,
        as_of=referral.received_on,
        case_number=f"CW-{700_000 + home.place}",
        made_at=made_at,
        made_by=home.clerk,
    )
    if home.standing == Standing.POTENTIAL:
        form = rows.add(
            Xover1,
            family=home.family,
            direction=Direction.TO_CALWORKS,
            status=Xover1Status.WITH_ER_SUPERVISOR,
            referral=referral,
            clearance=clearance,
            case_name=home.family.name,
            created_by=home.clerk,
            created_at=made_at,
        )
        parties = {"sender": home.clerk, "receiver": staff.er.supervisor}
        rows.add(Xover1Hop, form=form, step=Xover1Status.WITH_ER_SUPERVISOR, sent_at=made_at, **parties)


def coordinate(rows: Rows, homes: list[Home]) -> None:
    """Every family's Linkages case, and what became of the question whether they sign."""
    for home in homes:
        case = rows.add(LinkagesCase, family=home.family)
        reached = [Stage.POTENTIAL] + [Stage.ASSIGNED_BOTH] * home.in_calworks
        for stage in reached:
            rows.add(StageEvent, linkages_case=case, stage=stage, at=rows.moment(rows.day(690, 30)), by=home.clerk)
    for home in homes:
        if home.standing == Standing.POTENTIAL:
            _request(rows, home, home.clerk, ConsentOutcome.OPEN)
    answers, states = itertools.cycle(OUTCOMES), itertools.cycle(CONSENTS)
    requests = [(home, _request(rows, home, home.cfs_worker, next(answers))) for home in homes if home.in_calworks]
    rows.write()
    for home, request in requests:
        if request.outcome == ConsentOutcome.SIGNED:
            _consent(rows, home, request, *next(states))
    rows.write()


def _request(rows: Rows, home: Home, owner: User, outcome: ConsentOutcome) -> ConsentRequest:
    opened_on = rows.day(30, 1)
    answered_on = None if outcome == ConsentOutcome.OPEN else opened_on
    return rows.add(
        ConsentRequest, family=home.family, owner=owner, opened_on=opened_on, outcome=outcome, outcome_on=answered_on
    )


def _consent(
    rows: Rows, home: Home, request: ConsentRequest, begins: int, ends: int, ended_by: dict[str, str] | None
) -> None:
    """The mother signs for herself and perhaps a child, some categories, one direction or both."""
    days = [rows.today + datetime.timedelta(days=count) for count in (begins, ends)]
    consent = _signed(rows, home, request, days, by=home.cfs_worker)
    persons: list[Person] = [home.mother, *rows.chance.sample(home.children, rows.chance.randint(0, 1))]
    categories = [*rows.chance.sample(CONSENTABLE, 6), Category.SERVICES, Category.CALWORKS_STATUS]
    disclosers = rows.chance.choice([[Bureau.CFS], [Bureau.CALWORKS], list(Bureau), list(Bureau)])
    for person in persons:
        for category in dict.fromkeys(categories):
            for bureau in disclosers:
                ways = {"discloser": bureau, "recipient": bureau.other}
                scope = {"person": person, "category": category, "from_date": days[0], "until_date": days[1]}
                consent.opens.append(rows.add(ConsentScope, consent=consent, **scope, **ways).line)
    if ended_by:
        facts = ended_by | ({"person": home.mother} if "person" in ended_by else {})
        rows.add(ConsentEvent, consent=consent, at=rows.moment(rows.day(20, 2)), by=home.cfs_worker, **facts)


def _signed(rows: Rows, home: Home, request: ConsentRequest, days: list[datetime.date], by: User) -> Consent:
    return rows.add(
        Consent,
        request=request,
        signer=home.mother,
        capacity=Capacity.SELF,
        purpose="To prevent duplication in services.",
        statements="As printed on the form.",
        language=Language.ENGLISH,
        sharing_methods=EVERY_WAY,
        from_date=days[0],
        until_date=days[1],
        method=SigningMethod.TYPED,
        typed_name=str(home.mother),
        initials="MM",
        signed_at=rows.moment(request.opened_on),
        explained_by=by,
    )
