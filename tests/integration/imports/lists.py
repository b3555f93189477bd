"""Made-up lists of made-up people, and what a job says of them."""

from services.volunteers.domain.documents import check_character
from shared.storage.mongo import Document

TOWN, VILLAGE, OTHER = "aa" * 12, "ab" * 12, "bb" * 12
HEAD = ("姓名", "性别", "出生日期", "证件号码", "居住区域代码", "手机号", "本人同意")


def card(turn: int, born: str = "19800201") -> str:
    """A valid identity number; even ``turn`` is a woman's."""
    seventeen = f"110101{born}{turn:03}"
    return seventeen + check_character(seventeen)


def line(turn: int = 2, **more: str) -> tuple[str, ...]:
    """A right row under HEAD, with some cells otherwise."""
    usual = ("王小芳", "女", "1980-02-01", card(turn), "310101", f"138{turn:08}", "是")
    return tuple((dict(zip(HEAD, usual, strict=True)) | more).values())


def counts(job: Document) -> tuple[str, int, int, int]:
    """State, and the rows that came in, were here already, are wrong."""
    return job["state"], job["accepted"], job["repeated"], job["refused"]
