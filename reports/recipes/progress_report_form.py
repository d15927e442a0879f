"""What can be chosen for a Sachstandsbericht."""

import datetime as dt
from collections.abc import Iterable
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition
from integration_portal.core.days import believable
from integration_portal.documents.models import IssuedDocument
from measures.enums import MeasureRoleKind
from stakeholders.models import Body, Organisation

FULL, SHORT = "ausfuehrlich", "kurz"
ALL, CHANGED = "alle", "geaenderte"
WITHOUT, WITH = "ohne", "mit"


def last_issued(edition: Edition, before: dt.date) -> dt.date | None:
    """The Stichtag of the last Sachstandsbericht that was issued of the edition and is valid."""
    issued = IssuedDocument.objects.of(edition).valid().filter(kind="sachstandsbericht")
    days = issued.filter(draft=False).annotate(day=KT("data__stichtag")).order_by()
    told = [dt.date.fromisoformat(day) for day in days.values_list("day", flat=True) if day]
    return max((day for day in told if day < before), default=None)


def today_written() -> str:
    return f"{timezone.localdate():%d.%m.%Y}"


class ProgressReportForm(forms.Form):
    """`subject` is the edition: without it nothing can be chosen that belongs to one."""

    stichtag = forms.DateField(
        label=_("Stichtag"),
        initial=today_written,
        validators=[believable],
        help_text=_(
            "Für jede Maßnahme gilt der jüngste freigegebene Sachstand bis zu diesem Tag. Zum "
            "Beispiel: 31.12.2026"
        ),
    )
    gremium = forms.ChoiceField(label=_("Für welches Gremium"), required=False)
    seit = forms.DateField(label=_("Verglichen mit dem"), required=False, validators=[believable])
    umfang = forms.ChoiceField(
        label=_("Umfang"),
        widget=forms.RadioSelect,
        initial=FULL,
        choices=[
            (FULL, _("ausführlich, mit jeder Maßnahme")),
            (SHORT, _("kurz: Zahlen, Abweichungen, Entscheidungen")),
        ],
    )
    felder = forms.MultipleChoiceField(
        label=_("Nur diese Teile"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ohne Auswahl steht das ganze Konzept im Bericht."),
    )
    organisation = forms.ChoiceField(
        label=_("Nur Maßnahmen in der Federführung von"), required=False
    )
    auswahl = forms.ChoiceField(
        label=_("Welche Maßnahmen"),
        widget=forms.RadioSelect,
        initial=ALL,
        choices=[
            (ALL, _("alle")),
            (CHANGED, _("nur die mit neuem Sachstand oder geändertem Plan")),
        ],
    )
    anmerkungen = forms.ChoiceField(
        label=_("Interne Anmerkungen"),
        widget=forms.RadioSelect,
        initial=WITHOUT,
        choices=[
            (WITHOUT, _("weglassen")),
            (WITH, _("mitdrucken: Den Bericht lesen dann nur die Integrationsbeauftragten")),
        ],
    )

    def __init__(self, *args, subject: Edition | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = subject
        if subject is not None:
            self._offer(subject)

    def _offer(self, edition: Edition) -> None:
        house = edition.authority
        bodies = Body.objects.filter(Body.still_there(timezone.localdate()))
        self._choices("gremium", bodies.for_papers_of(house), _("ohne Angabe"))
        leading = Organisation.objects.filter(
            measure_roles__kind=MeasureRoleKind.LEAD, measure_roles__measure__edition=edition
        )
        self._choices("organisation", leading.distinct(), _("allen"))
        fields = edition.fields.filter(parent=None).order_by("position", "pk")
        self._choices("felder", fields)
        last = last_issued(edition, timezone.localdate())
        self.fields["seit"].help_text = (
            _("Leer: mit dem letzten ausgegebenen Bericht, Stichtag %(day)s")
            % {"day": f"{last:%d.%m.%Y}"}
            if last
            else _("Einen früheren Bericht gibt es noch nicht. Leer: ohne Vergleich")
        )

    def _choices(self, name: str, things: Iterable, none=None) -> None:
        found = [(str(thing.pk), str(thing)) for thing in things]
        if not found:
            del self.fields[name]
            return
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [*([("", none)] if none else []), *found]

    def clean_stichtag(self) -> dt.date:
        day = self.cleaned_data["stichtag"]
        if day > timezone.localdate():
            raise ValidationError(
                _("Der Stichtag liegt in der Zukunft. Wählen Sie heute oder einen früheren Tag.")
            )
        return day

    def clean(self):
        cleaned = super().clean() or {}
        day, since = cleaned.get("stichtag"), cleaned.get("seit")
        if not day:
            return cleaned
        if since and since >= day:
            self.add_error("seit", _("Dieser Tag muss vor dem Stichtag liegen."))
        elif cleaned.get("auswahl") == CHANGED and not (since or self._last(day)):
            self.add_error(
                "seit",
                _("Nennen Sie den Tag, seit dem sich etwas geändert haben soll: Einen früheren "
                  "Bericht gibt es noch nicht."),
            )  # fmt: skip
        return cleaned

    def _last(self, day: dt.date) -> dt.date | None:
        return last_issued(self.edition, day) if self.edition else None
