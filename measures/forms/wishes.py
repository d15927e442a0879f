"""What to set: in many measures at once, or in one cell of the list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.amending import FIELDS as AMENDMENT
from concepts.amending import SECTION as AMENDMENT_SECTION
from concepts.amending import WANTED, AmendmentFields
from concepts.choices import EditionChoices
from concepts.models import Edition
from integration_portal.core.fuzzy import FuzzyDate, FuzzyDateFormField
from integration_portal.editing.forms import PortalForm, Section
from stakeholders.models import Organisation
from stakeholders.quick import organisations

from ..actions import many
from ..actions.bulk import Amending
from ..enums import Commitment, MeasureStatus, TrafficLight
from ..models import Measure, StatusReport
from .dates import refuse_future

EMPTY = "leer"  # a choice that empties; the empty choice leaves everything as it is
DATES = ("start_planned", "start_forecast", "start_actual",
         "end_planned", "end_forecast", "end_actual")  # fmt: skip
_UNCHANGED = ("", _("– unverändert –"))


class WishForm(AmendmentFields, PortalForm):
    """The fields that both have in common, and the day and reason if the plan is in force."""

    names: tuple[str, ...] = ()

    status = forms.ChoiceField(label=_("Umsetzungsstand"), required=False)
    traffic_light = forms.ChoiceField(label=_("Ampel"), required=False)
    on = FuzzyDateFormField(
        label=_("Stichtag"),
        required=False,
        help_text=_("Von welchem Tag Stand und Ampel sind. Heute oder früher."),
    )
    text = forms.CharField(
        label=_("Was getan wurde"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Steht im Sachstand, kurz."),
    )
    lead = forms.ModelChoiceField(
        label=_("Federführung"), queryset=Organisation.objects.none(), required=False
    )

    def __init__(self, *args, edition: Edition, **kwargs):
        self.edition = edition
        super().__init__(*args, **kwargs)

    def setup(self):
        self.fields["on"].initial = FuzzyDate.on(timezone.localdate())
        self.fields["lead"].queryset = organisations(self.authority)
        for name in WANTED:
            self.fields[name].required = False
        if self.edition.is_amendable:
            self.ask_for_resolution(self.edition, self.user)

    def leave_out(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def clean_on(self) -> FuzzyDate:
        on = self.cleaned_data["on"] or FuzzyDate.on(timezone.localdate())
        if on.earliest > timezone.localdate():
            raise ValidationError(
                _("Der Stichtag liegt in der Zukunft. Ein Sachstand sagt, was schon ist.")
            )
        return on

    def clean(self):
        cleaned = super().clean()
        wished = {name for name in many.PLAN if self.is_wished(name)}
        if wished and self.edition.is_amendable:
            for name in WANTED:
                if name in self.fields and not self.errors.get(name) and not cleaned.get(name):
                    self.add_error(
                        name, _("Der Plan gilt schon. Nennen Sie Tag und Grund der Änderung.")
                    )
        return cleaned

    def is_wished(self, name: str) -> bool:
        """Whether the value is to be set at all."""
        raise NotImplementedError

    @property
    def wish(self) -> many.Wish:
        """Of a valid form."""
        given = self.cleaned_data
        values = {name: self.to_store(name) for name in self.names if self.is_wished(name)}
        on = given.get("on") or FuzzyDate.on(timezone.localdate())
        return many.Wish(values, on=on, text=given.get("text", ""))

    def to_store(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        if name == "lead":
            return many.lead(value)
        return value.encode() if isinstance(value, FuzzyDate) else value

    @property
    def amending(self) -> Amending | None:
        """Day and reason, where they were asked for and given."""
        on, reason = (self.cleaned_data.get(name) for name in WANTED)
        resolution = self.cleaned_data.get("amendment_resolution")
        return Amending(on, reason, resolution) if on and reason else None


class BulkForm(WishForm):
    """One value for many measures. What is left empty stays as it is in each of them."""

    names = (*many.REPORT, "lead", "field", "key_project", "commitment", *DATES)

    no_lead = forms.BooleanField(label=_("Federführung leeren"), required=False)
    field = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    key_project = forms.ChoiceField(
        label=_("Schlüsselprojekt"),
        required=False,
        choices=[_UNCHANGED, ("ja", _("ja")), ("nein", _("nein"))],
    )
    commitment = forms.ChoiceField(
        label=_("Verbindlichkeit"),
        required=False,
        choices=[_UNCHANGED, (EMPTY, _("– leeren –")), *Commitment.choices],
    )
    empty_dates = forms.MultipleChoiceField(
        label=_("Diese Termine leeren"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, many.label_of(name)) for name in DATES],
    )

    def setup(self):
        for name in DATES:
            self.fields[name] = Measure._meta.get_field(name).formfield(required=False)
        super().setup()
        light = [(EMPTY, _("– keine Ampel –")), *TrafficLight.choices]
        self.fields["status"].choices = [_UNCHANGED, *MeasureStatus.choices]
        self.fields["traffic_light"].choices = [_UNCHANGED, *light]
        self.fields["lead"].empty_label = _UNCHANGED[1]
        none = (EMPTY, _("– kein Handlungsfeld –"))
        self.fields["field"].choices = [_UNCHANGED, none, *EditionChoices(self.edition).fields]
        if not many.Rights(self.user, self.edition).takes_plan:
            self.leave_out("no_lead", *many.PLAN, *AMENDMENT)
            self.fields["empty_dates"].choices = [
                (name, many.label_of(name)) for name in many.PROGRESS
            ]
        if not self.edition.is_amendable:
            self.leave_out(*AMENDMENT)
        self.sections = self._sections()

    def _sections(self) -> tuple[Section, ...]:
        start, end = (tuple(n for n in DATES if n.startswith(edge)) for edge in ("start", "end"))
        found = (
            Section(
                "sachstand",
                _("Stand und Ampel"),
                fields=(("status", "traffic_light", "on"), "text"),
                text=_("Jede Maßnahme bekommt einen kurzen Sachstand mit diesem Stichtag."),
            ),
            Section(
                "plan",
                _("Zuständigkeit und Einordnung"),
                fields=(("lead", "field"), "no_lead", ("key_project", "commitment")),
            ),
            Section(
                "termine",
                _("Termine"),
                fields=(start, end, "empty_dates"),
                text=_("Möglich sind 14.12.2026, 12/2026, Ende 2026, Frühjahr 2026 oder 2026."),
            ),
        )
        if "field" not in self.fields:
            found = (found[0], found[2])
        return (*found, AMENDMENT_SECTION) if WANTED[0] in self.fields else found

    def is_wished(self, name: str) -> bool:
        given = self.cleaned_data
        if name == "lead" and given.get("no_lead"):
            return True
        return bool(given.get(name)) or name in given.get("empty_dates", ())

    def clean(self):
        cleaned = super().clean()
        for name in cleaned.get("empty_dates", ()):
            if cleaned.get(name):
                self.add_error(name, _("Dieser Termin soll zugleich geleert werden."))
        refuse_future(self, "start_actual", "end_actual")
        if cleaned.get("no_lead") and cleaned.get("lead"):
            self.add_error("no_lead", _("Oben ist eine Federführung gewählt."))
        if not self.errors and not any(self.is_wished(name) for name in self.names):
            raise ValidationError(
                _("Es ist noch nichts gewählt, das sich ändern soll. Füllen Sie ein Feld aus.")
            )
        return cleaned

    def to_store(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        if name == "key_project":
            return value == "ja"
        if value == EMPTY:
            return None if name == "field" else ""
        if name == "field":
            return many.field_of_action(self.edition.fields.get(pk=value))
        return super().to_store(name) if value else (None if name in DATES else many.lead(None))


class CellForm(WishForm):
    """What one cell of the list says, as it is now. The rest of the fields goes."""

    def __init__(self, *args, measure: Measure, names: tuple[str, ...], **kwargs):
        self.measure, self.names = measure, names
        # It stands within a page that has a field "text" of its own.
        super().__init__(*args, edition=measure.edition, auto_id="zelle_%s", **kwargs)

    def setup(self):
        super().setup()
        report = self.names == many.REPORT
        further = ("text",) if report else AMENDMENT if self.edition.is_amendable else ()
        self.leave_out(*(set(self.fields) - {*self.names, *further}))
        for name in self.names:
            now = many.stored(self.measure, name)
            if report:
                column = StatusReport._meta.get_field(name)
                none = [("", _("nicht beurteilt"))] if column.blank else []
                self.fields[name].choices = [*none, *column.flatchoices]
                self.fields[name].required = not column.blank
                self.fields[name].initial = now
            else:
                self.fields[name].empty_label = _("– keine –")
                self.fields[name].initial = now[0]["organisation"] if now else None

    def is_wished(self, name: str) -> bool:
        """A cell says all it has, and nothing is a value, too."""
        return name in self.names
