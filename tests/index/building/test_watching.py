"""
The builder that stays: when it builds, and when it leaves everything alone.
"""

import os
from datetime import timedelta

import pytest
from faults import spoil
from small_site import HARBOUR, NOW, SECOND

from index import Edition, Query, Watcher, current_generation, open_current
from index.building import watching
from index.building.watching import LONGEST_UNREST, SHORTEST_PAUSE, VERIFY_EVERY, state_of
from index.store.checking import is_good


class Clock:
    """
    A time that goes on when it is told to.
    """

    def __init__(self):
        self.now = NOW
        self.seconds = 0.0

    def __call__(self):
        return self.now

    def ticks(self):
        return self.seconds

    def on(self, seconds):
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watcher(place, clock):
    """
    One that has built the three posts.
    """
    watcher = Watcher(place.settings, clock=clock, ticks=clock.ticks)
    assert watcher.look().switched
    return watcher


def looks(watcher, clock, times=2):
    """
    What some looks, a pause apart, did.
    """
    found = []
    for _ in range(times):
        clock.on(1)
        found.append(watcher.look())
    return found


def titles(place):
    engine = open_current(place.folder, Edition.PUBLIC).engine
    try:
        return {record.title for record in engine.scan(Query())}
    finally:
        engine.close()


def test_nothing_is_built_while_nothing_changes(watcher, clock):
    """
    A builder that is always busy is switched off.
    """
    assert [None] * 5 == looks(watcher, clock, 5)


@pytest.mark.parametrize(
    "change",
    [
        lambda place: place.write("posts/third.md", "---\ntitle: Third\n---\nNew.\n"),
        lambda place: place.write("posts/second.md", SECOND.replace("better", "worse")),
        lambda place: place.remove("posts/second.md"),
        lambda place: place.write("themes.yaml", "- {slug: urban-security, name: Safe cities}\n"),
        lambda place: place.write("posts/harbour.png", b"another picture"),
        lambda place: (place.content / "posts/second.md").rename(place.content / "posts/moved.md"),
    ],
)
def test_a_change_is_in_the_index_at_the_second_look(watcher, place, clock, change):
    """
    Seconds after a file was saved, and not in the middle of saving it.
    """
    change(place)
    first, second = looks(watcher, clock)

    assert first is None
    assert second.switched
    assert place.rebuild().public == second.public


def test_files_that_go_on_changing_are_waited_for_but_not_for_ever(watcher, place, clock):
    """
    Half a copied folder is not worth a build; one that never ends must not stop all.
    """
    built = []
    for number in range(int(LONGEST_UNREST) + 2):
        place.write(f"posts/copied{number}.md", f"---\ntitle: T{number}\n---\nNew.\n")
        built += looks(watcher, clock, 1)

    assert [None] * int(LONGEST_UNREST) == built[: int(LONGEST_UNREST)]
    assert any(built)


def test_an_embargo_ends_at_its_moment(watcher, place, clock):
    """
    Visible at that moment, and not a second before.
    """
    end = clock.now + timedelta(seconds=100)
    place.write("posts/later.md", f"---\ntitle: Later\nembargo: {end.isoformat()}\n---\nNew.\n")
    looks(watcher, clock)
    pause = watcher.pause
    clock.on((end - clock.now).total_seconds() - 0.5)
    before, shown_before, last = watcher.look(), titles(place), watcher.pause
    clock.on(0.5)
    after = watcher.look()

    assert SHORTEST_PAUSE == pause
    assert (None, 0.5) == (before, last)
    assert "Later" not in shown_before
    assert after.switched
    assert "Later" in titles(place)


@pytest.mark.parametrize("harm", ["flip", "cut", "lose", "current"])
def test_a_damaged_index_is_built_anew(watcher, place, clock, harm):
    """
    Nobody is woken up for it.
    """
    name = current_generation(place.folder)
    folder = place.folder / "generations" / name / "public"
    file = max((f for f in folder.rglob("*.arr")), key=lambda f: f.stat().st_size)
    if harm == "flip":
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.chmod(0o600)
        file.write_bytes(data)
    elif harm == "cut":
        os.truncate(file, 100)
    elif harm == "lose":
        file.unlink()
    else:
        (place.folder / "CURRENT").unlink()
    report = watcher.look()

    assert report.switched
    assert report.full
    assert name != current_generation(place.folder)
    assert [None] * 2 == looks(watcher, clock)


def test_bytes_are_compared_now_and_then(watcher, place, clock, monkeypatch):
    """
    A disk loses some without changing a time.
    """
    name = current_generation(place.folder)
    file = next((place.folder / "generations" / name / "public").rglob("register.arr"))
    spoil(file)
    # Writing is the one way that a test has, and that changes the file's times.
    monkeypatch.setattr(watcher, "_index_now", lambda before=watcher._index: before)
    unseen = looks(watcher, clock)
    clock.on(VERIFY_EVERY)

    assert [None, None] == unseen
    assert watcher.look().switched


def test_a_touched_index_that_is_good_stays_and_is_compared_once(
    watcher, place, clock, monkeypatch
):
    """
    A backup that changes times is no damage, and gigabytes are not read every second.
    """
    compared = []
    monkeypatch.setattr(
        watching, "is_good", lambda *place: compared.append(place) or is_good(*place)
    )
    name = current_generation(place.folder)
    for file in (place.folder / "generations" / name).rglob("*"):
        os.utime(file)

    assert [None] * 3 == looks(watcher, clock, 3)
    assert name == current_generation(place.folder)
    assert 1 == len(compared)


def test_what_failed_is_tried_again(watcher, place, clock):
    """
    A folder that was unmounted for a minute is back a minute later.
    """
    aside = place.content.rename(place.root / "aside")
    with pytest.raises(Exception, match="content"):
        looks(watcher, clock)
    aside.rename(place.content)
    place.write("posts/harbour.md", HARBOUR.replace("rehearse", "practise"))
    looks(watcher, clock)

    assert "Partners practise an alert at the harbour" in titles(place)


def test_the_state_of_a_folder_leaves_out_what_the_builder_writes(tmp_path):
    """
    An index below the content would make the builder run for ever.
    """
    (tmp_path / "index").mkdir()
    (tmp_path / "a.md").write_text("a")
    before = state_of(tmp_path, tmp_path / "index")
    (tmp_path / "index" / "x").write_text("x")

    assert before == state_of(tmp_path, tmp_path / "index")
    assert before != state_of(tmp_path)
    assert state_of(tmp_path / "a.md") != state_of(tmp_path / "nothing")


def test_the_state_of_a_folder_changes_twice_in_one_moment(tmp_path):
    """
    Whoever looks between two changes must see the second one too.
    """
    path = tmp_path / "posts" / "a.md"
    path.parent.mkdir()
    seen = {state_of(tmp_path)}
    for text in ("a", "ab", "abc"):
        path.write_text(text)
        seen |= {state_of(tmp_path), state_of(path)}

    assert 7 == len(seen)
