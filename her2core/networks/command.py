"""`python -m her2core compare A B --endpoint OS`: two regimens through the control that both were compared with."""

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from her2core.networks.comparison import IndirectComparison


def add_compare(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("a", metavar="A", help="a node of data/network.yaml, a trial, or trial/arm")
    command.add_argument("b", metavar="B", help="as A")
    command.add_argument(
        "--endpoint", default="OS", help="OS (default), PFS, EFS, DFS, ORR, pCR, grade-3-any-cause, grade-3-related"
    )
    command.add_argument("--population", metavar="ID", help="id of a population of data/network.yaml (default: all)")
    command.add_argument("--setting", metavar="LINE", help="perioperative, first-line, second-line, third-line-plus")
    command.add_argument(
        "--unselected", action="store_true", help="let trials enter whose patients were not selected by HER2"
    )
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(run=_compare)


def _compare(given: argparse.Namespace) -> int:
    from her2core.networks import wording
    from her2core.networks.comparison import indirect_comparison, list_alternatives
    from her2core.networks.nodes import ALL

    question = (given.a, given.b, given.endpoint)
    answer = indirect_comparison(*question, given.population, given.setting, given.unselected)
    if given.json:
        print(json.dumps(_as_json(answer), ensure_ascii=False, indent=2))
        return 0
    lines = [wording.heading(answer), ""]
    if answer.against:
        lines += ["What stands against it:", *(f"  - {reason}" for reason in answer.against), ""]
    lines += [wording.contrast(each) for each in answer.contrasts]
    lines += wording.heterogeneity(answer)
    if answer.estimate is None:
        lines += ["No number is given:", *(f"  - {reason}" for reason in answer.why_not)]
        others = list_alternatives(*question) if answer.population.id == ALL else ()
        if others:
            lines.append(f"It can be compared with --population {' or '.join(each.id for each in others)}")
    else:
        lines += ["", f"{wording.kind(answer)}: {wording.result(answer)}", wording.DESCRIPTION]
    print("\n".join(lines))
    return 0


def _as_json(answer: "IndirectComparison") -> dict[str, object]:
    contrast = "trial a b arm_a arm_b value ci_low ci_high ci_level calculated population n_a n_b source".split()
    return {
        **{key: getattr(answer, key) for key in ("a", "b")},
        "endpoint": answer.outcome.id,
        "measure": answer.measure,
        "population": answer.population.id,
        "setting": answer.setting,
        "against": answer.against,
        "kind": answer.kind,
        **{key: getattr(answer, key) for key in ("estimate", "ci_low", "ci_high", "path")},
        "contrasts": [
            {**{key: getattr(each, key) for key in contrast}, "tiers": sorted(each.tiers)} for each in answer.contrasts
        ],
        "pooled": [
            {"edge": sorted(edge), "k": one.k, "tau2": one.tau2, "i2": one.i2}
            for edge, one in (answer.pooled or {}).items()
        ],
        "why_not": answer.why_not,
        "note": "a description, not evidence of superiority",
    }
