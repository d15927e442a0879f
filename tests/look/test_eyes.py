"""What every page is asked does hear what is wrong."""

import pytest

from tests.eyes import ASKING, problems

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html>
<html lang="de">
  <head>
    <meta charset="utf-8">
    <title>Schlecht</title>
    <style>
      body { background: white; color: black }
      @media (prefers-color-scheme: dark) { body { background: black; color: white } }
      .pale { color: #ccc }
      .dim { color: #333 }
      .desk { color: #363636 }
      @media (max-width: 600px) { .desk { display: none } }
      .wide { width: 350px }
    </style>
  </head>
  <body>
    <main>
      <h1>Überschrift</h1>
      <p class="pale">Blass auf Weiß</p>
      <p class="pale">Noch einmal blass</p>
      <p class="dim">Dunkel auf Schwarz</p>
      <p class="desk"><b>Nur am Schreibtisch, dunkel auf Schwarz</b></p>
      <p class="wide">Breit</p>
      <input>
    </main>
  </body>
</html>"""


@pytest.fixture
def page(chromium):
    context = chromium.new_context(base_url="http://portal.example")
    page = context.new_page()
    page.add_init_script(ASKING)
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    yield page
    context.close()


def test_each_problem_is_named_where_it_is_seen(page):
    assert problems(page, "/schlecht") == [
        '/schlecht 1280 light color-contrast: <p class="pale">Blass auf Weiß</p>',
        "/schlecht 1280 light label: <input>",
        '/schlecht 390 dark color-contrast: <p class="dim">Dunkel auf Schwarz</p>',
        "/schlecht 390 dark label: <input>",
        "/schlecht 320: 38 px too wide",
        "/schlecht 1280 dark color-contrast: <b>Nur am Schreibtisch, dunkel auf Schwarz</b>",
    ]


def test_known_rules_are_left_out(page):
    assert not any("label" in one for one in problems(page, "/a", known=frozenset({"label"})))


def test_a_page_that_is_not_there_is_a_problem(page):
    assert problems(page, "/a", status=404) == ["/a answers 200"]
