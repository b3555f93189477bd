"""A hand that has a keyboard and nothing else."""

from playwright.sync_api import Page, expect

_MOST_TABS = 90
_FOCUS = """(css) => {
  const one = document.activeElement;
  if (!one || one === document.body) return {text: '', seen: true, here: false, where: ''};
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const around = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const label = (one.labels && one.labels[0] ? one.labels[0].textContent : '');
  return {
    text: (one.getAttribute('aria-label') || label || one.textContent || '').trim(),
    seen: around && box.width > 1 && box.height > 1,
    here: one.matches(css),
    where: one.outerHTML.slice(0, 100),
  };
}"""


def tab_to(page: Page, css: str, text: str = "", *, back: bool = False) -> None:
    """Press Tab until what has the focus is ``css`` and says ``text``; each stop must be seen."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        now = page.evaluate(_FOCUS, css)
        assert now["seen"], f"nobody sees where the focus is: {now['where']}"
        if now["here"] and text in now["text"]:
            return
    raise AssertionError(f"{css} {text!r} cannot be reached by Tab on {page.url}")


def enter(page: Page, css: str, text: str = "") -> None:
    """Go to it and press Enter."""
    tab_to(page, css, text)
    page.keyboard.press("Enter")


def leave_by(page: Page, css: str, text: str = "") -> None:
    """Go to it, press Enter, and be on the page that answers."""
    tab_to(page, css, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def past_the_navigation(page: Page) -> None:
    """Tab and Enter on a page that has just been opened: the way past the navigation."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def write(page: Page, css: str, text: str) -> None:
    """Go to a field and type over what stands in it."""
    tab_to(page, css)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
