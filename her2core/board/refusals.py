"""What a list refuses, whoever asks: `message` says why and how to go on."""

from her2core.board.entry import MOST
from her2core.language import Message


class Gone(Exception):
    """The case is not on the list any more."""

    def __init__(self) -> None:
        self.message = Message("This case is not on the list any more: somebody removed it. It can be put back below.")
        super().__init__(self.message)


class Full(Exception):
    """The list cannot hold another case."""

    def __init__(self, standing: int, more: int) -> None:
        self.message = Message(
            "The list holds {standing} cases and {more} were to be added; it may hold {most}. Save it as a file and remove what has "
            "been discussed.",
            standing=standing,
            more=more,
            most=MOST,
        )
        super().__init__(self.message)
