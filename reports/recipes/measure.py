"""The Maßnahmenblatt: one measure on one page."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.models import Measure

from ..printing import measure as printing
from . import measure_rows
from .base import ReportRecipe, by_id
from .freezing import letterhead, words


class MeasureRecipe(ReportRecipe):
    kind = "massnahmenblatt"
    label = _("Maßnahmenblatt")
    subject_label = _("Maßnahme")
    description = _("Eine Maßnahme auf einem Blatt: wer, was, bis wann, was es kostet, wie weit.")
    template = "pdf/massnahmenblatt.html"

    def subjects(self, authority, user):
        return (
            Measure.objects.visible_to(user)
            .filter(edition__authority=authority)
            .select_related("edition__authority")
            .order_by("-edition__position", "sort_key", "pk")
        )

    def matching(self, subjects, text):
        return subjects.matching(text)

    def find(self, authority, key, user):
        return list(self.subjects(authority, user).filter(Q(number__iexact=key) | by_id(key)))

    def key(self, subject):
        return subject.number or str(subject.pk)

    def note(self, subject):
        return str(subject.edition)

    def title(self, subject):
        return f"{self.label} {subject}"

    def draft(self, subject):
        return not subject.edition.is_shown

    def public(self, subject):
        return subject.edition.is_shown

    def readable_by(self, user):
        return Q(subject_id__in=Measure.objects.visible_to(user).values("pk"))

    def data(self, subject, options):
        edition = subject.edition
        family = Measure.objects.filter(Q(pk=subject.pk) | Q(parent=subject.pk))
        entries = measure_rows.live(family, today=timezone.localdate())
        return {
            "schema": 1,
            "letterhead": letterhead(edition.authority),
            "words": words(edition.authority),
            "edition": {
                "title": edition.title,
                "status": edition.get_status_display(),
                "on": str(edition.status_on or ""),
            },
            "measure": next(entry for entry in entries if entry["id"] == subject.pk),
            "parts": [entry for entry in entries if entry["id"] != subject.pk],
        }

    def context(self, data):
        return printing.context(data)
