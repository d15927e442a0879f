"""What a page is asked in one visit: axe in light and dark on desk and phone, and its width."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.chromium import overflow

DESK, PHONE, NARROW = (
    {"width": width, "height": height} for width, height in ((1280, 900), (390, 844), (320, 640))
)
CONTRAST = "color-contrast"

# A page with axe in it, and what to ask it in one colour scheme. Contrast is slow to judge, so that
# of all texts with the same colour and grounds one large and one other is asked, and not again at
# another width; every other rule hears the whole page.
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
  async broken(rules) {
    await Promise.allSettled(document.getAnimations().map(one => one.finished));
    const subject = "runOnly" in rules ? this.texts() : document;
    if (subject.length === 0) return [];
    const options = { resultTypes: ["violations"], iframes: false, preload: false, ...rules };
    const { violations } = await axe.run(subject, options);
    return violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 160)]);
  },
};
"""
)
COLOURS = {"runOnly": {"type": "rule", "values": [CONTRAST]}}
ALL_ELSE = {"rules": {CONTRAST: {"enabled": False}}}


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

    def ask(where: str, *questions: dict) -> None:
        for rules in questions:
            for rule, place in page.evaluate("rules => asking.broken(rules)", rules):
                if rule not in known:
                    found.append(f"{path} {where} {rule}: {place}")

    ask("1280 light", COLOURS, ALL_ELSE)
    page.emulate_media(color_scheme="dark")
    if crosswise:
        ask("1280 dark", COLOURS)
    page.set_viewport_size(PHONE)
    ask("390 dark", COLOURS, ALL_ELSE)
    if crosswise:
        page.emulate_media(color_scheme="light")
        ask("390 light", COLOURS)
    for size in (PHONE, NARROW):
        page.set_viewport_size(size)
        if more := overflow(page):
            found.append(f"{path} {size['width']}: {more} px too wide")
    return found
