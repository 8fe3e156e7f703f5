"""Roles as classes: what each may do, in plain words. Which record they may do it to is `access.py`'s question."""

from collections.abc import Iterable
from typing import ClassVar

from accounts.enums import Act, Bureau

CLERICAL = {Act.RECORD_REFERRAL, Act.MAKE_CLEARANCE, Act.FILL_PART_A, Act.REQUEST_CONSENT}
CASEWORK = {Act.WORK_CASE, Act.REQUEST_CONSENT, Act.MAKE_CLEARANCE}
CFS_SUPERVISION = {
    Act.MAKE_CLEARANCE,
    Act.OPEN_CASE,
    Act.COMPLETE_PART_B,
    Act.ASSIGN_CFS_WORKER,
    Act.WORK_CASE,
    Act.REQUEST_CONSENT,
    Act.SUPERVISE,
}


class Role:
    """One staff role. `bureau` is empty for a role either bureau may give."""

    code: ClassVar[str]
    name: ClassVar[str]
    description: ClassVar[str]
    bureau: ClassVar[Bureau | None] = None
    may: ClassVar[frozenset[Act]] = frozenset()


class ScreeningClerk(Role):
    code, name, bureau = "screening_clerk", "Screening clerk", Bureau.CFS
    description = "Takes referrals at the hotline and notes the CalWORKs clearance in the screener alert field."
    may = frozenset(CLERICAL - {Act.FILL_PART_A})


class ErClerk(Role):
    code, name, bureau = "er_clerk", "ER clerk", Bureau.CFS
    description = "Makes the clearance on a referral in Emergency Response and fills the top portion of XOVER1."
    may = frozenset(CLERICAL)


class ErSocialWorker(Role):
    code, name, bureau = "er_worker", "ER social worker", Bureau.CFS
    description = "Investigates a referral; may be the first to ask a parent for the WTWCC 10B."
    may = frozenset(CASEWORK)


class ErSupervisor(Role):
    code, name, bureau = "er_supervisor", "ER supervisor", Bureau.CFS
    description = "Assigns referrals, receives XOVER1 Part A, decides whether a case is opened."
    may = frozenset(CFS_SUPERVISION)


class IfsSupervisor(Role):
    code, name, bureau = "ifs_supervisor", "IFS supervisor", Bureau.CFS
    description = "Repeats the clearance when a case is opened or reassigned, completes XOVER1 and distributes it."
    may = frozenset(CFS_SUPERVISION)


class CfsSupervisor(Role):
    code, name, bureau = "cfs_supervisor", "CFS supervisor", Bureau.CFS
    description = "Supervises ER, FM, FR or PP cases, with the IFS supervisor's duties for XOVER1."
    may = frozenset(CFS_SUPERVISION)


class CfsSocialWorker(Role):
    code, name, bureau = "cfs_worker", "CFS social worker", Bureau.CFS
    description = "Carries the family's CFS case: meetings, contacts, the coordinated plan."
    may = frozenset(CASEWORK)


class CfsPointPerson(Role):
    code, name, bureau = "cfs_point_person", "CFS point person", Bureau.CFS
    description = "Receives XOVER1 forms of self-identified clients and routes each to the CFS staff responsible."
    may = frozenset({Act.MAKE_CLEARANCE, Act.ROUTE_REVERSE_XOVER1, Act.REQUEST_CONSENT})


class CalworksClerk(Role):
    code, name, bureau = "calworks_clerk", "CalWORKs clerk", Bureau.CALWORKS
    description = "Takes applications and flags a client who says they work with CFS."
    may = frozenset({Act.FLAG_SELF_IDENTIFIED, Act.MAKE_CLEARANCE, Act.REQUEST_CONSENT})


class EligibilityWorker(Role):
    code, name, bureau = "eligibility_worker", "Eligibility worker", Bureau.CALWORKS
    description = "Decides and keeps CalWORKs eligibility; invited to meetings where needed."
    may = frozenset(CASEWORK)


class EligibilitySupervisor(Role):
    code, name, bureau = "eligibility_supervisor", "Eligibility supervisor", Bureau.CALWORKS
    description = "Supervises eligibility workers."
    may = frozenset(CASEWORK | {Act.SUPERVISE})


class EmploymentSpecialist(Role):
    code, name, bureau = "employment_specialist", "WTW employment specialist", Bureau.CALWORKS
    description = "Keeps the Welfare-to-Work plan: activities, hours, supportive services."
    may = frozenset(CASEWORK)


class EmploymentSupervisor(Role):
    code, name, bureau = "employment_supervisor", "WTW supervisor", Bureau.CALWORKS
    description = "Supervises employment specialists."
    may = frozenset(CASEWORK | {Act.SUPERVISE})


class AisSocialWorker(Role):
    code, name, bureau = "ais_worker", "AIS/FS social worker", Bureau.CALWORKS
    description = "Gives intensive case management; writes the coordinated plan with the CFS social worker."
    may = frozenset(CASEWORK)


class AisSupervisor(Role):
    code, name, bureau = "ais_supervisor", "AIS/FS supervisor", Bureau.CALWORKS
    description = "Receives XOVER1 from CFS and assigns the AIS/FS social worker."
    may = frozenset(CASEWORK | {Act.ASSIGN_AIS_WORKER, Act.SUPERVISE})


class ColocatedWorker(Role):
    code, name, bureau = "colocated_worker", "Co-located CalWORKs worker", Bureau.CALWORKS
    description = "A CalWORKs worker who sits with CFS and is consulted on cases."
    may = frozenset(CASEWORK)


class CalworksPointPerson(Role):
    code, name, bureau = "calworks_point_person", "CalWORKs point person", Bureau.CALWORKS
    description = "Answers whether a person is known to CalWORKs."
    may = frozenset({Act.MAKE_CLEARANCE})


class MeetingFacilitator(Role):
    code, name = "facilitator", "Meeting facilitator"
    description = "Runs meetings they are invited to, and sees those meetings only."
    may = frozenset({Act.FACILITATE})


class LinkagesCoordinator(Role):
    code, name = "coordinator", "Linkages coordinator"
    description = "Looks after the practice county-wide; opens no family page."


class Director(Role):
    code, name = "director", "Director"
    description = "Reads county-wide figures; opens no family page."


class PrivacyOfficer(Role):
    code, name = "privacy_officer", "Privacy officer"
    description = "Reviews who opened what, and under which consent."
    may = frozenset({Act.REVIEW_ACCESS})


class Administrator(Role):
    code, name = "administrator", "Administrator"
    description = "Keeps staff, units, offices, holidays and settings. Sees no family and holds no other role."
    may = frozenset({Act.ADMINISTER})


ROLES: dict[str, type[Role]] = {role.code: role for role in Role.__subclasses__()}
ROLE_CHOICES = [(role.code, role.name) for role in ROLES.values()]


def acts_of(codes: Iterable[str]) -> frozenset[Act]:
    """Everything the holders of these role codes may do."""
    return frozenset().union(*(ROLES[code].may for code in codes))


def roles_that_may(act: Act) -> list[str]:
    """The codes of the roles whose holders may do this."""
    return [code for code, role in ROLES.items() if act in role.may]


def loses(act: Act, held: Iterable[str], roles: Iterable[str]) -> bool:
    """Whether someone who held these role codes may no longer do this with those."""
    return act in acts_of(held) and act not in acts_of(roles)
