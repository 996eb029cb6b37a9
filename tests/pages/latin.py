"""Which Latin words a Chinese reader may meet.

A word of English never passes by itself: only a code of the data (`HER2`, `XELOX`: a digit or two capitals), a name of a
trial, a trade name, an author, a citation as it is printed, and the few of `latin_words.txt`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from her2core.data_files import DATA
from her2core.evidence import load_evidence
from her2core.evidence.agents import list_names, load_agents
from her2core.evidence.drugs import load_agent_names
from her2core.evidence.series import load_dynamics, load_meta_analyses, load_prevalence
from her2core.guidance import load_guidance
from her2core.language import LANGUAGES, _, using
from her2core.networks.nodes import load_nodes
from her2core.status.no_tier import load_other_tests

LISTED = Path(__file__).with_name("latin_words.txt")
LETTER = r"A-Za-zÀ-ɏ"
WORD = re.compile(rf"[{LETTER}][{LETTER}0-9]*(?:-[{LETTER}0-9]+)*")
CODE = re.compile(r"(?=.*\d)|(?=(?:.*[A-Z]){2})")
NAME = re.compile(r"[A-Z0-9]\w*(?:-[A-Z0-9]\w*)*")
NO_WORDS = re.compile(
    r"https?://\S+|%\{\w+\}|\b(?:DOI|doi:?)?\s?10\.\d{4,9}/[\w./;()-]+"  # where something is found
    r"|\b[A-Z0-9]+(?:_[A-Z0-9]+)+(?:=\w+)?|\bdocs/[\w-]+\.md|(?<!\w)(?:/[\w.-]+){2,}"  # what those who run a server type
    rf"|(?:\b[A-Z][{LETTER}]*,? )+(?=(?:19|20)\d\d\b)|\b[A-Z][{LETTER}]+ et al\b"  # Lancet Oncol 2023; Shah et al
)
PLACEHOLDER = re.compile(r"%?\{\w+\}")


@cache
def find_latin(text: str, *also: str) -> tuple[str, ...]:
    """Find the Latin words of a text that are neither names nor codes; the words `also` pass as well."""
    known = list_allowed().union(also)
    unknown = _find_unknown(text, known)
    # What takes longer is done only where a word is left.
    for names in (_citations, _phrases):
        if unknown:
            text = names().sub(" ", text)
            unknown = _find_unknown(text, known)
    return unknown


def _find_unknown(text: str, known: frozenset[str]) -> tuple[str, ...]:
    words = WORD.findall(NO_WORDS.sub(" ", text))
    return tuple(
        word for word in words if word not in known and not all(_is_allowed(part, known) for part in word.split("-"))
    )


def _is_allowed(part: str, known: frozenset[str]) -> bool:
    return len(part) < 2 or part.isdigit() or part in known


@cache
def list_allowed() -> frozenset[str]:
    """List the single words."""
    codes = {part for text in _texts() for word in WORD.findall(text) for part in word.split("-") if CODE.match(part)}
    trials = {word for trial in load_evidence().trials.values() for word in WORD.findall(trial.name)}
    names = {word for word in trials if CODE.match(word) and NAME.fullmatch(word)}
    authors = {word[0] for text in _printed() if (word := WORD.match(text))}
    trade_names = {word for id in load_agent_names() for word in list_names(id) if word.istitle()}
    return frozenset(codes | names | authors | trade_names | {line for line in _listed() if WORD.fullmatch(line)})


@cache
def _phrases() -> re.Pattern[str]:
    """Match names of several words, names of agents in a row of names, and what stands in both languages on purpose."""
    agents = {name for id, names in load_agent_names().items() for name in (*names.all, *list_names(id))}
    of_agents = rf"(?<=[·、])[ ]?(?:{_any(agents)})(?=、| ·|$)"
    return re.compile(
        f"{of_agents}|{_any({*LANGUAGES.values(), *(line for line in _listed() if not WORD.fullmatch(line))})}"
    )


@cache
def _citations() -> re.Pattern[str]:
    """Match any source as it is printed, wherever its lines are broken."""
    return re.compile(_any(_printed() | _sources()))


def _breakable(text: str) -> str:
    return r"\s*".join(re.escape(part) for part in re.findall(r"[\x21-\x7e]+|[^\s\x21-\x7e]", text))


def _printed() -> set[str]:
    trials = {source.citation for trial in load_evidence().trials.values() for source in trial.sources}
    tests = {each.source for test in load_other_tests() for each in test.held}
    benefits = {score.source for trial in load_evidence().trials.values() for score in trial.benefit}
    return trials | tests | benefits | {*load_nodes().sources} | {each.citation for each in load_meta_analyses()}


def _sources() -> set[str]:
    """List what guidance, agents and series name as their source, as a Chinese reader sees it."""
    guidance = load_guidance()
    agents = [part for agent in load_agents().values() for part in _values(agent.model_dump(), "source")]
    others = (*guidance.approvals, *guidance.positions, *load_prevalence(), *load_dynamics())
    with using("zh"):
        return {_(source) for source in (*agents, *(each.source for each in others))}


def _any(texts: Iterable[str]) -> str:
    return "|".join(_breakable(text) for text in sorted(texts, key=len, reverse=True))


@cache
def _listed() -> tuple[str, ...]:
    lines = (line.partition("#")[0].strip() for line in LISTED.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)


@cache
def _texts() -> tuple[str, ...]:
    """List every text in `data/`."""
    contents = (yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in DATA.rglob("*.yaml"))
    return tuple(text for content in contents for text in _values(content))


def _values(content: Any, name: str | None = None, here: bool = False) -> Iterator[str]:
    """Yield the texts in a file, or those that stand under `name`."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _values(value, name, key == name)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _values(value, name, here)
    elif isinstance(content, str) and (name is None or here):
        yield content
