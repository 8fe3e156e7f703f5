"""Every parametrised URL of the WTWCC 10B and its scans."""

from crossover.enums import SigningMethod
from crossover.services.consents import request_consent
from families.enums import Category
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


def of_scan(county):
    consent = sign(county.staff, county.carried, method=SigningMethod.PAPER, signature=b"", scan=drawing())
    return {"uuid": consent.scan.uuid}


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
    Route("crossover:consent-copy", make=of_consent, methods=BOTH),
    Route("crossover:document-download", make=of_scan, member="ais.worker"),
]
