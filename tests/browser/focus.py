"""What the keyboard alone reaches of an open page, and whether it is seen where one is."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

MOST_STOPS = 150  # the rest of a long page is given the focus one by one, without walking there
_STUCK = 16  # presses on one element: a day and time have seven fields and a picker
_TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
# Runs before the page's own scripts: who listens to a click is written down.
LISTEN = """(() => {
  const add = EventTarget.prototype.addEventListener;
  window.__clicked = new Set();
  EventTarget.prototype.addEventListener = function (kind, ...rest) {
    if (/^(click|mousedown|mouseup|pointerdown|touchstart)$/.test(kind)) window.__clicked.add(this);
    return add.call(this, kind, ...rest);
  };
})()"""
_TOOLS = """
const NATIVE = 'a[href], area[href], button, input, select, textarea, summary, iframe,'
  + '[contenteditable], audio[controls], video[controls]';
const visible = (one) => one.checkVisibility({visibilityProperty: true})
  && one.getClientRects().length > 0;
const short = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 100);
/* A radio group is one stop: the chosen one, else its first. */
const second = (one) => {
  if (one.type !== 'radio' || !one.name) return false;
  const all = [...document.querySelectorAll('input[type=radio]')].filter((other) =>
    other.name === one.name && other.form === one.form && !other.disabled);
  return one !== (all.find((other) => other.checked) || all[0]);
};
const off = (one) => one.matches(':disabled, [type=hidden]') || one.closest('[inert]');
/* The way Enter in a field is answered: a button that is there for nobody's eyes. */
const unseen = (one) => one.matches('.visually-hidden[aria-hidden=true][tabindex="-1"]');
const stops = () => [...document.querySelectorAll(NATIVE + ', [tabindex]')].filter((one) =>
  visible(one) && !off(one) && !unseen(one) && !second(one)
  && (one.matches(NATIVE) || one.tabIndex >= 0));
