"""The codes that other houses write in FHIR, read from `data/fhir.yaml`."""

from functools import cache, cached_property

from her2core.data_files import DATA, Model, read
from her2core.report.fhir.codes import LOINC, SCORES, TESTS
from her2core.status.case import Field
from her2core.terms import IshResult


class ForeignCodes(Model):
    """Observations and answers of other houses.

    Attributes
    ----------
    observations : LOINC codes of what is observed
    systems : the addresses of code systems, by the names used below
    answers : codes of an ISH result
    units : what may stand as the unit of a plain number
    """

    observations: dict[Field, tuple[str, ...]]
    systems: dict[str, str]
    answers: dict[IshResult, dict[str, tuple[str, ...]]]
    units: frozenset[str]

    @cached_property
    def fields(self) -> dict[tuple[str, str], Field]:
        """What is observed, by code system and code; ours are among them."""
        own = {(LOINC, code): field for field, code in TESTS.items()}
        return {**own, **{(LOINC, code): field for field, codes in self.observations.items() for code in codes}}

    @cached_property
    def results(self) -> dict[tuple[str, str], IshResult]:
        """The ISH result of each answer, by code system and code."""
        return {
            (self.systems[name], code): result
            for result, of in self.answers.items()
            for name, codes in of.items()
            for code in codes
        }

    @cached_property
    def answer_codes(self) -> frozenset[str]:
        """Every code of an answer, in whichever system."""
        return frozenset({code for _system, code in self.results} | set(SCORES.values()))


@cache
def load_foreign_codes() -> ForeignCodes:
    """Load the codes of other houses.

    Raises
    ------
    DataError
        naming the faults of the file
    """
    return read(ForeignCodes, DATA / "fhir.yaml")
