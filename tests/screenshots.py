"""`python -m tests.screenshots`: takes the pictures of the README anew, from the demo data."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests import tools
from tests.databases import Missing
from tests.live import ROOT, Portal, temporary_folder

PICTURES = ROOT / "docs" / "pictures"
WHO = "integration@portal.example"
PASSWORD = "portal-demo-2026"
MEASURE = "Integrationslotsinnen und -lotsen"
PAPER = "17/2024"
WINDOW = {"width": 1280, "height": 900}
DPI = 80
MOST_BYTES = 200_000


def main() -> int:
    try:
        tools.chromium()
        _renderer()
    except Missing as missing:
        print(f"Keine Bilder: {missing}", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with temporary_folder() as folder:
        portal = Portal(folder)
        print("Vorführdaten laden …", flush=True)
        portal.manage("migrate", "--verbosity=0")
        portal.manage("load_demo")
        with portal.serving() as address:
            take_pages(address)
        take_paper(portal)
    return 0


def take_pages(address: str) -> None:
    """Overview and one measure, as the officer of Musterstadt sees them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=tools.chromium(), args=tools.CHROMIUM_FLAGS
        )
        try:
            page = browser.new_page(viewport=WINDOW, color_scheme="light", locale="de-DE")
            page.goto(f"{address}/konto/anmelden/")
            page.fill("[name=login]", WHO)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "anmelden" not in url)
            page.goto(f"{address}/musterstadt/")
            keep("uebersicht.png", shot(page))
            page.goto(f"{address}/musterstadt/massnahmen/?text=Integrationslots")
            page.get_by_role("link", name=MEASURE).first.click()
            page.wait_for_load_state("networkidle")
            keep("massnahme.png", shot(page))
        finally:
            browser.close()


def shot(page: Page) -> bytes:
    page.evaluate("document.fonts.ready")
    return page.screenshot()


def take_paper(portal: Portal) -> None:
    """The first page of a Sitzungsvorlage, as a picture."""
    paper = portal.folder / "vorlage.pdf"
    portal.manage(
        "issue_document",
        "sitzungsvorlage",
        "--authority=musterstadt",
        f"--of={PAPER}",
        f"--output={paper}",
        f"--by={WHO}",
    )
    command = [_renderer(), "-r", str(DPI), "-f", "1", "-l", "1", "-png", "-singlefile", str(paper)]
    target = paper.with_suffix("")
    subprocess.run([*command, str(target)], check=True)
    keep("sitzungsvorlage.png", target.with_suffix(".png").read_bytes(), frame=True)


def keep(name: str, png: bytes, *, frame: bool = False) -> None:
    """Store a picture with few colours, so that the repository stays small."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    if frame:  # white paper on a white page needs an edge
        framed = Image.new("RGB", (image.width + 2, image.height + 2), "#b0b5c0")
        framed.paste(image, (1, 1))
        image = framed
    path = PICTURES / name
    for colours in (256, 128, 64, 32):
        image.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            break
    where = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    print(f"{where}: {image.width} × {image.height}, {path.stat().st_size // 1000} kB", flush=True)


def _renderer() -> str:
    if path := shutil.which("pdftoppm"):
        return path
    raise Missing("pdftoppm nicht gefunden, sudo apt-get install poppler-utils")


if __name__ == "__main__":
    sys.exit(main())
