"""What the parts of this package ask of an element."""

import re
from xml.etree.ElementTree import Element

GONE = {
    "script", "style", "iframe", "object", "noscript", "template", "title", "head", "meta", "link",
    "svg", "math", "img", "xml", "select", "textarea", "button", "input",
}  # fmt: skip
# Word's own dots and numbers before an item: the list writes them anew.
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)


def style_of(element: Element) -> str:
    """Its inline style in lower case, as the patterns want it."""
    return element.get("style", "").lower()


def text_of(element: Element) -> str:
    """All its words, without any mark-up."""
    return "".join(element.itertext())


def is_ignored(element: Element) -> bool:
    """A dot or number that Word has put before an item."""
    return bool(_IGNORED.search(style_of(element)))


def is_read(element: Element) -> bool:
    """No comment, script or picture."""
    return isinstance(element.tag, str) and element.tag not in GONE
