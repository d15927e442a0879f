"""Small forms that make an organisation or a person inside another room's form.

organisation = organisation_field(_("Träger"), required=False)
…
self.fields["organisation"].queryset = organisations(self.authority)
"""

from django.db.models import QuerySet
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
