"""Which language a reader sees, and how a sentence gets into it.

The core writes English. A sentence with figures in it is a `Message`: English text that remembers its template, so that
`_` can say the same in the language in use. The catalogues are the gettext files in `locales/`.
"""

import gettext
import io
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Self

LANGUAGES = {"en": "English", "zh": "简体中文"}
CATALOGUES = {"zh": "zh_CN"}
OWN = " (own)"
"""What stands behind a name of a hospital's own evidence."""
LOCALES = Path(__file__).parent.parent / "locales"

# A context variable, because one server process speaks to several people, each in a thread of their own.
_in_use: ContextVar[str | None] = ContextVar("language", default=None)
_reader: Callable[[], str | None] = lambda: None  # noqa: E731


class Message(str):
    """English text with its template and values, so that it can be said in another language.

    >>> Message("{n} nuclei given", n=19)
    '19 nuclei given'
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        self = super().__new__(cls, template.format(**values) if values else template)
        self.template, self.values = template, values
        return self

    def localise(self) -> str:
        """Return the sentence in the language in use."""
        return _(self.template, **self.values)


def current_language() -> str:
    """Return the code of the language in use: that of `using`, else that of the reader, else "en"."""
    return _in_use.get() or _reader() or "en"


def follow(reader: Callable[[], str | None]) -> None:
    """Ask `reader` for the language of whoever reads, wherever code runs on their behalf; None where nobody does.

    A page's callbacks and fragments run in threads that no `using` of the page has reached.
    """
    global _reader
    _reader = reader


@contextmanager
def using(code: str) -> Iterator[None]:
    """Say what stands inside the `with` block in the language `code`."""
    before = _in_use.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _in_use.reset(before)


def choose_language(accepted: str | None) -> str:
    """Choose the language a browser asks for ("zh-CN,en;q=0.8" or "zh-CN"), where we speak it; else English."""
    first = (accepted or "").split(",")[0].strip().lower()
    return "zh" if first.startswith("zh") else "en"


def _(text: str, **values: object) -> str:
    """`text` in the language in use, its {placeholders} filled; a `Message` brings its own values."""
    if isinstance(text, Message):
        return text.localise()
    if text.endswith(OWN) and text != OWN:
        return _(text.removesuffix(OWN), **values) + _(" (own)")
    translation = _typeset(_catalogue(current_language()).gettext(text)) if text else text
    if not values:
        return translation
    return translation.format(**{name: _(value) if isinstance(value, str) else value for name, value in values.items()})


def join_words(words: Iterable[str]) -> str:
    """Join words in a row, separated as the language in use separates them."""
    return ("、" if current_language() == "zh" else ", ").join(words)


def in_context(context: str, text: str) -> str:
    """Translate `text` as the word of one vocabulary: "none" the tier is not "none" the intensity."""
    return _typeset(_catalogue(current_language()).pgettext(context, text))


def _typeset(text: str) -> str:
    """Signs as they are printed: sources and code write what a keyboard has."""
    return text.replace(">=", "≥").replace("<=", "≤")


def list_missing_catalogues() -> list[str]:
    """List the languages that are spoken, but whose catalogue is not where it should be."""
    return [code for code in CATALOGUES if not _catalogue_files(code)]


def _catalogue_files(code: str) -> list[Path]:
    return sorted((LOCALES / CATALOGUES[code] / "LC_MESSAGES").glob("*.po"))


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """The catalogue of a language, compiled in memory from its .po files, so that no binary is kept beside them."""
    if code not in CATALOGUES:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    catalogue, paths = gettext.NullTranslations(), _catalogue_files(code)
    if not paths:
        logging.getLogger("her2board").warning("no catalogue of %s in %s: its readers see English", code, LOCALES)
    for path in paths:
        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=CATALOGUES[code]))
        compiled.seek(0)
        part = gettext.GNUTranslations(compiled)
        part.add_fallback(catalogue)
        catalogue = part
    return catalogue
