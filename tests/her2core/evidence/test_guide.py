"""Each topic of the source review leads to figures, and each abbreviation of the charts is explained."""

import pytest

from her2core import load_evidence
from her2core.evidence.adverse_events import arms_frame
from her2core.evidence.guide import Topic, load_glossary, load_review
from her2core.query.filters import Filters
from her2core.query.question import question
from her2core.status.assessment import assess

EVIDENCE = load_evidence()


@pytest.mark.parametrize("topic", load_review().topics, ids=lambda topic: topic.says)
def test_a_topic_of_the_review_lands_on_figures(topic: Topic) -> None:
    filters = Filters.parse(topic.ask)
    assert filters.faults == ()
    asked = question(filters, assess({}))
    if topic.page == "outcomes":
        assert not asked.figures(EVIDENCE).empty
    if topic.page == "safety":
        assert not arms_frame(EVIDENCE, asked.selection).empty


def test_the_topics_on_two_agents_land_on_the_trial_of_both() -> None:
    shown = {
        topic.says: set(question(Filters.parse(topic.ask), assess({})).figures(EVIDENCE)["trial"])
        for topic in load_review().topics
        if topic.page == "outcomes"
    }
    assert "rc48-toripalimab-phase1" in shown["Disitamab vedotin with toripalimab"]
    assert "her-ram" in shown["Trastuzumab with ramucirumab and paclitaxel"]


@pytest.mark.parametrize(
    "term", "ORR DCR DOR EFS MPR CPS TAP BICR ILD REML I² τ² Hartung-Knapp Newcombe Wilson".split()
)
def test_the_words_that_charts_use_are_explained(term: str) -> None:
    assert term in {each.term for each in load_glossary()}
