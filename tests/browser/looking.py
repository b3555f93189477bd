"""What can be seen of an open page without knowing which it is: each finding is one line."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEAST_TARGET = 44  # CSS pixels; half of one is lost in rounding
_LOOK = """(least) => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > root.clientWidth + 1);
    const last = wide[wide.length - 1];
    found.push('scrolls sideways: ' + root.scrollWidth + ' wide'
      + (last ? ', by ' + last.outerHTML.slice(0, 90) : ''));
  }
  const targets = 'button, summary, .btn, nav a, select, textarea,'
    + 'input:not([type=hidden]):not([type=checkbox]):not([type=radio])';
  for (const one of document.querySelectorAll(targets)) {
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (!box.width || !box.height || style.visibility === 'hidden') continue;
    if (one.closest('.visually-hidden, [hidden], [aria-hidden=true]')) continue;
    if (box.height < least - .5 || box.width < least - .5) {
      found.push('target ' + Math.round(box.width) + '×' + Math.round(box.height) + ': '
        + one.outerHTML.slice(0, 90));
    }
  }
  return found;
}"""
_FRAME = """() => ({
  lang: document.documentElement.lang,
  title: document.title,
  headings: [...document.querySelectorAll('h1')].map((one) => one.textContent.trim()),
})"""
_WORDS = """() => {
  const han = /[\\u3400-\\u9fff]/, found = new Set();
  const foreign = (one) => one.closest('[lang^=zh]:not(html), script, style, template, noscript');
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent;
    if (han.test(text) && !foreign(walk.currentNode.parentElement)) found.add(text.trim());
  }
  for (const one of document.querySelectorAll('[alt], [title], [placeholder], [aria-label]')) {
    for (const name of ['alt', 'title', 'placeholder', 'aria-label']) {
      const text = one.getAttribute(name) || '';
      if (han.test(text) && !foreign(one)) found.add(name + '=' + text.trim());
    }
  }
  return [...found];
}"""
_HAN = re.compile(r"[\u3400-\u9fff]")


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return bool(_HAN.search(text))


def layout(page: Page) -> list[str]:
    """Sideways scrolling, and targets that a thumb misses."""
    found: list[str] = page.evaluate(_LOOK, LEAST_TARGET)
    return found


def frame(page: Page, language: str) -> list[str]:
    """Title, the one heading, and the language the page says it is in."""
    seen: dict[str, Any] = page.evaluate(_FRAME)
    found = []
    if seen["lang"] != {"zh": "zh-CN", "en": "en"}[language]:
        found.append(f"lang={seen['lang']}")
    if len(seen["headings"]) != 1 or not seen["headings"][0]:
        found.append(f"{len(seen['headings'])} h1: {seen['headings']}")
    if (
        not seen["title"].strip(" ·")
        or {"zh": "爱心计时", "en": "Kindhours"}[language] not in seen["title"]
    ):
        found.append(f"title: {seen['title']!r}")
    return found


def chinese(page: Page, data: Sequence[str]) -> list[str]:
    """Chinese on an English page that is not ``data``, the longest first."""
    texts: list[str] = page.evaluate(_WORDS)
    return [f"Chinese: {text[:60]!r}" for text in texts if _HAN.search(_without(text, data))]


def _without(text: str, data: Iterable[str]) -> str:
    for known in data:
        if known in text:
            text = text.replace(known, "")
    return text


def axe(page: Page) -> list[str]:
    """Violations of the rules of axe, all of them; the sign-in bar and all else included."""
    response = Axe().run(page).response
    return [
        f"axe {one['id']}: {node['html'][:110]}"
        for one in response["violations"]
        for node in one["nodes"][:3]
    ]


def headers(told: dict[str, str]) -> list[str]:
    """What the answer must say about scripts, frames and kinds."""
    policy = told.get("content-security-policy", "")
    found = []
    if "default-src 'none'" not in policy or "unsafe" in policy:
        found.append(f"policy: {policy!r}")
    if told.get("x-frame-options") != "DENY" and "frame-ancestors 'none'" not in policy:
        found.append("may be framed")
    if told.get("x-content-type-options") != "nosniff":
        found.append("kinds may be guessed")
    return found
