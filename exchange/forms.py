"""What an officer says on the way: which file, which column is what, what is to be made."""

from difflib import get_close_matches

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from concepts.amending import AmendmentFields
from concepts.current import edition_for
from concepts.enums import EditionStatus
from concepts.models import Edition
from integration_portal.core.fuzzy import FuzzyDateFormField
from integration_portal.editing.forms import PortalForm, Section
from measures.enums import MeasureStatus
from measures.models import ExtraField
from stakeholders.models import Organisation

from .actions.upload import look_anew, look_into
from .enums import Skip, Target
from .models import MeasureImport
from .planning.catalogue import FIELD, NEW, ORGANISATION, STATUS

_NONE = "none"  # decided: do without it
_ALL_OFFERED = 60  # organisations; of more only those of a similar name are offered


class UploadForm(PortalForm):
    edition = forms.ModelChoiceField(
        label=_("Fassung"),
        queryset=Edition.objects.none(),
        empty_label=None,
        help_text=_("Wohin die Maßnahmen gehören."),
    )
    file = forms.FileField(
        label=_("Tabelle"),
        help_text=_(
            "XLSX, CSV oder eine JSON-Datei des Portals, höchstens 25 MB. Noch wird nichts "
            "übernommen."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv,.json"}),
    )

    def setup(self):
        editions = Edition.objects.filter(authority=self.authority).order_by("-position", "-pk")
        field = self.fields["edition"]
        field.queryset = editions.exclude(status__in=EditionStatus.closed)
        counts = edition_for(self.user, self.authority)
        field.initial = counts.pk if counts and not counts.is_closed else None

    def clean(self):
        """What is in the file is read here, before anything is written."""
        cleaned = super().clean()
        if not self.errors:
            try:
                self.imported = look_into(
                    edition=cleaned["edition"], file=cleaned["file"], by=self.user
                )
            except ValidationError as error:
                self.add_error("file", error)
        return cleaned


class ColumnsForm(PortalForm):
    """One choice for each column; beside them what holds for the whole list."""

    imported: MeasureImport

    head_line = forms.IntegerField(label=_("Überschriften stehen in Zeile"), min_value=1)
    reported_on = FuzzyDateFormField(
        label=_("Stichtag der Liste"),
        help_text=_("Für diesen Tag gilt der Umsetzungsstand, der darin steht."),
    )
    fill_down = forms.BooleanField(
        label=_("Ein leeres Handlungsfeld meint das der Zeile darüber"), required=False
    )

    def __init__(self, *args, imported: MeasureImport, **kwargs):
        self.imported = imported
        super().__init__(*args, **kwargs)

    def setup(self):
        said = self.imported
        own = [
            (f"extra:{field.key}", field.name)
            for field in ExtraField.objects.filter(concept=said.edition.concept_id)
        ]
        choices = [
            (Skip.LEAVE_OUT.value, Skip.LEAVE_OUT.label),
            (_t("Angaben des Portals"), Target.choices),
            *([(_t("Zusatzfelder des Konzepts"), own)] if own else []),
            (_t("Neues Zusatzfeld"), [choice for choice in Skip.choices if choice[0]]),
        ]
        about = ["head_line", "reported_on", "fill_down"]
        if len(said.sheets) > 1:
            sheets = [(name, name) for name in said.sheets]
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Tabellenblatt"), choices=sheets, initial=said.sheet
            )
            about.insert(0, "sheet")
        for name in ("head_line", "reported_on", "fill_down"):
            self.fields[name].initial = getattr(said, name)
        for index, column in enumerate(said.columns):
            examples = " · ".join(column["examples"]) or _t("leer")
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=column["heading"] or _t("Spalte %(number)s") % {"number": index + 1},
                choices=choices,
                required=False,
                initial=column["target"],
                help_text=_t("Zum Beispiel: %(examples)s") % {"examples": examples},
            )
        columns = tuple(f"column_{index}" for index in range(len(said.columns)))
        pairs = tuple(columns[start : start + 2] for start in range(0, len(columns), 2))
        self.sections = (
            Section("spalten", _t("Was die Spalten bedeuten"), fields=pairs),
            Section("tabelle", _t("Die Tabelle"), fields=tuple(about)),
        )

    @property
    def reads_anew(self) -> bool:
        """Another sheet or head: the columns are others."""
        return bool({"sheet", "head_line"} & set(self.changed_data))

    def targets(self) -> list[str]:
        return [self.cleaned_data[f"column_{i}"] for i in range(len(self.imported.columns))]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if self.reads_anew:
            self._look_anew(cleaned)
            return cleaned
        targets = self.targets()
        if Target.TITLE not in targets and Target.NUMBER not in targets:
            raise ValidationError(
                _t("Keine Spalte ist als Titel gewählt. Ohne ihn entsteht keine Maßnahme.")
            )
        for index, target in enumerate(targets):
            once = target and not target.startswith("new:") and target not in Target.repeatable
            if once and target in targets[:index]:
                self.add_error(
                    f"column_{index}", _t("Diese Angabe ist schon für eine andere Spalte gewählt.")
                )
        return cleaned

    def _look_anew(self, cleaned) -> None:
        said, line = cleaned.get("sheet", ""), cleaned["head_line"]
        try:
            look_anew(imported=self.imported, sheet=said, head_line=line)
        except ValidationError as error:
            self.add_error("head_line", error)


