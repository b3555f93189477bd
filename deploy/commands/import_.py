"""``kindhours import``: somebody's list, over the HTTP API of a running stack."""

import time
from pathlib import Path
from typing import Any

import click
import requests
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.local import run_file
from deploy.local.reach import STATE

_KINDS = click.Choice(("volunteers", "activities"))
_PATIENCE_SECONDS = 60
_MAY_IMPORT = ("coordinator", "administrator")


@click.group("import")
@click.option("--url", envvar="KINDHOURS_URL", help="Address of the system.  [default: make run's]")
@click.option("--phone", envvar="KINDHOURS_PHONE", help="Whose sign-in; asked for when missing.")
@click.option("--password", envvar="KINDHOURS_PASSWORD", help="Asked for when missing.")
@click.option("--language", type=click.Choice(("zh", "en")), default="en", show_default=True)
@click.pass_context
def command(context: click.Context, /, language: str, **sign_in: str | None) -> None:
    """Bring in volunteers or activities from a CSV or XLSX file, as a coordinator.

    See docs/imports.md for mapping files.
    """
    context.obj = Client(language=language, **sign_in)


@command.command("template")
@click.argument("kind", type=_KINDS)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def template(client: "Client", kind: str, file: Path) -> None:
    """Save an empty table to FILE: with drop-downs as .xlsx, or as .csv."""
    client.sign_in()
    client.save(f"imports/{kind}/template", file)
    click.echo(f"saved {file}")


def _importing(kind: str) -> click.Command:
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option(
        "--mapping",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="How the file's columns become ours (TOML or JSON).",
    )
    @click.option("--organisation", help="Id of the organisation.  [default: your own]")
    @click.option("--dry-run", is_flag=True, help="Examine everything, write nothing.")
    @click.option("--accept-valid", is_flag=True, help="Let the right rows in without the rest.")
    @click.option(
        "--problems",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Where the error sheet goes (.xlsx or .csv).  [default: beside FILE]",
    )
    @click.pass_obj
    def run(
        client: "Client",
        file: Path,
        mapping: Path | None,
        organisation: str | None,
        dry_run: bool,
        accept_valid: bool,
        problems: Path | None,
    ) -> None:
        client.sign_in()
        form = {
            "organisation_id": organisation or client.organisation(),
            "dry_run": str(dry_run).lower(),
            "accept_valid": str(accept_valid).lower(),
        }
        job = client.follow(kind, client.start(kind, file, mapping, form))
        _report(client, kind, job, problems or file.with_name(f"{file.stem}-problems.xlsx"))

    run.__doc__ = f"Bring in {kind} from FILE."
    return click.command(kind)(run)  # fmt: skip


command.add_command(_importing("volunteers"))
command.add_command(_importing("activities"))


def _report(client: "Client", kind: str, job: dict[str, Any], problems: Path) -> None:
    wrote = job["state"] == "done" and not job["dry_run"]
    verb = "came in" if wrote else "would come in"
    click.echo(
        f"{_rows(job['accepted'])} {verb}, {_are(job['repeated'])} here already, "
        f"{job['refused']} refused, {job['skipped']} skipped by the mapping"
    )
    if job["refused"]:
        client.save(f"imports/{kind}/{job['id']}/problems", problems)
        click.echo(f"what is wrong with them: {problems}")
    if job["state"] != "done":
        why = "mend the rows, or use --accept-valid" if job["state"] == "refused" else "it failed"
        raise click.ClickException(f"nothing was written: {why}")


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _are(count: int) -> str:
    return "1 is" if count == 1 else f"{count} are"


class Client:
    """Speaks to the API; refusals become the command's error."""

    def __init__(
        self, *, url: str | None, phone: str | None, password: str | None, language: str
    ) -> None:
        self._given = (url, phone, password)
        self._url = ""
        self._http = requests.Session()
        self._http.headers["Accept-Language"] = language

    def sign_in(self) -> None:
        """Asks on the terminal for what is missing. Raises ClickException when nothing runs."""
        url, phone, password = self._given
        found = url or run_file.read(STATE).url
        if not found:
            raise click.ClickException("nothing runs here: `make run`, or give --url")
        self._url = f"{found.rstrip('/')}/api/v1/"
        fields = {
            "phone": phone or click.prompt("Phone"),
            "password": password or click.prompt("Password", hide_input=True),
        }
        answer = self._ask("POST", "sessions", json=fields)
        self._http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def organisation(self) -> str:
        """The one organisation the person coordinates."""
        roles = self._ask("GET", "volunteers/me").json()["roles"]
        mine = {r["organisation_id"] for r in roles if r["role"] in _MAY_IMPORT}
        if len(mine) != 1:
            raise click.ClickException("say for which organisation: --organisation ID")
        return str(mine.pop())

    def start(
        self, kind: str, file: Path, mapping: Path | None, form: dict[str, str]
    ) -> dict[str, Any]:
        files = {"file": (file.name, file.read_bytes())}
        if mapping:
            files["mapping"] = (mapping.name, mapping.read_bytes())
        answer = self._ask("POST", f"imports/{kind}", data=form, files=files)
        return dict(answer.json())

    def follow(self, kind: str, job: dict[str, Any]) -> dict[str, Any]:
        """Show the progress until the job ends. Gives up when it does not move for a minute."""
        look = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*look, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
            task = progress.add_task(f"importing {kind}", total=job["total"])
            seen, until = ("", -1), 0.0
            while job["state"] in ("waiting", "writing"):
                if (job["state"], job["done"]) != seen:
                    seen, until = (job["state"], job["done"]), time.monotonic() + _PATIENCE_SECONDS
                elif time.monotonic() > until:
                    raise click.ClickException(f"job {job['id']} waits: does the worker run?")
                time.sleep(0.2)
                job = self._ask("GET", f"imports/{kind}/{job['id']}").json()
                progress.update(task, completed=job["done"])
        return job

    def save(self, path: str, file: Path) -> None:
        kind = "csv" if file.suffix.lower() == ".csv" else "xlsx"
        file.write_bytes(self._ask("GET", path, params={"format": kind}).content)

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        try:
            answer = self._http.request(method, self._url + path, timeout=60, **more)
            if answer.ok:
                return answer
            problem = answer.json()
        except (requests.RequestException, ValueError):
            raise click.ClickException(f"{self._url} does not answer as Kindhours does") from None
        raise click.ClickException(str(problem.get("detail", answer.status_code)))
