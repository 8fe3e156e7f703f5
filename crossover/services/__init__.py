"""The verbs of crossover."""

from crossover.services.assigning import (
    assign_ais_worker,
    assign_cfs_worker,
    reassign_ais_worker,
    share_calworks_case,
    transfer_cfs_case,
)
from crossover.services.clearances import record_clearance, record_referral_and_clearance
from crossover.services.consents import (
    decline_consent,
    explain_purpose,
    give_consent_copy,
    request_consent,
    revoke_consent,
    sign_consent,
)
from crossover.services.reverse import not_a_match, route_reverse_xover1, start_reverse_xover1
from crossover.services.routing import (
    acknowledge_all,
    recall_xover1,
    redirect_xover1,
    return_xover1,
    send_xover1_again,
)
from crossover.services.stages import add_stage
from crossover.services.voiding import begin_xover1_again, void_xover1
from crossover.services.xover1 import (
    acknowledge_xover1,
    close_ineligible,
    close_without_case,
    complete_part_b,
    fill_part_a,
    open_case_from_xover1,
    send_part_a,
    start_xover1,
)

__all__ = [
    "acknowledge_all",
    "acknowledge_xover1",
    "add_stage",
    "assign_ais_worker",
    "assign_cfs_worker",
    "begin_xover1_again",
    "close_ineligible",
    "close_without_case",
    "complete_part_b",
    "decline_consent",
    "explain_purpose",
    "fill_part_a",
    "give_consent_copy",
    "not_a_match",
    "open_case_from_xover1",
    "reassign_ais_worker",
    "recall_xover1",
    "record_clearance",
    "record_referral_and_clearance",
    "redirect_xover1",
    "request_consent",
    "return_xover1",
    "revoke_consent",
    "route_reverse_xover1",
    "send_part_a",
    "send_xover1_again",
    "share_calworks_case",
    "sign_consent",
    "start_reverse_xover1",
    "start_xover1",
    "transfer_cfs_case",
    "void_xover1",
]
