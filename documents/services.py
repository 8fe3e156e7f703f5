"""Documents are kept once and never change."""

import hashlib

from django.db import transaction

from accounts.models import User
from documents.enums import DocumentKind
from documents.models import Document, DocumentFile
from families.enums import Category
from families.models import Family, Person


@transaction.atomic
def store_document(
    *,
    family: Family,
    by: User,
    bureau: str,
    category: Category,
    about: Person | None,
    kind: DocumentKind,
    title: str,
    content: bytes,
    media_type: str,
    confidential: bool = False,
) -> Document:
    """Keep a document and the SHA-256 of its bytes. The calling verb has checked who may, and what the bytes are."""
    document = Document.objects.create(
        family=family,
        bureau=bureau,
        category=category,
        about=about,
        kind=kind,
        title=title,
        created_by=by,
        confidential=confidential,
    )
    DocumentFile.objects.create(
        document=document,
        content=content,
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return document
