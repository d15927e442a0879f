"""What the Konzept and the Aktionsplan have in common: both are made of an edition."""

from collections.abc import Mapping

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition

from ..words_in import words_in
from .base import ReportRecipe, by_id
from .freezing import letterhead, words

NOW, ADOPTED = "heute", "beschluss"


class StandForm(forms.Form):
    """As it stands, or as it came into force. `subject` leaves out what it cannot be."""

    stand = forms.ChoiceField(
        label=_("Stand"),
        widget=forms.RadioSelect,
        initial=NOW,
        choices=[(NOW, _("wie er heute ist")), (ADOPTED, _("wie beschlossen"))],
    )

    def __init__(self, *args, subject: Edition | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if subject is not None and subject.adopted_at is None:
            del self.fields["stand"]


class EditionRecipe(ReportRecipe):
    """Drafts until the edition is shown to the council."""

    subject_label = _("Fassung")

    def subjects(self, authority, user):
        editions = Edition.objects.visible_to(user).filter(authority=authority)
        return editions.select_related("authority", "concept").order_by("-position", "-pk")

    def matching(self, subjects, text):
        return subjects.filter(words_in(text, "title", "subtitle", "slug"))

    def find(self, authority, key, user):
        return list(self.subjects(authority, user).filter(Q(slug=key) | by_id(key)))

    def key(self, subject):
        return subject.slug

    def note(self, subject):
        return " ".join(map(str, filter(None, (subject.get_status_display(), subject.status_on))))

    def draft(self, subject):
        return not subject.is_shown

    def public(self, subject):
        return subject.is_shown

    def readable_by(self, user):
        return Q(subject_id__in=Edition.objects.visible_to(user).values("pk"))


def as_adopted(edition: Edition, options: Mapping) -> bool:
    """Whether the state as adopted is wanted, and there is one."""
    return options.get("stand") == ADOPTED and edition.adopted_at is not None


def head(edition: Edition, options: Mapping) -> dict:
    """What stands on the first page of either paper."""
    resolutions = edition.resolutions.select_related("resolution__body")
    return {
        "schema": 1,
        "letterhead": letterhead(edition.authority),
        "words": words(edition.authority),
        "concept_kind": edition.concept.kind,
        "status": {
            "value": edition.status,
            "label": edition.get_status_display(),
            "on": str(edition.status_on or ""),
        },
        "resolutions": [
            {"body": str(row.resolution.body), "on": str(row.resolution.on or "")}
            for row in resolutions
        ],
        "as_adopted": as_adopted(edition, options),
    }
