"""Rows of money as they are typed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from concepts.forms.money import PostsField
from concepts.models import EditionCost
from integration_portal.history.differences import said


@pytest.fixture
def posts():
    return EditionCost._meta.get_field("fte").formfield(form_class=PostsField)


@pytest.mark.parametrize("typed", ["0,5", "0.5", " 0,50 "])
def test_half_a_post_is_typed_with_comma_or_point(posts, typed):
    assert posts.clean(typed) == Decimal("0.5")
    assert not posts.has_changed(Decimal("0.50"), typed)


def test_half_a_post_is_shown_with_a_comma(posts):
    assert posts.prepare_value(Decimal("0.5")) == "0,50"
    assert said(EditionCost._meta.get_field("fte"), "0.50") == "0,50"


@pytest.mark.parametrize("typed", ["halb", "0,5.1", "0,555", "1000"])
def test_what_is_no_share_of_posts_is_refused(posts, typed):
    with pytest.raises(ValidationError):
        posts.clean(typed)
