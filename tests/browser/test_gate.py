"""What comes from elsewhere reads nothing, changes nothing, and makes the server ask nobody."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from socket import create_connection

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.driver import serving

WATCHED = """
import os, socket
asked = socket.getaddrinfo
def getaddrinfo(host, *rest, **more):
    with open(os.environ["ASKED"], "a") as file:
        print(host, file=file)
    return asked(host, *rest, **more)
socket.getaddrinfo = getaddrinfo
getaddrinfo("localhost", 1)
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a server writes each name that it looks up."""
    return tmp_path_factory.mktemp("watched") / "asked"


@pytest.fixture(scope="module")
def watched(asked: Path) -> Iterator[str]:
    """Run a server whose resolver is watched, as the README says to start it."""
    asked.with_name("sitecustomize.py").write_text(WATCHED)
    place = {"PYTHONPATH": str(asked.parent), "ASKED": str(asked), "HER2_DATABASE_URL": "none"}
    with serving(environment=place) as address:
        yield address


def knock(server: str, host: str | None = None, origin: str | None = None) -> bytes:
    """Ask for the app as a page of `origin` does that reached the server under the name `host`; return the first message."""
    port = int(server.rpartition(":")[2])
    with connect(
        f"ws://{host or 'localhost'}:{port}/_stcore/stream",
        sock=create_connection(("localhost", port)),
        origin=Origin(origin or server),
        subprotocols=["streamlit"],  # type: ignore[list-item]
        open_timeout=20,
    ) as socket:
        message = BackMsg()
        message.rerun_script.SetInParent()
        socket.send(message.SerializeToString())
        received = socket.recv(timeout=20)
        assert isinstance(received, bytes)
        return received


def test_a_page_of_this_server_is_served(watched: str) -> None:
    assert knock(watched)


@pytest.mark.parametrize("host", ["rebound.example", "localhost.example", "169.254.169.254"])
def test_a_foreign_name_that_leads_here_is_refused_though_its_page_is_its_own(watched: str, host: str) -> None:
    """DNS rebinding: another site's name comes to mean this machine, and the browser holds the two for one site."""
    port = watched.rpartition(":")[2]
    with pytest.raises(InvalidStatus) as refusal:
        knock(watched, host=host, origin=f"http://{host}:{port}")
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://elsewhere.example", "https://localhost.example", "null", "http://localhost:1"]
)
def test_a_page_of_another_site_is_refused_at_once(watched: str, origin: str) -> None:
    start = time.monotonic()
    with pytest.raises(InvalidStatus) as refusal:
        knock(watched, origin=origin)
    assert refusal.value.response.status_code == 403
    request = urllib.request.Request(f"{watched}/_stcore/health", headers={"Origin": origin})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=20)
    assert time.monotonic() - start < 5, "the server waits for somebody"


def test_the_server_asks_no_other_machine_whoever_knocks(watched: str, asked: Path) -> None:
    for origin in ("http://elsewhere.example", "https://checkip.example"):
        with pytest.raises(InvalidStatus):
            knock(watched, origin=origin)
    knock(watched)
    names = set(asked.read_text().split())
    assert names, "nothing was watched"
    assert names <= {"localhost", "127.0.0.1", "::1", "None"}
