"""What a page is asked in one visit: axe in light and dark on desk and phone, and its width."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from tests.chromium import overflow

DESK, PHONE, NARROW = (
    ViewportSize(width=width, height=height)
    for width, height in ((1280, 900), (390, 844), (320, 640))
)

# A page with axe in it, and what to ask it. Contrast is slow to judge: of all texts with the same
# colour and grounds one large and one other is asked in a colour scheme, and not again at another
# width. Every other rule hears the whole page.
ASKING = (
    AXE_SCRIPT
    + """
window.asking = {
  asked: { light: new Set(), dark: new Set() },
  texts() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const asked = this.asked[dark ? "dark" : "light"], found = [];
    const look = (element, ground) => {
      const style = getComputedStyle(element);
      if (style.display === "none") return;
      const { backgroundColor, backgroundImage, opacity } = style;
      if (backgroundColor !== "rgba(0, 0, 0, 0)" || backgroundImage !== "none" || opacity !== "1")
        ground += [backgroundColor, backgroundImage, opacity];
      const words = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
      const disabled = element.matches(":disabled, [aria-disabled=true]");
      const kind = [style.color, ground, large, disabled, style.position].join();
      if ((words || element.matches("input, select, textarea")) && !asked.has(kind)
          && element.checkVisibility({ visibilityProperty: true })) {
        asked.add(kind);
        found.push(element);
      }
      for (const child of element.children) look(child, ground);
    };
    look(document.body, "");
    return found;
  },
  async broken(whole) {
    await Promise.allSettled(document.getAnimations().map(one => one.finished));
    const texts = this.texts();
    if (!whole && texts.length === 0) return [];
    const options = { resultTypes: ["violations"], iframes: false, preload: false };
    if (!whole) options.runOnly = ["color-contrast"];
    for (const text of texts) text.setAttribute("data-asked", "");
    const said = html => html.replace(' data-asked=""', "").slice(0, 160);
    const { violations } = await axe.run(document, options);
    for (const text of texts) text.removeAttribute("data-asked");
    return violations.map(({ id, nodes }) => [id, said(nodes[0].html)]);
  },
};
axe.configure({ rules: [{ id: "color-contrast", selector: "[data-asked]" }] });
"""
)


def problems(
    page: Page,
    path: str,
    *,
    known: frozenset[str] = frozenset(),
    status: int = 200,
    crosswise: bool = True,
) -> list[str]:
    """What is wrong with a page: one sentence each. `known` are rules of axe left out.

    The page is loaded once and then changes its size and its colours. ASKING was added to it.
    Not `crosswise`: colours only in light on the desk and in dark on the phone.
    """
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    response = page.goto(path)
    assert response is not None
    if response.status != status:
        return [f"{path} answers {response.status}"]
    found = []

    def ask(where: str, *, whole: bool) -> None:
        for rule, place in page.evaluate("whole => asking.broken(whole)", whole):
            if rule not in known:
                found.append(f"{path} {where} {rule}: {place}")

    def measure(size: ViewportSize) -> None:
        page.set_viewport_size(size)
        if more := overflow(page):
            found.append(f"{path} {size['width']}: {more} px too wide")

    ask("1280 light", whole=True)
    page.emulate_media(color_scheme="dark")
    measure(PHONE)
    ask("390 dark", whole=True)
    if crosswise:
        page.emulate_media(color_scheme="light")
        ask("390 light", whole=False)
    measure(NARROW)
    if crosswise:
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(DESK)
        ask("1280 dark", whole=False)
    return found
