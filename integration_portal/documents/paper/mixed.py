"""Words and elements side by side, as HTML mixes them: text, tails and children in one list."""

from xml.etree.ElementTree import Element


def append_text(parent: Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def children(element: Element) -> list[Element | str]:
    """Words and elements in their order; the elements lose their tails."""
    parts: list[Element | str] = [element.text or ""]
    for child in list(element):
        parts += [child, child.tail or ""]
        child.tail = None
    return [part for part in parts if not isinstance(part, str) or part]


def refill(element: Element, parts: list[Element | str]) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
    for part in parts:
        if isinstance(part, str):
            append_text(element, part)
        else:
            element.append(part)
