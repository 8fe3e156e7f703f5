"""The team thread: short notes between the family's workers (31-090, guideline 13)."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from accounts.models import User
from families.models import Categorised
from meetings.querysets import ReadableQuerySet

THREAD_NOTE_LENGTH = 500


class ThreadNote(Categorised):
    """One note: content of its writer's bureau. `named` were told of it, because they may read it."""

    text = models.CharField(max_length=THREAD_NOTE_LENGTH)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named = models.ManyToManyField(User, blank=True, related_name="+", verbose_name="to")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(m2m_fields=[named])

    objects = ReadableQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        verbose_name = "note of the team thread"
        verbose_name_plural = "notes of the team thread"
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"Note of {date_format(timezone.localtime(self.written_at))}"

    def get_absolute_url(self) -> str:
        return f"{reverse('reports:family-team', args=[self.family.uuid])}#note-{self.uuid}"
