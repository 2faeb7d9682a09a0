"""
What is told of where time goes.
"""

from collections import defaultdict

import profiled
import pytest
from engine_pressmark_http import PressmarkHttp
from parsed import write_posts
from posts import synthetic_posts

POSTS = 40

KEPT = {"another text offered", "names recognised"}
"""What is kept of a search that was asked before; whatever else takes no time is not called."""


@pytest.fixture(scope="module")
def posts():
    return list(synthetic_posts(POSTS))


@pytest.fixture(scope="module")
def index(posts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    PressmarkHttp().build(folder, write_posts(folder / "posts.jsonl", posts, "english")[0])
    return folder / "index"


def test_the_parts_of_a_search_and_of_its_page_add_up(index, posts, capsys):
    """
    A profile that leaves out a part sends whoever reads it to the wrong place.
    """
    texts = [post.title for post in posts[:2]]

    profiled.main([str(index), *texts, "--repeat", "5"])

    tables = capsys.readouterr().out.split("\n\n")
    for told, parts in zip(tables, (profiled.SEARCH, profiled.PAGE), strict=True):
        (_, *heads), _, *rows = map(cells, told.splitlines())
        assert [f"{text}: 1 posts" for text in texts] == heads
        times = {part: [int(time.replace(",", "")) for time in each] for part, *each in rows}
        assert {*parts, profiled.REST, profiled.WHOLE} == set(times)
        whole = times.pop(profiled.WHOLE)
        for number, total in enumerate(whole):
            assert pytest.approx(total, abs=len(times)) == sum(t[number] for t in times.values())
        unnoticed = {part for part in parts if not all(times[part])}
        assert unnoticed <= KEPT


def test_what_a_part_calls_of_another_is_the_time_of_the_other():
    """
    The parts would else add up to more than the whole.
    """
    turn = defaultdict(float)
    inner = profiled.timed(turn, "inner", lambda: sum(range(100_000)))
    outer = profiled.timed(turn, "outer", inner)

    outer()

    assert 0 < turn["outer"] < turn["inner"]


def cells(row):
    return row.strip("| ").split(" | ")
