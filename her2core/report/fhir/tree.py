"""A FHIR bundle as it arrives: JSON that is held to its limits and to the models of R4B, and the resources in it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from her2core.errors import InputError
from her2core.language import Message

LARGEST = 1_000_000
DEEPEST = 60
LONGEST = 40  # digits: far more than any entry has, and few enough to be written out
READ = ("Observation", "DiagnosticReport", "Specimen", "Bundle")
"""The kinds of resources that are read. Of others FHIR R4 and R4B differ in some, and nothing in them is looked at."""
_BUNDLE = Message("a FHIR R4 or R4B bundle in JSON (UTF-8), as this app exports it")


def list_resources(content: bytes) -> list[tuple[str, Any]]:
    """List the resources of a bundle that are read, each with its address; those contained in others are among them.

    Raises
    ------
    InputError
        naming the place in the bundle, for anything that is no such bundle
    """
    return list(_iter_entries(_validate(_drop_unread(_tree(content))), ""))


def _iter_entries(bundle: Any, above: str) -> Iterator[tuple[str, Any]]:
    """The resources of a bundle, and of bundles in it."""
    for number, entry in enumerate(bundle.entry or ()):
        if entry.resource is None:
            continue
        if entry.resource.get_resource_type() == "Bundle":
            yield from _iter_entries(entry.resource, f"{above}{number}.")
            continue
        yield entry.fullUrl or "", entry.resource
        for inner in getattr(entry.resource, "contained", None) or ():
            # "#a" holds within its container alone.
            yield f"{above}{number}#{inner.id or ''}", inner


def resolve(reference: str, container: str) -> str:
    """Return the address that a reference stands for: one to a contained resource holds within its container alone."""
    return container.partition("#")[0] + reference if reference.startswith("#") and "#" in container else reference


def _tree(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise InputError("size", Message("{n} bytes", n=len(content)), Message("at most {n} bytes", n=LARGEST))
    try:
        tree = json.loads(content.decode("utf-8-sig"), parse_float=_decimal, parse_constant=_decimal)
    except (ValueError, ArithmeticError, RecursionError) as fault:
        raise InputError("file", Message("a file that is not JSON in UTF-8"), _BUNDLE, show_ascii(fault)) from None
    if not isinstance(tree, dict) or tree.get("resourceType") != "Bundle":
        kind = tree.get("resourceType") if isinstance(tree, dict) else type(tree).__name__
        raise InputError("resourceType", show_ascii(kind), Message("Bundle"))
    _check_depth(tree)
    return tree


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or abs(value.adjusted()) > LONGEST or len(text) > 2 * LONGEST:
        raise ValueError(f"number {text[:40]}")
    return value


def _check_depth(tree: Any) -> None:
    level = [tree]
    for _depth in range(DEEPEST):
        level = [
            inner
            for part in level
            for inner in (part.values() if isinstance(part, dict) else part if isinstance(part, list) else ())
        ]
        if not level:
            return
    raise InputError(
        "file", Message("more than {n} levels", n=DEEPEST), _BUNDLE, Message("it is nested too deep to be a report")
    )


def _validate(tree: Any) -> Any:
    from fhir.resources.R4B.bundle import Bundle
    from pydantic import ValidationError

    try:
        return Bundle.model_validate(tree)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_context=False)[0]
        path = show_ascii(".".join(map(str, first["loc"]))) or "Bundle"
        raise InputError(path, show_ascii(first["input"]), Message("FHIR R4B"), show_ascii(first["msg"])) from None
    except Exception as fault:  # what the models stumble over is as malformed as what they refuse
        raise InputError("Bundle", show_ascii(fault), Message("FHIR R4B")) from None


def show_ascii(given: object) -> str:
    """Show foreign text in characters that can stand anywhere."""
    return str(given)[:200].encode("ascii", "backslashreplace").decode()


def _drop_unread(tree: Any) -> Any:
    """The bundle without resources of kinds that FHIR knows and nobody reads here."""
    entries = tree.get("entry")
    if not isinstance(entries, list):
        return tree
    return {**tree, "entry": [entry for entry in entries if not _is_unread(entry)]}


def _is_unread(entry: Any) -> bool:
    from fhir.resources.R4B import get_fhir_model_class

    resource = entry.get("resource") if isinstance(entry, dict) else None
    kind = resource.get("resourceType") if isinstance(resource, dict) else None
    if not isinstance(kind, str) or kind in READ or (isinstance(resource, dict) and resource.get("contained")):
        return False
    try:
        get_fhir_model_class(kind)
    except (ValueError, KeyError):
        return False
    return True
