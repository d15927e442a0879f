"""Organisations: quick creation from the form that needs one."""

from integration_portal.accounts.models import LocalAuthority

from ..enums import OrganisationKind
from ..models import Organisation
from .keeping import add


def add_organisation(
    *,
    authority: LocalAuthority,
    name: str,
    by,
    kind: str = OrganisationKind.OTHER,
    internal: bool = False,
    **fields,
) -> Organisation:
    """Raises ValidationError, for example if the authority has an organisation of that name."""
    return add(
        Organisation(
            authority=authority, name=name.strip(), kind=kind, internal=internal, **fields
        ),
        by=by,
    )
