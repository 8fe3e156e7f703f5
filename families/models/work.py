"""Derived rows (grants and tasks, made by `settle` alone), notices and drafts."""

import uuid

from django.db import models
from django.utils import timezone

from accounts.access import DatedGrant
from accounts.models import User
from families.enums import GOES_WITH_XOVER1, URGENT, Digest, Ground, NoticeKind, TaskKind
from families.models.base import FamilyRow
from families.models.people import Family
from families.querysets import DraftQuerySet, GrantQuerySet, OwnQuerySet, TaskQuerySet


class FamilyGrant(DatedGrant):
    """Who may know this family, on which ground, between which moments. Written only by `settle`."""

    content_object = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="grants")
    ground = models.CharField(max_length=40, choices=Ground)

    objects = GrantQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "permission", "content_object", "ground", "source"], name="one_grant_a_ground"
            ),
        ]
        indexes = [models.Index(fields=["user", "permission", "content_object"], name="grant_by_user")]


class Task(FamilyRow):
    """Something due, derived from the family's facts. It opens, moves and closes with them.

    Only what somebody wrote down by hand has a title of its own.
    """

    kind = models.CharField(max_length=24, choices=TaskKind)
    key = models.CharField(max_length=80)
    opens_on = models.DateField()
    due_on = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tasks")
    why = models.CharField(max_length=120)
    title = models.CharField(max_length=80, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["family", "kind", "key"], name="one_task_a_fact")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def is_overdue(self) -> bool:
        return self.due_on < timezone.localdate()

    @property
    def goes_with_xover1(self) -> bool:
        return self.kind in GOES_WITH_XOVER1


class Notice(models.Model):
    """A word to one member of staff: a kind and a link, never a family's name.

    Its `particulars` say of which form and which colleague it tells, in the app only: mail says the kind alone.
    `record` is what it tells of, where its mail carries a file made of that (settings.NOTICE_FILES).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24, choices=NoticeKind)
    url = models.CharField(max_length=200)
    particulars = models.CharField(max_length=200, blank=True)
    record = models.UUIDField(null=True, editable=False)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_urgent(self) -> bool:
        return self.kind in URGENT

    @property
    def is_mailed_at_once(self) -> bool:
        """What is urgent, and what brings a file for one's calendar. Everything else is counted in the digest."""
        return self.is_urgent or self.record is not None


class MailChoice(models.Model):
    """How often someone wants the digest, daily unless they say otherwise, and the day the last one was made for."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mail_choice")
    digest = models.CharField(max_length=6, choices=Digest, default=Digest.DAILY)
    digested_on = models.DateField(null=True, editable=False)

    objects = OwnQuerySet.as_manager()

    def __str__(self) -> str:
        return self.get_digest_display()


class Draft(models.Model):
    """What someone typed into a form and has not saved yet."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    fields = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_a_form")]

    def __str__(self) -> str:
        return self.key