class DecisionsForm(PortalForm):
    """What the list names and the portal does not know."""

    def __init__(self, *args, imported: MeasureImport, **kwargs):
        self.imported = imported
        super().__init__(*args, **kwargs)

    def setup(self):
        self.questions = list(enumerate(self.imported.open_questions))
        self.known = {
            STATUS: MeasureStatus.choices,
            FIELD: [(str(f.pk), str(f)) for f in self.imported.edition.fields.all()],
            ORGANISATION: [
                (str(pk), name)
                for pk, name in Organisation.objects.filter(authority=self.authority).values_list(
                    "pk", "name"
                )
            ],
        }
        open_ones = [q for _i, q in self.questions if q["kind"] == ORGANISATION]
        if len(open_ones) > 3:
            self.fields["all_organisations"] = forms.BooleanField(
                label=_("Alle noch offenen Organisationen anlegen"), required=False
            )
        for index, question in self.questions:
            self.fields[f"answer_{index}"] = self._answer(question)
        self.sections = tuple(self._sections())

    def _answer(self, question: dict) -> forms.ChoiceField:
        kind, decided = question["kind"], self.imported.decisions.get(question["kind"], {})
        now = decided.get(question["key"])
        first = [("", _t("– noch offen –"))]
        if kind != STATUS:
            first.append((NEW, _t("neu anlegen")))
        first.append((_NONE, _t("ohne diese Angabe übernehmen")))
        known = self.known[kind]
        if kind == ORGANISATION and len(known) > _ALL_OFFERED:
            near = get_close_matches(question["name"], [name for _pk, name in known], 10, 0.3)
            known = [choice for choice in known if choice[1] in near]
        lines = ", ".join(map(str, question["lines"]))
        more = " …" if question["count"] > len(question["lines"]) else ""
        return forms.ChoiceField(
            label=f"„{question['name']}“",
            required=False,
            initial=_NONE if now == "" else now,
            choices=[*first, *([(_t("ist"), known)] if known else [])],
            help_text=_t("in Zeile %(lines)s") % {"lines": lines + more},
        )

    def _sections(self):
        titles = {
            STATUS: _t("Wörter für den Umsetzungsstand"),
            FIELD: _t("Handlungsfelder, die es noch nicht gibt"),
            ORGANISATION: _t("Organisationen, die es noch nicht gibt"),
        }
        for kind, title in titles.items():
            names = [f"answer_{index}" for index, q in self.questions if q["kind"] == kind]
            if kind == ORGANISATION and "all_organisations" in self.fields:
                names.insert(0, "all_organisations")
            if names:
                yield Section(kind, title, fields=tuple(names))

    def decisions(self) -> dict[str, dict[str, str]]:
        """As `MeasureImport.decisions`; what is still open is missing."""
        found: dict[str, dict[str, str]] = {STATUS: {}, FIELD: {}, ORGANISATION: {}}
        every = self.cleaned_data.get("all_organisations")
        for index, question in self.questions:
            answer = self.cleaned_data.get(f"answer_{index}", "")
            if not answer and every and question["kind"] == ORGANISATION:
                answer = NEW
            if answer:
                found[question["kind"]][question["key"]] = "" if answer == _NONE else answer
        return found


class ApplyForm(AmendmentFields, PortalForm):
    """The last step: for a plan in force day and reason; faulty rows are left out knowingly."""

    leave_out = forms.BooleanField(
        label=_("Zeilen mit Fehlern auslassen"),
        error_messages={
            "required": _("Diese Zeilen werden nicht übernommen. Bestätigen Sie das bitte.")
        },
    )

    def __init__(self, *args, imported: MeasureImport, **kwargs):
        self.imported = imported
        super().__init__(*args, **kwargs)

    def setup(self):
        self.amended = self.imported.edition
        del self.fields["amendment_resolution"]  # of as many amendments as there are rows
        if not self.imported.edition.is_amendable:
            del self.fields["amendment_on"], self.fields["amendment_reason"]
        if not self.imported.counts.get("faulty"):
            del self.fields["leave_out"]


class UndoForm(PortalForm):
    """Nothing to say, but to be asked."""
