"""Two regimens that never met: what stands against comparing them, the number, or why there is none."""

import json
from collections.abc import Sequence
from subprocess import CompletedProcess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core import indirect_comparison, network
from her2core.errors import InputError
from her2core.evidence import load_evidence
from her2core.evidence.models import Trial
from her2core.networks.against import list_against, list_aspects
from her2core.networks.comparison import IndirectComparison, Kind, _choose, estimate, list_alternatives
from her2core.networks.contrasts import TrialContrast, list_contrasts, list_independent
from her2core.networks.graph import find_loops
from her2core.networks.nodes import find_outcome
from her2core.networks.paths import list_groups
from her2core.statistics.effects import Effect, read_effect
from her2core.statistics.indirect import bucher
from her2core.terms import Measure, Setting, TiersBasis
from tests.her2core.command import run_command

TRIPLET, KEYNOTE = "herizon-gea-01/zani-tisle-chemo", "keynote-811"


def printed(answer: IndirectComparison) -> str:
    assert answer.estimate and answer.ci_low and answer.ci_high
    return f"{answer.estimate:.2f} ({answer.ci_low:.2f}-{answer.ci_high:.2f})"


def test_herizon_gea_01_triplet_v_keynote_811_for_os_in_all_randomised_is_0_90_from_0_68_to_1_20() -> None:
    answer = indirect_comparison(TRIPLET, KEYNOTE, "OS")
    assert printed(answer) == "0.90 (0.68-1.20)"
    assert [f"{each.value} ({each.ci_low}-{each.ci_high})" for each in answer.contrasts] == [
        "0.72 (0.57-0.9)",
        "0.8 (0.67-0.94)",
    ]
    assert (answer.kind, answer.setting) == (Kind.INDIRECT, Setting.FIRST_LINE)
    assert answer.path == ("zani-tisle-chemo", "tras-chemo", "pembro-tras-chemo")


@pytest.mark.parametrize("endpoint", ["OS", "PFS"])
def test_turned_round_the_answer_is_the_reciprocal(endpoint: str) -> None:
    one, other = indirect_comparison(TRIPLET, KEYNOTE, endpoint), indirect_comparison(KEYNOTE, TRIPLET, endpoint)
    assert one.estimate == pytest.approx(1 / (other.estimate or 0))
    assert (one.ci_low, one.ci_high) == pytest.approx((1 / (other.ci_high or 1), 1 / (other.ci_low or 1)))


def test_nothing_is_compared_with_itself_through_a_control() -> None:
    for one, other in (("keynote-811", "pembro-tras-chemo"), ("jacob/placebo", "keynote-811/placebo-tras-chemo")):
        with pytest.raises(InputError, match="itself"):
            indirect_comparison(one, other, "OS")


# What stands against it


def test_what_stands_against_the_two_first_line_trials_is_said_before_the_number_with_both_sides() -> None:
    against = [str(reason) for reason in indirect_comparison(TRIPLET, KEYNOTE, "OS").against]
    assert against[0].startswith("No trial compared these two.")
    for heading, one, other in (
        ("Maturity", "first interim analysis", "final analysis"),
        ("PD-L1", "TAP", "CPS"),
        ("Design and blinding", "open-label", "double-blind"),
        ("Control, taken as one", "Trastuzumab + CAPOX or FP", "Placebo + trastuzumab + CAPOX or FP"),
    ):
        (reason,) = [each for each in against if each.startswith(heading)]
        assert one in reason and other in reason
    assert against[-1].startswith("Not collected here, so not compared: Dose and duration of the control")


def test_who_assessed_progression_is_compared_for_pfs_and_not_for_os() -> None:
    names = {
        endpoint: {str(a.name) for a in indirect_comparison(TRIPLET, KEYNOTE, endpoint).aspects}
        for endpoint in ("OS", "PFS")
    }
    assert "Assessor" in names["PFS"] - names["OS"]


