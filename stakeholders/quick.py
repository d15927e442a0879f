"""Small forms that make an organisation or a person inside another room's form.

organisation = organisation_field(_("Träger"), required=False)
…
offer_organisations(self.fields["organisation"], self.authority)
"""

from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.editing.forms import RowForm
from integration_portal.editing.quick import QuickCreateField

from .enums import LegalBasis
from .models import Organisation, Person


class OrganisationQuick(RowForm):
    class Meta:
        model = Organisation
        fields = ("name", "kind", "internal")


def organisations(authority: LocalAuthority) -> QuerySet[Organisation]:
    """Those one may choose."""
    return Organisation.objects.filter(authority=authority)


def offer_organisations(field: ModelChoiceField, authority: LocalAuthority) -> None:
    """Let somebody choose among them. Read once for all fields and rows of a page."""
    field.queryset = organisations(authority)
    offered = authority.__dict__.get("_offered_organisations")
    if offered is None:
        offered = authority._offered_organisations = [(o.pk, str(o)) for o in field.queryset]
    none = [] if field.empty_label is None else [("", field.empty_label)]
    field.choices = [*none, *offered]


def organisation_field(label: str | Promise = "", *, required: bool = True) -> QuickCreateField:
    """Chosen or new. The form gives it its rows."""
    return QuickCreateField(
        Organisation.objects.none(),
        OrganisationQuick,
        label=label or _("Organisation"),
        new_label=_("Neue Organisation"),
        required=required,
    )


class PersonQuick(RowForm):
    """The function is enough. A contact by consent needs its date and is made on its own page."""

    class Meta:
        model = Person
        fields = ("function", "name", "email", "phone")

    def setup(self):
        self.instance.legal_basis = LegalBasis.OFFICIAL_DUTY
