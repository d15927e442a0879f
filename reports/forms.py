"""What is asked on the way to a document, and from a document to a paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from council.forms.choices import BodyChoice, bodies
from integration_portal.documents.models import IssuedDocument

from .actions.paper_of_report import informing_kind, make_paper


class SubjectSearch(forms.Form):
    text = forms.CharField(label=_("Nummer oder Titel"), required=False, max_length=200)


class PaperOfReportForm(forms.Form):
    """Which kind of paper a Sachstandsbericht becomes, and where it goes first."""

    kind = forms.ChoiceField(label=_("Art der Vorlage"))
    body = BodyChoice(
        label=_("Gremium"),
        required=False,
        help_text=_("Die erste Station der Beratungsfolge, zur Kenntnisnahme. Weitere später."),
    )

    def __init__(self, *args, authority, user, document: IssuedDocument, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = document
        kinds = dict.fromkeys([*authority.word("paper_kinds"), informing_kind(authority)])
        self.fields["kind"].choices = [(kind, kind) for kind in kinds if kind]
        self.fields["kind"].initial = informing_kind(authority)
        self.fields["body"].queryset = bodies(authority)
        self.fields["body"].own = authority
        self.fields["body"].initial = document.options.get("gremium")

    def save(self, *, by):
        chosen = self.cleaned_data
        return make_paper(document=self.document, kind=chosen["kind"], body=chosen["body"], by=by)
