"""Resolutions, what an edition becomes by them, and their follow-ups."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from concepts.actions.status import in_force_beside
from concepts.enums import EditionStatus
from concepts.models import Amendment, Edition
from integration_portal.editing.forms import AggregateForm, PortalForm, Rows, Section

from ..actions import resolutions as actions
from ..actions.resolutions import Adoption
from ..models import FollowUp, Resolution
from . import choices
from .outcomes import FollowUpRow


class FullFollowUpRow(FollowUpRow):
    class Meta(FollowUpRow.Meta):
        fields = ("text", "due_on", "responsible", "done_on", "note")


class ResolutionForm(AggregateForm):
    """One that stands alone says body and day; one from a sitting has them from there."""

    body = choices.BodyChoice(label=_("Gremium"))

    class Meta:
        model = Resolution
        fields = ("body", "on", "title", "wording", "public", "amendments")
        widgets = {"wording": forms.Textarea(attrs={"rows": 5})}

    rows = (
        Rows(
            "follow_ups",
            form=FullFollowUpRow,
            title=_("Aufträge"),
            add_label=_("Auftrag hinzufügen"),
            row_label=_("Auftrag"),
            blocks=True,
            extra=0,
        ),
    )
    sections = (
        Section("beschluss", _("Beschluss"), (("body", "on"), "title", "wording", "public")),
        Section(
            "aenderungen",
            _("Änderungen nach Beschluss"),
            ("amendments",),
            text=_("Welche Änderungen am geltenden Konzept auf diesem Beschluss beruhen."),
        ),
        Section("auftraege", _("Aufträge"), rows=("follow_ups",)),
    )

    def setup(self):
        self.fields["body"].own = self.authority
        self.fields["body"].queryset = choices.bodies(self.authority)
        amendments = Amendment.objects.filter(edition__authority=self.authority)
        self.fields["amendments"].queryset = amendments
        self.fields["amendments"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["amendments"].choices
        )
        if not amendments.exists():
            del self.fields["amendments"]
        if self.instance.outcome_id:
            del self.fields["body"], self.fields["on"]


def _name_former(form, edition: Edition) -> None:
    """The box that lets the former edition end says which; without one there is no box."""
    if beside := list(in_force_beside(edition)):
        form.fields["supersede"].help_text = ", ".join(str(former) for former in beside)
    else:
        del form.fields["supersede"]


class EditionResolutionForm(AggregateForm):
    """The resolution on an old edition whose paper nobody has: body, fuzzy date, wording."""

    body = choices.BodyChoice(label=_("Gremium"))
    to = forms.ChoiceField(label=_("Die Fassung ist damit"), widget=forms.RadioSelect)
    supersede = forms.BooleanField(
        label=_("Die bisher geltende Fassung ist damit abgelöst"), required=False, initial=True
    )

    class Meta:
        model = Resolution
        fields = ("body", "on", "title", "wording", "public")
        widgets = {"wording": forms.Textarea(attrs={"rows": 5})}

    sections = (
        Section(
            "beschluss",
            _("Beschluss"),
            (("body", "on"), "title", "wording", "public"),
            text=_("Das Datum so genau, wie Sie es kennen: 14.12.2020, März 2018 oder 2006."),
        ),
        Section("stand", _("Stand der Fassung"), ("to", "supersede")),
    )

    def __init__(self, *args, edition: Edition, **kwargs):
        self.edition = edition
        super().__init__(*args, **kwargs)

    def setup(self):
        self.fields["body"].own = self.authority
        self.fields["body"].queryset = choices.bodies(self.authority)
        steps = [s for s in EditionStatus.resolved if s in self.edition.next_statuses]
        self.fields["to"].choices = [
            *((step, EditionStatus(step).label) for step in steps),
            ("stay", _("%s wie bisher") % self.edition.get_status_display()),
        ]
        self.initial.setdefault("to", steps[0] if steps else "stay")
        self.initial["title"] = self.initial.get("title") or self.edition.title
        _name_former(self, self.edition)

    def clean(self):
        cleaned = super().clean()
        takes_a_step = cleaned.get("to") not in (None, "stay")
        if takes_a_step and "on" not in self.errors and not cleaned.get("on"):
            self.add_error(
                "on", _("Seit wann gilt die Fassung damit? Auch eine Jahreszahl genügt.")
            )
        return cleaned

    def save(self, *, by=None, reason="", opened=None, commit=True):
        """Raises ValidationError if the edition cannot take the step."""
        to = self.cleaned_data["to"]
        return actions.resolve_edition(
            edition=self.edition,
            resolution=self.instance,
            to="" if to == "stay" else to,
            supersede=self.cleaned_data.get("supersede", True),
            by=by,
        )


class AdoptForm(PortalForm):
    """Yes, this resolution is about the edition itself."""

    supersede = forms.BooleanField(
        label=_("Die bisher geltende Fassung ist damit abgelöst"), required=False, initial=True
    )
    sections = (Section("fassung", _("Bisherige Fassung"), ("supersede",)),)

    def __init__(self, *args, adoption: Adoption, **kwargs):
        self.adoption = adoption
        super().__init__(*args, **kwargs)

    def setup(self):
        _name_former(self, self.adoption.edition)

    def save(self, *, by):
        return actions.adopt_edition(
            edition=self.adoption.edition,
            resolution=self.adoption.resolution,
            to=self.adoption.to,
            supersede=self.cleaned_data.get("supersede", True),
            by=by,
        )


class FollowUpForm(AggregateForm):
    class Meta:
        model = FollowUp
        fields = ("text", "due_on", "responsible", "done_on", "note")

    sections = (
        Section("auftrag", _("Auftrag"), ("text", ("due_on", "responsible"))),
        Section("erledigung", _("Erledigung"), (("done_on", "note"),)),
    )

    def setup(self):
        self.fields["responsible"].queryset = choices.organisations(self.authority)

    def save(self, *, by=None, reason="", opened=None, commit=True):
        with transaction.atomic():
            self.hold(opened)
            return actions.save_follow_up(follow_up=self.instance, by=by)
