"""
Posts rendered in processes that may die.
"""

import multiprocessing
import os
import signal
import time
from itertools import count

import pytest

from archive.rendering import RenderContext, render_all, render_post, workers

CONTEXT = RenderContext()

BOMBS = {
    "quotes": "> ",
    "brackets": "[",
    "links": "[a](",
    "pictures": "![",
    "stars": "*a **b ",
    "underlines": "_a __b ",
    "backticks": "`a ``b ",
    "entities": "&a",
    "tags": "<a ",
    "closed tags": "<b>",
    "comments": "<!--",
    "lists": "- ",
    "tables": "a|b\n-|-\n",
    "references": "[a]: b\n",
    "notes": "[^1]\n\n[^1]: x\n",
    "fences": "```\n~~~\n",
    "shortcodes": '{{< a "',
    "tags of Liquid": "{% raw %}{{ ",
    "attributes": "{: #a .b ",
    "headings": "# a\n===\n",
    "escapes": "\\",
    "blanks": " \n",
    "definitions": "a\n:   b\n",
    "abbreviations": "*[a]: b\n",
    "divisions": '<div markdown="1">\n',
}


def nested_list(depth):
    return "\n".join(f"{' ' * 4 * level}- a" for level in range(depth))


@pytest.fixture(params=["fork", "forkserver", "spawn"])
def processes(request):
    return multiprocessing.get_context(request.param)


def children():
    return set(multiprocessing.active_children())


def test_answers_come_in_the_order_of_the_posts(make_post):
    """
    Whoever asks pairs them with the posts.
    """
    posts = [make_post(f"Post *{number}*") for number in range(150)]

    done = list(render_all(posts, CONTEXT, workers=2))

    assert [render_post(post, CONTEXT) for post in posts] == done


def test_every_way_of_starting_processes_will_do(make_post, processes):
    """
    Python changes its own default from version to version.
    """
    posts = [make_post("*a*"), make_post("> " * 40_000), make_post("*b*")]

    done = list(render_all(posts, CONTEXT, workers=1, seconds=0.2, processes=processes))

    assert ["a", True, "b"] == [done[0].text, done[1].failed, done[2].text]


@pytest.mark.parametrize("length", [20_000, 200_000])
def test_no_body_stops_the_others(make_post, length):
    """
    A body that takes too long costs itself alone, and the rest of its chunk is rendered.
    """
    bodies = [(bomb * length)[:length] for bomb in BOMBS.values()]
    posts = [make_post(body) for bomb in bodies for body in (bomb, "*fine*")]

    start = time.monotonic()
    done = list(render_all(posts, CONTEXT, workers=2, seconds=0.5))
    took = time.monotonic() - start

    assert ["fine"] * len(BOMBS) == [rendered.text for rendered in done[1::2]]
    assert not any(rendered.failed for rendered in done[1::2])
    # By the clock, with room for a busy machine: 25 bodies of half a second each.
    assert took < 200
    for rendered in done[::2]:
        assert rendered.html or rendered.text or not rendered.failed


@pytest.mark.parametrize(
    "body",
    [
        nested_list(3_000),
        "> " * 3_000 + "a",
        "- " * 3_000 + "a",
        "<div>" * 30_000 + "a" + "</div>" * 30_000,
    ],
    ids=["lists", "quotes", "lists on a line", "divisions"],
)
def test_deep_nesting_is_rendered_or_given_up(make_post, body):
    """
    Neither Python's stack nor the parser's may end the build.
    """
    (done,) = render_all([make_post(body)], CONTEXT, workers=1)

    assert "a" in done.text


def test_a_body_that_takes_too_long_says_so(make_post):
    """
    The author is told which file, and what to do.
    """
    (done,) = render_all([make_post("> " * 40_000 + "word")], CONTEXT, workers=1, seconds=0.1)

    assert done.failed
    assert "word" in done.text
    assert (
        "posts/here.md:5: the body takes over 0.1 s to render; it is shown as plain paragraphs; "
        "simplify its markup: look for deep nesting and for long runs of the same character"
        == str(done.problems[0])
    )


