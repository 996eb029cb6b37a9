"""What a visitor does in any browser: open, click, fill, read, go back, take a file along."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
PATIENCE = 60
"""Seconds after which what was waited for does not come."""
CONTROL, ENTER = "\ue009", "\ue007"
PARTIAL = (".part", ".wkdownload")


class Visitor(ABC):
    """A visitor with a browser of their own. A browser's driver brings the abstract moves; `folder` takes its downloads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to an address."""

    @abstractmethod
    def press_back(self) -> None:
        """Press Back at once."""

    @abstractmethod
    def evaluate(self, expression: str) -> str:
        """Return the text that an expression amounts to on the page."""

    @abstractmethod
    def press(self, x: int, y: int) -> None:
        """Click at a place of the window."""

    @abstractmethod
    def _act(self, device: str, actions: list[dict[str, Any]]) -> None:
        """Do on a device of the visitor, in the words of WebDriver."""

    @abstractmethod
    def picture(self) -> bytes:
        """Return what is seen, as PNG."""

    def type(self, text: str) -> None:
        """Type into what has the focus, and say that it is done: in a browser without a window no field is left by a click."""
        moves = [(move, sign) for sign in text for move in ("keyDown", "keyUp")]
        moves += [("keyDown", CONTROL), ("keyDown", ENTER), ("keyUp", ENTER), ("keyUp", CONTROL)]
        self._act("key", [{"type": move, "value": sign} for move, sign in moves])

    def click(self, kind: str, name: str, row: str | None = None) -> None:
        """Click a button, choice, drawer, field or link by its name, once it stands still and a click would reach it."""
        places: list[Any] = [None]

        def still() -> bool:
            places.append(self.ask("place", kind, name, row))
            return places[-1] is not None and places[-1] == places[-2]

        self.wait_until(f"{kind} {name!r} can be clicked", still)
        self.press(*places[-1])

    def back(self) -> None:
        """Press Back, once what was done before is answered: pressed earlier it may go further than the reader can know."""
        self.wait_until("the page rests", lambda: self.ask("quiet"))
        self.press_back()

    def choose(self, row: str, name: str) -> None:
        """Choose an option of a row of buttons, and wait until it is lit."""
        self.click("choice", name, row)
        self.wait_until(f"{name!r} of {row!r} is lit", lambda: self.ask("chosen", name, row))

    def fill(self, name: str, text: str) -> None:
        """Type a text into an empty field."""
        self.click("field", name)
        self.type(text)
        self.wait_until(f"{text!r} stands in {name!r}", lambda: self.ask("typed", name) == text)

    def download(self, button: str, whole: Callable[[Path], bool]) -> Path:
        """Click a button and return the file that comes of it, once it is whole."""
        self.click("button", button)

        def files() -> list[Path]:
            return [file for file in self.folder.iterdir() if file.suffix not in PARTIAL and whole(file)]

        self.wait_until(f"{button!r} is downloaded", lambda: bool(files()))
        return files()[0]

    def texts(self, selector: str) -> list[str]:
        """Return the text of everything in sight that a selector names."""
        return list(self.ask("texts", selector))

    def wait_until(self, what: str, condition: Callable[[], bool]) -> None:
        """Wait until something is so; what does not come is a failure that says what was waited for."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"not within {PATIENCE} s: {what}. At {self.ask('address')}: {self.texts('body')}")
            time.sleep(0.1)

    def ask(self, question: str, *about: str | None) -> Any:
        """Return what the page answers to one of the questions of `visitor.js`."""
        answer = self.evaluate(f"JSON.stringify({SCRIPT.strip()}.{question}(...{json.dumps(about)}) ?? null)")
        return json.loads(answer)
