"""Is there a glyph for it? A missing one breaks PDF/UA, so it is replaced by a visible sign.

Fira Sans and Noto Sans come with the portal (Latin, Greek, Cyrillic). Other scripts are set in the
fonts of the machine, on Debian DejaVu Sans, which comes with Pango (Arabic, Hebrew, Georgian,
Armenian, many signs). What no outline font has is printed as "▯": the reader sees that something
stood there, and the file stays sound. Colour fonts do not count: their pictures carry no text.
"""

from .typography import PLACEHOLDER

# What Fira Sans holds for certain: asked of no font engine.
_CERTAIN = frozenset(
    [chr(code) for code in range(0x20, 0x7F)]
    + [chr(code) for code in range(0xA0, 0x17F)]
    + list("\n\r\t\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u20ac▯")
)
# Asking for these as single characters means nothing; they never are a glyph of their own.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\ufe0e\ufe0f\u034f")


class GlyphCase:
    """Remembers, for one font configuration, which characters can be set."""

    def __init__(self, font_config, families: tuple[str, ...]):
        self.font_config = font_config
        self.families = families
        self._answers: dict[str, bool] = {}

    def missing(self, characters: set[str]) -> set[str]:
        """Those of the characters that no font of this machine can set."""
        asked = characters - _CERTAIN - _INVISIBLE
        for character in asked - self._answers.keys():
            self._answers[character] = self._has(character)
        return {character for character in asked if not self._answers[character]}

    def _has(self, character: str) -> bool:
        from weasyprint.text.ffi import ffi, gobject, harfbuzz, pango

        context = ffi.gc(
            pango.pango_font_map_create_context(self.font_config.font_map), gobject.g_object_unref
        )
        layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
        family = ffi.new("char[]", ",".join(self.families).encode())
        pango.pango_font_description_set_family(description, family)
        pango.pango_layout_set_font_description(layout, description)
        text = ffi.new("char[]", character.encode())
        pango.pango_layout_set_text(layout, text, -1)
        line = pango.pango_layout_get_line_readonly(layout, 0)
        run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
        while run != ffi.NULL:
            item, run = run.data, run.next
            face = harfbuzz.hb_font_get_face(pango.pango_font_get_hb_font(item.item.analysis.font))
            if harfbuzz.hb_ot_color_has_png(face) or harfbuzz.hb_ot_color_has_svg(face):
                return False
            for glyph in item.glyphs.glyphs[0 : item.glyphs.num_glyphs]:
                if glyph.glyph == pango.PANGO_GLYPH_EMPTY:
                    continue
                if glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                    return False
        return True


def replace(text: str, missing: set[str]) -> str:
    """A run of missing characters becomes one placeholder."""
    out: list[str] = []
    for character in text:
        if character not in missing:
            out.append(character)
        elif not out or out[-1] != PLACEHOLDER:
            out.append(PLACEHOLDER)
    return "".join(out)
