"""What a column of a cohort holds, by its name. Only names of `data/columns.yaml` are known: nothing is guessed."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, cached_property

from her2core.data_files import DATA, Model, read
from her2core.status.lexicon import plain


class Column(StrEnum):
    """What a column may hold."""

    IHC = "ihc"
    ISH = "ish"
    RATIO = "ratio"
    HER2_COPIES = "her2_copies"
    CEP17_COPIES = "cep17_copies"
    NUCLEI = "nuclei"
    PATIENT = "patient"
    SPECIMEN = "specimen"
    YEAR = "year"
    SITE = "site"


class Names(Model):
    """The names of the columns of one role.

    Attributes
    ----------
    names : whole names
    words : what the name holds beside the marker and words that say nothing by themselves
    words_with_marker : the same, where the name holds the marker as well
    marker, beside : of this role, where they are not those of all
    """

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    words_with_marker: tuple[str, ...] = ()
    marker: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class ColumnNames(Model):
    """The table of known names."""

    marker: tuple[str, ...]
    beside: tuple[str, ...]
    roles: dict[Column, Names]

    @cached_property
    def whole(self) -> dict[str, Column]:
        """The role of each whole name."""
        return {_plain(name): role for role, of in self.roles.items() for name in of.names}

    def role(self, name: str) -> Column | None:
        """Find the role of a name, where one alone knows it."""
        if plain(name).endswith(("+", "-")):
            return None  # a result
        text = _plain(name)
        if text in self.whole:
            return self.whole[text]
        roles = [role for role in self.roles if self._is_of(role, text)]
        return roles[0] if len(roles) == 1 else None

    def _is_of(self, role: Column, text: str) -> bool:
        return any(pattern.fullmatch(text) for pattern in self._patterns[role])

    @cached_property
    def _patterns(self) -> dict[Column, tuple[re.Pattern[str], ...]]:
        """For each role what a name may be: nothing, the marker or what is beside it, around one of its words."""
        patterns = {}
        for role, of in self.roles.items():
            marker = _any(of.marker or self.marker)
            around = f"(?:{_any((*(of.marker or self.marker), *self.beside, *of.beside))})*"
            found = [f"{around}(?:{_any(of.words)}){around}"] if of.words else []
            if of.words_with_marker:
                found.append(f"(?=.*(?:{marker})){around}(?:{_any(of.words_with_marker)}){around}")
            patterns[role] = tuple(re.compile(each) for each in found)
        return patterns


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(map(_plain, words), key=len, reverse=True))


def _plain(name: str) -> str:
    """Marks between words carry no meaning in the name of a column, beside what carries none anywhere."""
    return re.sub(r"[\s_()\[\]{}/.,:;#='\"-]+", "", plain(name))


LONGEST = 120
"""Characters of the name of a column; a longer one is a sentence."""


@cache
def load_column_names() -> ColumnNames:
    """Load the table of known names.

    Raises
    ------
    DataError
        naming the faults of the file
    """
    return read(ColumnNames, DATA / "columns.yaml")


def _candidates(names: Sequence[str]) -> dict[Column, tuple[str, ...]]:
    known = load_column_names()
    roles = {name: known.role(name) if len(name) <= LONGEST else None for name in names}
    return {role: of for role in Column if (of := tuple(name for name in names if roles[name] is role))}


def recognise(names: Sequence[str]) -> dict[Column, str]:
    """Recognise the column of each role that one column alone is known to hold.

    >>> recognise(["病案号", "HER2免疫组化", "FISH"])
    {<Column.IHC: 'ihc'>: 'HER2免疫组化', <Column.ISH: 'ish'>: 'FISH', <Column.PATIENT: 'patient'>: '病案号'}
    """
    return {role: columns[0] for role, columns in _candidates(names).items() if len(columns) == 1}


def ambiguous(names: Sequence[str]) -> dict[Column, tuple[str, ...]]:
    """List the columns of each role that several columns may hold: which of them, only the reader knows."""
    return {role: columns for role, columns in _candidates(names).items() if len(columns) > 1}
