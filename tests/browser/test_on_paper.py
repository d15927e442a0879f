"""Pages on paper: black on white, as wide as the sheet, without what can only be clicked."""

import pytest
from django.urls import reverse

from tests.chromium import overflow

pytestmark = pytest.mark.django_db  # has the database made that the demo is copied from

A4 = {"width": 673, "height": 1000}  # less the margins of print.css, at 96 dots an inch
TO_CLICK = (
    "button, input, select, textarea, .kern-btn, .nav, .breadcrumb, .foot, .search, .contents"
)
SEEN = """css => [...document.querySelectorAll(css)]
    .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 120))"""
COLOURS = (
    "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
)
BLACK_ON_WHITE = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def printed(things) -> dict[str, tuple[str, list]]:
    """By page: what must be seen on paper, and its address."""
    town, rich = "musterstadt", things.rich
    return {
        "section:has(> h2:text-is('Kosten und Finanzierung')) table": (
            "measures:measure",
            [town, rich.measure.pk],
        ),
        "#fields > section": ("concepts:edition", [town, rich.current.slug]),
        "main details .table": ("reports:overview", [town]),
    }


def test_a_measure_an_edition_and_the_overview_are_fit_to_print(browse, things):
    page = browse()
    page.set_viewport_size(A4)
    found = {}
    for css, (name, args) in printed(things).items():
        page.emulate_media(media="screen", color_scheme="dark")
        page.goto(reverse(name, args=args))
        on_screen = page.evaluate(SEEN, TO_CLICK)
        page.emulate_media(media="print")
        found[name] = {
            "on screen": bool(on_screen),
            "to click": page.evaluate(SEEN, TO_CLICK),
            "too wide": overflow(page),
            "colours": page.evaluate(COLOURS),
            "heading": page.locator("main h1").is_visible(),
            css: page.locator(css).first.is_visible(),
        }

    assert found == {
        name: {
            "on screen": True, "to click": [], "too wide": 0, "colours": BLACK_ON_WHITE,
            "heading": True, css: True,
        }
        for css, (name, _args) in printed(things).items()
    }  # fmt: skip
