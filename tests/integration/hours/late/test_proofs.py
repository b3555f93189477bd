"""Proofs: what they hold against what they say, how large, and that nothing half stored stays."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from services.hours.domain.late.proofs import LARGEST
from services.hours.operations.late.clear_proofs import clear_proofs
from services.hours.store.late.proofs import Proofs
from tests.integration.hours.late.office import FILER, ORGANISER, PDF, PNG, Office

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"a photograph" * 20
PDF_TYPE, PNG_TYPE, JPEG_TYPE = "application/pdf", "image/png", "image/jpeg"


@pytest.fixture
def key(office: Office) -> str:
    return str(office.file().json["back_entry_id"])


def stored(office: Office) -> tuple[int, int, int]:
    """Files, their parts, and files that pend."""
    names = ("proofs.files", "proofs.chunks", "proofs.pending")
    files, parts, pending = (office.bank.database[one].count_documents({}) for one in names)
    return files, parts, pending


@pytest.mark.parametrize(
    ("data", "name", "said", "kind"),
    [
        (PDF, "名单.pdf", PDF_TYPE, PDF_TYPE),
        (PNG, "photo.PNG", PNG_TYPE, PNG_TYPE),
        (JPEG, "photo.jpeg", "image/jpg", JPEG_TYPE),
        (JPEG, "photo.jpg", "application/octet-stream", JPEG_TYPE),
        (PDF, "without_an_ending", PDF_TYPE, PDF_TYPE),
    ],
)
def test_a_proof_comes_back_as_it_came_and_only_as_a_download(
    office: Office, key: str, data: bytes, name: str, said: str, kind: str
) -> None:
    answer = office.prove(key, data, name, said)
    assert answer.status_code == 200, answer.json
    told = {"kind": kind, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    assert answer.json["proof"].items() >= told.items()
    found = office.ask("GET", f"back-entries/{key}/proof", by=office.approver)
    assert (found.data, found.mimetype) == (data, kind)
    assert found.headers["Content-Disposition"].startswith(f'attachment; filename="proof-{key}.')
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert found.headers["Cache-Control"] == "no-store"
    assert stored(office) == (1, 1, 0)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (PNG, "list.pdf", PDF_TYPE),
        (PDF, "photo.png", PNG_TYPE),
        (PDF, "list.pdf", PNG_TYPE),
        (PDF, "list.exe", PDF_TYPE),
        (PDF, "list.pdf.html", "text/html"),
        (b"<html><script>alert(1)</script>", "list.pdf", PDF_TYPE),
        (b"MZ\x90\x00", "list.png", PNG_TYPE),
        (b"GIF89a", "photo.gif", "image/gif"),
        (b"", "list.pdf", PDF_TYPE),
        (b"%PD", "list.pdf", PDF_TYPE),
    ],
)
def test_a_file_of_another_kind_than_it_says(
    office: Office, key: str, data: bytes, name: str, said: str
) -> None:
    answer = office.prove(key, data, name, said)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/proof-kind-wrong")
    assert answer.json["errors"][0]["field"] == "file"
    assert "PDF, JPEG or PNG" in answer.json["detail"]
    assert stored(office) == (0, 0, 0)
    assert office.ask("GET", f"back-entries/{key}", by=office.filer).json["proof"] is None


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(office: Office, key: str) -> None:
    full = PDF.ljust(LARGEST, b" ")
    answer = office.prove(key, full + b" ")
    assert (answer.status_code, (answer.json or {})["type"]) == (413, "/problems/proof-too-large")
    assert "10 MB" in answer.json["detail"]
    assert stored(office) == (0, 0, 0)
    assert office.prove(key, full).json["proof"]["bytes"] == LARGEST
    found = office.ask("GET", f"back-entries/{key}/proof", by=office.filer)
    assert hashlib.sha256(found.data).digest() == hashlib.sha256(full).digest()


class Endless:
    """A body of two gigabytes that says how much of it was read."""

    length = 2 * 1024**3

    def __init__(self) -> None:
        self.read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        size = 65536 if size < 0 else size
        self.read_bytes += size
        return b"x" * size

    readline = read

    def __iter__(self) -> Iterator[bytes]:
        yield self.read(65536)


def test_two_gigabytes_are_refused_before_they_are_read(office: Office, key: str) -> None:
    body: Any = Endless()
    answer = office.api.post(
        f"/api/v1/back-entries/{key}/proof",
        environ_overrides={"wsgi.input": body, "CONTENT_LENGTH": str(Endless.length)},
        content_type="multipart/form-data; boundary=x",
        headers=office.filer,
    )
    assert (answer.status_code, (answer.json or {})["type"]) == (413, "/problems/proof-too-large")
    assert body.read_bytes < 1024 * 1024
    assert stored(office) == (0, 0, 0)


def test_other_routes_take_no_larger_body_than_before(office: Office) -> None:
    answer = office.file(reason="x" * 2_000_000)
    assert answer.status_code == 413


@pytest.mark.parametrize("form", [{}, {"file": "a mere text"}])
def test_a_form_without_a_file(office: Office, key: str, form: Any) -> None:
    answer = office.api.post(
        f"/api/v1/back-entries/{key}/proof",
        data=form,
        content_type="multipart/form-data",
        headers=office.filer,
    )
    assert answer.status_code == 422
    assert (answer.json or {})["errors"][0]["field"] == "file"


def test_only_the_filer_proves_and_only_those_in_scope_see_it(office: Office, key: str) -> None:
    assert office.prove(key, by=office.checker).status_code == 403
    assert office.ask("GET", f"back-entries/{key}/proof", by=office.filer).status_code == 404
    office.prove(key)
    path = f"back-entries/{key}/proof"
    assert office.ask("GET", path, by=office.checker).status_code == 200
    for who in (office.her, office.as_("9" * 24, ("organiser", "/x/"))):
        assert office.ask("GET", path, by=who).status_code == 403


def test_the_same_file_again_changes_nothing_and_another_takes_its_place(
    office: Office, key: str
) -> None:
    first = office.prove(key).json
    assert office.prove(key).json == first
    assert stored(office) == (1, 1, 0)
    office.prove(key, PNG, "photo.png", PNG_TYPE)
    assert stored(office) == (2, 2, 1), "the first one pends now"
    office.bank.clock.advance(hours=2)
    clear_proofs(store=office.bank.store, clock=office.bank.clock)
    assert stored(office) == (1, 1, 0)
    late = office.as_(FILER, *ORGANISER)
    assert office.ask("GET", f"back-entries/{key}/proof", by=late).data == PNG


def test_what_a_process_left_that_died_is_cleared_away(office: Office, key: str) -> None:
    store, clock = office.bank.store, office.bank.clock
    facts = {"sha256": "0" * 64, "proves": key}
    store.proofs.keep(PDF, facts, clock.now)  # … and it died before it could name it
    half = store.proofs.keep(PDF.ljust(700_000), facts, clock.now)
    office.bank.database["proofs.files"].delete_one({"_id": half})  # … or amid its parts
    assert stored(office) == (1, 4, 2)
    assert clear_proofs(store=store, clock=clock) == 0, "they may still be on their way"
    clock.now += timedelta(hours=2)
    clear_proofs(store=store, clock=clock)
    assert stored(office) == (0, 0, 0)


def test_a_file_that_cannot_be_named_goes_at_once(
    office: Office, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was withdrawn while the file was on its way."""
    keep = Proofs.keep

    def meanwhile(self: Proofs, *args: Any) -> Any:
        office.ask("POST", f"back-entries/{key}/withdraw", by=office.filer)
        return keep(self, *args)

    monkeypatch.setattr(Proofs, "keep", meanwhile)
    assert office.prove(key).json["type"] == "/problems/settled"
    assert stored(office) == (0, 0, 0)


def test_a_file_that_is_named_is_never_cleared_away(office: Office, key: str) -> None:
    office.prove(key)
    [row] = office.bank.database["proofs.files"].find()
    office.bank.database["proofs.pending"].insert_one(
        {"_id": row["_id"], "at": office.bank.clock.now}
    )
    office.bank.clock.advance(hours=2)
    clear_proofs(store=office.bank.store, clock=office.bank.clock)
    assert stored(office) == (1, 1, 0)
