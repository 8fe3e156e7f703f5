"""Every address of the meetings: who is in, and that everyone else finds nothing."""

from types import SimpleNamespace
from typing import Any

from families.enums import Category
from meetings.enums import AttendeeRole, MeetingKind, Topic, Trigger
from meetings.services import add_note, decide, enter_contact, record_review, request_meeting
from tests.meetings import contacts, requests, team
from tests.meetings import county as steps
from tests.routes import Route


def _family(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": county.carried.family.uuid}


def _pltm(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.pltm(county.carried).uuid}


def _ltm(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.ltm(county.carried).uuid}


def _facilitated(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.ltm(county.carried, steps.facilitator(county.staff)).uuid}


def _note(county: SimpleNamespace) -> dict[str, Any]:
    meeting = steps.ltm(county.carried)
    note = add_note(
        meeting=meeting, by=county.carried.cfs_worker, topic=Topic.REASON, text="Tuesday", category=Category.LOGISTICS
    )
    return {"uuid": meeting.uuid, "note": note.uuid}


def _decision(county: SimpleNamespace) -> dict[str, Any]:
    meeting = steps.ltm(county.carried)
    decision = decide(meeting=meeting, by=county.carried.cfs_worker, text="Tuesday", category=Category.LOGISTICS)
    return {"uuid": meeting.uuid, "decision": decision.uuid}


def _conference(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.conference(county.carried).uuid}


def _review(county: SimpleNamespace) -> dict[str, Any]:
    meeting, about = steps.conference(county.carried), county.carried.mother
    facts: dict[str, Any] = {
        "decision": "continue",
        "findings": "All goes well",
        "plan_changes": "",
        "category": Category.SERVICES,
    }
    review = record_review(meeting=meeting, by=county.carried.cfs_worker, about=about, **facts)
    return {"uuid": meeting.uuid, "review": review.uuid}


def _contact(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": contacts.visit(county.carried).uuid}


def _entered(county: SimpleNamespace) -> dict[str, Any]:
    contact = contacts.visit(county.carried)
    enter_contact(contact=contact, by=county.carried.cfs_worker, version=1)
    return {"uuid": contact.uuid}


def _logistics(county: SimpleNamespace) -> dict[str, Any]:
    """A contact that the other bureau reads without a WTWCC 10B."""
    return {"uuid": contacts.call(county.carried, category=Category.LOGISTICS, about=None).uuid}


def _export(county: SimpleNamespace) -> dict[str, Any]:
    contacts.visit(county.carried)
    return {"uuid": contacts.exported(county.carried.cfs_worker).uuid}


def _asked(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": requests.asked(county.carried).uuid}


def _note_to_team(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": team.wrote(county.carried).uuid}


def _change(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": team.changed(county.carried).uuid, "step": "plan"}


def _request(county: SimpleNamespace) -> dict[str, Any]:
    """Why it is asked for is CFS's own to know."""
    worker, about = county.carried.cfs_worker, county.carried.mother
    facts = {"kind": MeetingKind.LTM, "trigger": Trigger.CFS_REQUIREMENTS, "owner": worker, "about": about}
    return {"uuid": request_meeting(family=county.carried.family, by=worker, **facts).uuid}


def _held(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.held(steps.pltm(county.carried)).uuid}


def _held_with_facilitator(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.held(steps.ltm(county.carried, steps.facilitator(county.staff))).uuid}


def _attendance(county: SimpleNamespace, *more: dict[str, Any]) -> dict[str, Any]:
    meeting = steps.ltm(county.carried, *more)
    return {"uuid": meeting.uuid, "attendance": meeting.attendances.latest("pk").uuid}


def _mother(county: SimpleNamespace) -> dict[str, Any]:
    meeting = steps.ltm(county.carried)
    return {"uuid": meeting.uuid, "attendance": meeting.attendances.get(person=county.carried.mother).uuid}


def _outsider(county: SimpleNamespace) -> dict[str, Any]:
    return _attendance(county, {"role": AttendeeRole.SCHOOL, "external_name": "Ms. Ito"})


def _arrangement(county: SimpleNamespace) -> dict[str, Any]:
    worker = county.carried.cfs_worker
    note = steps.note(county.carried, Topic.TRAVEL, Category.LOGISTICS, owner=worker)
    return {"uuid": note.meeting.uuid, "note": note.uuid}


OWN_BUREAU = frozenset({"cfs.worker", "ifs.supervisor"})
ONLY_MINE = frozenset({"cfs.worker"})
ROUTES = [
    Route("meetings:contact-new", _family, methods=("GET", "POST")),
    Route("meetings:contact-detail", _contact, insiders=OWN_BUREAU),
    Route("meetings:contact-detail", _logistics, member="ais.worker"),
    Route("meetings:contact-correct", _contact, methods=("GET", "POST"), insiders=OWN_BUREAU),
    Route("meetings:contact-enter", _contact, methods=("POST",), insiders=OWN_BUREAU, status=(302, 403)),
    Route("meetings:contact-take-back", _entered, methods=("GET", "POST"), insiders=OWN_BUREAU),
    Route("meetings:batch-detail", _export, insiders=ONLY_MINE),
    Route("meetings:batch-download", _export, insiders=ONLY_MINE),
    Route("meetings:batch-enter", _export, methods=("POST",), insiders=ONLY_MINE),
    Route("meetings:request-new", _family, methods=("GET", "POST")),
    Route("meetings:request-detail", _asked),
    Route("meetings:request-detail", _asked, member="ais.worker"),
    Route("meetings:request-acknowledge", _asked, member="ais.worker", methods=("POST",)),
    Route("meetings:request-answer", _asked, member="ais.worker", methods=("GET", "POST")),
    Route("meetings:request-withdraw", _asked, methods=("GET", "POST")),
    Route("meetings:thread-write", _family, methods=("GET", "POST")),
    Route("meetings:thread-correct", _note_to_team, methods=("GET", "POST")),
    Route("meetings:change-new", _family, methods=("GET", "POST")),
    Route("meetings:change-done", _change, methods=("POST",), status=(302, 403)),
    Route("meetings:meeting-new", _family, methods=("GET", "POST")),
    Route("meetings:family-calendar", _family),
    Route("meetings:meeting-detail", _pltm),
    Route("meetings:meeting-detail", _ltm, member="ais.worker"),
    Route("meetings:meeting-detail", _facilitated, member="facilitator"),
    Route("meetings:meeting-invite", lambda county: _ltm(county) | {"who": "staff"}, methods=("GET", "POST")),
    Route("meetings:meeting-move", _ltm, methods=("GET", "POST")),
    Route("meetings:meeting-move", _pltm, member="ais.worker", methods=("GET", "POST")),
    Route("meetings:meeting-request-new", _family, methods=("GET", "POST")),
    Route("meetings:meeting-request-withdraw", _request, methods=("GET", "POST"), insiders=OWN_BUREAU),
    Route("meetings:meeting-confirm", _pltm, methods=("POST",)),
    Route("meetings:meeting-finish", _held, methods=("POST",)),
    Route("meetings:meeting-no-show", _pltm, methods=("GET", "POST")),
    Route("meetings:meeting-cancel", _pltm, methods=("GET", "POST")),
    Route("meetings:meeting-run", _ltm),
    Route("meetings:meeting-agenda", _ltm),
    Route("meetings:meeting-agenda", _facilitated, member="facilitator"),
    Route("meetings:meeting-minutes", _held),
    Route("meetings:meeting-minutes", _held_with_facilitator, member="facilitator"),
    Route("meetings:attendance-letter", _mother),
    Route("meetings:meeting-run", _facilitated, member="facilitator"),
    Route("meetings:attendance-mark", _attendance, methods=("POST",), status=(302, 404)),
    Route("meetings:attendance-statement", _outsider, methods=("GET", "POST")),
    Route("meetings:attendance-take-back", _outsider, methods=("GET", "POST")),
    Route("meetings:arrangement-finish", _arrangement, methods=("POST",)),
    Route("meetings:meeting-hold", _ltm, methods=("GET", "POST")),
    Route("meetings:meeting-hold", _facilitated, member="facilitator"),
    Route("meetings:note-new", lambda county: _ltm(county) | {"topic": Topic.STRENGTHS.value}, methods=("GET", "POST")),
    Route("meetings:decision-new", _ltm, methods=("GET", "POST")),
    Route("meetings:review-new", _conference, methods=("GET", "POST")),
    Route("meetings:review-correct", _review, methods=("GET", "POST"), insiders=OWN_BUREAU),
    Route("meetings:note-correct", _note, methods=("GET", "POST")),
    Route("meetings:decision-correct", _decision, methods=("GET", "POST")),
]
