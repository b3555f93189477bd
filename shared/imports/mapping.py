"""A mapping file: how the columns of somebody else's table become ours.

TOML or JSON, with up to four parts::

    dates = ["%d/%m/%Y"]                        # strptime formats, tried before the usual ones
    where = { STATUS = ["open", "full"] }       # only these rows; "*" for all that are not empty
    [fields]                                    # our column = where it comes from
    name = "{FIRSTNAME} {SURNAME}"              # texts with {their column} in it
    source = "club-2025"                        # without one: the same for every row
    kind = ["{CATEGORY}", "other"]              # the first that is not empty
    address = { in = "PLACE", after = "at ", before = ";" }  # a piece of a cell
    [values.sex]                                # their word = ours
    F = "female"
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.imports.columns import Column
from shared.refusal import Invalid

_PLACE = re.compile(r"\{([^{}]+)\}")


class BadMapping(Invalid):
    zh, en = "对照文件有误：{zh}。", "The mapping file is wrong: {en}."


class ColumnsMissing(Invalid):
    zh = "表格缺少必填列：{zh}。请使用模板，或提供对照文件。"
    en = "The table lacks required columns: {en}. Use the template, or give a mapping file."


class TwinsDiffer(Invalid):
    zh, en = "有两列同名“{name}”，内容不同。", "Two columns are called “{name}” and differ."


@dataclass(frozen=True)
class FieldMap:
    """``fields`` holds, for each of our columns, the sources to try in order."""

    fields: Mapping[str, Sequence[Any]]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Sequence[str] = ()
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def takes(self, cells: Mapping[str, str]) -> bool:
        """Whether the row is meant at all; the others are skipped."""
        return all(cells[n] in ws or (cells[n] and "*" in ws) for n, ws in self.where.items())

    def names(self, name: str) -> list[str]:
        """Their columns that our column ``name`` is made of."""
        return [place for source in self.fields.get(name, ()) for place in _places(source)]

    def text(self, name: str, cells: Mapping[str, str]) -> str:
        """What a row says for our column ``name``, not yet read. Raises TwinsDiffer."""
        for place in self.names(name):
            if any(c != cells[place] for n, c in cells.items() if n.startswith(f"{place} (")):
                raise TwinsDiffer(field=name, name=place)
        texts = (_fill(source, cells) for source in self.fields.get(name, ()))
        found = next(filter(None, texts), "")
        return self.values.get(name, {}).get(found.casefold(), found)


def by_titles(columns: Sequence[Column], header: Sequence[str]) -> FieldMap:
    """The map of a table that has our own titles, in either language, as the template gives them.

    Raises ColumnsMissing.
    """
    titles = {title.rstrip("* ").casefold(): title for title in reversed(header)}
    fields = {
        column.name: ["{" + titles[own.casefold()] + "}"]
        for column in columns
        for own in (column.name, column.en, column.zh)
        if own.casefold() in titles
    }
    missing = [column for column in columns if column.required and column.name not in fields]
    if missing:
        zh, en = "、".join(c.zh for c in missing), ", ".join(c.en for c in missing)
        raise ColumnsMissing(field="file", zh=zh, en=en)
    return FieldMap(fields)


def read_mapping(data: bytes, columns: Sequence[Column], header: Sequence[str]) -> FieldMap:
    """The map a mapping file makes for a table with this header. Raises BadMapping."""
    try:
        found, strange = _parse(data)
        used = {place for name in found.fields for place in found.names(name)} | found.where.keys()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        reason = str(trouble)[:200] or type(trouble).__name__
        raise BadMapping(field="mapping", zh=f"无法读取（{reason}）", en=reason) from None
    ours = {column.name for column in columns}
    strange |= (found.fields.keys() - ours) | (found.values.keys() - found.fields.keys())
    if strange:
        names = ", ".join(sorted(strange))
        raise BadMapping(field="mapping", zh=f"不认识 {names}", en=f"there is no field {names}")
    if absent := used - set(header):
        names = ", ".join(sorted(absent))
        raise BadMapping(field="mapping", zh=f"表格没有列 {names}", en=f"the table lacks {names}")
    return found


def _parse(data: bytes) -> tuple[FieldMap, set[str]]:
    """The map as it stands in the file, and the parts of the file nobody knows."""
    text = data.decode("utf-8-sig")
    found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    fields, where = (
        {name: given if isinstance(given, list) else [given] for name, given in part.items()}
        for part in (found.pop("fields"), found.pop("where", {}))
    )
    values = {
        name: {str(theirs).casefold(): str(ours) for theirs, ours in words.items()}
        for name, words in found.pop("values", {}).items()
    }
    dates = [str(pattern) for pattern in found.pop("dates", [])]
    return FieldMap(fields, values, dates, where), set(found)


def _places(source: Any) -> list[str]:
    if isinstance(source, dict):
        texts = all(isinstance(text, str) and text for text in source.values())
        if not texts or source.keys() - {"in", "after", "before"}:
            raise ValueError(f"{source}: only the texts in, after and before are known")
        return [source["in"]]
    if not isinstance(source, str):
        raise TypeError(f"{source!r} is no text")
    return _PLACE.findall(source)


def _fill(source: Any, cells: Mapping[str, str]) -> str:
    """The text of one source; nothing when it has places and all of them are empty."""
    if isinstance(source, dict):
        piece = cells[source["in"]]
        _, mark, rest = piece.partition(source["after"]) if "after" in source else ("", "x", piece)
        return (rest.partition(source["before"])[0] if "before" in source else rest) if mark else ""
    places = _PLACE.findall(source)
    if places and not any(cells[place] for place in places):
        return ""
    return " ".join(_PLACE.sub(lambda found: cells[found[1]], source).split())
