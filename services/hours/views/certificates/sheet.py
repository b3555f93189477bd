"""A4 sheets with one embedded Chinese font, whose text can be copied out by any reader."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pylopdf_fonts_zh_cn
import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import SubsetMap, TTFFont
from fpdf.output import OutputProducer, PDFFont
from fpdf.syntax import Name

FONT = "sc"
MARGIN, WIDTH = 16.0, 178.0  # millimetres
INK, GREY, LINE = (31, 41, 55), (107, 114, 128), (209, 213, 219)
_NEVER_FIRST = frozenset("，。、；：！？）》」』”’％")
_MISSING = "〓"  # what printers set for a character they do not have


class ByCid(SubsetMap):
    """Writes each glyph under its own number in the font, as "Identity-H" says.

    fpdf2 numbers the glyphs of such a font anew and explains them in a table of the file's own,
    which many tools that read text do not follow.
    """

    def __init__(self, font: TTFFont) -> None:
        super().__init__(font)
        for glyph in list(self._char_id_per_glyph):
            del self._char_id_per_glyph[glyph]
            self.pick_glyph(glyph)

    def pick_glyph(self, glyph: Any) -> int | None:
        """The glyph's number; its name in the font ends with it."""
        if glyph is None:
            return None
        digits = glyph.glyph_name.removeprefix("cid")
        code = int(digits) if digits.isdigit() else glyph.glyph_id
        return self._char_id_per_glyph.setdefault(glyph, code)


class _Plainly(OutputProducer):
    """Says so in the file."""

    def _add_fonts(self, *args: Any) -> Any:
        found = super()._add_fonts(*args)
        for one in found.values():
            if isinstance(one, PDFFont):
                one.encoding = Name("Identity-H")
        return found


class Sheet(FPDF):
    """Millimetres from the upper left corner; ``foot`` is drawn on every page."""

    def __init__(self) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.add_font(FONT, "", pylopdf_fonts_zh_cn.sans_path())
        face = self.fonts[FONT]
        if not isinstance(face, TTFFont):
            raise TypeError("not a font with glyphs of its own")
        face.subset = ByCid(face)
        self._known = face.cmap
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(False)

    def clean(self, text: str) -> str:
        """On one line, and with a mark where the font has no such character: none may vanish."""
        return "".join(
            sign if ord(sign) in self._known else _MISSING for sign in " ".join(text.split())
        )

    def write_at(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: tuple[int, int, int] = INK,
        width: float = 0,
        align: str = "L",
    ) -> None:
        """One line whose upper edge is at ``y``."""
        self.set_font(FONT, size=size)
        self.set_text_color(*colour)
        self.set_xy(x, y)
        self.cell(width or None, size * 0.5, text, align=align, new_x=XPos.RIGHT, new_y=YPos.TOP)

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        """Lines no wider than ``width``, broken between any two signs; Latin words stay whole."""
        self.set_font(FONT, size=size)
        lines, line, used = [], "", 0.0
        for part in _parts(self.clean(text)):
            wide = self.get_string_width(part)
            if used + wide > width and line:
                lines.append(line.rstrip())
                line, used = "", 0.0
                part = part.lstrip()  # noqa: PLW2901
                wide = self.get_string_width(part)
            while wide > width:  # a word longer than a line
                fits = max(1, int(len(part) * width / wide) - 1)
                lines.append(part[:fits])
                part = part[fits:]  # noqa: PLW2901
                wide = self.get_string_width(part)
            line, used = line + part, used + wide
        return [*lines, line.rstrip()] if line.strip() or not lines else lines

    def qr(self, content: str, x: float, y: float, side: float, *, error: str) -> None:
        """A QR code as an image of one bit a point."""
        image = BytesIO()
        segno.make(content, error=error, micro=False, boost_error=False).save(
            image, kind="png", scale=6, border=0
        )
        self.image(image, x, y, side, side)

    def rule(self, y: float, *, dark: bool = False) -> None:
        """A thin line over the whole width."""
        self.set_draw_color(*(INK if dark else LINE))
        self.set_line_width(0.35 if dark else 0.15)
        self.line(MARGIN, y, MARGIN + WIDTH, y)

    def bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.output(output_producer_class=_Plainly))


def _parts(text: str) -> Sequence[str]:
    """What may not be broken: runs of Latin letters and digits with the blank before them, and a
    sign with the full stop after it."""
    parts: list[str] = []
    for sign in text:
        narrow = sign.isascii() and not sign.isspace()
        joins = parts and parts[-1][-1].isascii() and not parts[-1][-1].isspace()
        if parts and (sign in _NEVER_FIRST or (narrow and (joins or parts[-1] == " "))):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts
