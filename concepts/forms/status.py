"""The next step in the life of an edition."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDate, FuzzyDateFormField
from integration_portal.editing.forms import PortalForm, Section

from ..actions.status import change_status, in_force_beside
from ..enums import EditionStatus
from ..models import Edition, EditionTransition


class StatusForm(PortalForm):
    """Asks for the step, its date and, if another edition is in force, what becomes of it."""

    to = forms.ChoiceField(label=_("Neuer Stand"), widget=forms.RadioSelect)
    on = FuzzyDateFormField(
        label=_("Seit wann"),
        error_messages={"required": _("Seit wann gilt das? Auch eine Jahreszahl genügt.")},
        help_text=_("So genau wie bekannt: 14.12.2020, 12/2020, Frühjahr 2020 oder 2020."),
    )
    note = forms.CharField(label=_("Anmerkung"), required=False, max_length=300)
    former = forms.ChoiceField(
        label=_("Was wird aus der Fassung, die bisher gilt?"),
        widget=forms.RadioSelect,
        initial="supersede",
        choices=(
            ("supersede", _("Sie ist mit diesem Schritt abgelöst.")),
            ("keep", _("Sie gilt daneben weiter.")),
        ),
    )

    sections = (Section("schritt", _("Nächster Schritt"), fields=("to", "on", "note", "former")),)

    def __init__(self, *args, edition: Edition, **kwargs):
        self.edition = edition
        super().__init__(*args, **kwargs)

    def setup(self):
        rows = self.edition.resolutions.select_related("resolution")
        resolutions = [row.resolution for row in rows]
        self.has_resolution = bool(resolutions)
        self.fields["on"].initial = self._likely_date(resolutions)
        self.fields["to"].choices = [
            (value, EditionStatus(value).label) for value in self.open_steps()
        ]
        former = list(in_force_beside(self.edition))
        if not former or not self._may_come_into_force():
            del self.fields["former"]
            return
        self.fields["former"].help_text = _("Bisher gilt: %(editions)s.") % {
            "editions": ", ".join(str(one) for one in former)
        }
        self.fields["former"].required = False

    def open_steps(self) -> list[str]:
        """What may follow here; what needs a resolution first is entered with it."""
        return [
            value
            for value in self.edition.next_statuses
            if self.has_resolution or value not in EditionStatus.resolved
        ]

    def _may_come_into_force(self) -> bool:
        return any(value in EditionStatus.in_force for value in self.open_steps())

    def _likely_date(self, resolutions) -> FuzzyDate:
        """The day of the resolution that waits for its step, or today."""
        dates = [resolution.on for resolution in resolutions if resolution.on]
        if dates and self.edition.is_open:
            return max(dates, key=lambda on: on.earliest)
        return FuzzyDate.on(timezone.localdate())

    def save(self, *, by) -> EditionTransition:
        """Take the step. Raises ValidationError if it does not follow any more."""
        values = self.cleaned_data
        return change_status(
            edition=self.edition,
            to=values["to"],
            on=values["on"],
            note=values["note"],
            by=by,
            supersede=values.get("former") != "keep",
        )
