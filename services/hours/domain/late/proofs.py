"""Proofs: files that show that somebody was there, judged by what they hold."""

from typing import NamedTuple

from services.hours.domain.late.refusals import ProofKindWrong, ProofTooLarge

MEGABYTES = 10
LARGEST = MEGABYTES * 1024 * 1024
STATEMENT = "text/plain"
"""What a person found and wrote down stands as proof where there is no file."""
_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
_NAMES = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    STATEMENT: ("txt",),
}
_ALIASES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}
_SAYS_NOTHING = ("", "application/octet-stream")


class Upload(NamedTuple):
    """A file as it came, with what it says it is: its name and media type."""

    data: bytes
    name: str
    said: str


def kind_of(upload: Upload) -> str:
    """Its media type, by its first bytes.

    Raises ProofTooLarge, and ProofKindWrong also when name or type say otherwise.
    """
    if len(upload.data) > LARGEST:
        raise ProofTooLarge(field="file", megabytes=MEGABYTES)
    found = next((kind for mark, kind in _BEGINNINGS.items() if upload.data.startswith(mark)), None)
    ending = upload.name.rpartition(".")[2].lower() if "." in upload.name else ""
    said = _ALIASES.get(upload.said, upload.said)
    if (
        found is None
        or (said not in _SAYS_NOTHING and said != found)
        or (ending and ending not in _NAMES[found])
    ):
        says = ", ".join(one[:60] for one in (upload.name, upload.said) if one)
        raise ProofKindWrong(field="file", found=found or "?", said=says or "?")
    return found


def ending_of(kind: str) -> str:
    """How the name of such a file ends."""
    return _NAMES[kind][0]
