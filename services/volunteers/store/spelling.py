"""How a Chinese name is typed on a keyboard: all its readings in pinyin, and their initials."""

import os
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import islice, product

_MOST_READINGS = 24
# Surnames read otherwise than the same character elsewhere; for the order of lists.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "曾": "zeng", "区": "ou", "查": "zha", "朴": "piao",
    "盖": "ge", "任": "ren", "翟": "zhai", "冼": "xian", "缪": "miao", "晁": "chao", "员": "yun",
    "黑": "he", "秘": "bi", "覃": "qin", "乐": "yue", "种": "chong", "繁": "po", "祭": "zhai",
    "折": "she", "洗": "xian", "召": "shao", "尉": "yu", "长": "zhang", "柏": "bai",
}  # fmt: skip


def readings(name: str) -> list[str]:
    """All spellings of a name, the likeliest first: each reading joined, then its initials.

    王小芳 gives wangxiaofang and wxf; 单于 gives shanyu, sy, chanyu, cy, …. Names in other
    letters give their letters without accents and their words' initials.
    """
    choices = [_readings_of(piece, first=at == 0) for at, piece in enumerate(_pieces(name))]
    spelt: list[str] = []
    for reading in islice(product(*choices), _MOST_READINGS):
        spelt += ["".join(reading), "".join(syllable[:1] for syllable in reading)]
    return list(dict.fromkeys(spelt))


def plain_letters(text: str) -> str:
    """Lower case, without accents, blanks and signs: as names are typed to be searched."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if unicodedata.category(letter)[0] == "L")


def _pieces(name: str) -> list[str]:
    """Chinese characters one by one; other letters by words."""
    return re.findall(r"[㐀-鿿\U00020000-\U0003ffff]|[^\s·\-.㐀-鿿]+", name)


@cache
def _pinyin() -> Callable[[str], list[str]]:
    """The readings of one character; loaded when the first name is spelt (11 MB).

    Phrases are of no use for names and would cost another 45 MB.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    return lambda sign: pinyin(sign, style=Style.NORMAL, heteronym=True)[0]


def _readings_of(piece: str, *, first: bool) -> list[str]:
    found = _pinyin()(piece) if len(piece) == 1 else [piece]
    spelt = [plain_letters(reading) or reading for reading in found]
    if first and piece in _SURNAMES:
        spelt.insert(0, _SURNAMES[piece])
    return list(dict.fromkeys(spelt))
