"""What helps to read the evidence: a glossary, and what the source review covers."""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Text


class Word(Model):
    """A word that charts and tables use, and what it means."""

    term: Text
    says: Text


class Topic(Model):
    """A topic of the source review; `page` and `ask` (filters by their names in a link) show what is held on it."""

    says: Text
    page: Literal["classify", "outcomes", "safety"]
    ask: dict[str, str]


class Review(Model):
    """The review from which this collection started."""

    review: Text
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]


class _Glossary(Model):
    terms: tuple[Word, ...]


@cache
def load_glossary() -> tuple[Word, ...]:
    """Load the words that are explained, in the order in which they are listed."""
    return read(_Glossary, DATA / "glossary.yaml").terms


@cache
def load_review() -> Review:
    """Load what the source review covers."""
    return read(Review, DATA / "source-review.yaml")
