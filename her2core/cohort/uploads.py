"""How much all sessions of a server together may hold of cohorts that were uploaded."""

import threading
import weakref
from collections.abc import Mapping

from her2core.cohort.limits import FileError
from her2core.errors import DataError
from her2core.language import Message
from her2core.process.memory import read_memory_limit

SETTING, DEFAULT = "HER2_UPLOADS_MB", 400
"""The variable that sets the limit in MB, and the limit where nobody sets it: room for two files of the largest size."""
TIMES = 16
"""A file that is open takes about so many times its bytes, so the limit that nobody sets leaves room for that."""


class Reservation:
    """The part that one file takes, for as long as somebody holds this."""

    def __init__(self, size: int) -> None:
        self.size = size


class Uploads:
    """The files that are open in all sessions, and how many bytes they may have together.

    A share ends with the last that holds it: a session that ends, however it ends, need not say so.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._shares: weakref.WeakSet[Reservation] = weakref.WeakSet()
        self._lock = threading.Lock()

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Uploads":
        """Read the limit that the environment sets.

        Raises
        ------
        DataError
            where it is set to what is not a number of MB
        """
        text = environment.get(SETTING, "").strip()
        if text and not (text.isascii() and text.isdecimal() and int(text) > 0):
            raise DataError([f"{SETTING}: {text!r} given; accepted: a whole number of MB above 0"])
        return cls(int(text) << 20 if text else min(DEFAULT << 20, read_memory_limit() // TIMES))

    def open(self) -> int:
        """Count the bytes of the files that are open."""
        return sum(share.size for share in self._shares)

    def reserve(self, size: int) -> Reservation:
        """Reserve the share of a file of so many bytes.

        Raises
        ------
        FileError
            where there is no room for it beside what is open
        """
        share = Reservation(0)
        self._shares.add(share)
        self.enlarge(share, size)
        return share

    def enlarge(self, share: Reservation, size: int) -> None:
        """Set the share of a file that has turned out to hold so many bytes.

        Raises
        ------
        FileError
            where there is no room for them beside what is open
        """
        with self._lock:
            together = self.open() - share.size + max(size, share.size)
            if together > self.most:
                raise FileError(
                    Message(
                        "This server has no room for it now: with this file {found} MB would be open in all sessions together, and "
                        "at most {most} MB are accepted. Try again once another file has been closed.",
                        found=-(-together >> 20),
                        most=self.most >> 20,
                    )
                )
            share.size = max(size, share.size)
