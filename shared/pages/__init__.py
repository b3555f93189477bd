"""Pages: what the four services' HTML has in common. One look, one sign-in, two languages."""

from shared.pages.forms import Form
from shared.pages.putting_up import put_up
from shared.pages.room import Pages
from shared.pages.showing import answer, done, fragment, show
from shared.pages.words import Both, now, t, zone

__all__ = [
    "Both",
    "Form",
    "Pages",
    "answer",
    "done",
    "fragment",
    "now",
    "put_up",
    "show",
    "t",
    "zone",
]
