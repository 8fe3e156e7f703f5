"""Who may record a contact, correct it and mark it as entered, and what a contact must say (domain 3.8)."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.enums import Act, Bureau
from accounts.models import User
from families.enums import CONSENT_FREE, TELLS_OF, WRITTEN_TOGETHER, Category, ServiceType
from families.models import Assignment, Family, Person
from families.rules import works_case
from meetings.contact_enums import (
    IS_ENTERED,
    METHODS_OF_KIND,
    ContactKind,
    ContactMethod,
    ContactPurpose,
    ContactStatus,
    InterpreterUse,
)
from meetings.models import Contact, Meeting
from meetings.rules.calling import DAYS_AHEAD, check_words_tell_no_kept_address

# What CWS/CMS alone asks (domain 3.8).
OF_CWS_CMS = ("cft_lead_agency", "wraparound", "core_service", "hard_copy", "supervision")
OWN_WORK = "Only the family's workers and their supervisors record contacts."


class Participant(TypedDict, total=False):
    """Someone who took part: their type, and one of `person`, `user`, `name` (in words)."""

    kind: str
    person: Person
    user: User
    name: str


Facts = Mapping[str, Any]


def check_can_record_contact(user: User, family: Family) -> None:
    """Social workers and supervisors who work the family record what they did with it."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Record the contact there.")
    if not (user.bureau and works_case(user, family)):
        raise NotAllowed(OWN_WORK)


def check_can_correct_contact(user: User, contact: Contact) -> None:
    """A contact is put right by the bureau that recorded it; its history keeps both versions."""
    check_can_record_contact(user, contact.family)
    if contact.bureau != user.bureau:
        raise NotAllowed("The other program recorded this. Ask its worker to correct it.")


def check_can_enter_contact(user: User, contact: Contact) -> None:
    """The bureau that recorded a contact enters it, once it took place or was attempted."""
    check_can_correct_contact(user, contact)
    if contact.status not in IS_ENTERED:
        raise NotAllowed("Say how this contact went first: it is scheduled only.")
    if contact.entered_at:
        raise NotAllowed(f"This is entered already, on {date_format(timezone.localtime(contact.entered_at))}.")


def check_can_take_entry_back(user: User, contact: Contact) -> None:
    """The mark goes where it was set by mistake, with the reason."""
    check_can_correct_contact(user, contact)
    if not contact.entered_at:
        raise NotAllowed("This contact is not marked as entered.")


def check_can_export_contacts(user: User) -> None:
    """Staff who work cases export what they enter in their own bureau's system."""
    if not (user.bureau and user.may(Act.WORK_CASE)):
        raise NotAllowed("Only social workers and their supervisors export contacts.")


def check_time(facts: Facts) -> None:
    """What took place lies behind, what is scheduled ahead, and within a year."""
    starts_at, now = facts["starts_at"], timezone.now()
    if facts["status"] != ContactStatus.SCHEDULED and starts_at > now:
        raise NotAllowed("This lies ahead. Choose “Scheduled”, or check the date and time.")
    if facts["status"] == ContactStatus.SCHEDULED and starts_at < now:
        raise NotAllowed("This time is past. Say whether the contact was completed or attempted.")
    if starts_at > now + datetime.timedelta(days=DAYS_AHEAD):
        raise NotAllowed("This day is more than a year away. Check the year.")


def check_end(facts: Facts) -> None:
    """A contact ends after it starts, and one that took place has ended by now."""
    ends_at = facts["ends_at"]
    if ends_at and ends_at <= facts["starts_at"]:
        raise NotAllowed("The end is not after the start.")
    if ends_at and ends_at - facts["starts_at"] > datetime.timedelta(days=1):
        raise NotAllowed("A contact lasts a day at most. Check the date.")
    if ends_at and facts["status"] != ContactStatus.SCHEDULED and ends_at > timezone.now():
        raise NotAllowed("The end lies ahead. Leave it blank until the contact is over.")


def check_method(facts: Facts) -> None:
    """A visit is face to face and a call is not."""
    allowed = METHODS_OF_KIND.get(ContactKind(facts["kind"]))
    if allowed and facts["method"] not in allowed:
        ways = " or ".join(method.label.lower() for method in ContactMethod if method in allowed)
        raise NotAllowed(f"A {ContactKind(facts['kind']).label.lower()} takes place {ways}.")


def check_location(facts: Facts) -> None:
    if facts["method"] == ContactMethod.IN_PERSON and not facts["location"]:
        raise NotAllowed("Say where this was, or will be.")


def check_services(facts: Facts) -> None:
    """Services are recorded on a completed contact only, as CWS/CMS asks."""
    if facts["services"] and facts["status"] != ContactStatus.COMPLETED:
        raise NotAllowed("Services are recorded on a completed contact only.")
    if facts["services"] and facts["category"] in CONSENT_FREE:
        raise NotAllowed("Services tell more than logistics. Choose the kind of information that they are of.")


def check_category_told(facts: Facts) -> None:
    """What a service or the purpose tells of a person crosses only where that very kind is opened."""
    told = {ServiceType(one): TELLS_OF[ServiceType(one)] for one in facts["services"] if one in TELLS_OF}
    if len(set(told.values())) > 1:
        raise NotAllowed("These services tell of different kinds of information. Record one contact for each.")
    for service, kind in told.items():
        if facts["category"] != kind:
            raise NotAllowed(f"{service.label} tell of “{kind.label}”: choose that kind of information.")
    if facts["purpose"] == ContactPurpose.INVESTIGATE and facts["category"] != Category.INVESTIGATION:
        raise NotAllowed(f"Investigating tells of “{Category.INVESTIGATION.label}”: choose that kind of information.")


