"""What is said when something given cannot be used."""

from typing import Self

from her2core.language import Message


class InputError(ValueError):
    """Something entered cannot be used.

    Parameters
    ----------
    field : the name of the entry, as in a link ("ihc", "ratio", ...)
    given : what was entered, as it was entered
    accepted : what would have been accepted
    problem : what is wrong, where "is not accepted" says too little
    sentence : all of it in one sentence, which then stands in place of the rest
    """

    def __init__(
        self, field: str, given: object, accepted: str, problem: str | None = None, sentence: Message | None = None
    ) -> None:
        self.field, self.given, self.accepted = field, given, accepted
        shown = given if isinstance(given, Message) or not isinstance(given, str) else repr(given)
        self.problem = problem
        self.message = sentence or (
            Message(
                "{given} given; {problem}; accepted: {accepted}",
                given=_short(shown),
                problem=problem,
                accepted=accepted,
            )
            if problem
            else Message("{given} given; accepted: {accepted}", given=_short(shown), accepted=accepted)
        )
        super().__init__(f"{field}: {self.message}")

    def without_trace(self) -> Self:
        """Return this without where it was raised, to be kept: that holds all that the code had at hand, such as a whole cohort."""
        self.__cause__ = self.__context__ = None
        return self.with_traceback(None)


def _short(given: object) -> object:
    """What was given, whole where it is short: a hostile entry must not fill the screen."""
    text = str(given)
    return given if len(text) <= 80 else text[:77] + "..."


class DataError(Exception):
    """The files in `data/` hold faults; `faults` lists each with its file and key."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))
