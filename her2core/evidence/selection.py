"""Which figures answer a question: the filters that charts and tables share."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from her2core.evidence.drugs import find_agent, is_chemotherapy, list_agents_of, load_agent_names
from her2core.evidence.loading import Evidence, regions
from her2core.evidence.models import Trial
from her2core.terms import AgentClass, Allocation, Analysis, Setting, Tier, TrialStatus

ONLY, INCLUDES = "only", "includes"


@dataclass(frozen=True)
class Selection:
    """What is asked for. Anything left empty is not filtered by.

    Attributes
    ----------
    tiers : the CSCO tiers asked for
    only : whether populations must hold no other tier ("this tier only"), or may ("includes this tier")
    agent : the id of an agent, or any of its names
    subgroups : whether every subgroup is wanted, not just those the tiers ask for
    """

    tiers: tuple[Tier, ...] = ()
    only: bool = False
    setting: Setting | None = None
    agent_class: AgentClass | None = None
    agent: str | None = None
    design: Allocation | None = None
    region: str | None = None
    status: TrialStatus | None = None
    subgroups: bool = False

    def trials(self, evidence: Evidence) -> dict[str, Trial]:
        """List the trials that answer, whatever their tiers."""
        return {id: trial for id, trial in evidence.trials.items() if self._takes(trial)}

    def figures(self, evidence: Evidence, frame: pd.DataFrame) -> pd.DataFrame:
        """Select the rows of `frame` (outcomes or comparisons) to chart, with `match`: "only" or "includes".

        Headline figures; subgroups where the tiers ask for them, which is where no headline figure of that trial and
        endpoint is of these tiers alone. Never earlier analyses, never pan-tumour populations.
        """
        figures = frame[frame["trial"].isin(list(self.trials(evidence))) & ~frame["pan_tumour"]]
        figures = figures[figures["analysis"] != Analysis.EARLIER]
        wanted = set(self.tiers) or set(Tier)
        alone = figures["tiers"].map(lambda tiers: set(tiers) <= wanted).astype(bool)
        shared = figures["tiers"].map(lambda tiers: bool(set(tiers) & wanted)).astype(bool)
        figures = figures.assign(match=alone.map({True: ONLY, False: INCLUDES}))
        headline = figures["analysis"] == Analysis.HEADLINE
        question = pd.MultiIndex.from_frame(figures[["trial", "endpoint"]])
        answered = question.isin(question[headline & alone])
        touched = question.isin(question[(headline & shared) | alone])
        by_tier = alone & ~answered if self.tiers else pd.Series(False, index=figures.index)
        loosely = shared & ~touched if self.tiers and not self.only else pd.Series(False, index=figures.index)
        matching = alone if self.only else shared
        return figures[(headline & matching) | by_tier | loosely | (matching & self.subgroups)]

    def find_unanswered(self, figures: pd.DataFrame) -> list[tuple[Tier, Setting]]:
        """Find each tier and setting asked for of which `figures` hold nothing."""
        answered = {
            (tier, setting)
            for tiers, setting in zip(figures["tiers"], figures["setting"], strict=True)
            for tier in tiers
        }
        settings = (self.setting,) if self.setting else tuple(Setting)
        return [
            (tier, setting)
            for setting in settings
            for tier in self.tiers or tuple(Tier)
            if (tier, setting) not in answered
        ]

    def _takes(self, trial: Trial) -> bool:
        return (
            (self.setting is None or trial.setting == self.setting)
            and (self.design is None or trial.allocation == self.design)
            and (self.status is None or trial.status == self.status)
            and (self.region is None or bool(set(trial.regions) & set(regions().get(self.region, ()))))
            and (self.agent_class is None or any(self.agent_class in arm.classes for arm in trial.arms))
            and (self.agent is None or (find_agent(self.agent) or self.agent) in list_agents_of(trial.arms))
        )


def list_agents(trials: Collection[Trial]) -> tuple[str, ...]:
    """List the ids of the agents that these trials name: HER2-directed ones first, chemotherapy last, then by id."""
    named = list_agents_of(arm for trial in trials for arm in trial.arms)
    return tuple(sorted(named, key=_order))


def _order(agent: str) -> tuple[bool, bool, str]:
    names = load_agent_names().get(agent)
    return is_chemotherapy(agent), names is not None and not names.her2_directed, agent
