"""nginx in front: the table of deploy/nginx, filled in for this machine."""

import getpass
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from deploy.local.processes import Process

TEMPLATE = Path(__file__).parents[1] / "nginx" / "kindhours.conf.template"

DEFAULTS = {
    "ADDRESS_RATE": "5r/s",
    "ADDRESS_BURST": "200",
    "TRUSTED_PROXIES": "0.0.0.0/32",
}
ONE_ADDRESS_FOR_ALL = {"ADDRESS_RATE": "100000r/s", "ADDRESS_BURST": "100000"}
"""For rehearsals: a whole county knocks from this machine."""

_MAIN = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/kindhours.conf;
}}
"""


def fill(template: str, words: Mapping[str, str]) -> str:
    """Put words for ``${NAMES}``, as the nginx image does; KeyError names one that is missing."""
    return re.sub(r"\$\{([A-Z_]+)\}", lambda found: words[found[1]], template)


def process(
    folder: Path, log: Path, port: int, webs: Mapping[str, int], settings: Mapping[str, str]
) -> Process:
    """nginx on ``port``, before the gunicorns of ``webs`` (service -> port); ``settings`` may
    differ from DEFAULTS."""
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if program is None:
        raise FileNotFoundError("no nginx: run `make setup`")
    folder.mkdir(parents=True, exist_ok=True)
    words = {f"{name.upper()}_WEB": f"127.0.0.1:{web}" for name, web in webs.items()}
    words["LISTEN"] = f"127.0.0.1:{port}"
    words |= {name: settings.get(name) or default for name, default in DEFAULTS.items()}
    (folder / "kindhours.conf").write_text(fill(TEMPLATE.read_text(), words))
    # Started by root, its workers would become a user who cannot reach this folder.
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_MAIN.format(user=user, folder=folder))
    command: list[str | Path] = [program, "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"]
    return Process("nginx", command, log, patience=5)
