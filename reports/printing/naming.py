"""How a paper that lists measures and parts of measures names them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from integration_portal.history.thaw import Frozen

from .measure import heading


def named(measure: Frozen, words: Mapping[str, str]) -> str:
    """The heading; a part says what it is a part of."""
    if not measure.parent:
        return heading(measure)
    said = {"title": heading(measure), "part": words["part"], "measure": measure.parent}
    return _("%(title)s (%(part)s von %(measure)s)") % said
