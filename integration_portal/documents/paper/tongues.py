"""Language of parts: words in another language are tagged with it (ISO 14289-1, 7.2).

WeasyPrint takes `lang` for hyphenation and leaves it out of the tags; a voice would read Turkish as
German. Here every tag of an element that names a language carries it.
"""

import re

# "tr", "pt-BR", "zh-Hant": what PDF/UA takes for a language (BCP 47, without its rarities)
_CODE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}")
_WHOLE = ("html", "body")  # their language is the document's, said in its catalogue


def speak() -> None:
    """Set once per process; files without `lang` in their text stay the same to the byte."""
    from weasyprint.pdf import tags

    if tags._build_box_tree.__module__ != __name__:  # once is enough
        tags._build_box_tree = _with_language(tags._build_box_tree)


def code_of(element) -> str:
    """The language an element names for its words, or nothing."""
    said = (element.get("lang") or "").strip() if hasattr(element, "get") else ""
    return said if _CODE.fullmatch(said) else ""


def _with_language(build):
    import pydyf

    def build_box_tree(box, *args):
        found = build(box, *args)
        element = getattr(box, "element", None)
        code = "" if element is None or element.tag in _WHOLE else code_of(element)
        if not code:
            return found
        return _named(found, pydyf.String(code))

    return build_box_tree


def _named(found, code):
    for element in found:
        element["Lang"] = code
        yield element
