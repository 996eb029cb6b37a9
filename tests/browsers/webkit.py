"""WebKit by plain WebDriver, which needs no Selenium: WebKitGTK's own driver and browser, on a screen that nobody sees."""

import base64
import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.driver import Missing, free_port
from tests.browsers.visitor import PATIENCE, Visitor


class WebKit(Visitor):
    """A visitor with WebKitGTK's MiniBrowser."""

    def __init__(self, driver: str, folder: Path) -> None:
        super().__init__(folder)
        self._driver = driver
        session = self._tell("POST", "/session", capabilities={})
        self._session = f"/session/{session['sessionId']}"
        self._tell("POST", f"{self._session}/window/rect", x=0, y=0, width=1440, height=900)

    def open(self, address: str) -> None:
        self._tell("POST", f"{self._session}/url", url=address)

    def press_back(self) -> None:
        self._tell("POST", f"{self._session}/back")

    def evaluate(self, expression: str) -> str:
        return str(self._tell("POST", f"{self._session}/execute/sync", script=f"return {expression}", args=[]))

    def press(self, x: int, y: int) -> None:
        move = {"type": "pointerMove", "x": x, "y": y, "duration": 0}
        self._act("pointer", [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def picture(self) -> bytes:
        return base64.b64decode(self._tell("GET", f"{self._session}/screenshot"))

    def close(self) -> None:
        """Close the browser."""
        self._tell("DELETE", self._session)

    def _act(self, device: str, actions: list[dict[str, Any]]) -> None:
        self._tell("POST", f"{self._session}/actions", actions=[{"type": device, "id": device, "actions": actions}])

    def _tell(self, method: str, path: str, **params: Any) -> Any:
        body = json.dumps(params).encode() if method == "POST" else None
        request = urllib.request.Request(self._driver + path, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as fault:
            raise RuntimeError(f"{path}: {fault.read().decode()}") from fault


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """Start WebKitGTK with a home of its own in `folder`, which takes its downloads too."""
    for program, package in (("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")):
        if shutil.which(program) is None:
            raise Missing(f"no {program} found: install it (Debian: apt-get install {package})")
    downloads = folder / "downloads"
    downloads.mkdir()
    (folder / ".config").mkdir()
    (folder / ".config" / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{downloads}"\n', encoding="utf-8")
    port = free_port()
    with _screen() as screen, (folder / "webkit.log").open("w") as log:
        environment = os.environ | {
            "DISPLAY": screen,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / ".config"),
            "NO_AT_BRIDGE": "1",  # there is no bus of accessibility in memory
        }
        command = ["WebKitWebDriver", f"--port={port}"]
        with subprocess.Popen(command, env=environment, stdout=log, stderr=log) as driver:
            try:
                browser = WebKit(_door(port), downloads)
                yield browser
                browser.close()
            finally:
                driver.terminate()


@contextmanager
def _screen() -> Iterator[str]:
    """Start a screen in memory, and yield its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-screen", "0", "1440x1000x24", "-nolisten", "tcp", "-displayfd", str(writing)]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        try:
            with os.fdopen(reading) as name:
                yield f":{name.readline().strip()}"
        finally:
            screen.terminate()


def _door(port: int) -> str:
    """Return the address of the driver, once it answers."""
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{address}/status", timeout=5).close()
            return address
        except OSError:
            if time.monotonic() > end:
                raise Missing("WebKitWebDriver did not start") from None
            time.sleep(0.1)
