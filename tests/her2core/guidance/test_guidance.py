"""What is approved and recommended is listed with its source, per tier and line, and nothing is advised."""

from itertools import product
from pathlib import Path

import pytest
import yaml

from her2core import DataError, load_evidence
from her2core.data_files import DATA
from her2core.evidence.agents import load_agents
from her2core.guidance import load_guidance
from her2core.guidance.loading import FOLDER, read_guidance
from her2core.guidance.options import options, positions
from her2core.guidance.wording import say_what_is_collected, say_without_approval
from her2core.terms import Agency, Guideline, Setting, Tier

GUIDANCE, EVIDENCE = load_guidance(), load_evidence()


def test_nothing_of_the_guidance_is_lost() -> None:
    for kind, entries in (("approvals", GUIDANCE.approvals), ("positions", GUIDANCE.positions)):
        files = [
            yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in (FOLDER / kind).glob("*.yaml")
        ]
        assert len(entries) == sum(len(file[kind]) for file in files)
    assert set(load_agents()) == {path.stem for path in (DATA / "agents").glob("*.yaml")}


def test_every_approval_and_position_has_its_source() -> None:
    assert all(each.source for each in (*GUIDANCE.approvals, *GUIDANCE.positions))
    for agent in load_agents().values():
        facts = (*agent.warnings, *agent.monitoring, *agent.management, *agent.rates, *agent.dose_steps)
        assert all(fact.source and fact.verified for fact in facts)


@pytest.mark.parametrize("key", ["source", "verified"])
def test_an_approval_without_a_source_is_refused(tmp_path: Path, key: str) -> None:
    content = yaml.load((FOLDER / "approvals" / "china-nmpa.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    del content["approvals"][0][key]
    (tmp_path / "approvals").mkdir()
    (tmp_path / "approvals" / "china-nmpa.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(DataError, match=rf"china-nmpa\.yaml: approvals\.0\.{key}: Field required"):
        read_guidance(tmp_path)


def test_a_label_read_by_a_definition_that_is_not_held_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "approvals" / "china-nmpa.yaml").read_text(encoding="utf-8")
    (tmp_path / "approvals").mkdir()
    (tmp_path / "approvals" / "china-nmpa.yaml").write_text(text.replace("nmpa-disitamab", "our-own"), encoding="utf-8")
    with pytest.raises(DataError, match="no definition 'our-own'"):
        read_guidance(tmp_path)


def test_disitamab_stands_in_third_line_for_the_intermediate_tier_in_china_and_nowhere_else() -> None:
    def approved(agency: Agency) -> set[str]:
        result = options(Tier.INTERMEDIATE, Setting.THIRD_LINE_PLUS, agency, Guideline.CSCO, GUIDANCE, EVIDENCE)
        return {agent for each in result.approvals for agent in each.agents}

    assert "disitamab-vedotin" in approved(Agency.CHINA_NMPA)
    assert not any("disitamab-vedotin" in approved(agency) for agency in Agency if agency is not Agency.CHINA_NMPA)


def test_an_application_under_review_stands_apart_from_what_is_approved() -> None:
    for agency, setting in product(Agency, Setting):
        result = options(Tier.HIGH, setting, agency, Guideline.CSCO, GUIDANCE, EVIDENCE)
        assert {each.status for each in result.approvals} <= {"approved"}
        assert {each.status for each in result.applications} <= {"under review"}
    result = options(Tier.HIGH, Setting.SECOND_LINE, Agency.CHINA_NMPA, Guideline.CSCO, GUIDANCE, EVIDENCE)
    assert [each for each in result.applications if "anbenitamab" in each.agents]


def test_a_cell_without_a_her2_directed_approval_says_what_is_collected_and_never_that_there_is_none() -> None:
    for tier, agency, setting in product(Tier, Agency, Setting):
        cell = options(tier, setting, agency, Guideline.CSCO, GUIDANCE, EVIDENCE)
        if cell.without_directed_approval:
            text = say_without_approval(cell, agency)
            assert "collected here" in text and "held" not in text
            assert ("HER2-negative options are not collected" in text) == (tier is not Tier.HIGH)
    said = say_what_is_collected(GUIDANCE)
    assert "ramucirumab" in said.lower() and "trastuzumab" not in said.lower()


def test_an_approved_regimen_is_not_listed_as_investigated() -> None:
    result = options(Tier.HIGH, Setting.FIRST_LINE, Agency.US_FDA, Guideline.NCCN, GUIDANCE, EVIDENCE)
    investigated = {trial.id for trial in result.investigated}
    assert "keynote-811" not in investigated
    assert "toga" not in investigated
    assert "jacob" in investigated


def test_superseded_positions_are_history_and_stand_apart() -> None:
    now = positions(GUIDANCE, Guideline.CSCO, Tier)
    before = positions(GUIDANCE, Guideline.CSCO, Tier, superseded=True)
    assert {each.edition for each in now} == {"2025"}
    assert before
    assert not {each.edition for each in before} & {"2025"}


def test_an_empty_cell_is_known_to_be_empty() -> None:
    cells = [
        options(tier, setting, Agency.EU_EMA, Guideline.ESMO, GUIDANCE, EVIDENCE)
        for tier in Tier
        for setting in Setting
    ]
    assert [cell for cell in cells if not cell.approvals and not cell.positions]
    for cell in cells:
        assert cell.empty == (not (cell.approvals or cell.applications or cell.positions or cell.investigated))
