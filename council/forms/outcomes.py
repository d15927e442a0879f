"""What a body did with a paper, and further stations of a paper on its way."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm, RowForm, Rows, Section

from ..actions.outcomes import record_outcome, save_station
from ..models import FollowUp, Outcome, Resolution
from .choices import organisations
from .rows import StationRow
from .widgets import KeptFile


class FollowUpRow(RowForm):
    class Meta:
        model = FollowUp
        fields = ("text", "due_on", "responsible")

    def setup(self):
        self.fields["responsible"].queryset = organisations(self.authority)


class OutcomeForm(AggregateForm):
    """The result of one station. The rows are new follow-ups; the others have their own page."""

    class Meta:
        model = Outcome
        fields = (
            "kind", "on", "wording", "votes_text", "votes_yes", "votes_no", "votes_abstained",
            "deviation", "excerpt",
        )  # fmt: skip
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 4}),
            "deviation": forms.Textarea(attrs={"rows": 3}),
            "excerpt": KeptFile,
        }

    sections = (
        Section("ergebnis", _("Ergebnis"), (("kind", "on"), "wording", "deviation")),
        Section(
            "abstimmung",
            _("Abstimmung"),
            ("votes_text", ("votes_yes", "votes_no", "votes_abstained")),
            text=_("Wie es in der Niederschrift steht, auch wenn Wort und Zahl sich nicht decken."),
        ),
        Section("niederschrift", _("Niederschrift"), ("excerpt",)),
        Section(
            "auftraege",
            _("Aufträge"),
            rows=("follow_ups",),
            text=_("Was das Gremium der Verwaltung aufgibt, mit Frist."),
        ),
    )
    new_follow_ups = Rows(
        "follow_ups",
        form=FollowUpRow,
        title=_("Neue Aufträge"),
        add_label=_("Auftrag hinzufügen"),
        ordered=False,
    )

    def clean_on(self):
        """A result is recorded once the body has met; an adoption would stumble over it later.

        Without a day it is that of the sitting.
        """
        given = self.cleaned_data["on"]
        day = given or self.instance.consultation.when
        if day and day.earliest > timezone.localdate():
            raise forms.ValidationError(
                _("Dieser Tag liegt in der Zukunft. Ein Ergebnis gibt es erst nach der Sitzung.")
            )
        return given

    @property
    def formsets(self):
        if not hasattr(self, "_formsets"):
            given = {"data": self.data, "files": self.files} if self.is_bound else {}
            self._formsets = {
                "follow_ups": self.new_follow_ups.formset_class(Resolution)(
                    instance=Resolution(authority=self.authority),
                    queryset=FollowUp.objects.none(),
                    prefix=self.add_prefix("follow_ups"),
                    form_kwargs={"authority": self.authority, "user": self.user},
                    **given,
                )
            }
        return self._formsets

    def save(self, *, by=None, reason="", opened=None, commit=True):
        """Store the result by its action, which makes the resolution and its follow-ups."""
        rows = self.formsets["follow_ups"].forms
        wanted = [row for row in rows if row.has_changed() and not row.cleaned_data.get("DELETE")]
        with transaction.atomic():
            self.hold(opened)
            return record_outcome(
                outcome=self.instance, follow_ups=[row.instance for row in wanted], by=by
            )


class StationForm(StationRow, AggregateForm):
    """A station of a paper that is on its way already."""

    after = None  # the station it follows, if it comes up again

    def save(self, *, by=None, reason="", opened=None, commit=True):
        with transaction.atomic():
            self.hold(opened)
            self.create_new(by=by)
            return save_station(station=self.instance, after=self.after, by=by)
