"""Collect every string a user sees into the catalogues: `make messages`.

messages.po  what the code, the vocabularies, the rules and the reading tables say
evidence.po  what the trials, the gaps and the networks say
guidance.po  what approvals, guidelines and agents say, and the series beside the trials
New strings arrive untranslated; the tests fail until the Chinese is complete.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from her2core.evidence import load_evidence, regions, versions  # noqa: E402
from her2core.evidence.agents import load_agents  # noqa: E402
from her2core.evidence.drugs import load_agent_names  # noqa: E402
from her2core.evidence.event_order import load_event_order  # noqa: E402
from her2core.evidence.gaps import load_gaps  # noqa: E402
from her2core.evidence.guide import load_glossary, load_review  # noqa: E402
from her2core.evidence.models import Trial  # noqa: E402
from her2core.evidence.series import load_dynamics, load_meta_analyses, load_prevalence  # noqa: E402
from her2core.evidence.strength import load_strength  # noqa: E402
from her2core.guidance import load_guidance  # noqa: E402
from her2core.labels import VOCABULARIES, english  # noqa: E402
from her2core.networks.nodes import load_nodes  # noqa: E402
from her2core.pathology.rules import load_cues  # noqa: E402
from her2core.status.decision_tables import reading_tables  # noqa: E402
from her2core.status.definitions import definitions  # noqa: E402
from her2core.status.lexicon import load_lexicon  # noqa: E402
from her2core.status.missing import load_missing  # noqa: E402
from her2core.status.no_tier import load_other_tests  # noqa: E402
from her2core.status.populations import load_populations  # noqa: E402
from her2core.status.specimen_rules import load_specimen_rules  # noqa: E402

FOLDER = ROOT / "locales" / "zh_CN" / "LC_MESSAGES"
CODE = ("app.py", "pages", "her2core")
# An id or a date is said as it stands, unless there is a word in it.
_WORD = re.compile("[a-z]{2}")
Found = tuple[str, str | None]
"""A string and its context."""


def from_code() -> Iterator[Found]:
    """Collect what stands in _("...") and Message("..."), also inside f-strings, which gettext cannot see."""
    for place in CODE:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match call:
                    case ast.Call(func=ast.Name(id="_" | "Message"), args=[ast.Constant(value=str(text)), *_rest]):
                        yield text, None


def from_words() -> Iterator[Found]:
    """Collect the label of every word of every vocabulary."""
    for vocabulary in VOCABULARIES:
        for word in vocabulary:
            yield english(word), vocabulary.__name__


def from_rules() -> Iterator[Found]:
    """Collect what definitions, reading tables, what may be missing and what refuses a result in a report say."""
    for definition in definitions():
        yield from ((text, None) for text in (definition.name, definition.used_by, definition.source))
        for row in definition.rows:
            yield from ((text, None) for text in (row.id, row.reason, row.comment) if text and _WORD.search(text))
        for each in definition.disagreements:
            yield from ((text, None) for text in (each.about, *each.says, each.reading))
    for table in reading_tables():
        yield from (
            (text, None) for text in (table.name, table.source, table.threshold, table.ignored, *table.notes) if text
        )
        for line in table.rows:
            yield from ((text, None) for text in (line.id, line.says, line.advice) if text and _WORD.search(text))
        yield from ((comment.text, None) for comment in table.comments)
    yield from ((text, None) for row in load_missing() for text in (row.says, row.short))
    yield from ((row.says, None) for row in load_specimen_rules().evaluable if row.says)
    yield from ((each.says, None) for each in load_populations().values() if each.says)
    yield from ((text, None) for rank in load_strength().ranks for text in (rank.name, rank.says, rank.reason))
    yield from ((place.column, None) for place in load_event_order().first if place.column)
    yield from ((each.says, None) for each in load_lexicon().refused)
    for test in load_other_tests():
        yield from ((text, None) for text in (test.name, *(each.text for each in test.held)))
    yield from ((cue.says, None) for cue in load_cues().cues)
    yield from ((word.says, None) for word in load_glossary())
    yield from ((topic.says, None) for topic in load_review().topics)
    yield load_review().review, None


def from_evidence() -> Iterator[Found]:
    """Collect what trials, regions and gaps say. Citations stand as printed."""
    cards = {id: card.name for id, card in load_agents().items()}
    for trial in load_evidence().trials.values():
        yield from ((text, None) for text in _texts(trial) if text)
    yield from ((names.name, None) for id, names in load_agent_names().items() if cards.get(id) != names.name)
    for area in regions():
        yield area, None
    yield from ((gap, None) for gap in load_gaps())
    yield from ((change, None) for each in versions() for change in each.changes)


def _texts(trial: Trial) -> Iterator[str | None]:
    yield from (trial.name, trial.short, trial.phase, trial.design, *trial.regions, trial.her2_eligibility)
    yield from (trial.primary_endpoint, trial.approval, trial.note)
    for arm in trial.arms:
        yield from (arm.label, arm.short, *arm.drugs, *arm.anti_her2)
    for score in trial.benefit:
        yield from (score.form, score.population, score.source)
    for figures in (trial.outcomes, trial.comparisons):
        yield from (text for figure in figures for text in (figure.population, figure.caution))
    yield from (figure.population for figure in trial.safety)
    for event in trial.safety:
        yield event.event
    for each in trial.disagreements:
        yield from (each.about, *each.says, each.reading)
    for source in trial.sources:
        yield from (source.read_in, source.data_cutoff if _WORD.search(source.data_cutoff or "") else None)


def from_network() -> Iterator[Found]:
    """Collect what the nodes of the networks, their populations and the readings of trials say."""
    file = load_nodes()
    yield from ((text, None) for node in file.nodes for text in (node.name, node.why))
    yield from ((each.name, None) for each in file.populations)
    yield from ((text, None) for text in (file.her2_unselected.why, *(each.why for each in file.left_out)))
    for reading in file.readings:
        said = (reading.pdl1, reading.earlier_therapy, reading.later_therapy, reading.proportional_hazards)
        yield from ((text, None) for text in (*said, reading.patients, *reading.maturity.values()) if text)


def from_guidance() -> Iterator[Found]:
    """Collect what approvals, positions, agents and series say, with the descriptions of their sources."""
    guidance = load_guidance()
    for each in (*guidance.approvals, *guidance.positions, *load_agents().values()):
        yield from ((text, None) for text in _prose(each.model_dump(mode="json")))
    yield from ((each.pdl1, None) for each in guidance.approvals if each.pdl1 != "none")
    named = [*(each.agents for each in guidance.approvals), *(each.agents for each in guidance.positions)]
    yield from ((agent, None) for agents in named for agent in agents if agent not in load_agents())
    for series in (*load_prevalence(), *load_dynamics(), *load_meta_analyses()):
        yield from ((text, None) for text in _prose(series.model_dump(mode="json")))


# Ids, links, dates and words of vocabularies are no prose; neither are names in other languages.
_NO_PROSE = {
    "id", "doi", "agents", "guideline", "setting", "tiers", "her2_definition", "date", "kind", "status", "verified",
    "agent_class", "names_zh", "synonyms", "endpoint", "unit", "citation", "extra", "os_by_tier", "pfs_by_tier",
    "chemotherapy_effect", "counts", "percent_derived", "pdl1", "derived", "lost_after",
}  # fmt: skip


def _prose(content: object) -> Iterator[str]:
    """The sentences of a file, whatever its shape."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name not in _NO_PROSE or (name == "setting" and "country" in content):
                yield from _prose(value)
    elif isinstance(content, list):
        for value in content:
            yield from _prose(value)
    elif isinstance(content, str) and content:
        yield content


