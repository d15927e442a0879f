"""Paper from a template: `render_pdf` returns one file that is PDF/UA-1 and PDF/A-2a at once.

WeasyPrint needs Pango from the system, which no Python package brings. It is imported when the
first paper is rendered; without it `RenderingUnavailable` says which command mends that, and the
rest of the portal runs.

Fonts and style sheets are read once per process; the collector of cyclic garbage rests during a
render and clears up after it; what the PDF writer builds anew at each call is kept
(`paper.writing`), and styles nobody needs are not made (`paper.sheets`).
"""

import atexit
import gc
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from .paper import boxes, conformance, sheets, telling, tongues, typography, writing
from .paper.fetching import PaperFetcher, read_static
from .paper.glyphs import GlyphCase
from .paper.preparing import Workshop, prepare
from .paper.telling import Progress

FAMILIES = ("Fira Sans", "Noto Sans", "DejaVu Sans")
STYLE = "documents/paper.css"
DRAFT_STYLE = "documents/draft.css"
PREVIEW_STYLE = "documents/preview.css"

# Pango's font maps are not made for several threads; two renders at once would take longer anyway.
_one_at_a_time = threading.Lock()


class RenderingUnavailable(RuntimeError):
    """The system lacks a library for rendering. The message is for the people in front of it."""


@dataclass(frozen=True)
class Paper:
    """A finished file and what is known of it."""

    pdf: bytes
    pages: int
    refused: tuple[str, ...] = ()
    unset: str = ""  # the characters no font can set, each once; "▯" stands for them


@dataclass(frozen=True)
class _Press:
    """What is set up once per process."""

    html: type
    styles: dict[str, object]
    font_config: object
    glyphs: GlyphCase


def render_pdf(
    template_name: str, context: Mapping[str, object], *, title: str, **options
) -> bytes:
    """Render to bytes; see `render_paper` for the options."""
    return render_paper(template_name, context, title=title, **options).pdf


def render_paper(
    template_name: str,
    context: Mapping[str, object],
    *,
    title: str,
    lang: str = "de",
    authority: str = "",
    draft: bool = False,
    preview: bool = False,
    files: Mapping[str, object] | None = None,
    created: datetime | None = None,
    progress: Progress | None = None,
) -> Paper:
    """Render a template (extending `pdf/base.html`) to a file that is PDF/UA-1 and PDF/A-2a.

    `authority` and `title` stand in the running head and in the metadata. `draft` marks every page
    with ENTWURF, `preview` says in the foot that the paper was not issued. `files` are the stored
    pictures a template may show as `portal:<name>`. `progress` is called with the phase in words
    and the share of the work done, 0 to 1.
    Raises RenderingUnavailable without Pango.
    """
    say = progress or _silent
    say(_("Inhalt zusammenstellen"), 0)
    title = typography.printable(title).strip() or _("Dokument")
    created = created or timezone.now()
    with override(lang):
        html = render_to_string(
            template_name,
            {
                **context,
                "title": title,
                "lang": lang,
                "running_authority": authority,
                "draft": draft,
                "preview": preview,
                "created": timezone.localtime(created).isoformat(timespec="seconds"),
            },
        )
    return lay_out(html, draft=draft, preview=preview, files=files, progress=say)


def lay_out(
    html: str,
    *,
    draft: bool = False,
    preview: bool = False,
    files: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Paper:
    """From finished HTML to a finished file. Raises RenderingUnavailable without Pango."""
    say = progress or _silent
    extra = [name for name, wanted in ((DRAFT_STYLE, draft), (PREVIEW_STYLE, preview)) if wanted]
    # The collector clears up when the boxes of this paper are held by no name any more.
    with _one_at_a_time, _rested_collector():
        return _set(html, PaperFetcher(files), [STYLE, *extra], say)


def _silent(phase: str, share: float) -> None:
    """Nobody asks how far the paper is."""


def _set(html: str, fetcher: PaperFetcher, styles: list[str], say: Progress) -> Paper:
    press = _press()
    page = press.html(string=html, url_fetcher=fetcher, media_type="print")
    unset = prepare(page.etree_element, Workshop(fetcher.knows, press.glyphs.missing))
    with telling.layout_told(say, telling.letters(page.etree_element)):
        document = page.render(
            font_config=press.font_config,
            stylesheets=[press.styles[name] for name in styles],
            pdf_variant=conformance.VARIANT,
        )
    conformance.claim_accessibility(document.metadata)
    telling.writing_told(say, document.pages)
    pdf = document.write_pdf(pdf_variant=conformance.VARIANT, finisher=conformance.finish)
    return Paper(pdf, len(document.pages), tuple(fetcher.refused), "".join(sorted(unset)))


@cache
def _press() -> _Press:
    """Import the renderer, load the fonts, parse the style sheets: once per process."""
    try:
        weasyprint = _load_renderer()
    except OSError as error:
        raise RenderingUnavailable(
            _(
                "Dokumente können auf diesem Rechner nicht gesetzt werden, weil die "
                "Systembibliothek Pango fehlt. Es ging nichts verloren. Installieren Sie sie mit "
                "„apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0“ (macOS: "
                "„brew install pango“) und starten Sie das Portal neu."
            )
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    boxes.improve()
    writing.improve()
    tongues.speak()
    # The fonts lie in a temporary folder that goes while the interpreter is still whole.
    atexit.register(_press.cache_clear)
    font_config = weasyprint.text.fonts.FontConfiguration()
    styles = {
        name: weasyprint.CSS(
            string=read_static(name).decode(), url_fetcher=PaperFetcher(), font_config=font_config
        )
        for name in (STYLE, DRAFT_STYLE, PREVIEW_STYLE)
    }
    press = _Press(sheets.page_type(), styles, font_config, GlyphCase(font_config, FAMILIES))
    # What was loaded so far stays for good: the collector need not walk through it any more.
    gc.collect()
    gc.freeze()
    return press


def _load_renderer():
    """Late, because it needs libraries of the system. Raises OSError without them."""
    import weasyprint.text.fonts

    return weasyprint


@contextmanager
def _rested_collector() -> Iterator[None]:
    """Layout makes millions of objects that stay; looking through them again and again is waste.

    Boxes and styles hold each other: without a collection at the end a whole paper would lie about
    until long after the next one, and a worker would hold two.
    """
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()
        gc.collect()
