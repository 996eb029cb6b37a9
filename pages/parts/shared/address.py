"""Addresses of pages of this app that keep the case."""

from urllib.parse import urlencode

from pages.parts.shared.session import session

GLOSSARY = "glossary"
"""The anchor of the glossary on Methods."""


def address(page: str, anchor: str = "", **changes: str) -> str:
    """Return the address of a page with the case and the filters of this visit, but for the `changes`."""
    path = page if page != "classify" else "./"  # the first page has no name in its address
    return f"{path}?{urlencode(session().to_query(**changes))}" + (f"#{anchor}" if anchor else "")
