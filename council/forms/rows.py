"""The rows of a paper's form."""

from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import RowForm
from integration_portal.editing.quick import QuickCreateField
from stakeholders.actions.meetings import add_meeting
from stakeholders.models import Meeting

from ..models import (
    Attachment,
    Consultation,
    CoSignature,
    FinanceLine,
    Implication,
    PaperSection,
    RelatedPaper,
)
from . import choices
from .widgets import KeptFile


class SittingQuick(RowForm):
    """A sitting of the body that stands in the same row."""

    class Meta:
        model = Meeting
        fields = ("date", "time", "place")

    def create(self, *, by) -> Meeting:
        return add_meeting(body=self.instance.body, by=by, **self.cleaned_data)


class StationRow(RowForm):
    """Body, sitting or fuzzy date, role: the same in a paper's form and on a station's own page."""

    body = choices.BodyChoice(label=_("Gremium"))
    meeting = QuickCreateField(
        Meeting.objects.none(),
        SittingQuick,
        label=_("Sitzung"),
        new_label=_("Neue Sitzung dieses Gremiums"),
        required=False,
    )

    reads = ("outcome",)

    class Meta:
        model = Consultation
        fields = ("body", "meeting", "date", "role", "expected", "public")

    def setup(self):
        self.fields["body"].own = self.authority
        self.fields["body"].queryset = choices.bodies(self.authority)
        self.fields["meeting"].queryset = choices.meetings(self.authority)
        self.fields["date"].label = _("oder Termin, so genau wie bekannt")
        if self.instance.pk and self.instance.result is not None:
            for field in self.fields.values():
                field.disabled = True

    def clean(self):
        cleaned = super().clean()
        body, meeting = cleaned.get("body"), cleaned.get("meeting")
        pending = self.fields["meeting"].pending
        if pending is not None and body is not None:
            if body.authority_id != self.authority.pk:
                self.add_error(
                    "meeting",
                    _(
                        "Sitzungen eines Mitglieds trägt dieses selbst ein. Nennen Sie hier den "
                        "Termin."
                    ),
                )
            pending.instance.body = body
        elif meeting is not None and body is not None and meeting.body_id != body.pk:
            self.add_error("meeting", _("Diese Sitzung gehört zu einem anderen Gremium."))
        if meeting is not None:
            cleaned["date"] = None
        return cleaned


class SectionRow(RowForm):
    class Meta:
        model = PaperSection
        fields = ("level", "label", "title", "body")


class FinanceRow(RowForm):
    class Meta:
        model = FinanceLine
        fields = ("year", "label", "recurring", "expense", "income")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and cleaned.get("expense") is None and cleaned.get("income") is None:
            self.add_error("expense", _("Nennen Sie einen Aufwand oder einen Ertrag."))
        return cleaned


class ImplicationRow(RowForm):
    class Meta:
        model = Implication
        fields = ("kind", "effect", "text")


class AttachmentRow(RowForm):
    document = choices.DocumentChoice(
        choices.IssuedDocument.objects.none(), label=_("oder ausgegebenes Dokument"), required=False
    )

    class Meta:
        model = Attachment
        fields = ("title", "file", "document", "announced_until", "confidential")
        widgets = {"file": KeptFile}

    def setup(self):
        self.fields["document"].queryset = choices.documents(
            self.authority, self.instance.document_id
        )
        self.fields["announced_until"].label = _("oder wird nachgereicht bis")


class RelatedRow(RowForm):
    body = choices.BodyChoice(label=_("Gremium"), required=False)

    class Meta:
        model = RelatedPaper
        fields = ("other", "reference", "body", "on")

    def setup(self):
        self.fields["body"].own = self.authority
        self.fields["body"].queryset = choices.bodies(self.authority)
        known = choices.papers(self.authority).exclude(pk=self.instance.paper_id)
        self.fields["other"].queryset = known.only("number", "subject", "date")


class CoSignatureRow(RowForm):
    class Meta:
        model = CoSignature
        fields = ("organisation", "signed_on", "remark")

    def setup(self):
        self.fields["organisation"].queryset = choices.organisations(self.authority)
