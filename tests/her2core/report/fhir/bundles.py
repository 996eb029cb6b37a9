"""Bundles of FHIR as tests make, look into and read them, and every case that a bundle can hold."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from her2core.language import using
from her2core.report.fhir.bundle import case_from_fhir, fhir_bundle
from her2core.report.summary import Summary, summarise
from her2core.status.assessment import assess
from her2core.status.case import VOCABULARIES, Field
from her2core.terms import IhcScore, IshResult

MADE = datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=8)))
COUNTED = {"ihc": "2+", "ratio": "2.0", "her2_copies": "3.980", "nuclei": "40", "specimen": "biopsy", "cps": "5"}


def summary_of(case: dict[str, str], language: str = "en") -> Summary:
    with using(language):
        return summarise(assess(case), MADE, "http://board.example")


def bundle_of(case: dict[str, str], language: str = "en") -> Any:
    return json.loads(fhir_bundle(summary_of(case, language)), parse_float=Decimal)


def resources(bundle: Any, kind: str) -> list[Any]:
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]


def observation(bundle: Any, code: str) -> Any:
    """The only observation with this code, or None."""
    result = [each for each in resources(bundle, "Observation") if each["code"]["coding"][0]["code"] == code]
    assert len(result) <= 1
    return result[0] if result else None


def parts(tree: Any) -> Iterator[Any]:
    yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from parts(each)


def codings(bundle: Any) -> list[Any]:
    return [each for each in parts(bundle) if isinstance(each, dict) and {"system", "code"} <= set(each)]


def notes(observation: Any) -> str:
    return " ".join(each["text"] for each in observation["note"])


def read(bundle: Any) -> dict[str, str]:
    return case_from_fhir(json.dumps(bundle, default=float).encode())


def some(values: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([each.value for each in values])


def decimals(most: int) -> st.SearchStrategy[str]:
    places = st.sampled_from(["", ".0", ".5", ".25", ".99", ".000000001", "."])
    return st.builds("{}{}".format, st.integers(0, most - 1), places)


whole = st.integers(1, 100_000).map(str)
agreeing = st.integers(1, 4000).map(
    lambda hundredths: {
        "ratio": f"{Decimal(hundredths) / 100:f}",
        "her2_copies": f"{Decimal(hundredths) / 50:f}",
        "cep17_copies": "2.00",
    }
)
counts = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"ratio": decimals(100)}, optional={"nuclei": whole}),
    st.fixed_dictionaries(
        {"her2_copies": decimals(1000), "cep17_copies": st.sampled_from(["1", "2.40", "2.9", "１.5"])}
    ),
    st.fixed_dictionaries({"her2_copies": decimals(1000), "probe": st.just("single")}),
    st.fixed_dictionaries({"clusters": st.just("yes")}, optional={"controls": some(VOCABULARIES[Field.CONTROLS])}),
    st.fixed_dictionaries({"controls": st.just("failed")}, optional={"clusters": some(VOCABULARIES[Field.CLUSTERS])}),
    agreeing,
)
staining = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {
            "specimen": some(VOCABULARIES[Field.SPECIMEN]),
            "intensity": some(VOCABULARIES[Field.INTENSITY]),
            "percent": decimals(100),
            "cluster": whole,
        }
    ),
)
rest = st.fixed_dictionaries(
    {},
    optional={
        "ihc": some(IhcScore),
        "ish": some(IshResult),
        "cps": decimals(100),
        "clusters": st.just("no"),
        "controls": st.just("passed"),
        **{
            field: some(VOCABULARIES[Field(field)])
            for field in (
                "probe",
                "copy_rule",
                "recount_zone",
                "specimen",
                "site",
                "after",
                "setting",
                "prior_trastuzumab",
            )
        },
        "date": st.sampled_from(["2026", "2026-01", "2026-01-31"]),
        "area_ihc": some(IhcScore),
        "area_ish": some(IshResult),
    },
)
cases = st.builds(
    lambda *groups: {field: text for group in groups for field, text in group.items()}, rest, counts, staining
)


def usable(case: dict[str, str]) -> bool:
    assessment = assess(case)
    return bool(assessment.ihc or not assessment.case.stained) and bool(assessment.ish or not assessment.case.counted)


cases = cases.filter(usable)
