"""The swap from one generation to the next."""

from __future__ import annotations

import gc
import logging
import weakref
from pathlib import Path

import pytest

from archive import default_settings
from index import Query, rebuild
from web.editions import Editions, Found, NoEdition, State, editions_in


class Engine:
    """An engine that only knows its name and whether it is open."""

    def __init__(self, generation):
        self.generation = generation
        self.closed = False

    def close(self):
        self.closed = True


class Shelves:
    """What lies on disk, as far as opening it goes."""

    def __init__(self, current):
        self.current = current
        self.opened = []
        self.broken = set()
        self.damaged = False

    def find(self):
        if self.current is None or self.current in self.broken:
            message = f"{self.current} is broken; run `pressmark rebuild`"
            raise ValueError(message)
        self.opened.append(Engine("before" if self.damaged else self.current))
        return Found(self.opened[-1], Path("media"), damaged=self.damaged)

    def editions(self):
        return Editions(self.find, lambda: self.current, check_every=0)


@pytest.fixture
def shelves():
    return Shelves("one")


def test_a_generation_is_opened_once(shelves):
    """
    Opening costs; requests share the engine.
    """
    editions = shelves.editions()
    for _ in range(3):
        with editions.public():
            pass

    assert 1 == len(shelves.opened)


def test_the_next_request_reads_the_new_generation(shelves):
    """
    A post that was published is seen within a second, without a restart.
    """
    editions = shelves.editions()
    with editions.public() as before:
        pass
    shelves.current = "two"
    with editions.public() as after:
        pass

    assert ("one", "two") == (before.engine.generation, after.engine.generation)
    assert (True, False) == (before.engine.closed, after.engine.closed)


def test_a_request_keeps_its_generation_to_the_end(shelves):
    """
    A page made of two generations would contradict itself.
    """
    editions = shelves.editions()
    with editions.public() as slow:
        shelves.current = "two"
        with editions.public() as quick:
            assert "two" == quick.engine.generation

        assert not slow.engine.closed

    assert slow.engine.closed


def test_what_was_worked_out_goes_with_its_generation(shelves):
    """
    Counts of yesterday's posts must not stand on today's pages.
    """
    editions = shelves.editions()
    with editions.public() as shelf:
        assert "one" == shelf.remember("name", lambda engine: engine.generation)
    shelves.current = "two"
    with editions.public() as shelf:
        assert "two" == shelf.remember("name", lambda engine: engine.generation)


def test_a_broken_generation_never_replaces_a_good_one(shelves):
    """
    Readers go on reading while an operator mends it.
    """
    editions = shelves.editions()
    with editions.public():
        pass
    shelves.current = "two"
    shelves.broken.add("two")
    with editions.public() as shelf:
        assert "one" == shelf.engine.generation

    assert State("one", "two") == editions.state()


def test_withdrawn_posts_are_not_shown_for_want_of_others(shelves):
    """
    Silence is better than what somebody took back.
    """
    editions = Editions(
        shelves.find,
        lambda: shelves.current,
        is_withdrawn=lambda name: name == "one",
        check_every=0,
    )
    with editions.public():
        pass
    shelves.current = "two"
    shelves.broken.add("two")

    with pytest.raises(NoEdition), editions.public():
        pass
    assert shelves.opened[0].closed


def test_without_any_edition_there_is_none_to_lend(shelves):
    """
    The site says so instead of failing.
    """
    shelves.current = None

    with pytest.raises(NoEdition), shelves.editions().public():
        pass


def test_an_edition_is_found_as_soon_as_there_is_one(shelves):
    """
    The first build ends the notice without a restart.
    """
    shelves.current = None
    editions = shelves.editions()
    with pytest.raises(NoEdition), editions.public():
        pass
    shelves.current = "one"

    with editions.public() as shelf:
        assert "one" == shelf.engine.generation


def test_a_failure_is_logged_once_and_with_its_remedy(shelves, caplog):
    """
    A line a second would fill the disk and bury the first one.
    """
    shelves.broken.add("one")
    editions = shelves.editions()
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            with pytest.raises(NoEdition), editions.public():
                pass

    assert ["one is broken; run `pressmark rebuild`"] == [
        record.message for record in caplog.records
    ]


def test_a_stand_in_is_told_from_the_current_generation(shelves):
    """
    An operator must see that readers get yesterday's posts.
    """
    shelves.damaged = True
    editions = shelves.editions()

    assert State("before", "one") == editions.state()


def test_closing_waits_for_readers(shelves):
    """
    A server that stops finishes what it began.
    """
    editions = shelves.editions()
    with editions.public() as shelf:
        editions.close()

        assert not shelf.engine.closed

    assert shelf.engine.closed


def test_a_folder_without_an_index_has_no_edition(tmp_path):
    """
    A fresh installation serves a notice, not an error.
    """
    with pytest.raises(NoEdition), editions_in(tmp_path / "index").public():
        pass


def test_an_index_on_disk_is_served_with_its_media(tmp_path):
    """
    The whole way from files in a folder to an edition that answers.
    """
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (posts / "one.md").write_text("---\ntitle: One\ndate: 2024-03-18\n---\nFirst words.\n")
    settings = default_settings(
        {"content": tmp_path / "content", "index": tmp_path / "index", "build.workers": 1}
    )
    built = rebuild(settings)
    editions = editions_in(settings.index)
    with editions.public() as shelf:
        assert 1 == shelf.engine.search(Query()).total
        assert tmp_path / "index/generations" / built.generation / "public/media" == shelf.media

    assert State(built.generation, built.generation) == editions.state()
    editions.close()


def test_what_a_closed_edition_held_is_given_back_at_the_next_look(tmp_path):
    """
    A quiet server would keep deleted files mapped for hours, until the collector comes by.
    """
    content = tmp_path / "content" / "posts"
    content.mkdir(parents=True)
    (content / "shade.md").write_text("---\ntitle: Shade\n---\nIt is cool here.\n")
    settings = default_settings({name: tmp_path / name for name in ("content", "index", "state")})
    rebuild(settings)
    editions = editions_in(settings.index)
    editions._check_every = 0
    gc.disable()
    try:
        with editions.public() as shelf:
            shelf.engine.search(Query(text="cool"))
            held = weakref.ref(shelf.engine)
        del shelf
        rebuild(settings)
        for _ in range(2):
            with editions.public():
                pass

        assert held() is None
    finally:
        gc.enable()
        editions.close()
