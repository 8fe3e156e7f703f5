"""Every parametrised URL of the WTWCC 10B and its scans."""

from crossover.enums import SigningMethod
from crossover.services.consents import request_consent
from crossover.services.objections import flag_abuse, object_to_sharing
from families.enums import Category, Relationship
from linkages_site.demo.factories import PersonFactory
from tests.crossover.consents import drawing, ready_request, sign
from tests.routes import Route


def of_family(county):
    return {"uuid": county.carried.family.uuid}


def of_request(county):
    return {"uuid": ready_request(county.staff, county.carried).uuid}


def of_unexplained_request(county):
    return {"uuid": request_consent(family=county.carried.family, owner=county.staff["cfs.worker"]).uuid}


def of_consent(county):
    return {"uuid": sign(county.staff, county.carried, categories=[Category.SERVICES]).uuid}


def of_consent_with_an_event(county):
    return {"uuid": sign(county.staff, county.carried, expiry_event="The case closes").uuid}


def of_scan(county):
    consent = sign(county.staff, county.carried, method=SigningMethod.PAPER, signature=b"", scan=drawing())
    return {"uuid": consent.scan.uuid}


def of_objection(county):
    father = PersonFactory(family=county.carried.family, relationship=Relationship.FATHER)
    objection = object_to_sharing(child=county.carried.child, objector=father, by=county.staff["cfs.worker"])
    return {"uuid": objection.uuid}


def of_flag(county):
    father = PersonFactory(family=county.carried.family, relationship=Relationship.FATHER)
    flag = flag_abuse(protected=county.carried.mother, against=father, by=county.staff["cfs.worker"])
    return {"uuid": flag.uuid}


OF_CFS = frozenset({"cfs.worker", "ifs.supervisor"})  # a flag is unknown in the other bureau


def of_sealed(county):
    return {"uuid": sign(county.staff, county.carried).sealed.document.uuid}


BOTH = ("GET", "POST")
ROUTES = [
    Route("crossover:consent-request-new", make=of_family, methods=("POST",)),
    Route("crossover:consent-request-detail", make=of_request),
    Route("crossover:consent-request-explain", make=of_unexplained_request, methods=("POST",)),
    Route("crossover:consent-sign", make=of_request, methods=BOTH),
    Route("crossover:consent-decline", make=of_request, methods=BOTH),
    Route("crossover:consent-detail", make=of_consent),
    Route("crossover:consent-print", make=of_consent),
    Route("crossover:consent-revoke", make=of_consent, methods=BOTH),
    Route("crossover:consent-event", make=of_consent_with_an_event, methods=BOTH),
    Route("crossover:consent-copy", make=of_consent, methods=BOTH),
    Route("crossover:sharing-limits", make=of_family),
    Route("crossover:objection-new", make=lambda county: {"uuid": county.carried.child.uuid}, methods=BOTH),
    Route("crossover:objection-withdraw", make=of_objection, methods=BOTH, member="ais.worker"),
    Route("crossover:abuse-flag-new", make=lambda county: {"uuid": county.carried.mother.uuid}, methods=BOTH),
    Route("crossover:abuse-flag-lift", make=of_flag, methods=("POST",), insiders=OF_CFS),
    Route("crossover:document-download", make=of_scan, member="ais.worker"),
    Route("crossover:document-download", make=of_sealed, member="ais.supervisor"),
]
