"""Numbers that a browser sends: ids, and counts of rows."""

import pytest
from django.http import Http404, QueryDict

from integration_portal.core.addresses import is_id, number
from integration_portal.core.forms import with_added_row


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "²", "٣", "9" * 19, "9" * 5000])
def test_what_no_database_counts_to_is_no_id(text):
    assert not is_id(text)


def test_an_id_of_the_address_is_a_number_or_nowhere():
    assert number(None) is None
    assert number("12") == 12
    with pytest.raises(Http404):
        number("9" * 5000)


def test_a_row_is_not_added_to_more_rows_than_can_be_counted():
    sent = QueryDict(f"add_costs=&costs-TOTAL_FORMS={'9' * 5000}")

    grown = with_added_row(sent)

    assert grown == QueryDict(f"costs-TOTAL_FORMS={'9' * 5000}")
