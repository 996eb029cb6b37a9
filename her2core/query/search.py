"""What a reader may mean by what they type: trials and agents by any of their names, by number, author or drug, the likeliest first.

Capitals, accents, hyphens and spaces do not count; a word may be cut short or hold a typing error. The order is that of likeness,
then, among trials, those that have reported, the strongest design first; never by result.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache

from her2core.data_files import DATA, Model, read
from her2core.evidence.agents import agent_name, list_names, load_agents
from her2core.evidence.drugs import list_agents_of, load_agent_names
from her2core.evidence.loading import Evidence
from her2core.evidence.models import Text, Trial
from her2core.evidence.strength import order
from her2core.language import _, current_language

MOST = 8
"""How many hits are shown at most."""
BY_NAME = 6
"""The score of what is meant by a word of its name, or by more of it."""
LONGEST = 200
"""How much of a text is read, in characters."""
SHORTEST_WITH_ERROR = 4
"""From how many letters on a word may hold a typing error: shorter ones are like too many."""
ALIKE = 0.8
"""How alike two words must be, from 0 to 1, for one to be the other with a typing error."""


class Kind(StrEnum):
    """What a hit leads to: a trial, the card of an agent, the trials of an agent, or two trials side by side."""

    TRIAL = "trial"
    AGENT = "agent"
    TRIALS_OF_AGENT = "trials"
    COMPARISON = "compare"


@dataclass(frozen=True)
class Hit:
    """What a reader may mean; `ids` are those of trials, or of one agent."""

    kind: Kind
    ids: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    """A trial or an agent with its names, its numbers, and the other words that lead to it."""

    kind: Kind
    id: str
    names: tuple[str, ...]
    numbers: frozenset[str]
    name_words: frozenset[str]
    words: tuple[str, ...]
    text: str
    place: int


class _Typing(Model):
    filler: tuple[Text, ...]
    between: tuple[Text, ...]
    short: dict[Text, Text]


@cache
def _load_typing() -> _Typing:
    return read(_Typing, DATA / "search.yaml")


def search(text: str, evidence: Evidence, most: int = MOST) -> tuple[Hit, ...]:
    """List what a reader may mean by a text, the likeliest first; nothing for an empty one.

    An agent leads to its card, where there is one, and to its trials; two names with "vs" between them lead to a comparison.
    """
    both = [_find(part, evidence, 1, (Kind.TRIAL,), BY_NAME) for part in _split(text)]
    hits: list[Hit] = []
    if len(both) > 1 and all(both):
        ids = tuple(dict.fromkeys(part[0].ids[0] for part in both))
        hits += [Hit(Kind.COMPARISON, ids)] if len(ids) > 1 else []
    hits += _find(text, evidence, most, (Kind.AGENT, Kind.TRIAL))
    return tuple(hits[:most])


def describe_hit(hit: Hit, evidence: Evidence) -> tuple[str, str]:
    """Describe a hit in full: what it is, and what tells it from others."""
    if hit.kind is Kind.COMPARISON:
        names = " · ".join(_(evidence.trials[id].name) for id in hit.ids)
        return names, _("Compare")
    (id,) = hit.ids
    if hit.kind is Kind.TRIAL:
        trial = evidence.trials[id]
        drugs = dict.fromkeys(agent_name(agent) for agent in list_agents_of(trial.arms))
        return _(trial.name), " · ".join([*([trial.registry] if trial.registry else []), *drugs])
    names = " · ".join(list_names(id)[1:])
    if hit.kind is Kind.TRIALS_OF_AGENT:
        return _("{agent}: trials", agent=agent_name(id)), names
    return _("{agent}: dose, warnings, monitoring", agent=agent_name(id)), names


def _find(text: str, evidence: Evidence, most: int, kinds: Sequence[Kind], least: float = 1) -> list[Hit]:
    readings = _read(text[:LONGEST])
    scored = [
        (-score, entry.kind is Kind.TRIAL, entry.place, entry)
        for entry in _index(evidence, current_language())
        if entry.kind in kinds and (score := max((_score(typed, entry) for typed in readings), default=0)) >= least
    ]
    scored.sort(key=lambda each: each[:3])
    hits: list[Hit] = []
    for *_key, entry in scored[:most]:
        if entry.kind is Kind.TRIAL:
            hits.append(Hit(Kind.TRIAL, (entry.id,)))
            continue
        hits += [Hit(Kind.AGENT, (entry.id,))] if entry.id in load_agents() else []
        hits += [Hit(Kind.TRIALS_OF_AGENT, (entry.id,))] if entry.id in load_agent_names() else []
    return hits


def _score(typed: Sequence[str], entry: _Entry) -> float:
    """How likely an entry is meant, 0 where it is not."""
    whole = "".join(typed)
    if any(number in whole for number in entry.numbers):  # also where the rest of an address stands around it
        return 10
    if whole in entry.names:
        return 9 - entry.names.index(whole) / 1000  # that whose own name it is comes before a class that names it too
    if any(name.startswith(whole) for name in entry.names):
        return 8 + len(whole) / max(len(name) for name in entry.names if name.startswith(whole)) / 2
    if len(whole) >= SHORTEST_WITH_ERROR and any(number.startswith(whole) for number in entry.numbers):
        return 7
    if whole in entry.name_words:
        return BY_NAME
    if any(whole in name for name in entry.names) and len(whole) > 1:
        return 5
    of_one = entry.kind is Kind.TRIAL or len(typed) == 1  # several words may name a trial, but not one agent
    if of_one and all(_is_in(word, entry) for word in typed):
        return 4
    best = max((_likeness(whole, name) - place / 1000 for place, name in enumerate(entry.names)), default=0)
    if best >= ALIKE - len(entry.names) / 1000:
        return 2 + best
    return 1 if of_one and len(whole) >= SHORTEST_WITH_ERROR and all(_is_like(word, entry) for word in typed) else 0


def _is_in(word: str, entry: _Entry) -> bool:
    """Whether a word begins one of an entry; Chinese is written without spaces, and stands anywhere."""
    if _CHINESE.search(word):
        return word in entry.text
    if len(word) == 1 or word.isdigit():
        return word in entry.words
    return any(each.startswith(word) for each in entry.words)


def _is_like(word: str, entry: _Entry) -> bool:
    return _is_in(word, entry) or any(_likeness(word, each) >= ALIKE for each in entry.words)


def _likeness(one: str, other: str) -> float:
    """How alike two words are, 0 to 1; of other lengths or short they are not."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < SHORTEST_WITH_ERROR or shorter < ALIKE * longer or one.isdigit():
        return 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0


