"""Filters of the network and of the contact points; every one stands in the address, in German."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import OrganisationKind
from .models import ContactPoint, Organisation


class NetworkFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label=_("Name"), method="with_words")
    art = django_filters.ChoiceFilter(
        label=_("Art"), field_name="kind", choices=OrganisationKind.choices
    )
    wo = django_filters.ChoiceFilter(
        label=_("Verwaltung oder Partner"),
        choices=(("intern", _("Teil der Verwaltung")), ("extern", _("außerhalb der Verwaltung"))),
        method="inside_or_outside",
    )
    ehemalige = django_filters.BooleanFilter(
        label=_("auch ehemalige"), widget=forms.CheckboxInput, method="with_former"
    )

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("ehemalige") else found.active()

    def with_words(self, rows, _name, text):
        return rows.matching(text)

    def inside_or_outside(self, rows, _name, value):
        return rows.filter(internal=value == "intern")

    def with_former(self, rows, _name, value):
        return rows  # what has ended is left out above, unless it is asked for


class ContactPointFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label=_("Wobei, wo, welche Sprache"), method="with_words")
    thema = django_filters.ChoiceFilter(label=_("Thema"), field_name="topic")

    class Meta:
        model = ContactPoint
        fields: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        topics = self.queryset.order_by("topic").values_list("topic", flat=True).distinct()
        self.form.fields["thema"].choices = [("", "---------"), *((t, t) for t in topics)]

    def with_words(self, rows, _name, text):
        return rows.matching(text)
