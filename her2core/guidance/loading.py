"""Reading and validating `data/guidance/`, once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from her2core.data_files import DATA, read_folder, refuse
from her2core.guidance.models import Approval, ApprovalFile, Position, PositionFile
from her2core.own import mark_own, read_own

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
    """Load the guidance of this installation and the hospital's own, read and validated at the first call and kept."""
    ours = read_guidance(FOLDER)
    return Guidance((*ours.approvals, *own_approvals()[0]), (*ours.positions, *own_positions()[0]))


def own_approvals() -> tuple[tuple[Approval, ...], tuple[str, ...]]:
    """Return the approvals that the hospital itself holds, marked, and the faults of the files that are left out."""
    files, faults = read_own(ApprovalFile, "guidance/approvals")
    marked = (each.model_copy(update=_mark(each, "her2_text")) for file in files for each in file.approvals)
    return tuple(marked), faults


def own_positions() -> tuple[tuple[Position, ...], tuple[str, ...]]:
    """Return the positions that the hospital itself holds, marked, and the faults of the files that are left out."""
    files, faults = read_own(PositionFile, "guidance/positions")
    marked = (each.model_copy(update=_mark(each, "edition")) for file in files for each in file.positions)
    return tuple(marked), faults


def _mark(each: Approval | Position, text: str) -> dict[str, str]:
    """Both the text that stands wherever it is listed, and its source."""
    return {name: mark_own(getattr(each, name)) for name in (text, "source")}
