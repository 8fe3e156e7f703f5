"""Drawn signatures and scans as a form takes them: what is refused is said beside the field."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from documents.scans import SCAN_LIMIT, UnacceptableScan, check_drawing, check_scan


def clean_drawing(drawing: str) -> bytes:
    """A signature drawn on screen as a clean PNG; nothing where nothing was drawn."""
    return _judged(check_drawing, drawing) if drawing else b""


def clean_upload(upload: UploadedFile | None) -> bytes:
    """The bytes of a scan that may be kept; nothing where none was attached. No more than may be kept is read."""
    content: bytes = upload.read(SCAN_LIMIT + 1) if upload else b""
    if content:
        _judged(check_scan, content)
    return content


def _judged(check: Callable[..., Any], content: Any) -> Any:
    try:
        return check(content)
    except UnacceptableScan as refusal:
        raise ValidationError(refusal.pattern, params=refusal.facts) from refusal
