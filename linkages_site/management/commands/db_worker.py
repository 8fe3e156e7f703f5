"""The worker of background tasks. It serves the county as the web server does, and is refused like it."""

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from linkages_site.serving import check_may_serve


class Command(DatabaseWorker):
    def handle(self, *args: Any, **options: Any) -> None:
        check_may_serve()
        super().handle(*args, **options)
