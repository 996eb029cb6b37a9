"""`python -m her2core classify --fhir FILE`: the status of each specimen in a bundle."""

import json
from collections.abc import Callable
from pathlib import Path

from her2core.errors import InputError
from her2core.language import Message
from her2core.report.fhir.reading import SpecimenCase, read_fhir
from her2core.status.assessment import assess
from her2core.status.definitions import Classification, classify


def classify_bundle(
    path: Path,
    definition: str | None,
    as_json: Callable[[Classification], dict[str, object]] | None,
    as_text: Callable[[Classification], str],
) -> int:
    """Print the status of each specimen in a bundle, what was read, and what was not used; return the exit status.

    Parameters
    ----------
    path : of the file
    definition : the id of a file in `data/rules/`; where None, the one that gives tiers
    as_json, as_text : how a classification is printed; as text where `as_json` is None

    Raises
    ------
    InputError
        in one line, where the file cannot be read, or counts or staining in it cannot be used
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise InputError("fhir", str(path), Message("a file that can be read"), fault.strerror) from None
    read = read_fhir(content)
    results = [(each, _classify(each, definition)) for each in read.cases]
    unused = [str(each) for each in read.unused]
    if as_json:
        specimens = [{**as_json(result), "specimen": each.specimen, "case": each.case} for each, result in results]
        answer = specimens[0] if len(specimens) == 1 else {"specimens": specimens}
        print(json.dumps({**answer, "unused": unused}, ensure_ascii=False, indent=2))
        return 0
    for each, result in results:
        if len(results) > 1:
            print(f"specimen: {each.specimen or 'not named'}")
        print(as_text(result))
        print("read: " + "; ".join(f"{field} {text}" for field, text in each.case.items()))
    if unused:
        print("not used: " + "; ".join(unused))
    return 0


def _classify(specimen: SpecimenCase, definition: str | None) -> Classification:
    assessment = assess(specimen.case)
    for fault in assessment.faults:
        raise fault
    return classify(assessment.csco.ihc, assessment.csco.ish, definition)
