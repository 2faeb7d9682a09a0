"""
A server that looks for new generations aside, and warms itself.
"""

import gc
import threading
import time
from pathlib import Path

import library
import pytest
from flask import request
from jinja2 import Environment

from web import create_app, warming
from web.editions import Editions, Found, NoEdition

PATIENCE = 10
"""Seconds for a thread to come to something on a busy machine."""


class Engine:
    """An engine that can take its time to open and to close."""

    def __init__(self, generation):
        self.generation = generation
        self.may_close = threading.Event()
        self.may_close.set()
        self.closed = False
        self.prepared = False

    def prepare(self):
        self.prepared = True

    def close(self):
        assert self.may_close.wait(PATIENCE)
        self.closed = True


class Disk:
    """What is current, and a gate before it can be opened."""

    def __init__(self):
        self.current = "one"
        self.gate = threading.Event()
        self.gate.set()
        self.asked = threading.Event()

    def find(self):
        self.asked.set()
        assert self.gate.wait(PATIENCE)
        return Found(Engine(self.current), Path("media"))


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def editions(disk):
    made = Editions(disk.find, lambda: disk.current, check_every=0.01)
    yield made
    disk.gate.set()
    made.close()


def lent(editions):
    with editions.public() as shelf:
        return shelf.engine


def waited_for(holds):
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def test_no_request_waits_for_a_generation_to_be_opened(disk, editions):
    """
    A hundred thousand posts take half a second to open, which readers would notice.
    """
    old = lent(editions)
    editions.follow()
    disk.asked.clear()
    disk.gate.clear()
    disk.current = "two"
    opening = disk.asked.wait(PATIENCE)

    assert opening
    assert old is lent(editions)  # would not come back if it waited

    disk.gate.set()

    assert waited_for(lambda: "two" == lent(editions).generation)
    assert waited_for(lambda: old.closed)


def test_a_generation_is_prepared_before_it_serves(disk, editions):
    """
    Its words take a second to be ready for a slip of somebody's, in a large archive.
    """
    lent(editions)
    editions.follow()
    disk.current = "two"

    assert waited_for(lambda: "two" == lent(editions).generation)
    assert lent(editions).prepared


def test_requests_do_not_even_look(disk):
    """
    The one that looked first would be the one that opens.
    """
    looked = set()

    def look():
        looked.add(threading.current_thread().name)
        return disk.current

    editions = Editions(disk.find, look, check_every=0.01)
    lent(editions)
    looked.clear()
    editions.follow()
    for _ in range(10):
        lent(editions)
        time.sleep(0.01)
    followed = waited_for(lambda: bool(looked))
    editions.close()

    assert followed
    assert {"editions"} == looked


def test_no_request_waits_for_a_generation_to_be_closed(disk, editions):
    """
    Letting go of files of some hundred megabytes takes a while.
    """
    old = lent(editions)
    old.may_close.clear()
    editions.follow()
    disk.current = "two"

    assert waited_for(lambda: "two" == lent(editions).generation)
    assert not old.closed

    old.may_close.set()

    assert waited_for(lambda: old.closed)


def test_nobody_looks_any_more_after_closing(disk, editions):
    """
    A thread that outlives its site would keep files open.
    """
    lent(editions)
    before = {thread for thread in threading.enumerate() if thread.name == "editions"}
    editions.follow()
    (thread,) = {t for t in threading.enumerate() if t.name == "editions"} - before
    editions.close()
    thread.join(PATIENCE)

    assert not thread.is_alive()


def test_a_worker_is_warm_before_its_first_reader(tmp_path, monkeypatch):
    """
    The first page of a process took ten times as long as the second.
    """
    posts = library.make_editions(tmp_path / "public")
    followed = []
    prepared = []
    monkeypatch.setattr(posts, "follow", lambda: followed.append("until closed"))
    app = create_app(library.make_settings(), editions=posts)
    answered = []

    @app.after_request
    def note(response):
        answered.append((request.path, response.status_code))
        return response

    with posts.public() as shelf:
        monkeypatch.setattr(shelf.engine, "prepare", lambda: prepared.append("the engine"))
    warming.prepare(app)
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled"))
    warming.begin(app).join(PATIENCE)
    gc.unfreeze()
    posts.close()

    assert {200} == {status for _, status in answered}
    assert {"/", "/search", "/archive/"} < {path for path, _ in answered}
    assert [path for path, _ in answered if path.startswith("/news/")]
    assert ["the engine"] == prepared
    assert ["until closed"] == followed


def test_a_worker_is_ready_when_it_is_warm(tmp_path, monkeypatch):
    """
    Who sends readers to it as soon as it is ready sends none of them into the cold.
    """
    posts = library.make_editions(tmp_path / "public")
    asked, go_on = threading.Event(), threading.Event()

    def wait(*_):
        asked.set()
        go_on.wait(PATIENCE)
        return ()

    monkeypatch.setattr(warming, "_of_the_newest", wait)
    app = create_app(library.make_settings(), editions=posts)
    client = app.test_client()
    before = client.get("/readyz")
    thread = warming.begin(app)
    asked.wait(PATIENCE)
    cold = client.get("/readyz")
    go_on.set()
    monkeypatch.setattr(posts, "follow", lambda: None)
    thread.join(PATIENCE)
    warm = client.get("/readyz")
    posts.close()

    assert [200, 503, 200] == [before.status_code, cold.status_code, warm.status_code]
    assert ("warming", "1") == (cold.get_json()["status"], cold.headers["Retry-After"])
    assert "ok" == warm.get_json()["status"]


def test_a_worker_that_fails_to_warm_is_not_held_back(tmp_path, monkeypatch):
    """
    Its pages say what is wrong; a server that never is ready says nothing.
    """
    posts = library.make_editions(tmp_path / "public")
    app = create_app(library.make_settings(), editions=posts)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    monkeypatch.setattr(warming, "_of_the_newest", lambda _: 1 // 0)
    warming.begin(app).join(PATIENCE)
    answer = app.test_client().get("/readyz")
    posts.close()

    assert 200 == answer.status_code


def test_a_server_without_an_index_warms_nothing_and_lives():
    """
    It is started before the first build, and tells readers to come back.
    """

    def none():
        raise NoEdition

    app = create_app(library.make_settings(), editions=Editions(none, lambda: None))
    thread = warming.begin(app)
    thread.join(PATIENCE)

    assert not thread.is_alive()
    assert 503 == app.test_client().get("/").status_code
