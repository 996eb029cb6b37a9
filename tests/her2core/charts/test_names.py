"""A name beside a mark is one that can be read: on no mark, on no other name, inside the plot."""

from hypothesis import given
from hypothesis import strategies as st

from her2core.charts.names import Point, _list_sides, place_names

WIDTH, HEIGHT = 400.0, 300.0
POINTS = st.lists(
    st.builds(
        Point,
        x=st.floats(0, WIDTH),
        y=st.floats(0, HEIGHT),
        radius=st.floats(4, 20),
        name=st.sampled_from(["ToGA", "DESTINY-Gastric04", "曲妥珠单抗 + 化疗", "HER-RAM", "KEYNOTE-811"]),
    ),
    max_size=12,
)


def test_a_mark_alone_is_named_and_one_at_the_right_edge_on_its_left() -> None:
    alone = Point(200, 150, 8, "ToGA")
    assert place_names([alone], WIDTH, HEIGHT) == {0: "middle right"}
    assert place_names([Point(395, 150, 8, "ToGA")], WIDTH, HEIGHT) == {0: "middle left"}
    assert place_names([alone], WIDTH, HEIGHT, uprights=[215]) == {0: "middle left"}
    assert place_names([Point(20, 150, 8, "a" * 80)], WIDTH, HEIGHT) == {}


def test_of_two_arms_of_one_trial_the_first_is_named() -> None:
    assert place_names([Point(100, 50, 8, "ToGA"), Point(100, 250, 8, "ToGA")], WIDTH, HEIGHT) == {0: "middle right"}


@given(POINTS)
def test_no_name_lies_on_a_mark_on_another_name_or_beyond_the_plot(points: list[Point]) -> None:
    sides = place_names(points, WIDTH, HEIGHT)
    boxes = [dict(_list_sides(points[place]))[side] for place, side in sides.items()]
    marks = {place: (p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius) for place, p in enumerate(points)}
    for place, (at, box) in enumerate(zip(sides, boxes, strict=True)):
        assert 0 <= box[0] <= box[2] <= WIDTH and 0 <= box[1] <= box[3] <= HEIGHT
        others = [mark for other, mark in marks.items() if other != at] + boxes[:place] + boxes[place + 1 :]
        for other in others:
            assert box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]
