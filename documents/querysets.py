"""Documents follow their family."""

from families.querysets import ContentQuerySet


class DocumentFileQuerySet(ContentQuerySet):
    family_path = "document__family"
