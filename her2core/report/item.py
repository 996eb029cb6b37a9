"""What a meeting's list holds besides a case."""

from dataclasses import dataclass, replace

from her2core.board.checks import strip_invisible


@dataclass(frozen=True)
class Item:
    """What a meeting's list holds besides the case."""

    label: str
    question: str = ""
    note: str = ""
    discussed: bool = False
    conclusion: str = ""
    meeting: str = ""

    def strip_invisible(self) -> "Item":
        """Return the same without marks that cannot be seen: they break files, or turn what follows."""
        question, note, conclusion = (
            strip_invisible(text, lines=True) for text in (self.question, self.note, self.conclusion)
        )
        return replace(self, label=strip_invisible(self.label), question=question, note=note, conclusion=conclusion)
