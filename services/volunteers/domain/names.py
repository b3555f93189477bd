"""Real names: how they are written, and by which pieces they are found again."""

import re
import unicodedata

from shared.refusal import Invalid

LONGEST = 50
_DOTS = re.compile(r"[••‧・･∙⋅．]")
_SEPARATORS = "·-' ."
_MOST_PIECES = 12
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x3FFFF))


class NameUnreadable(Invalid):
    """Raised when a text cannot be somebody's real name."""

    zh = "请填写证件上的真实姓名：1至50个字，只含文字、间隔号、空格或连字符。"
    en = "Write the real name as on the document: 1 to 50 letters, spaces, dots or hyphens."


def read_name(text: str, *, field: str = "name") -> str:
    """The name in one spelling: composed characters, one kind of middle dot, single blanks.

    Chinese names lose the blanks typed between characters (王 芳 is 王芳); others keep them.
    """
    plain = _DOTS.sub("·", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"\s*·\s*", "·", re.sub(r"\s+", " ", plain).strip()).replace("’", "'")
    if is_chinese(plain):
        plain = plain.replace(" ", "")
    letters = sum(character not in _SEPARATORS for character in plain)
    if not letters or len(plain) > LONGEST or not all(map(_belongs, plain)):
        raise NameUnreadable(field=field)
    return plain


def is_chinese(text: str) -> bool:
    """Whether every letter of the text is a Chinese character."""
    letters = [character for character in text if character not in _SEPARATORS]
    return bool(letters) and all(is_han(character) for character in letters)


def is_han(character: str) -> bool:
    """Whether this is a Chinese character; the planes of rare names are newer than Python's."""
    return character == "〇" or any(first <= ord(character) <= last for first, last in _HAN)


def pieces(name: str) -> list[str]:
    """All endings of a name, so that 小芳 finds 王小芳 by an index on beginnings.

    Of a name in other letters: its endings from each word on, in lower case.
    """
    if is_chinese(name):
        return [name[start:] for start in range(min(len(name), _MOST_PIECES))]
    words = name.casefold().split(" ")[:_MOST_PIECES]
    return [" ".join(words[start:]) for start in range(len(words))]


def _belongs(character: str) -> bool:
    category = unicodedata.category(character)[0]
    return character in _SEPARATORS or category in "LM" or is_han(character)


def read_search(text: str) -> str:
    """The letters of what somebody types to find a name, as names are kept; else nothing."""
    plain = _DOTS.sub("·", unicodedata.normalize("NFKC", text)).casefold()
    plain = re.sub(r"\s+", " ", "".join(filter(_belongs, plain))).strip()
    return plain.replace(" ", "") if any(map(is_han, plain)) else plain
