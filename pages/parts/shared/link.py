"""A link read: the case, the filters and the language in it, and what is not accepted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from her2core import language
from her2core.errors import InputError
from her2core.evidence import list_agents, load_evidence, regions
from her2core.evidence.agents import load_agents
from her2core.language import Message
from her2core.networks.nodes import load_nodes
from her2core.query.filters import Filter, Filters
from her2core.status.case import FURTHER, Case, Field

MOST = 1_000
"""Entries of a link. One of more was made by no reader, and nothing of it is taken over."""
# What messengers, mail and campaigns append to a link that is passed on: no reader wrote it, so no reader is told of it.
APPENDED = re.compile(
    "utm_.+|_ga|_gl|_hsenc|_hsmi|dclid|fbclid|from|gbraid|gclid|igsh|igshid|isappinstalled|mc_cid|mc_eid|mkt_tok|msclkid|nsukey|"
    "scene|sharer_shareinfo|sharer_shareinfo_first|share_token|spm|srcid|ttclid|twclid|wbraid|yclid"
)


@dataclass(frozen=True)
class Link:
    """What an address says; `language` is None where it names none that is spoken."""

    case: Case
    filters: Filters
    language: str | None
    faults: list[InputError]

    def to_query(self) -> dict[str, str]:
        """Return the address that says the same, without what is not accepted."""
        return {**self.case.entries, **self.filters.entries} | ({"lang": self.language} if self.language else {})


def read_link(query: Mapping[str, list[str]]) -> Link:
    """Read an address. What is not accepted is among the faults and changes nothing else."""
    if (count := sum(map(len, query.values()))) > MOST:
        return Link(Case(), Filters(), None, [InputError("link", count, Message("at most {most} entries", most=MOST))])
    query = {name: values for name, values in query.items() if not APPENDED.fullmatch(name)}
    entries = {name: values[0] for name, values in query.items() if len(values) == 1}
    several = [
        InputError(name, ", ".join(values), Message("one value"), Message("it stands there several times"))
        for name, values in query.items()
        if len(values) > 1
    ]
    case, not_entered = Case.from_link(entries)
    filters = _read_filters(entries)
    code, not_spoken = _read_language(entries.pop("lang", None))
    unknown = [
        InputError(name, value, Message("the entries of the case"), Message("there is no such entry"))
        for name, value in entries.items()
        if name not in {*Field, *FURTHER, *Filter}
    ]
    return Link(case, filters, code, [*several, *filters.faults, *not_spoken, *unknown, *not_entered])


def _read_language(code: str | None) -> tuple[str | None, list[InputError]]:
    if code and code not in language.LANGUAGES:
        return None, [InputError("lang", code, Message(", ".join(language.LANGUAGES)))]
    return code, []


def _read_filters(entries: Mapping[str, str]) -> Filters:
    given = {name.value: entries[name] for name in Filter if entries.get(name)}
    if not given:
        return Filters()
    trials = load_evidence().trials
    known = {
        Filter.AGENT: list_agents(trials.values()),
        Filter.REGION: tuple(regions()),
        Filter.TRIAL: tuple(trials),
        Filter.WITHOUT: tuple(f"{trial.id}:{arm.id}" for trial in trials.values() for arm in trial.arms),
        Filter.CARD: tuple(load_agents()),
        Filter.OUTCOME: tuple(each.id for each in load_nodes().endpoints),
        Filter.POPULATION: tuple(each.id for each in load_nodes().populations),
        Filter.REFERENCE: tuple(each.id for each in load_nodes().nodes),
    }
    return Filters.parse(given, known)
