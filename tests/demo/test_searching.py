"""What the demo holds is found."""

import pytest

from measures.models import Measure

pytestmark = pytest.mark.usefixtures("demo")


def test_a_measure_is_found_although_its_plan_was_changed_by_a_resolution():
    found = Measure.objects.matching("Anerkennungsberatung")

    assert [(one.number, one.title) for one in found] == [("2.2", "Anerkennungsberatung vor Ort")]
    assert not Measure.objects.filter(search_text="").exists()
