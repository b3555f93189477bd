"""What stands above every page, before anybody has signed in."""

from tests.browser.visits import Visits
from tests.browser.ways import Way

_LINES = """() => {
  const tops = (list) => new Set(
    [...document.querySelectorAll(list)].map((one) => one.getBoundingClientRect().top)).size;
  const middle = (one) => {
    const box = document.querySelector(one).getBoundingClientRect();
    return (box.top + box.bottom) / 2;
  };
  return {
    apart: Math.abs(middle('.top .brand') - middle('.top .choices')),
    lines: [tops('.top .choices li'), tops('.top nav li')],
  };
}"""


def test_it_takes_two_lines_on_a_phone_too(visits: Visits, way: Way) -> None:
    """The name beside the choices, then where one may go."""
    with visits.by(way) as page:
        page.goto("/calendar")
        seen = page.evaluate(_LINES)
        assert seen["apart"] < 5, "the choices stand below the name"
        assert seen["lines"] == [1, 1]
