"""``kindhours certificate check``: whether a certificate is genuine, without any network."""

import sys
from pathlib import Path

import click

from services.hours.domain.certificates.text import NotSigned
from services.hours.views.certificates.offline import Forged, read_key, verify_file, verify_text


@click.group("certificate")
def command() -> None:
    """Look at certificates of service."""


@command.command("check")
@click.argument("what")
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The organisation's public key: GET /api/v1/certificates/keys/<id>.pem, once.",
)
def check(what: str, key_file: Path) -> None:
    """Check WHAT: a certificate's PDF, a file with the text of its second QR code, that text
    itself, or - for standard input.

    Genuine means: signed with this key, and not a byte changed since. Whether the certificate
    still stands, only its page can say.
    """
    try:
        key = read_key(key_file.read_bytes())
        found = _read(what)
        if found.startswith(b"%PDF"):
            text = verify_file(found, key)
        else:
            text = verify_text(found.decode().removesuffix("\n"), key)
    except (NotSigned, Forged, UnicodeDecodeError) as fault:
        raise click.ClickException(f"NOT GENUINE 不可信: {fault}") from None
    click.secho("GENUINE 真实", fg="green", bold=True)
    click.echo(text.rpartition("\n")[0])


def _read(what: str) -> bytes:
    if what == "-":
        return sys.stdin.buffer.read()
    if "\n" not in what and Path(what).is_file():
        return Path(what).read_bytes()
    return what.encode()
