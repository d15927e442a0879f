"""Authorities, people who log in, their roles and invitations."""

from datetime import timedelta
from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from integration_portal.accounts.enums import AuthorityKind, RoleKind
from integration_portal.accounts.models import Invitation, LocalAuthority, Role, User
from integration_portal.core.tokens import hash_token

PASSWORD = "richtig-langes-passwort"


@cache
def hashed_password() -> str:
    """Hashing is slow on purpose; once per run is enough."""
    return make_password(PASSWORD)


class LocalAuthorityFactory(factory.django.DjangoModelFactory):
    """A town; `kind`, `parent`, `words` … as needed."""

    class Meta:
        model = LocalAuthority

    short_name = factory.Sequence(lambda n: f"Kommune {n}")
    name = factory.LazyAttribute(lambda self: f"Stadt {self.short_name}")
    slug = factory.Sequence(lambda n: f"kommune-{n}")
    kind = AuthorityKind.CITY


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody who logs in with PASSWORD.

    `UserFactory(officer_of=authority)`, likewise `administrator_of`, `contributor_of`, `reader_of`;
    a list stands for several authorities.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"konto{n}@portal.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    function = factory.Sequence(lambda n: f"Sachgebiet {n}")
    password = factory.LazyFunction(hashed_password)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        wanted = {kind: kwargs.pop(f"{kind}_of", None) for kind in RoleKind.values}
        user = super()._create(model_class, *args, **kwargs)
        for kind, places in wanted.items():
            for authority in _as_list(places):
                RoleFactory(user=user, authority=authority, kind=kind)
        return user


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    authority = factory.SubFactory(LocalAuthorityFactory)
    kind = RoleKind.OFFICER


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation; `InvitationFactory(token="…")` knows the word its link ends with."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"einladung-{n}")

    authority = factory.SubFactory(LocalAuthorityFactory)
    email = factory.Sequence(lambda n: f"neu{n}@portal.example")
    function = "Fachbereich Soziales"
    kind = RoleKind.CONTRIBUTOR
    token_hash = factory.LazyAttribute(lambda self: hash_token(self.token))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


def _as_list(value) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