_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z]+|\d+")
_BEYOND_NAME = re.compile(r"\s*[(（:：,，].*$")


def _list_words(text: str) -> list[str]:
    """The words and numbers of a text, without capitals, accents and leading zeros."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(letter)
    )
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in _WORD.findall(plain)]


def _squeeze(text: str) -> str:
    return "".join(_list_words(text))


def _read(text: str) -> list[list[str]]:
    """What was typed, as words, and again with short forms written out; fillers are left out unless there is nothing else."""
    typing = _load_typing()
    words = [word for word in _list_words(text) if word not in typing.between]
    for filler in typing.filler:
        if _CHINESE.search(filler):
            words = [word.removesuffix(filler) or word for word in words]
    words = [word for word in words if word not in typing.filler] or words
    written_out = [part for word in words for part in _list_words(typing.short.get(word, word))]
    return [words] * bool(words) + [written_out] * (written_out != words)


def _split(text: str) -> list[str]:
    """The parts of a text with a word for "compared with" between them."""
    words = sorted(_load_typing().between, key=len, reverse=True)
    pattern = "|".join(rf"\s*{re.escape(w)}\s*" if _CHINESE.search(w) else rf"\s+{re.escape(w)}\.?\s+" for w in words)
    return [part for part in re.split(pattern, text.strip(), flags=re.IGNORECASE) if part]


@lru_cache(maxsize=4)
def _index(evidence: Evidence, _language: str) -> tuple[_Entry, ...]:
    """Every trial and agent with what leads to it; trials that have reported first, in the order of their strength."""
    trials = sorted(evidence.trials.values(), key=lambda trial: (not trial.outcomes, *order(trial, alone=True)))
    agents = sorted({*load_agent_names(), *load_agents()}, key=lambda id: (id not in load_agents(), id))
    return (
        *(_index_trial(trial, place) for place, trial in enumerate(trials)),
        *(_make(Kind.AGENT, id, (*list_names(id), id), (), (), place) for place, id in enumerate(agents)),
    )


def _index_trial(trial: Trial, place: int) -> _Entry:
    full = [trial.name, _(trial.name), *([trial.short, _(trial.short)] if trial.short else [])]
    names = [*full, *(_BEYOND_NAME.sub("", name) for name in full), trial.id]
    numbers = [number for number in (trial.registry or "").split(" / ") if number]
    for source in trial.sources:
        numbers += [each for each in (source.pmid, source.doi) if each]
        numbers += [f"pmid {source.pmid}"] if source.pmid else []
    drugs = [name for agent in list_agents_of(trial.arms) for name in list_names(agent)]
    also = [*drugs, *(source.citation for source in trial.sources), *(arm.label for arm in trial.arms)]
    return _make(Kind.TRIAL, trial.id, names, numbers, also, place)


def _make(kind: Kind, id: str, names: Iterable[str], numbers: Iterable[str], also: Iterable[str], place: int) -> _Entry:
    names, also = list(names), list(also)
    every = [*names, *also]
    words = dict.fromkeys(word for text in every for word in _list_words(text))
    squeezed = dict.fromkeys(each for name in names if (each := _squeeze(name)))
    return _Entry(
        kind,
        id,
        tuple(squeezed),
        frozenset(_squeeze(number) for number in numbers),
        frozenset(word for name in names for word in _list_words(name)),
        tuple(words),
        " ".join(_squeeze(text) for text in every),
        place,
    )
