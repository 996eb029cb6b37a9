"""What is understood of what laboratories write, and of the names of columns: the tables that are read by."""

import streamlit as st

from her2core.cohort.columns import load_column_names
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.status.lexicon import load_lexicon
from her2core.terms import IhcScore, IshResult
from pages.parts.cohort.columns import TITLES
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import show, table


def draw_spellings() -> None:
    """Draw every accepted spelling with what it is read as, and every known name of a column."""
    lexicon = load_lexicon()
    with drawer("spellings", _("Accepted spellings")) as is_open:
        if not is_open:
            return
        st.caption(
            _(
                "An entry is understood when every part of it stands here and all parts agree; anything else is refused and named. "
                "Case, width, blanks, accents, brackets and a full stop carry no meaning. A sign after the name of the marker "
                "(HER2+) is refused."
            )
        )
        for title, rows in (("IHC", _list_ihc()), (_("ISH (FISH)"), _list_ish())):
            st.markdown(f"**{title}**")
            show(
                table(
                    title,
                    [_("Written"), _("Read as"), _("Basis")],
                    [[*row, label(lexicon.basis)] for row in rows],
                    captioned=False,
                )
            )
    with drawer("column-names", _("Known names of columns")) as is_open:
        if is_open:
            _draw_names()


def _list_ihc() -> list[tuple[str, str]]:
    lexicon, not_read = load_lexicon(), _("beside a score; nothing by itself")
    ihc = lexicon.ihc
    return [
        *((join_words(words), capital(score)) for score, words in ihc.scores.items()),
        *(
            (join_words(each.words), _("beside {scores} only; alone it is refused", scores=join_words(each.scores)))
            for each in ihc.categories
        ),
        (join_words((*lexicon.marker, *ihc.method)), not_read),
        *((join_words(words), not_read) for words in (*lexicon.beside, ihc.cells)),
        *((join_words(words), _("ISH is to come; beside a score")) for words in ihc.plans),
        *((join_words(words), capital(IhcScore.NOT_DONE)) for words in lexicon.not_done),
    ]


def _list_ish() -> list[tuple[str, str]]:
    lexicon, not_read = load_lexicon(), _("beside a result; nothing by itself")
    ish = lexicon.ish
    return [
        *((join_words(words), capital(result)) for result, groups in ish.results.items() for words in groups),
        (join_words(ish.ratio), _("a ratio follows, which is interpreted as counts are")),
        (join_words((*lexicon.marker, *ish.method)), not_read),
        *((join_words(words), not_read) for words in lexicon.beside),
        *((join_words(words), capital(IshResult.NOT_DONE)) for words in lexicon.not_done),
    ]


def _draw_names() -> None:
    known = load_column_names()
    st.caption(
        _(
            "A name is known as a whole, or as one of these words beside the marker ({marker}) and words that say nothing ({beside}).",
            marker=join_words(known.marker),
            beside=join_words(known.beside),
        )
    )
    rows = [
        [_(TITLES[role]), join_words((*names.names, *names.words, *names.words_with_marker))]
        for role, names in known.roles.items()
    ]
    show(table(_("Known names of columns"), [_("Column"), _("Names")], rows, captioned=False))
