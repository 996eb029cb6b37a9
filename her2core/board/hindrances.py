"""Why a list cannot be kept or read, in words for whoever is at the screen; the log says which database it is."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from her2core.language import Message

WAIT = 5
"""Seconds that a change waits, all in all, for what holds the list."""


class StoreError(Exception):
    """The list cannot be read or kept; `message` says why, for whoever is at the screen."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


class Hindrance(Exception):
    """Something other than the database stands in the way."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(why)


HELD = Message("it was held elsewhere for more than {seconds} seconds; nothing was changed, so try again", seconds=WAIT)
REPLACED = Message(
    "its file was removed or replaced while this program ran, and nothing was written; put the file back, or start the program anew"
)


def describe_location(address: URL) -> str:
    """Describe where the list is kept, as a reader may know it: a file by its name, a server not by its address."""
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    return Message("the database of this installation")


@contextmanager
def explain_faults(address: URL) -> Iterator[None]:
    """Explain in plain words why a database cannot be used; the log says which one it is."""
    try:
        yield
    except (SQLAlchemyError, OSError) as fault:
        raise _logged(address, StoreError(_sentence(reason_of(fault), describe_location(address)))) from fault
    except Hindrance as fault:
        raise _logged(address, StoreError(_sentence(fault.why, describe_location(address)))) from fault


def _sentence(why: Message, where: str) -> Message:
    kept = Message("The case on the screen is kept in the address of the page.")
    return Message("The list cannot be kept in {place}: {why}. {kept}", place=where, why=why, kept=kept)


def reason_of(fault: Exception) -> Message:
    """Name in plain words what hindered a database."""
    text = str(getattr(fault, "orig", None) or fault).lower()
    code = getattr(getattr(fault, "orig", None), "sqlstate", None)
    if (
        "disk is full" in text
        or "no space left" in text
        or "disk i/o" in text
        or "file too large" in text
        or code == "53100"
    ):
        return Message("the disk is full")
    if (
        any(word in text for word in ("readonly", "read-only", "permission denied", "unable to open"))
        or code == "25006"
    ):
        return Message("it can only be read, or not even that")
    if "not a database" in text or "malformed" in text:
        return Message("the file there is damaged, or is no database of this program")
    if "locked" in text or code in ("55P03", "57014"):
        return HELD
    if str(code).startswith(("08", "57P")) or (
        code is None and any(word in text for word in ("connection", "could not translate", "timeout", "resolve"))
    ):
        return Message("the database cannot be reached")
    return Message("the database refused it; the log of the server has the details")


def _logged(address: URL, fault: StoreError) -> StoreError:
    # No error of the program: it is met and said. Whoever runs the server needs the address, which readers are not shown.
    logging.getLogger("her2board").warning(
        "the list cannot be kept in %s", address.set(query={}).render_as_string(hide_password=True), exc_info=True
    )
    return fault
