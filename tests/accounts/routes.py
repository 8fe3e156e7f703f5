"""What one keeps for oneself alone."""

from types import SimpleNamespace
from typing import Any

from accounts.services import save_view
from tests.routes import Route


def _view(county: SimpleNamespace) -> dict[str, Any]:
    user = county.staff["cfs.worker"]
    return {"uuid": save_view(user=user, route="families:family-list", name="Overdue", query="due=overdue").uuid}


ROUTES = [Route("accounts:view-drop", _view, methods=("POST",), insiders=frozenset({"cfs.worker"}))]
