"""Plans and their rows follow the family's content."""

from families.querysets import ContentQuerySet


class OfPlanQuerySet(ContentQuerySet):
    family_path = "plan__family"


class OfVersionQuerySet(ContentQuerySet):
    family_path = "version__plan__family"


class OfCopyQuerySet(ContentQuerySet):
    family_path = "copy__version__plan__family"
