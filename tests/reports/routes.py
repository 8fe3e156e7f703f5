"""The family page and its tabs."""

from tests.routes import Route

TABS = ["detail", "people", "cases", "forms", "consents", "meetings", "plan", "history"]
ROUTES = [
    Route(f"reports:family-{tab}", make=lambda county: {"uuid": county.carried.family.uuid}, member=member)
    for tab in TABS
    for member in ("cfs.worker", "ais.worker")
]
