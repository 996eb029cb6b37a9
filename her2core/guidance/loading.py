"""Reading and validating `data/guidance/`, once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from her2core.data_files import DATA, read_folder, refuse
from her2core.guidance.models import Approval, ApprovalFile, Position, PositionFile

FOLDER = DATA / "guidance"


@dataclass(frozen=True, eq=False)
class Guidance:
    """Every approval and every guideline position held."""

    approvals: tuple[Approval, ...]
    positions: tuple[Position, ...]


def read_guidance(folder: Path) -> Guidance:
    """Read the guidance in a folder.

    Raises
    ------
    DataError
        with every fault of every file, each with its file and key
    """
    approvals, faults = read_folder(ApprovalFile, folder / "approvals")
    positions, more = read_folder(PositionFile, folder / "positions")
    refuse(faults + more)
    return Guidance(
        approvals=tuple(each for file in approvals for each in file.approvals),
        positions=tuple(each for file in positions for each in file.positions),
    )


@cache
def load_guidance() -> Guidance:
    """Load the guidance of this installation, read and validated at the first call and kept."""
    return read_guidance(FOLDER)
