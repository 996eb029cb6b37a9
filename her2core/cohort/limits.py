"""What a file with a cohort may be, and how it is said that one is not."""

from collections import Counter
from collections.abc import Sequence

from her2core.language import Message

LARGEST = 200 * 1024 * 1024
"""Bytes of an upload."""
ROWS, COLUMNS, CELLS = 5_000_000, 1_000, 200_000_000
UNPACKED, RATIO, SUSPECT = 1 << 30, 200, 50 << 20
"""Bytes that a packed file may unpack to; how many times its size, where it unpacks to more than `SUSPECT` bytes."""
TEXT = LARGEST
"""Bytes that the cells of a packed file may be as text: no more than an upload of text may be."""
ACCEPTED = Message("a CSV, TSV, XLSX or Parquet file")


class FileError(ValueError):
    """A file that cannot be read; `message` says what was found and what is accepted."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def check_names(names: Sequence[str]) -> None:
    """Check the names of columns: not too many, none empty, each once."""
    if len(names) > COLUMNS:
        raise FileError(
            Message("The file has {found} columns; at most {most} are accepted.", found=len(names), most=COLUMNS)
        )
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise FileError(Message("Several columns have the same name: {names}.", names=_some(twice)))


def check_text(size: int) -> None:
    """Check how many bytes a packed file has become as text."""
    if size > TEXT:
        raise FileError(
            Message(
                "As text the file has more than {most} MB; it is not opened here. Larger ones: the command classify-cohort.",
                most=TEXT >> 20,
            )
        )


def too_many_rows(rows: int) -> FileError:
    """Return what is said of a file that is too long."""
    return FileError(
        Message(
            "The file has {found} rows; at most {most} are accepted here. Larger ones: the command classify-cohort.",
            found=f"{rows:,}",
            most=f"{ROWS:,}",
        )
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join(name[:60] for name in names[:5])
