"""What the WTWCC 10B tells its signer: the county's words, edited by an administrator, with their history."""

from django.db import models
from simple_history.models import HistoricalRecords

from crossover.enums import StatementKind
from families.enums import Language


class ConsentStatement(models.Model):
    """One statement of the form in one language. An empty one is not written: nothing is signed without it."""

    kind = models.CharField(max_length=14, choices=StatementKind)
    language = models.CharField(max_length=5, choices=Language)
    text = models.TextField(
        blank=True, help_text="Where it is empty, no form in this language can be signed until it is written again."
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "WTWCC 10B statement"
        ordering = ["language", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="one_statement_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_language_display()})"
