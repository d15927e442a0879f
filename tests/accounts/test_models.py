"""What must always hold of authorities, accounts and roles, in the database itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.accounts.models.authority import RESERVED_SLUGS
from tests.factories.accounts import LocalAuthorityFactory, RoleFactory, UserFactory


@pytest.mark.parametrize(
    ("kind", "ags"),
    [("city", "08119079"), ("city", ""), ("district", "06438"), ("association", "")],
)
def test_fitting_keys_are_stored_as_they_are_written(db, kind, ags):
    assert LocalAuthority.objects.get(pk=LocalAuthorityFactory(kind=kind, ags=ags).pk).ags == ags


@pytest.mark.parametrize(
    ("kind", "ags"),
    [("city", "0811907"), ("city", "06438"), ("district", "06438000"), ("association", "08336")],
)
def test_unfitting_keys_are_refused_in_form_and_database(db, kind, ags):
    with pytest.raises(ValidationError, match="Gemeindeschlüssel"):
        LocalAuthorityFactory.build(kind=kind, ags=ags).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalAuthorityFactory(kind=kind, ags=ags)


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_addresses_of_the_portal_are_reserved(db, slug):
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalAuthorityFactory(slug=slug)


def test_authority_does_not_belong_to_itself(authority):
    authority.parent = authority

    with pytest.raises(IntegrityError), transaction.atomic():
        authority.save()


def test_authorities_are_sorted_as_people_sort(db):
    for name in ("Ulm", "Österfeld", "Zell", "Aalen"):
        LocalAuthorityFactory(short_name=name)

    assert [a.short_name for a in LocalAuthority.objects.all()] == [
        "Aalen",
        "Österfeld",
        "Ulm",
        "Zell",
    ]


def test_letterhead_is_read_line_by_line():
    place = LocalAuthority(letterhead="Stadt X\r\n\n  Rathausplatz 1 ")

    assert place.letterhead_lines == ["Stadt X", "Rathausplatz 1"]


def test_address_is_one_in_any_case(db):
    UserFactory(email="Person@Portal.Example")

    assert User.objects.get().email == "person@portal.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="PERSON@portal.example")


def test_database_itself_refuses_the_same_address_in_another_case(db):
    first, second = UserFactory.create_batch(2)

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=second.pk).update(email=first.email.upper())


def test_role_is_held_once(db):
    role = RoleFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleFactory(user=role.user, authority=role.authority, kind=role.kind)


def test_account_without_a_password_is_entered_by_no_password(db):
    account = User.objects.create_user("neu@portal.example")

    assert not account.has_usable_password()


def test_operator_is_made_from_the_shell(db):
    boss = User.objects.create_superuser("betrieb@portal.example", "ein-langes-passwort")

    assert boss.is_superuser
    assert boss.is_staff


def test_account_is_called_by_its_function_before_its_name():
    assert str(User(email="a@b.example", name="Name", function="Stelle")) == "Stelle"
    assert str(User(email="a@b.example", name="Name")) == "Name"
    assert str(User(email="a@b.example")) == "a@b.example"


# What roles open


def test_locked_account_has_no_access_left(officer, authority):
    officer.is_active = False

    assert officer.access.visible == frozenset()
    assert not officer.is_staff


@pytest.mark.parametrize(
    ("name", "opens"),
    [
        ("administrator", True),
        ("officer", True),
        ("contributor", False),
        ("reader", False),
        ("operator", True),
    ],
)
def test_admin_opens_for_those_who_keep_something_there(persona, name, opens):
    assert persona(name).is_staff is opens


def test_only_officers_of_members_read_the_district(member, district):
    reader = UserFactory(reader_of=member)

    assert reader.access.districts == frozenset()


def test_parent_that_has_no_members_by_its_kind_is_no_district(authority):
    part = LocalAuthorityFactory(parent=authority)
    officer = UserFactory(officer_of=part)

    assert officer.access.visible == {part.pk}


def test_access_takes_an_authority_or_its_id(officer, authority):
    assert officer.access.has(authority, "officer")
    assert officer.access.has(authority.pk, "officer")
    assert not officer.access.has(authority, "administrator")


def test_who_works_inside_is_not_who_only_reads(persona):
    inside = [
        n for n in ("administrator", "officer", "contributor", "reader") if persona(n).access.inside
    ]

    assert inside == ["administrator", "officer", "contributor"]