CHANGES = {
    "Region": {"regions": ("Japan",)},
    "HER2 eligibility": {"her2_eligibility": "IHC 3+ alone"},
    "Primary endpoint": {"primary_endpoint": "ORR"},
    "Design and blinding": {"design": "randomised, sponsor-blinded"},
    "Basis of the tiers": {"tiers_basis": TiersBasis.ASSUMED},
    "Line": {"setting": Setting.SECOND_LINE},
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_differs_between_two_like_trials_is_named_and_nothing_else(name: str) -> None:
    """Two trials that are alike in every field, then one field is changed."""
    contrast = next(each for each in list_contrasts("OS", "all")[0] if each.trial == "jacob")
    trial = load_evidence().trials["jacob"]
    other = trial.model_copy(update={"id": "other", "name": "Other"})
    assert differing(contrast, trial, other) == set()
    assert differing(contrast, trial, other.model_copy(update=CHANGES[name])) == {name}


def differing(contrast: TrialContrast, trial: Trial, other: Trial) -> set[str]:
    sides = [(contrast, trial), (contrast, other)]
    path = (contrast.a, contrast.b, "another")
    aspects = list_aspects(sides, path, find_outcome("OS"))
    # A trial of another name has no reading of its own, so what its note says is left out here.
    read = {"Maturity", "PD-L1", "Earlier therapy", "Patients, further", "Crossover and later therapy"}
    said = {str(reason).partition(":")[0] for reason in list_against(sides, path, aspects)}
    names = {str(aspect.name) for aspect in aspects if aspect.differs} - read
    assert names <= said
    return names


def test_only_line_and_tiers_forbid_a_number() -> None:
    aspects = indirect_comparison(TRIPLET, KEYNOTE, "OS").aspects
    assert [str(each.name) for each in aspects if each.forbids] == ["Line", "HER2 tiers of the patients compared"]


# Why there is no number


@pytest.mark.parametrize(
    ("a", "b", "endpoint", "reason"),
    [
        ("rc48-c008", "t-dxd", "OS", "single arm"),
        ("t-dxd", "keynote-811", "OS", "Different line"),
        ("destiny-gastric01", "kc-wise", "PFS", "Different line"),
        ("destiny-gastric04", "kc-wise", "PFS", "No common control"),
        ("destiny-gastric04", "kc-wise", "OS", "without an interval"),
        ("keynote-811", "toga/chemo", "OS", "HER2 tiers differ"),
        ("destiny-gastric04", "t-act", "OS", "not selected by HER2"),
        (TRIPLET, KEYNOTE, "ORR", "not reported"),
        ("herizon-gea-01/zani-chemo", "keynote-811", "EFS", "no randomised comparison"),
    ],
)
def test_where_nothing_can_be_said_there_is_a_reason_and_no_number(a: str, b: str, endpoint: str, reason: str) -> None:
    for answer in (indirect_comparison(a, b, endpoint), indirect_comparison(b, a, endpoint)):
        assert (answer.estimate, answer.ci_low, answer.ci_high, answer.kind) == (None, None, None, None)
        assert any(reason in str(why) for why in answer.why_not)


def test_toga_is_compared_where_its_patients_are_of_the_same_tier_as_those_of_keynote_811() -> None:
    assert "her2-high" in [each.id for each in list_alternatives("keynote-811", "toga/chemo", "OS")]
    answer = indirect_comparison("keynote-811", "toga/chemo", "OS", "her2-high")
    assert {each.tiers for each in answer.contrasts} == {frozenset({"high"})}
    assert any("post hoc" in str(reason) for reason in answer.against)


def test_trials_that_did_not_select_by_her2_enter_by_choice_alone_and_are_marked() -> None:
    answer = indirect_comparison("destiny-gastric04", "t-act", "OS", unselected=True)
    assert answer.estimate is not None
    assert any("not selected by HER2" in str(reason) for reason in answer.against[:2])
    assert any(str(reason).startswith("HER2 tiers of the patients compared") for reason in answer.against)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("bogus", KEYNOTE, "OS"), "a"),
        ((TRIPLET, "herizon-gea-01/bogus", "OS"), "b"),
        (("herizon-gea-01", KEYNOTE, "OS"), "a"),
        ((TRIPLET, KEYNOTE, "DOR"), "endpoint"),
        ((TRIPLET, KEYNOTE, "OS", "bogus"), "population"),
        ((TRIPLET, KEYNOTE, "OS", None, "bogus"), "setting"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(arguments: tuple[str, ...], field: str) -> None:
    with pytest.raises(InputError) as refused:
        indirect_comparison(*arguments)
    assert refused.value.field == field


# Inside one trial, and what a trial compared itself


def test_two_arms_of_one_trial_are_compared_inside_it_with_the_covariance_of_their_control() -> None:
    answer = indirect_comparison("herizon-gea-01/zani-tisle-chemo", "herizon-gea-01/zani-chemo", "OS")
    assert answer.kind is Kind.WITHIN_ONE_TRIAL
    assert {each.trial for each in answer.contrasts} == {"herizon-gea-01"}
    as_if_apart = bucher(*(each.effect for each in answer.contrasts)).print(Measure.HR)
    assert answer.estimate == pytest.approx(as_if_apart[0])
    assert answer.ci_low and answer.ci_low > as_if_apart[1]


def test_what_a_trial_compared_is_given_as_it_reports_it() -> None:
    answer = indirect_comparison("keynote-811", "tras-chemo", "OS")
    assert answer.kind is Kind.DIRECT
    assert printed(answer) == "0.80 (0.67-0.94)"
    turned = indirect_comparison("tras-chemo", "keynote-811", "OS")
    assert (turned.ci_low, turned.ci_high) == pytest.approx((1 / 0.94, 1 / 0.67))


def test_an_odds_ratio_of_response_is_calculated_from_the_responders_and_says_so() -> None:
    answer = indirect_comparison("keynote-811", "tras-chemo", "ORR")
    assert answer.contrasts[0].calculated
    assert answer.estimate == pytest.approx(254 * 139 / (96 * 209))


def test_an_80_percent_interval_is_read_at_its_own_level() -> None:
    """T-ACT: PFS HR 0.91 (80 % CI 0.67-1.22)."""
    (contrast,) = [each for each in list_contrasts("PFS", "all")[0] if each.trial == "t-act"]
    assert contrast.ci_level == 80
    assert contrast.effect.se == pytest.approx(read_effect(0.91, 0.67, 1.22, Measure.HR, 80).se)


# Made-up networks


def made(trial: str, a: str, b: str, effect: Effect, tiers: Sequence[str] = ("high",)) -> TrialContrast:
    like = list_contrasts("OS", "all")[0][0]
    value, low, high = effect.print(Measure.HR)
    changed = {"trial": trial, "a": a, "b": b, "arm_a": a, "arm_b": b, "effect": effect, "tiers": frozenset(tiers)}
    return TrialContrast(
        **{**vars(like), **changed, "value": value, "ci_low": low, "ci_high": high, "n_a": 100, "n_b": 100}
    )


effects = st.builds(Effect, st.floats(-1.5, 1.5), st.floats(0.05, 0.8))


@given(effects, effects, effects)
def test_with_one_trial_an_edge_the_answer_is_exactly_buchers_and_an_unconnected_trial_changes_nothing(
    a: Effect, b: Effect, other: Effect
) -> None:
    two = [made("1", "A", "control", a), made("2", "B", "control", b)]
    far, hanging = made("3", "X", "Y", other), made("4", "X", "control", other)
    for contrasts in (two, [*two, far], [hanging, *two], [*two[::-1], far, hanging]):
        effect, pooled = estimate(_choose(contrasts, "A", "B"), "A", "B")
        expected = bucher(a, b)
        assert (effect.estimate, effect.se) == pytest.approx((expected.estimate, expected.se))
        assert pooled == {}


def test_trials_of_other_tiers_lead_nowhere() -> None:
    mixed = [made("1", "A", "control", Effect(0, 0.2)), made("2", "B", "control", Effect(0, 0.2), ("high", "low"))]
    assert _choose(mixed, "A", "B") == ()


def test_of_three_contrasts_of_three_arms_one_follows_from_the_others_and_is_left_out() -> None:
    three = [
        made("1", "A", "C", Effect(-0.3, 0.2)),
        made("1", "B", "C", Effect(-0.1, 0.2)),
        made("1", "A", "B", Effect(-0.2, 0.2)),
    ]
    assert list_independent(three) == tuple(three[:2])
    assert list_independent([*three[:2], made("2", "A", "B", Effect(0, 0.1))])[-1].trial == "2"


def test_a_loop_is_checked_for_inconsistency_and_the_loop_of_one_trial_is_none() -> None:
    two = [made("1", "A", "C", Effect(-0.5, 0.2)), made("2", "B", "C", Effect(-0.1, 0.2))]
    closed = [*two, made("3", "A", "B", Effect(0.3, 0.3))]
    loops = {frozenset((loop.a, loop.b)): loop for loop in find_loops(closed)}
    loop = loops[frozenset({"A", "B"})]
    assert loop.indirect.estimate == pytest.approx(-0.4)
    assert loop.difference.estimate == pytest.approx(0.7)
    assert loop.difference.se == pytest.approx((0.09 + 0.08) ** 0.5)
    assert find_loops(two) == ()
    assert (
        find_loops([*(made("1", each.a, each.b, each.effect) for each in two), made("1", "A", "B", Effect(-0.4, 0.2))])
        == ()
    )


# Networks


def test_a_network_names_its_regimens_in_the_order_of_the_data_and_never_by_result() -> None:
    found = network(Setting.FIRST_LINE, "OS")
    ids = [node.id for node in found.nodes]
    others = [answer.a for answer in found.compare_all("tras-chemo")]
    assert others == [node.name for node in found.nodes if node.id != "tras-chemo"]
    assert {node for group in found.groups for node in group} == set(ids)


def test_every_regimen_of_a_network_is_compared_with_the_reference_or_says_why_not() -> None:
    for answer in network(Setting.SECOND_LINE, "OS").compare_all("t-dxd"):
        assert (answer.estimate is None) == bool(answer.why_not)
        assert answer.estimate is None or answer.setting is Setting.SECOND_LINE


def test_contrasts_without_an_interval_are_listed_and_not_used() -> None:
    unused = network(Setting.SECOND_LINE, "OS").unused
    assert any(each.trial == "kc-wise" and "without an interval" in str(each.why) for each in unused)


def test_regimens_that_are_not_connected_stand_apart() -> None:
    contrasts = [
        made("1", "A", "B", Effect(0, 1)),
        made("2", "C", "D", Effect(0, 1)),
        made("3", "B", "E", Effect(0, 1)),
    ]
    assert [set(group) for group in list_groups(contrasts)] == [{"C", "D"}, {"A", "B", "E"}]
    with pytest.raises(InputError):
        network(Setting.SECOND_LINE, "OS").compare_all("bogus")


# The command line


def run(*arguments: str) -> CompletedProcess[str]:
    return run_command("compare", *arguments)


def test_the_command_says_what_stands_against_it_before_the_number() -> None:
    done = run(TRIPLET, KEYNOTE, "--endpoint", "OS")
    assert done.returncode == 0
    assert done.stdout.index("What stands against it:") < done.stdout.index("HR 0.90 (95 % CI 0.68–1.20)")
    assert "not evidence of superiority" in done.stdout


def test_as_json_the_command_gives_the_attributes_of_the_core() -> None:
    answer = json.loads(run(TRIPLET, KEYNOTE, "--json").stdout)
    assert round(answer["estimate"], 2) == 0.9 and answer["against"] and len(answer["contrasts"]) == 2
    refused = json.loads(run("destiny-gastric04", "kc-wise", "--json").stdout)
    assert refused["estimate"] is None and refused["why_not"]


def test_a_trial_of_two_experimental_arms_ends_with_2_and_names_them() -> None:
    done = run("herizon-gea-01", KEYNOTE)
    assert done.returncode == 2
    assert "herizon-gea-01/zani-tisle-chemo" in done.stderr and len(done.stderr.strip().splitlines()) == 1
