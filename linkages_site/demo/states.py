"""Every state a family of the demo county may be in, and the steps that lead there."""

from collections.abc import Callable

from caseplans.enums import SignerRole
from linkages_site.demo import agreeing, leaving
from linkages_site.demo.turns import TurningRoad

Step = Callable[[TurningRoad], None]
T = TurningRoad

TO_SUPERVISOR: list[tuple[int, Step]] = [(24, T.refer), (24, T.flag), (23, T.send_up)]
TO_CASE = [*TO_SUPERVISOR, (21, T.open_case), (20, T.assign_cfs), (20, T.remove_children)]
TO_AIS = [*TO_CASE, (19, T.clear_again), (19, T.complete)]
TO_BOTH = [*TO_AIS, (17, T.assign_ais), (16, T.acknowledge), (16, T.keep_calworks), (16, T.sign_agreement)]
TO_CONTACTS = [*TO_BOTH, (15, T.keep_contacts), (15, T.keep_contacts_of_calworks)]
TO_CONSENT = [*TO_CONTACTS, (14, T.sign_consent)]
TO_PLTM = [*TO_CONSENT, (13, T.schedule_pltm), (13, T.hold_pltm), (12, T.ask_each_other), (11, T.ask_cfs)]
TO_PLTM += [(11, T.reach_out)]
TO_TOLD = [*TO_PLTM, (10, T.write_notes), (10, T.write_back), (10, T.record_changes)]
TO_LTM = [*TO_TOLD, (9, T.schedule_ltm), (9, T.hold_ltm)]
TO_DRAFT = [*TO_LTM, (8, T.draft_plan), (8, T.learn), (8, T.review_statuses), (8, T.schedule_visit), (8, T.link_visit)]
TO_FROZEN = [*TO_DRAFT, (7, T.freeze)]
TO_SEALED = [*TO_FROZEN, (6, T.sign), (6, T.hand_out), (5, T.note_progress), (5, T.monitor)]

TO_VISITED: list[tuple[int, Step]] = [(95, T.refer), (95, T.flag), (94, T.send_up), (92, T.open_case)]
TO_VISITED += [(91, T.assign_cfs), (88, T.visit_home), (4, T.visit_home)]

TO_CONFERENCE: list[tuple[int, Step]] = [(95, T.refer), (95, T.flag), (94, T.send_up), (92, T.open_case)]
TO_CONFERENCE += [(91, T.assign_cfs), (88, T.visit_home), (58, T.visit_home), (28, T.visit_home)]