def test_a_worker_that_hangs_without_working_is_ended(make_post, monkeypatch):
    """
    Processor time says nothing of a process that waits.
    """
    monkeypatch.setattr(workers, "CLOCK_LEAST", 4.0)
    monkeypatch.setattr(workers, "CLOCK_FACTOR", 0.0)
    monkeypatch.setattr(workers, "render_post", _sleeps_on_the_first)
    fork = multiprocessing.get_context("fork")

    done = list(
        render_all([make_post("sleep"), make_post("*b*")], CONTEXT, workers=1, processes=fork)
    )

    assert [True, False] == [rendered.failed for rendered in done]
    assert "the body took over 4 s by the clock" in str(done[0].problems[0])


def test_a_worker_that_is_killed_costs_one_post(make_post, monkeypatch):
    """
    An operating system short of memory does that.
    """
    monkeypatch.setattr(workers, "render_post", _dies_on_the_word)
    fork = multiprocessing.get_context("fork")
    bodies = ["*a*", "die", "*b*", "die", "*c*"]

    done = list(render_all(map(make_post, bodies), CONTEXT, workers=1, processes=fork))

    assert ["a", "die", "b", "die", "c"] == [rendered.text for rendered in done]
    assert [False, True, False, True, False] == [rendered.failed for rendered in done]


def test_posts_are_read_as_they_are_needed(make_post, monkeypatch):
    """
    An archive of a million posts is not held in memory, not even behind one slow post.
    """
    monkeypatch.setattr(workers, "render_post", _waits_on_the_word)
    fork = multiprocessing.get_context("fork")
    read = count()

    def posts():
        for number in count():
            next(read)
            yield make_post("wait" if number == 0 else "*a*")

    rendering = render_all(posts(), CONTEXT, workers=2, processes=fork)
    first = next(rendering)
    rendering.close()

    assert "wait" == first.text
    assert next(read) <= (workers.CHUNKS_AHEAD * 2 + 1) * workers.CHUNK_POSTS


def test_closing_early_leaves_no_process(make_post):
    """
    Ctrl-C in the middle of a build must leave nothing running.
    """
    before = children()
    rendering = render_all((make_post("*a*") for _ in count()), CONTEXT, workers=2)
    next(rendering)
    during = children() - before

    rendering.close()

    assert 2 == len(during)
    assert set() == children() - before


def test_an_error_of_the_reader_leaves_no_process(make_post):
    """
    The posts come from a generator that reads files.
    """

    def posts():
        yield from (make_post("*a*") for _ in range(100))
        raise KeyboardInterrupt

    before = children()
    with pytest.raises(KeyboardInterrupt):
        list(render_all(posts(), CONTEXT, workers=2))

    assert set() == children() - before


def test_workers_end_when_their_parent_is_gone(make_post, tmp_path):
    """
    A build that was killed must not leave workers behind that nobody ends.
    """
    read, write = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.close(read)
        rendering = render_all((make_post("*a*") for _ in count()), CONTEXT, workers=2)
        next(rendering)
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(write)
    os.waitpid(parent, 0)

    # The pipe ends when the last process that holds it does.
    os.set_blocking(read, False)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            ended = os.read(read, 1) == b""
        except BlockingIOError:
            ended = False
        if ended:
            break
        time.sleep(0.05)
    os.close(read)

    assert ended


def test_no_time_is_no_limit_that_can_be_kept(make_post):
    """
    A timer of zero seconds never rings.
    """
    with pytest.raises(ValueError, match="seconds must be positive"):
        list(render_all([make_post("a")], CONTEXT, workers=1, seconds=0))


def _sleeps_on_the_first(post, context):
    if post.body == "sleep":
        time.sleep(60)
    return render_post(post, context)


def _waits_on_the_word(post, context):
    if post.body == "wait":
        time.sleep(3)
    return render_post(post, context)


def _dies_on_the_word(post, context):
    if post.body == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return render_post(post, context)
