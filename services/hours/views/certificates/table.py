"""The table of services: wraps its cells, goes on over pages and repeats its head there."""

from collections.abc import Sequence
from datetime import tzinfo

from services.hours.domain.certificates.services import Line
from services.hours.domain.certificates.wording import clock_times, length
from services.hours.domain.certificates.words import WORDS
from services.hours.views.certificates.sheet import GREY, MARGIN, WIDTH, Sheet

_COLUMNS = (("date", 27.0), ("activity", 54.0), ("role", 24.0), ("place", 35.0),
            ("in_charge", 16.0), ("time", 22.0))  # fmt: skip
_SIZE, _STEP, _PAD = 8.5, 4.3, 1.4
Cell = tuple[list[str], list[str]]  # lines, and lines in grey below them


class Table:
    """Draws lists of services one below the other; ``top`` and ``bottom`` bound further pages."""

    def __init__(
        self, sheet: Sheet, language: str, zone: tzinfo, *, top: float, bottom: float
    ) -> None:
        self._sheet, self._language, self._zone = sheet, language, zone
        self._top, self._bottom = top, bottom
        self._words = WORDS[language]

    def draw(self, heading: str, lines: Sequence[Line], y: float) -> float:
        """The heading, the services and their sum from ``y`` on; returns where they end."""
        if y + 30 > self._bottom:
            y = self._next_page()
        self._sheet.write_at(MARGIN, y, heading, 11)
        y = self._head(y + 8)
        for line in lines:
            cells = self._cells(line)
            height = 2 * _PAD + _STEP * max(len(main) + len(small) for main, small in cells)
            if y + height > self._bottom:
                y = self._head(self._next_page())
            self._row(cells, y)
            y += height
            self._sheet.rule(y)
        if y + 2 * _STEP > self._bottom:
            y = self._next_page()
        total = length(sum(line["minutes"] for line in lines), self._language)
        said = f"{self._words['sum']} {total}"
        self._sheet.write_at(MARGIN, y + _PAD, said, 9.5, width=WIDTH, align="R")
        return y + 2 * _PAD + _STEP

    def _next_page(self) -> float:
        self._sheet.add_page()
        return self._top

    def _head(self, y: float) -> float:
        self._sheet.rule(y, dark=True)
        x = MARGIN
        for name, width in _COLUMNS:
            align = "R" if name == "time" else "L"
            text = self._words[name]
            self._sheet.write_at(x, y + _PAD, text, 8, width=width, align=align, colour=GREY)
            x += width
        y += 2 * _PAD + _STEP
        self._sheet.rule(y)
        return y

    def _row(self, cells: Sequence[Cell], y: float) -> None:
        x = MARGIN
        for (name, width), (main, small) in zip(_COLUMNS, cells, strict=True):
            align = "R" if name == "time" else "L"
            at = y + _PAD
            for lines, colour in ((main, None), (small, GREY)):
                for line in lines:
                    if colour:
                        self._sheet.write_at(x, at, line, _SIZE - 1, colour=colour)
                    else:
                        self._sheet.write_at(x, at, line, _SIZE, width=width, align=align)
                    at += _STEP
            x += width

    def _cells(self, line: Line) -> list[Cell]:
        shown: dict[str, tuple[str, list[str]]] = {
            "date": (line["date"], clock_times(line["spans"], self._zone, self._language)),
            "activity": (line["title"], [line["unit"], *self._marks(line)]),
            "role": (line["role"], []),
            "place": (line["place"] or "—", []),
            "in_charge": (line["in_charge"] or "—", []),
            "time": (length(line["minutes"], self._language), []),
        }
        return [self._wrapped(*shown[name], width - 2) for name, width in _COLUMNS]

    def _marks(self, line: Line) -> list[str]:
        return [self._words["in_notice"]] if line["in_notice"] else []

    def _wrapped(self, main: str, small: Sequence[str], width: float) -> Cell:
        wrap = self._sheet.wrap
        below = [part for one in small for part in wrap(one, _SIZE - 1, width)]
        return wrap(main, _SIZE, width), below