const numbers = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const ground = (one) => {
  for (let at = one; at; at = at.parentElement) {
    const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
    if (a > .99) return [r, g, b];
  }
  return [255, 255, 255];
};
const light = (colour) => {
  const [r, g, b] = colour.map((one) => one / 255).map((one) =>
    one <= .03928 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
};
const contrast = (text, under) => {
  const [r, g, b, a = 1] = numbers(text);
  const [one, other] = [light([r, g, b].map((part, at) => part * a + under[at] * (1 - a))),
    light(under)];
  return (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
};
/* How far the mark stands out of the box in CSS pixels; null if there is none, or it is faint. */
const mark = (one) => {
  const style = getComputedStyle(one), round = ground(one.parentElement || one);
  const wide = parseFloat(style.outlineWidth), away = parseFloat(style.outlineOffset);
  const inside = away + wide <= 0 ? ground(one) : round;
  if (style.outlineStyle === 'auto') return 1;
  if (style.outlineStyle !== 'none' && wide >= 2 && contrast(style.outlineColor, inside) >= 3) {
    return away + wide;
  }
  const shadow = /^(rgba?\\([^)]*\\)) 0px 0px 0px ([\\d.]+)px$/.exec(style.boxShadow);
  if (shadow && shadow[2] >= 2 && contrast(shadow[1], round) >= 3) return Number(shadow[2]);
  return null;
};
/* How many sides of the mark are cut off by what scrolls or hides around it. */
const cut = (one, out) => {
  const box = one.getBoundingClientRect(), sides = new Set();
  for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at), edge = at.getBoundingClientRect();
    if (style.overflowX !== 'visible') {
      if (box.left - out < edge.left - 1) sides.add('left');
      if (box.right + out > edge.right + 1) sides.add('right');
    }
    if (style.overflowY !== 'visible') {
      if (box.top - out < edge.top - 1) sides.add('top');
      if (box.bottom + out > edge.bottom + 1) sides.add('bottom');
    }
  }
  return sides.size;
};
const under = (one) => {
  const box = one.getClientRects()[0];
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return !top || !(one.contains(top) || top.contains(one) || (one.labels
    && [...one.labels].some((label) => label.contains(top))));
};
/* Of what is only out of sight the browser takes care itself, though at times a moment later. */
const covered = (one) => {
  if (!under(one)) return false;
  one.scrollIntoView({block: 'nearest', inline: 'nearest'});
  return under(one);
};
const wrong = (one) => {
  const out = mark(one);
  if (out === null) return 'nobody sees the focus on: ' + short(one);
  if (out > 0 && cut(one, out) > 1) return 'its mark is cut off: ' + short(one);
  return covered(one) ? 'hidden when it has the focus: ' + short(one) : '';
};
"""
# Whatever stands in a menu is looked at too: the menus are opened first.
_BEGIN = f"""() => {{ {_TOOLS}
  for (const one of document.querySelectorAll('details')) one.open = true;
  document.activeElement.blur();
  getSelection().removeAllRanges();
  scrollTo(0, 0);
  window.__stops = stops();
  window.__been = [];
  window.__wrong = new Set();
  window.__look = () => {{
    const one = document.activeElement;
    window.__been.push(one);
    if (one && one !== document.body && one !== document.documentElement) {{
      const found = wrong(one);
      if (found) window.__wrong.add(found);
    }}
  }};
  window.addEventListener('keydown', window.__look, true);
  return window.__stops.length;
}}"""
_HOW_FAR = """() => {
  const been = window.__been, last = been[been.length - 1];
  const still = been.slice(-STUCK);
  return {
    seen: new Set(been.filter((one) => window.__stops.includes(one))).size,
    stuck: still.length === STUCK && still.every((one) => one === last) && last !== document.body,
    round: been.some((one, at) => at > 1 && been[at - 1] !== one && one === been[1]),
  };
}""".replace("STUCK", str(_STUCK))
_END = f"""(most) => {{ {_TOOLS}
  window.removeEventListener('keydown', window.__look, true);
  const all = window.__stops, first = all.slice(0, most), found = [...window.__wrong];
  const way = [];
  for (const one of window.__been) if (all.includes(one) && !way.includes(one)) way.push(one);
  const missed = first.filter((one) => !way.includes(one));
  const last = window.__been[window.__been.length - 1];
  const still = window.__been.slice(-{_STUCK});
  if (missed.length && last && last !== document.body && still.length === {_STUCK}
    && still.every((one) => one === last)) {{
    found.push('the focus is held by: ' + short(last));
    missed.length = 0;
  }}
  for (const one of missed) found.push('Tab does not reach: ' + short(one));
  const order = way.filter((one) => first.includes(one));
  const turn = order.findIndex((one, at) => at && all.indexOf(one) < all.indexOf(order[at - 1]));
  if (turn > 0) found.push('out of the order of the page: ' + short(order[turn]));
  for (const one of all.slice(most)) {{
    one.focus();
    if (document.activeElement !== one || one.tabIndex !== 0) {{
      found.push('Tab does not reach: ' + short(one));
    }} else if (wrong(one)) found.push(wrong(one));
  }}
  const acts = [...document.querySelectorAll('[role=button], [role=link], [role=menuitem],'
    + '[onclick], [data-do], [data-turn], body *')].filter((one) => one.matches(
    '[role=button], [role=link], [role=menuitem], [onclick], [data-do], [data-turn]')
    || window.__clicked.has(one) && !one.querySelector(NATIVE)
    || getComputedStyle(one).cursor === 'pointer'
      && getComputedStyle(one.parentElement).cursor !== 'pointer');
  for (const one of acts) {{
    if (!visible(one) || one.matches(NATIVE) || one.closest(NATIVE)) continue;
    if (one.matches('label') && one.control) continue;
    found.push('acts on a click only: ' + short(one));
  }}
  document.activeElement.blur();
  return found;
}}"""


def hear_clicks(context: BrowserContext) -> None:
    """Must be called before a page is opened that ``by_keyboard`` is to look at."""
    context.add_init_script(LISTEN)


def by_keyboard(page: Page) -> list[str]:
    """What cannot be done here without a mouse; each finding is one line.

    Tab is pressed until everything one can act on has had the focus, the first ``MOST_STOPS`` in
    the order of the page; menus are opened before. At each stop the mark of the focus must be seen.
    """
    whole: int = page.evaluate(_BEGIN)
    most = min(whole, MOST_STOPS)
    pressed, batch = 0, most + 1
    hand = page.context.new_cdp_session(page)  # half of what page.keyboard.press takes
    while pressed < 2 * most + 4 * _STUCK:
        for _ in range(batch):
            hand.send("Input.dispatchKeyEvent", _TAB)
        pressed += batch
        now: dict[str, Any] = page.evaluate(_HOW_FAR)
        if now["seen"] >= most or now["stuck"] or now["round"]:
            break
        batch = _STUCK
    hand.detach()
    found: list[str] = page.evaluate(_END, MOST_STOPS)
    return found
