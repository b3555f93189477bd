"""The whole system on this machine: it comes up, heals, keeps its data, and leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import amqp
import kombu
import psutil
import pytest
import requests
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from deploy.local import keys, mongo
from deploy.local.first_people import found_first_people
from deploy.local.readiness import unheard
from deploy.local.run_file import AlreadyRunning
from deploy.local.show import SignIn
from deploy.local.stack import Stack
from shared.contracts.catalogue import SERVICES

pytestmark = pytest.mark.timeout(300)
MOST_MEGABYTES = 1_200
MEGABYTE = 2**20
MOST_MEGABYTES_A_PROCESS = 90


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stack")


@pytest.fixture(scope="module")
def stack(folder: Path) -> Iterator[Stack]:
    with Stack(folder) as running:
        yield running


get = partial(requests.get, timeout=10)


def sign_in(stack: Stack, person: SignIn) -> None:
    asked = {"phone": person.phone, "password": person.password}
    answer = requests.post(f"{stack.url}/api/v1/sessions", json=asked, timeout=10)
    assert answer.status_code in (200, 201), answer.text


def green(stack: Stack) -> bool:
    return all(ready(f"{stack.url}/{service}/readyz") for service in SERVICES)


def ready(address: str) -> bool:
    try:
        return get(address).status_code == 200
    except requests.RequestException:
        return False


def until(happened: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def family(stack: Stack) -> list[psutil.Process]:
    leaders = [psutil.Process(stack.process(name).pid) for name in stack.names]
    return leaders + [child for one in leaders for child in one.children(recursive=True)]


def test_everything_is_green_under_one_address(stack: Stack) -> None:
    assert green(stack)
    assert get(f"{stack.url}/api/hours/openapi.json").json()["openapi"] == "3.1.0"


def test_the_first_people_sign_in_and_are_founded_once(stack: Stack) -> None:
    first = found_first_people(stack)
    assert found_first_people(stack) == first
    assert {one.role for one in first} == {"administrator", "coordinator", "organiser", "volunteer"}
    for one in first:
        sign_in(stack, one)


def test_it_fits_a_small_machine(stack: Stack) -> None:
    pythons = [one for one in family(stack) if "python" in one.name()]
    pythons += [one for one in family(stack) if "gunicorn" in one.name()]
    assert len(pythons) >= 4 * 3 + 1
    for one in pythons:
        assert one.memory_info().rss < MOST_MEGABYTES_A_PROCESS * MEGABYTE, one.cmdline()
    shared_out = sum(one.memory_full_info().pss for one in {*family(stack), psutil.Process()})
    assert shared_out < MOST_MEGABYTES * MEGABYTE


def test_a_service_reaches_neither_database_nor_voice_of_another(stack: Stack) -> None:
    secrets, ports = keys.keys_of(stack.folder), stack.run.ports
    uri = mongo.uri(ports["mongod"], user="hours", password=secrets["MONGO_hours"])
    with MongoClient(uri) as client:
        client.kindhours_hours.test.find_one()
        with pytest.raises(OperationFailure, match="not authorized"):
            client.kindhours_volunteers.people.find_one()
    bus = f"amqp://hours:{secrets['BUS_hours']}@127.0.0.1:{ports['amqp']}//"
    for exchange, key in (
        ("activities.events", "activities.attendance_recorded"),
        ("", "hours.credit_attendance"),
    ):
        with kombu.Connection(bus) as connection:
            channel = connection.default_channel
            channel.confirm_select()
            with pytest.raises(amqp.AccessRefused):
                channel.basic_publish_confirm(amqp.Message("x"), exchange, key)
    with kombu.Connection(bus) as connection, pytest.raises(amqp.AccessRefused):
        connection.default_channel.basic_get("activities.keep_team")


@pytest.mark.parametrize(
    "name",
    ["hours.web", "hours.worker", "nginx", "epmd", "mongod", "rabbitmq"],
)
def test_what_is_killed_comes_back_by_itself(stack: Stack, name: str) -> None:
    before = stack.process(name).pid
    os.kill(before, signal.SIGKILL)
    until(lambda: stack.restarts(name) > 0 and stack.process(name).alive)
    assert stack.process(name).pid != before
    until(lambda: green(stack) and not any(unheard(stack.run.amqp_uri, s) for s in SERVICES))


def test_a_folder_has_one_stack_at_a_time(stack: Stack) -> None:
    with pytest.raises(AlreadyRunning, match=stack.url):
        Stack(stack.folder).start()
    assert green(stack)


def test_after_a_stop_nothing_is_left_and_a_new_start_has_the_data(
    stack: Stack, folder: Path
) -> None:
    (first, *_) = found_first_people(stack)
    url, everybody = stack.url, family(stack)
    stack.stop()
    assert not any(map(_lives, everybody))
    stack.start()
    assert stack.url == url
    sign_in(stack, first)


def test_servers_that_are_given_are_used_and_none_is_started(
    tmp_path: Path, mongo_uri: str, amqp_uri: str
) -> None:
    with Stack(tmp_path, mongo_uri=mongo_uri, amqp_uri=amqp_uri) as stack:
        assert not {"mongod", "rabbitmq", "epmd"} & set(stack.names)
        assert green(stack)
    with MongoClient[Any](mongo_uri) as client:
        for service in SERVICES:
            assert f"kindhours_{service}" in client.list_database_names()
            client.drop_database(f"kindhours_{service}")


RUN = """
import sys, time
from pathlib import Path
from typing import Any
from deploy.local.show import SignIn
from deploy.local.stack import Stack
stack = Stack(Path(sys.argv[1]))
stack.start()
print(*(stack.process(name).pid for name in stack.names), flush=True)
time.sleep(600)
"""


def test_a_killed_supervisor_takes_everything_with_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout
        pids = [int(pid) for pid in supervisor.stdout.readline().split()]
        leaders = [psutil.Process(pid) for pid in pids]
        everybody = leaders + [c for one in leaders for c in one.children(recursive=True)]
        supervisor.kill()
    assert len(everybody) > 12
    until(lambda: not any(map(_lives, everybody)), seconds=60)


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
