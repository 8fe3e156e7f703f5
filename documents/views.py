"""A file as the answer to a request. Which file, and to whom, each app decides behind its own gate."""

from django.http import HttpResponse


def download(content: bytes | memoryview, media_type: str, name: str) -> HttpResponse:
    """The bytes, to be saved under `name`, which names no person."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(bytes(content), content_type=media_type, headers=disposition)
