"""On paper nobody can click: what leads to a form or a history is not printed."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver

from integration_portal.editing.views.once import OnceMixin
from integration_portal.history.views import HistoryView

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PRINT = Path(settings.BASE_DIR) / "static/portal/css/print.css"
VOID = {"input", "br", "hr", "img", "link", "meta", "source", "rect", "line", "path", "circle"}
# What the frame puts into places that are not printed.
PLACES = re.compile(r"{% block (actions|save|breadcrumb|scripts) %}.*?{% endblock", re.DOTALL)


def not_printed() -> set[str]:
    (rule,) = re.findall(r"^(.*){ display: none !important; }$", PRINT.read_text(), re.MULTILINE)
    return set(re.findall(r"(?:^|, )\.([\w-]+)(?=,| )", rule))


def actions(resolver, room="") -> set[str]:
    """The names of all addresses where something is entered, deleted or set, and of histories."""
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= actions(entry, f"{entry.namespace}:" if entry.namespace else room)
        elif issubclass(getattr(entry.callback, "view_class", object), (OnceMixin, HistoryView)):
            found.add(f"{room}{entry.name}")
    return found


class Links(HTMLParser):
    """Links to addresses by name, outside of what is not printed."""

    def __init__(self, hidden: set[str]):
        super().__init__()
        self.hidden, self.open, self.printed = hidden, [], []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        classes = set((known.get("class") or "").split())
        around = classes.union(*(classes for _tag, classes in self.open))
        if tag == "a" and not around & self.hidden:
            self.printed += re.findall(r"url:([\w:]+)", known.get("href") or "")
        if tag not in VOID:
            self.open.append((tag, classes))

    def handle_endtag(self, tag):
        if tag in [name for name, _classes in self.open]:
            while self.open.pop()[0] != tag:
                pass


def printed_links(source: str) -> set[str]:
    source = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", source, flags=re.DOTALL)
    source = PLACES.sub("", source)
    for name, variable in re.findall(r'{% url "([\w:]+)"[^%]* as (\w+) %}', source):
        source = source.replace(f"{{{{ {variable} }}}}", f"url:{name} ")
    source = re.sub(r'{% (?:url|address) "([\w:]+)"(?:(?!%}).)*%}', r"url:\1 ", source)
    links = Links(not_printed())
    links.feed(re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL))
    return set(links.printed)


def pages():
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES)
        if name.parts[0] not in ("pdf", "admin"):
            yield pytest.param(path, id=str(name))


@pytest.mark.parametrize("path", list(pages()))
def test_links_to_forms_and_histories_are_not_printed(path):
    assert printed_links(path.read_text()) & actions(get_resolver()) == set()


def test_a_link_that_would_be_printed_is_found():
    link = '<p class="{}"><small><a href="{{% url "measures:edit" a b %}}">x</a></small></p>'
    assert printed_links(link.format("muted")) == {"measures:edit"}
    assert printed_links(link.format("only-screen")) == set()
