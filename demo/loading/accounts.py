"""The accounts one can log in with, and for whom they act."""

from typing import Any

from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority, Role, User
from stakeholders.models import Body, Organisation, Representation

PASSWORD = "portal-demo-2026"  # noqa: S105 - printed at the start, refused outside the demo

# e-mail, function, role, authorities (nothing: all of the demo)
ACCOUNTS = (
    ("verwaltung@portal.example", "Verwaltung", RoleKind.ADMINISTRATOR, ()),
    ("integration@portal.example", "Integrationsbeauftragte", RoleKind.OFFICER, ()),
    ("fachbereich@portal.example", "Fachbereich", RoleKind.CONTRIBUTOR, ("waiblingen",)),
    ("rat@portal.example", "Ratsmitglied", RoleKind.READER, ("waiblingen",)),
    ("nachbar@portal.example", "Integrationsbeauftragte", RoleKind.OFFICER, ("friesenheim",)),
)
_ACTS_FOR: dict[str, tuple[type[Organisation] | type[Body], str]] = {
    "integration@portal.example": (Organisation, "Stabsstelle Integration"),
    "fachbereich@portal.example": (Organisation, "Kommunale Integrationsförderung"),
    "rat@portal.example": (Body, "Gemeinderat"),
}


def officer() -> User:
    """Who has made the latest changes of the demo."""
    return _account("integration@portal.example", "Integrationsbeauftragte")


def load(authorities: list[LocalAuthority]) -> None:
    """Accounts with their roles and representations.

    The fictional town comes first: it is one's own, and so stands first where one chooses.
    """
    own_first = sorted(authorities, key=lambda authority: authority.slug != "musterstadt")
    for email, function, kind, slugs in ACCOUNTS:
        user = _account(email, function)
        for authority in own_first:
            if not slugs or authority.slug in slugs:
                Role.objects.get_or_create(user=user, authority=authority, kind=kind)
                _represent(user, authority)


def _account(email: str, function: str) -> User:
    return User.objects.filter(email=email).first() or User.objects.create_user(
        email, PASSWORD, function=function
    )


def _represent(user: User, authority: LocalAuthority) -> None:
    model, name = _ACTS_FOR.get(user.email, (None, ""))
    if model and (thing := model.objects.filter(authority=authority, name=name).first()):
        whom: dict[str, Any] = {"body" if model is Body else "organisation": thing}
        Representation.objects.get_or_create(user=user, **whom)
