"""``kindhours import`` against a web server, with a worker beside it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from werkzeug.serving import make_server

import services.volunteers.wsgi
from deploy.commands.import_ import command
from services.volunteers.operations.register_volunteer import Registration, register_volunteer
from shared.settings import Settings
from shared.tables import read_table, write_csv
from tests.integration.imports.conftest import OWN, Office
from tests.integration.imports.lists import HEAD, TOWN, card, line

PHONE, PASSWORD = "13800000000", "horse battery 7 staple"
Run = Callable[..., Result]


@pytest.fixture
def run(
    volunteers: Office,
    surroundings: Callable[[str], Settings],
    token_keys: tuple[str, str],
    clock: Any,
) -> Iterator[Run]:
    """The command, signed in as a coordinator who was registered for it."""
    store, own = volunteers.store, replace(OWN, token_private_key=token_keys[0])
    asked = Registration(
        name="周雅静", sex="female", birth_date="1980-02-01", residence_code="310101",
        identity={"kind": "resident_card", "number": card(100)}, phone=PHONE,
        organisation_id=TOWN, consent_version="1", password=PASSWORD,
    )  # fmt: skip
    person = register_volunteer(asked, store=store, own=own, clock=clock)
    grant = {"role": "coordinator", "organisation_id": TOWN, "organisation_path": f"/{TOWN}/"}
    store.people.change_silently(person, {"grants": [grant]})
    settings = replace(surroundings("volunteers"), mongo_database=store.database.name)
    app = services.volunteers.wsgi.create(settings, clock=clock, own=own)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(0.1):
            volunteers.work()

    threads = [threading.Thread(target=each) for each in (server.serve_forever, work)]
    for thread in threads:
        thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    sign_in = ["--url", url, "--phone", PHONE, "--password", PASSWORD]
    yield lambda *words: CliRunner().invoke(command, [*sign_in, *map(str, words)])
    ended.set()
    server.shutdown()
    for thread in threads:
        thread.join()


def test_a_list_with_a_wrong_row(run: Run, tmp_path: Path, volunteers: Office) -> None:
    file, sheet = tmp_path / "people.csv", tmp_path / "people-problems.xlsx"
    file.write_bytes(write_csv(HEAD, [line(2), line(4, 性别="男")]))
    refused = run("volunteers", file)
    assert refused.exit_code == 1
    assert "1 row would come in, 0 are here already, 1 refused" in refused.output
    assert "nothing was written" in refused.output
    assert [row.cells["列 Column"] for row in read_table("x", sheet.read_bytes()).rows] == ["性别"]
    assert volunteers.store.people.collection.count_documents({}) == 1
    accepted = run("volunteers", file, "--accept-valid", "--problems", tmp_path / "wrong.csv")
    assert accepted.exit_code == 0, accepted.output
    assert "1 row came in" in accepted.output
    assert (tmp_path / "wrong.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "0 rows came in, 1 is here already" in run("volunteers", file, "--accept-valid").output


def test_a_dry_run_and_a_template(run: Run, tmp_path: Path, volunteers: Office) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(write_csv(HEAD, [line(2)]))
    assert "1 row would come in" in run("volunteers", file, "--dry-run").output
    assert volunteers.store.people.collection.count_documents({}) == 1
    assert run("template", "volunteers", tmp_path / "empty.xlsx").exit_code == 0
    assert (tmp_path / "empty.xlsx").read_bytes().startswith(b"PK")


def test_what_cannot_be_is_one_line(run: Run, tmp_path: Path) -> None:
    file, wrong = tmp_path / "people.csv", tmp_path / "map.toml"
    file.write_bytes(b"\x89PNG\x00")
    assert "is not a table" in run("volunteers", file).output
    file.write_bytes(write_csv(HEAD, [line(2)]))
    wrong.write_text("[fields]\nname = '{NAME}'")
    for words, said in (
        (["--mapping", wrong], "the table lacks NAME"),
        (["--organisation", "f" * 24], "organisation"),
    ):
        answer = run("volunteers", file, *words)
        assert (answer.exit_code, said in answer.output) == (1, True), answer.output
    missing = CliRunner().invoke(
        command, ["--url", "http://127.0.0.1:9", "--phone", "1", "--password", "x",
                  "volunteers", str(file)],
    )  # fmt: skip
    assert "does not answer" in missing.output
