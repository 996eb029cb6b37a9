"""Firefox by its own WebDriver BiDi, so that no geckodriver is needed."""

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.driver import Missing
from tests.browsers.visitor import PATIENCE, Visitor


class Firefox(Visitor):
    """A visitor with a Firefox without a window."""

    def __init__(self, line: ClientConnection, folder: Path) -> None:
        super().__init__(folder)
        self._line, self._sent = line, 0
        self._tell("session.new", capabilities={})
        self._tab = self._tell("browsingContext.getTree")["contexts"][0]["context"]
        self._tell("browsingContext.setViewport", context=self._tab, viewport={"width": 1440, "height": 900})

    def open(self, address: str) -> None:
        self._tell("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def press_back(self) -> None:
        self._tell("browsingContext.traverseHistory", context=self._tab, delta=-1)

    def evaluate(self, expression: str) -> str:
        answer = self._tell("script.evaluate", expression=expression, target={"context": self._tab}, awaitPromise=False)
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return str(answer["result"]["value"])

    def press(self, x: int, y: int) -> None:
        move = {"type": "pointerMove", "x": x, "y": y}
        self._act("pointer", [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def picture(self) -> bytes:
        return base64.b64decode(self._tell("browsingContext.captureScreenshot", context=self._tab)["data"])

    def close(self) -> None:
        """Close the browser."""
        self._tell("browser.close")

    def _act(self, device: str, actions: list[dict[str, Any]]) -> None:
        self._tell(
            "input.performActions", context=self._tab, actions=[{"type": device, "id": device, "actions": actions}]
        )

    def _tell(self, method: str, **params: Any) -> dict[str, Any]:
        self._sent += 1
        self._line.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while (answer := json.loads(self._line.recv(60))).get("id") != self._sent:
            pass
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        return dict(answer["result"])


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Start Firefox with a fresh profile in `folder`, which takes its downloads too."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        raise Missing("no Firefox found: install one (Debian: apt-get install firefox-esr)")
    downloads, profile = folder / "downloads", folder / "profile"
    downloads.mkdir()
    profile.mkdir()
    preferences = {"browser.download.folderList": 2, "browser.download.dir": str(downloads)}
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()),
        encoding="utf-8",
    )
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with (folder / "firefox.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as running:
        try:
            with connect(f"ws://{_door(profile)}/session", max_size=None) as line:
                browser = Firefox(line, downloads)
                yield browser
                browser.close()
        finally:
            running.terminate()


def _door(profile: Path) -> str:
    """Return host and port at which Firefox listens, which it writes into its profile when it does."""
    note = profile / "WebDriverBiDiServer.json"
    end = time.monotonic() + PATIENCE
    while not note.exists() or not note.stat().st_size:
        if time.monotonic() > end:
            raise Missing("Firefox did not start")
        time.sleep(0.1)
    door = json.loads(note.read_text(encoding="utf-8"))
    return f"{door['ws_host']}:{door['ws_port']}"
