"""One family's way along the handbook road, lived step by step through the real services on past days."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import time_machine
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from accounts.rules import is_working_day
from caseplans.enums import GoalKind, Responsible, ServiceType, SignatureMethod, SignerRole, Source
from caseplans.models import Plan, PlanVersion
from caseplans.pdf import shown_sha256
from caseplans.services import add_activity, add_goal, freeze_plan, give_copy, sign_plan, start_plan
from crossover.enums import (
    AisReason,
    Capacity,
    ClearancePurpose,
    ClearanceResult,
    SearchKey,
    SigningMethod,
    System,
)
from crossover.models import Consent, ConsentRequest, Xover1
from crossover.services import (
    acknowledge_xover1,
    assign_ais_worker,
    assign_cfs_worker,
    complete_part_b,
    decline_consent,
    explain_purpose,
    open_case_from_xover1,
    record_clearance,
    send_part_a,
    sign_consent,
    start_xover1,
)
from families.enums import AssignmentRole, Category, Component, Language, Relationship
from families.models import Assignment, CfsCase, Family, Referral
from families.services import edit_cfs_case, record_referral
from linkages_site.demo.people import Household
from meetings.enums import AttendeeRole, MeetingKind, Mode, Topic
from meetings.models import Meeting
from meetings.services import decide, hold_meeting, schedule_meeting

USUAL_CATEGORIES = [Category.SERVICES, Category.CALWORKS_STATUS, Category.HOUSING, Category.EMPLOYMENT]


@contextmanager
def on_day(days_ago: int, hour: int = 9) -> Iterator[datetime.datetime]:
    """Live a morning in the past: the nearest working day not after `days_ago` days before today."""
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    while not is_working_day(day, {}):
        day -= datetime.timedelta(days=1)
    moment = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
    with time_machine.travel(moment, tick=True):
        yield moment
