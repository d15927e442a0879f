"""The lists of papers, resolutions and meetings. Every filter stands in the address, in German."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition
from stakeholders.models import Body, Meeting

from .enums import PaperState
from .models import CouncilPaper, FollowUp, Resolution


class AskedMixin:
    @property
    def is_asked(self) -> bool:
        """Any filter is in force: an empty list then has another reason."""
        return any(self.form.data.get(name) for name in self.form.fields)


class PaperFilter(AskedMixin, django_filters.FilterSet):
    text = django_filters.CharFilter(label=_("Text"), method="with_words")
    stand = django_filters.ChoiceFilter(
        label=_("Stand"), field_name="state", choices=PaperState.choices
    )
    gremium = django_filters.ModelChoiceFilter(
        label=_("Gremium"), queryset=Body.objects.none(), method="before_body"
    )
    fassung = django_filters.ModelChoiceFilter(
        label=_("Fassung des Konzepts"), field_name="edition", queryset=Edition.objects.none()
    )

    class Meta:
        model = CouncilPaper
        fields: tuple[str, ...] = ()

    def __init__(self, *args, authority, user, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.form.fields
        fields["gremium"].queryset = Body.objects.for_papers_of(authority)
        fields["fassung"].queryset = Edition.objects.visible_to(user).filter(authority=authority)
        if not user.access.has(authority, "officer"):
            shown = (*PaperState.shown, PaperState.WITHDRAWN)
            fields["stand"].choices = [
                (state, label) for state, label in PaperState.choices if state in shown
            ]

    def with_words(self, rows, _name, text):
        return rows.matching(text)

    def before_body(self, rows, _name, body):
        return rows.filter(pk__in=body.consultations.values("paper"))


class ResolutionFilter(AskedMixin, django_filters.FilterSet):
    text = django_filters.CharFilter(label=_("Text"), method="with_words")
    gremium = django_filters.ModelChoiceFilter(
        label=_("Gremium"), field_name="body", queryset=Body.objects.none()
    )
    offen = django_filters.BooleanFilter(
        label=_("nur mit offenen Aufträgen"), widget=forms.CheckboxInput, method="with_open"
    )
    ueberfaellig = django_filters.BooleanFilter(
        label=_("nur mit überfälligen Aufträgen"), widget=forms.CheckboxInput, method="with_overdue"
    )

    class Meta:
        model = Resolution
        fields: tuple[str, ...] = ()

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["gremium"].queryset = Body.objects.for_papers_of(authority)

    def with_words(self, rows, _name, text):
        return rows.matching(text)

    def with_open(self, rows, _name, wanted):
        waiting = FollowUp.objects.open().values("resolution")
        return rows.filter(pk__in=waiting) if wanted else rows

    def with_overdue(self, rows, _name, wanted):
        late = FollowUp.objects.overdue(timezone.localdate()).values("resolution")
        return rows.filter(pk__in=late) if wanted else rows


class MeetingFilter(django_filters.FilterSet):
    gremium = django_filters.ModelChoiceFilter(
        label=_("Gremium"), field_name="body", queryset=Body.objects.none()
    )

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ()

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["gremium"].queryset = Body.objects.filter(authority=authority)
