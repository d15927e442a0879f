"""The list of issued documents. Every filter stands in the address, in German."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from integration_portal.core.text import words_sought
from integration_portal.documents.models import IssuedDocument
from integration_portal.documents.recipes import recipes

SHORTEST_CHECKSUM = 6  # digits that may be taken for the beginning of a checksum


class DocumentFilter(django_filters.FilterSet):
    """An unknown value filters nothing and is said at its field."""

    text = django_filters.CharFilter(label=_("Titel oder Prüfsumme"), method="with_words")
    art = django_filters.ChoiceFilter(label=_("Art"), field_name="kind")
    jahr = django_filters.ChoiceFilter(label=_("Jahr"), field_name="stichtag__year")

    class Meta:
        model = IssuedDocument
        fields: tuple[str, ...] = ()

    def __init__(self, *args, queryset: QuerySet, **kwargs):
        super().__init__(*args, queryset=queryset, **kwargs)
        years = queryset.order_by().dates("stichtag", "year", order="DESC")
        self.form.fields["art"].choices = [
            ("", _("alle")),
            *((recipe.kind, recipe.label) for recipe in recipes.all()),
        ]
        self.form.fields["jahr"].choices = [
            ("", _("alle")),
            *((str(day.year), str(day.year)) for day in years),
        ]

    def with_words(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        """Every word somewhere in the title, or the beginning of the checksum."""
        for word in words_sought(text):
            rows = rows.filter(Q(search_text__contains=word) | _in_checksum(word))
        return rows


def _in_checksum(word: str) -> Q:
    if len(word) < SHORTEST_CHECKSUM:
        return Q(pk__in=())
    return Q(sha256__startswith=word)