# How far each of them goes, by its state in the county's words.
WAYS: dict[str, list[tuple[int, Step]]] = {
    "Part A being filled": [(1, T.refer), (1, T.flag)],
    "with the ER supervisor": [(3, T.refer), (3, T.flag), (2, T.send_up)],
    "with the ER supervisor, late": TO_SUPERVISOR,
    "closed without a case": [*TO_SUPERVISOR, (15, T.close_without_case)],
    "referral only": [(2, T.refer)],
    "with the CFS supervisor": [(6, T.refer), (6, T.flag), (5, T.send_up), (2, T.open_case)],
    "with the CFS supervisor, worker named": TO_CASE,
    "closed, not eligible": [*TO_CASE, (18, T.find_ineligible)],
    "with the AIS/FS supervisor": TO_AIS,
    "with the AIS/FS worker": [*TO_AIS, (2, T.assign_ais)],
    "both assigned, no consent yet": TO_CONTACTS,
    "consent declined": [*TO_BOTH, (12, T.decline_consent)],
    "consent signed, PLTM due": TO_CONSENT,
    "PLTM scheduled": [*TO_CONSENT, (2, lambda road: road.schedule_pltm(days=4))],
    "PLTM held, LTM due": TO_PLTM,
    "LTM scheduled": [*TO_PLTM, (3, lambda road: road.schedule_ltm(days=5))],
    "LTM held, plan due": TO_LTM,
    "plan being written": TO_DRAFT,
    "plan ready to sign": TO_FROZEN,
    "plan partly signed": [*TO_FROZEN, (5, lambda road: road.sign(SignerRole.CFS_WORKER, SignerRole.PARENT))],
    "plan signed and sealed": TO_SEALED,
    "application pending": [(4, T.refer), (4, T.find_pending)],
    "possible match, to be looked into": [(3, T.refer), (3, T.find_possible)],
    "clearance finds nothing": [(2, T.refer), (2, T.find_nothing)],
    "returned to the clerk": [(3, T.refer), (3, T.flag), (2, T.send_up), (1, T.give_back)],
    "voided": [(5, T.refer), (5, T.flag), (4, T.send_up), (3, T.void)],
    "begun anew for another AIS/FS worker": [*TO_BOTH, (3, T.change_ais_worker)],
    "consent expired": [*TO_BOTH, (14, lambda road: road.sign_consent(days=7))],
    "consent about to expire": [*TO_BOTH, (14, lambda road: road.sign_consent(days=24))],
    "consent revoked": [*TO_CONSENT, (4, T.revoke)],
    "consent revoked for housing": [*TO_CONSENT, (4, T.revoke_housing)],
    "consent revoked towards CalWORKs": [*TO_CONSENT, (4, T.revoke_towards_calworks)],
    "CFS case closed": [*TO_PLTM, (2, T.close_case)],
    "children home again": [*TO_CONSENT, (3, T.bring_home), (2, T.ask_colocated_next_week)],
    "CalWORKs discontinued under the plan": [*TO_SEALED, (2, T.discontinue)],
    "LTM today": [*TO_PLTM, (4, T.schedule_ltm_today)],
    "LTM next week": [*TO_PLTM, (3, T.schedule_ltm_next_week)],
    "LTM moved to next week": [*TO_PLTM, (5, lambda road: road.schedule_ltm(days=6)), (4, T.move_ltm)],
    "PLTM held, family wants no LTM": [*TO_CONSENT, (12, T.schedule_pltm), (12, T.decline_ltm)],
    "LTM confirmed": [*TO_PLTM, (3, lambda road: road.schedule_ltm(days=7)), (1, T.confirm_ltm)],
    "LTM called off": [*TO_PLTM, (5, lambda road: road.schedule_ltm(days=7)), (3, T.call_off_ltm)],
    "family not there, LTM asked for again": [*TO_PLTM, (6, T.schedule_ltm), (6, T.miss_ltm)],
    "follow-up LTM asked for": [*TO_SEALED, (3, T.ask_for_follow_up)],
    "a month without a visit": TO_VISITED,
    "safety planned with experts of CalWORKs": [
        *TO_BOTH, (9, T.plan_safety), (3, T.consult_colocated), (2, T.ask_colocated_today),
    ],
    "LTM held with a stand-in": [*TO_PLTM, (9, T.schedule_ltm), (9, T.hold_ltm_with_stand_in)],
    "Disposition Conference held": [*TO_CONFERENCE, (6, T.hold_conference)],
    "LTM combined with a CFT, next week": [*TO_PLTM, (3, T.schedule_ltm_next_week), (2, T.combine_with_cft)],
    "child placed with a relative": [*TO_PLTM, (9, T.schedule_ltm), (9, T.combine_with_cft), (9, T.hold_combined)],
    "plan not signed by the mother": [*TO_FROZEN, (6, agreeing.workers_sign), (5, agreeing.refuse)],
    "plan partly signed, one page by post": [
        *TO_FROZEN, (6, lambda road: road.sign(SignerRole.CFS_WORKER)), (1, agreeing.sign_by_post),
    ],
    "plan amended": [*TO_SEALED, (4, agreeing.amend), (3, T.freeze), (2, T.sign)],
    "CFS about to end": [*TO_SEALED, (3, leaving.prepare)],
    "CFS ended, CalWORKs goes on": [*TO_SEALED, (4, leaving.connect), (3, T.close_case), (2, leaving.finish)],
}  # fmt: skip
