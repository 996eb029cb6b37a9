"""A page of a long list holds what it says, whatever number was asked for."""

from hypothesis import given
from hypothesis import strategies as st

from her2core.board.paging import PAGE, Page, page_of


@given(st.integers(-5, 1_000), st.integers(0, 2_000))
def test_a_page_lies_in_its_list_and_is_empty_only_where_the_list_is(number: int, count: int) -> None:
    page = Page(number, count)
    assert 0 <= page.first <= page.end <= count and page.end - page.first <= PAGE
    assert (page.first == page.end) == (count == 0)
    assert page.is_whole == (count <= PAGE)


@given(st.integers(0, 2_000))
def test_the_pages_together_are_the_list(count: int) -> None:
    places, page = [], Page(0, count)
    places += range(page.first, page.end)
    while page.has_next:
        page = Page(page.number + 1, count)
        places += range(page.first, page.end)
    assert places == list(range(count))
    assert all(Page(page_of(place), count).first <= place for place in places)