def check_who_took_part(facts: Facts) -> None:
    if facts["status"] == ContactStatus.COMPLETED and not facts["participants"]:
        raise NotAllowed("Say who took part: someone of the family, staff, or others in words.")


def check_narrative(facts: Facts) -> None:
    if facts["status"] == ContactStatus.COMPLETED and not facts["narrative"].strip():
        raise NotAllowed("Say what was said and done.")


def check_provider(facts: Facts) -> None:
    """Staff, or someone else in words."""
    if bool(facts["provided_by"]) == bool(facts["other_provider"]):
        raise NotAllowed("Say who provided this: one of the staff, or someone else in words, and not both.")


def check_interpreting(facts: Facts) -> None:
    """Whoever needs an interpreter had one, or declined one: each record says so (ACL 08-65)."""
    use, people = facts["interpreter_use"], [one["person"] for one in facts["participants"] if "person" in one]
    needs = next((person for person in people if person.interpreter_needed), None)
    if facts["status"] != ContactStatus.COMPLETED:
        return
    if use == InterpreterUse.NOT_NEEDED and needs:
        raise NotAllowed(f"{needs} needs an interpreter. Say who interpreted, or that it was declined.")


def check_interpreter(facts: Facts) -> None:
    used = facts["interpreter_use"] not in {InterpreterUse.NOT_NEEDED, InterpreterUse.DECLINED}
    if facts["status"] == ContactStatus.COMPLETED and used and not facts["interpreter"]:
        raise NotAllowed("Name the language and who interpreted.")


def check_supervision(facts: Facts) -> None:
    """CWS/CMS asks it of a visit alone."""
    if facts.get("supervision") and facts["kind"] != ContactKind.VISIT:
        raise NotAllowed("Only a visit is supervised. Leave this blank.")


def check_service_flags(facts: Facts) -> None:
    """Wraparound and core service say something of the services listed."""
    if (facts.get("wraparound") or facts.get("core_service")) and not facts["services"]:
        raise NotAllowed("Tick the services first: wraparound and core service tell about them.")


def meetings_to_link(family: Family, user: User) -> QuerySet[Meeting]:
    """The family's meetings that a contact may belong to."""
    return Meeting.objects.visible_to(user).filter(family=family)


# What a contact must say, by the field of the form that is to be put right.
RULES: dict[str, Callable[[Facts], None]] = {
    "starts_at": check_time,
    "ends_at": check_end,
    "method": check_method,
    "location": check_location,
    "services": check_services,
    "supervision": check_supervision,
    "wraparound": check_service_flags,
    "category": check_category_told,
    "people": check_who_took_part,
    "narrative": check_narrative,
    "other_provider": check_provider,
    "interpreter_use": check_interpreting,
    "interpreter": check_interpreter,
}


def kinds_of_information(user: User) -> list[Category]:
    """What a contact may tell of: what is written together, and for CFS what belongs to an investigation."""
    investigates = [Category.INVESTIGATION] if user.bureau == Bureau.CFS else []
    return [*WRITTEN_TOGETHER, *investigates]


def staff_to_name(family: Family, user: User, corrects: Contact | None = None) -> QuerySet[User]:
    """Whom a contact may name as staff: whoever records it, who carries or carried a case, whom it names already."""
    carried = Assignment.objects.of_family(family).exclude(worker=None).values("worker")
    named = Q(pk=user.pk) | Q(pk__in=carried)
    if corrects:
        named |= Q(pk=corrects.provided_by_id) | Q(pk__in=corrects.participants.values("user"))
    return User.objects.filter(named)


def check_contact(family: Family, user: User, facts: Facts, corrects: Contact | None = None) -> None:
    """Every rule of what a contact says, and that whom it names are people of this family and its workers."""
    for check in RULES.values():
        check(facts)
    category, about = facts["category"], facts["about"]
    if category not in kinds_of_information(user) or (about is None and category not in CONSENT_FREE):
        raise NotAllowed("Say what kind of information this is, and about whom.")
    meeting = facts.get("meeting")
    if meeting and not meetings_to_link(family, user).filter(pk=meeting.pk).exists():
        raise NotAllowed("This meeting is not of this family.")
    if user.bureau != Bureau.CFS and any(facts.get(name) for name in OF_CWS_CMS):
        raise NotAllowed("Only CFS keeps what CWS/CMS asks of a contact.")
    people = [about, *(one.get("person") for one in facts["participants"])]
    if any(person and person.family_id != family.pk for person in people):
        raise NotAllowed("This person is not of this family.")
    staff = set(staff_to_name(family, user, corrects))
    if any(one["user"] not in staff for one in facts["participants"] if "user" in one):
        raise NotAllowed("Only the family's workers are named as staff. Name others in words.")
    if facts["provided_by"] and facts["provided_by"] not in {one for one in staff if one.bureau == user.bureau}:
        raise NotAllowed("Only staff of your own bureau are named as the provider. Name others in words.")
    if not facts["confidential"]:
        words = [facts["narrative"], facts["other_provider"], facts["interpreter"]]
        words += [one.get("name", "") for one in facts["participants"]]
        check_words_tell_no_kept_address(user, family, " ".join(words))
