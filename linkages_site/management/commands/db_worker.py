"""The worker of background tasks. It serves the county as the web server does, and is refused like it."""

from typing import Any

from django_tasks.signals import task_finished
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from linkages_site.serving import check_may_serve
from linkages_site.worker import known_to_live, looking_for_what_was_cut_short, try_again_later


class Command(DatabaseWorker):
    def handle(self, *args: Any, **options: Any) -> None:
        check_may_serve()
        task_finished.connect(try_again_later)
        with known_to_live(options["worker_id"]), looking_for_what_was_cut_short():
            super().handle(*args, **options)
