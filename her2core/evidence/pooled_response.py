"""Reported response of single agents, pooled: a description, off unless asked for, with everything that went into it."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from her2core.evidence.loading import Evidence
from her2core.statistics.pooling import Pooled, pool_proportions
from her2core.terms import AgentClass, Analysis, Endpoint


@dataclass(frozen=True)
class PooledResponse:
    """What could be pooled, what was, and what it gives.

    Attributes
    ----------
    arms : one row a single-agent arm with responders and n; `pooled` says whether it went in, `key` names it in links
    result : None where fewer than two arms are left
    """

    arms: pd.DataFrame
    result: Pooled | None


def pooled_response(
    evidence: Evidence, figures: pd.DataFrame, agent_class: AgentClass, without: Collection[str] = ()
) -> PooledResponse:
    """Pool the response of arms of one HER2-directed agent alone, of one class, over the figures that are charted.

    Parameters
    ----------
    figures : rows of the outcomes frame, as charted
    without : keys ("trial:arm") that are left out

    One population an arm is taken: the headline one before a subgroup, the larger before the smaller. Nothing is
    derived from a percentage: an arm without responders of n cannot be pooled.
    """
    rates = figures[(figures["endpoint"] == Endpoint.ORR) & figures["at_months"].isna()]
    rates = rates[rates["responders"].notna() & (rates["n"] > 0) & rates["her2_directed"].astype(bool)]
    alone = [
        _is_alone(evidence, trial, arm, agent_class) for trial, arm in zip(rates["trial"], rates["arm"], strict=True)
    ]
    rates = rates[pd.Series(alone, index=rates.index, dtype=bool)]
    headline = rates["analysis"].ne(Analysis.HEADLINE)
    rates = rates.assign(later=headline).sort_values(["later", "n"], ascending=[True, False], kind="stable")
    arms = rates.drop_duplicates(["trial", "arm"]).drop(columns="later")
    key = arms["trial"] + ":" + arms["arm"]
    arms = arms.assign(key=key, pooled=~key.isin(list(without)))
    chosen = arms[arms["pooled"]]
    counts = chosen["responders"].astype(int), chosen["n"].astype(int)
    return PooledResponse(arms, pool_proportions(*counts) if len(chosen) >= 2 else None)


def _is_alone(evidence: Evidence, trial: str, arm: str, agent_class: AgentClass) -> bool:
    own_arm = evidence.trials[trial].arm(arm)
    return own_arm.classes == (agent_class,) and len(own_arm.drugs) == 1
