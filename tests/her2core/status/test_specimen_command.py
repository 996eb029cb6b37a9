"""`python -m her2core classify --specimen ...`: several specimens, the newest first, and which of them leads."""

import json

import pytest

from her2core.__main__ import main

EARLIER = "date=2024-03 site=primary kind=biopsy ihc=3+"
LATER = "date=2026-01 site=liver kind=biopsy ihc=1+ after=trastuzumab"


def answer(capsys: pytest.CaptureFixture[str], *specimens: str) -> dict[str, object]:
    given = [part for each in specimens for part in ("--specimen", each)]
    assert main(["classify", *given, "--json"]) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_the_newest_evaluable_specimen_leads_and_all_are_printed_newest_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for given in ((EARLIER, LATER), (LATER, EARLIER)):
        read = answer(capsys, *given)
        assert [each["date"] for each in read["specimens"]] == ["2026-01", "2024-03"]
        assert (read["leading"]["tier"], read["leading"]["site"], read["differ"]) == ("low", "liver", True)
        assert read["differences"][0]["pairs"] == ["primary and metastasis", "before and after trastuzumab"]
        assert read["differences"][0]["published"], "the frequency of such a change stands beside it"


def test_a_value_with_a_blank_is_quoted_and_a_specimen_that_is_not_evaluable_never_leads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    read = answer(capsys, EARLIER, "date=2026 kind='cell block' ihc=2+ ish='not evaluable'")
    assert (read["leading"]["date"], read["differ"]) == ("2024-03", False)
    assert read["specimens"][0]["kind"] == "cell block" and read["specimens"][0]["evaluable"] is False


def test_as_text_the_leading_specimen_says_that_it_leads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", "--specimen", EARLIER, "--specimen", LATER]) == 0
    out = capsys.readouterr().out
    assert "specimen: 2026-01, liver, biopsy (leading)\ntaken: after trastuzumab\nCSCO 2025, four tiers: low" in out
    assert "the specimens differ; each keeps its own answer" in out and "leading: newest evaluable specimen" in out


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("ihc=9", "specimen 2, ihc: '9' given; accepted: 0, 1+"),
        ("kind=moon", "specimen 2, kind: 'moon' given; accepted: resection, biopsy"),
        ("date=26-1", "specimen 2, date: '26-1' given; accepted: a date as 2026"),
        ("name=Li", "specimen 2, name: 'Li' given; there is no such key; accepted: ihc"),
        ("ihc=3+ ihc=1+", "specimen 2, ihc: '1+' given; it stands there several times"),
        ("ihc 3+", "specimen 2: 'ihc' given; accepted: pairs of key=value"),
        ("kind='cell block", 'specimen 2: "kind=\'cell block" given; No closing quotation'),
        ("ihc=2+ ratio=2.5 her2_copies=4.0 cep17_copies=2.0", "specimen 2, ratio"),
        (" ", "specimen 2: ' ' given; accepted: pairs"),
    ],
)
def test_what_is_not_accepted_is_named_with_its_specimen_and_its_key(
    given: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["classify", "--specimen", EARLIER, "--specimen", given]) == 2
    assert f"her2core: {says}" in capsys.readouterr().err


def test_a_score_beside_specimens_and_a_ninth_specimen_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", "--ihc", "3+", "--specimen", EARLIER]) == 2
    assert main(["classify", *["--specimen", EARLIER] * 9]) == 2
    assert "at most 8 specimens" in capsys.readouterr().err
