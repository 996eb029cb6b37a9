"""The answer to a click is drawn first."""

import time

SECONDS = 0.06
"""Longer than the server gathers messages before it sends them (0.01 s)."""


def flush_answer() -> None:
    """Let the answer reach the browser before what follows it.

    A browser that gets the answer and the filters around it at once draws all of them before it shows any.
    """
    time.sleep(SECONDS)
