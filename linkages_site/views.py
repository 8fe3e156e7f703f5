"""The home page by role, the glossary, and the two health addresses."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tasks import default_task_backend


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "linkages_site/home.html")


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "linkages_site/glossary.html")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers, no migration is missing, the task queue can be reached."""
    try:
        executor = MigrationExecutor(connection)
        missing = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        checks = {"database": True, "migrations": not missing, "task_queue": not default_task_backend.check()}
    except DatabaseError:
        checks = {"database": False}
    ready = all(checks.values())
    return JsonResponse(checks, status=200 if ready else 503)