def template(texts: Iterator[Found]) -> Catalog:
    """Collect the strings, each once, in the order in which they were found."""
    catalog = Catalog(project="HER2 Gastric Board", copyright_holder="the HER2 Gastric Board authors", charset="utf-8")
    for text, context in texts:
        catalog.add(text, context=context)
    return catalog


def templates() -> dict[str, Catalog]:
    """Collect what every catalogue must hold."""
    messages = template(part for source in (from_code(), from_words(), from_rules()) for part in source)
    of_trials = (part for source in (from_evidence(), from_network()) for part in source)
    evidence = template((text, context) for text, context in of_trials if messages.get(text, context) is None)
    guidance = template(
        (text, context)
        for text, context in from_guidance()
        if messages.get(text, context) is None and evidence.get(text, context) is None
    )
    return {"messages": messages, "evidence": evidence, "guidance": guidance}


def update() -> None:
    """Bring the catalogues up to date, keeping what is translated."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, wanted in templates().items():
        path = FOLDER / f"{name}.po"
        if path.exists():
            with path.open("rb") as file:
                catalog = read_po(file, locale="zh_CN")
        else:
            catalog = Catalog(locale="zh_CN", project="HER2 Gastric Board", charset="utf-8")
        catalog.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=110, omit_header=False, sort_output=False, no_location=True)
        missing = [message.id for message in catalog if message.id and not message.string]
        print(f"{path.relative_to(ROOT)}: {len(catalog)} strings, {len(missing)} untranslated")


if __name__ == "__main__":
    update()
