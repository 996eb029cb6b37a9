"""A hospital's own evidence is joined to ours and marked wherever it is named; a fault costs its file alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from her2core.charts.theme import LIGHT
from her2core.data_files import DATA
from her2core.evidence.agents import load_agents
from her2core.evidence.loading import Evidence, load_evidence, own_trials
from her2core.guidance.loading import load_guidance, own_approvals, own_positions
from her2core.guidance.own_faults import list_own_faults
from her2core.guidance.wording import edition_and_grade, her2_of_label
from her2core.language import using
from her2core.own import ENVIRONMENT, read_own
from her2core.query.filters import Filters
from her2core.query.question import question
from her2core.status.assessment import assess

GOOD = DATA.parent / "tests" / "bad_input" / "trials" / "good.yaml"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of a hospital's own, with one good trial in it."""
    for load in (load_evidence, load_guidance, load_agents):
        load()  # once without it, for all other tests
    content = yaml.load(GOOD.read_text(encoding="utf-8"), yaml.CSafeLoader) | {"id": "ours", "name": "Our cohort"}
    write(tmp_path / "trials" / "ours.yaml", content)
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    read_own.cache_clear()
    yield tmp_path
    read_own.cache_clear()


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def joined() -> Evidence:
    return load_evidence.__wrapped__()


def test_without_a_folder_there_is_nothing_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    read_own.cache_clear()
    assert (own_trials(), list_own_faults()) == (({}, ()), ())


def test_a_trial_of_its_own_is_joined_and_every_name_of_it_says_so(own: Path) -> None:
    evidence = joined()
    assert set(evidence.trials) == {*load_evidence().trials, "ours"}
    names = set(evidence.outcomes.loc[evidence.outcomes["trial"] == "ours", "trial_name"])
    assert names == {"Our cohort (own)"} and list_own_faults() == ()


@pytest.mark.parametrize(("code", "name"), [("en", "Our cohort (own)"), ("zh", "Our cohort（本院）")])
def test_it_is_marked_in_the_chart_in_the_language_in_use(own: Path, code: str, name: str) -> None:
    evidence = joined()
    asked = question(Filters.parse({"tiers": "high", "line": "second-line"}), assess({}))
    figures = asked.figures(evidence)
    with using(code):
        chart = asked.chart(evidence, figures[figures["trial"] == "ours"], LIGHT)
        assert name in " ".join(str(part) for trace in chart.data if trace.mode == "text" for part in trace.text)


def test_a_file_of_ours_cannot_be_replaced(own: Path) -> None:
    shutil.copy(DATA / "trials" / "toga.yaml", own / "trials" / "toga.yaml")
    assert joined().trials["toga"].name == "ToGA"
    assert list_own_faults() == ("trials/toga.yaml: id: 'toga' is in data/ already, and cannot be replaced",)


def test_a_fault_is_named_with_its_key_and_the_rest_is_there(own: Path) -> None:
    content = yaml.load(GOOD.read_text(encoding="utf-8"), yaml.CSafeLoader)
    write(own / "trials" / "odd.yaml", content | {"id": "odd", "colour": "red"})
    write(own / "trials" / "far.yaml", content | {"id": "far", "regions": ["Atlantis"]})
    faults = "\n".join(list_own_faults())
    assert "trials/odd.yaml: colour: Extra inputs are not permitted" in faults
    assert "trials/far.yaml: regions: 'Atlantis' is not in regions.yaml" in faults
    assert "ours" in joined().trials and not {"odd", "far"} & set(joined().trials)


def test_a_path_that_is_no_folder_is_named(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(own / "nowhere"))
    read_own.cache_clear()
    assert list_own_faults() == (f"{ENVIRONMENT}: {own / 'nowhere'} is not a folder",)
    assert set(joined().trials) == set(load_evidence().trials)


def test_an_agent_of_its_own_carries_the_mark_on_every_fact(own: Path) -> None:
    content = yaml.load((DATA / "agents" / "trastuzumab.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    write(own / "agents" / "our-antibody.yaml", content | {"id": "our-antibody", "name": "Our antibody"})
    agent = load_agents.__wrapped__()["our-antibody"]
    facts = (*agent.warnings, *agent.monitoring, *agent.management, *agent.rates, agent.gastric_dose)
    assert agent.name == "Our antibody (own)"
    assert all(fact and fact.source.endswith(" (own)") for fact in facts)


def test_guidance_of_its_own_says_so_in_what_stands_wherever_it_is_listed(own: Path) -> None:
    approvals = yaml.load(
        (DATA / "guidance" / "approvals" / "china-nmpa.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    write(own / "guidance" / "approvals" / "our-list.yaml", approvals | {"id": "our-list"})
    positions = yaml.load((DATA / "guidance" / "positions" / "csco.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    write(own / "guidance" / "positions" / "our-protocol.yaml", positions | {"id": "our-protocol"})
    guidance = load_guidance.__wrapped__()
    assert len(guidance.approvals) == len(load_guidance().approvals) + len(own_approvals()[0])
    assert all("(own)" in her2_of_label(each) for each in own_approvals()[0])
    assert all("(own)" in edition_and_grade(each) and each.source.endswith("(own)") for each in own_positions()[0])
