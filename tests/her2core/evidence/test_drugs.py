"""One drug, one id: every text of an arm is read from data/, and every name of an agent leads to the same agent."""

import yaml

from her2core import load_evidence
from her2core.data_files import DATA
from her2core.evidence import Selection, list_agents
from her2core.evidence.agents import list_names, load_agents
from her2core.evidence.drugs import find_agent, load_agent_names, load_drugs, read_drugs
from her2core.language import using
from tests.rows import each_row

EVIDENCE = load_evidence()
ARMS = [(trial.id, arm) for trial in EVIDENCE.trials.values() for arm in trial.arms]


def test_every_text_of_every_arm_is_read_from_the_file() -> None:
    texts = {drug for _trial, arm in ARMS for drug in arm.drugs}
    assert texts - set(load_drugs()) == set()


def test_every_agent_of_a_text_has_its_names_and_every_card_is_of_such_an_agent() -> None:
    named = {agent for drug in load_drugs().values() for agent in drug.agents}
    assert named - set(load_agent_names()) == set()
    assert set(load_agents()) - set(load_agent_names()) == set()


def test_nothing_of_the_two_files_is_lost() -> None:
    for name, key, held in (("drugs", "drugs", load_drugs()), ("agent-names", "agents", load_agent_names())):
        written = yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)[key]
        read = [each.model_dump(mode="json", by_alias=True) for each in held.values()]
        assert len(read) == len(written)
        for one, other in zip(written, read, strict=True):
            assert {key: value for key, value in one.items() if other[key] != value} == {}


def test_an_arm_is_her2_directed_where_one_of_its_drugs_is() -> None:
    wrong = [
        (trial, arm.id) for trial, arm in ARMS if any(d.her2_directed for d in read_drugs(arm)) != bool(arm.anti_her2)
    ]
    assert wrong == []


@each_row(
    ("name", "id"),
    [
        ("anbenitamab (KN026)", "anbenitamab"), ("KN026 (anbenitamab)", "anbenitamab"), ("KN026", "anbenitamab"),
        ("trastuzumab (HLX02)", "trastuzumab"), ("HLX02", "trastuzumab"), ("Zercepac", "trastuzumab"), ("赫赛汀", "trastuzumab"),
        ("Enhertu", "trastuzumab-deruxtecan"), ("T-DXd", "trastuzumab-deruxtecan"), ("ds-8201", "trastuzumab-deruxtecan"),
        ("优赫得", "trastuzumab-deruxtecan"), ("RC48", "disitamab-vedotin"), ("维迪西妥单抗", "disitamab-vedotin"),
        ("pembrolizumab", "pembrolizumab"), ("trastuzumab-deruxtecan", "trastuzumab-deruxtecan"), ("替吉奥", "s-1"),
    ],
)  # fmt: skip
def test_an_agent_is_known_under_all_its_names(name: str, id: str) -> None:
    assert find_agent(name) == id


@each_row("id", load_agent_names())
def test_no_name_stands_for_two_agents(id: str) -> None:
    assert {find_agent(name) for name in load_agent_names()[id].all} == {id}


@each_row("name", ["chemotherapy (various)", "pembrolizumab in Wonderland", ""])
def test_a_name_of_no_agent_or_of_several_is_none(name: str) -> None:
    assert find_agent(name) is None


def test_the_filter_takes_an_agent_by_any_of_its_names() -> None:
    by_id = Selection(agent="trastuzumab-deruxtecan").trials(EVIDENCE)
    assert by_id
    for name in ("T-DXd", "Enhertu", "trastuzumab deruxtecan", "德曲妥珠单抗"):
        assert Selection(agent=name).trials(EVIDENCE) == by_id


def test_the_filter_offers_every_agent_that_a_trial_names_and_her2_directed_ones_first() -> None:
    offered = list_agents(EVIDENCE.trials.values())
    assert set(offered) == {agent for _trial, arm in ARMS for drug in read_drugs(arm) for agent in drug.agents}
    directed = [load_agent_names()[agent].her2_directed for agent in offered]
    assert directed == sorted(directed, reverse=True)


def test_the_name_in_the_readers_language_comes_first_and_each_name_stands_once() -> None:
    assert list_names("disitamab-vedotin")[0] == "Disitamab vedotin"
    with using("zh"):
        names = list_names("disitamab-vedotin")
    assert names[0] == "维迪西妥单抗"
    assert len({name.lower() for name in names}) == len(names)
    assert {"RC48", "爱地希"} <= set(names)
