"""
Which files are read, and that nothing leads out of the folder.
"""

import itertools
import os
import socket
from pathlib import Path

import pytest

from archive import ContentMissing, default_settings, read_content

POST = "---\ntitle: T\n---\n"


def paths(content):
    return [post.path for post in content.posts]


class TestWhatIsRead:
    def test_posts_are_read_and_other_files_are_not(self, folder):
        """
        People keep pictures and notes beside posts.
        """
        for path in ("b.MD", "a.markdown", "c.html", "d/index.md", "notes.txt", "e.yaml"):
            folder.write(path, POST)
        for path in ("README.md", "x/_index.md", "x/Readme.markdown", ".git/f.md", ".g.md"):
            folder.write(path, "no front matter")

        assert ["a.markdown", "b.MD", "c.html", "d/index.md"] == paths(folder.read())
        assert [] == folder.problems()

    def test_a_folder_posts_is_all_there_is(self, folder):
        """
        Drafts of other things may lie beside it.
        """
        folder.write("posts/a.md", POST).write("b.md", POST).write("themes.yaml", "x: X\n")

        found = folder.read()

        assert ["posts/a.md"] == paths(found)
        assert ["posts/a.md", "themes.yaml"] == [file.path for file in found.files]

    def test_a_file_without_front_matter_is_reported(self, folder):
        """
        It was meant to be a post.
        """
        folder.write("a.md", "# Title\n")

        assert [("a.md", 1, "front-matter-missing")] == folder.rules()

    @pytest.mark.parametrize("name", ["nowhere", "notes.txt", "null\0"])
    def test_no_content_is_said(self, folder, name):
        """
        The one thing that reading raises.
        """
        folder.write("notes.txt", POST)

        with pytest.raises(ContentMissing, match=r"name a folder or a \.jsonl file with --content"):
            folder.read(folder.root / name)

    def test_an_empty_folder_is_content(self, folder):
        """
        An archive begins empty.
        """
        assert ((), ()) == (folder.read().posts, folder.read().problems)


class TestLinks:
    def test_a_link_out_of_the_folder_is_reported_and_not_read(self, folder, tmp_path):
        """
        Whoever may write posts may not read the server's files.
        """
        (tmp_path / "secret.md").write_text(POST)
        (folder.root / "a.md").symlink_to(tmp_path / "secret.md")
        (folder.root / "b.md").symlink_to("/dev/zero")
        (folder.root / "c").symlink_to(tmp_path)
        (folder.root / "themes.yaml").symlink_to(tmp_path / "secret.md")

        found = folder.read()

        assert () == found.posts + found.files
        assert [
            ("a.md", 0, "link-outside"),
            ("b.md", 0, "link-outside"),
            ("c", 0, "link-to-folder"),
            ("themes.yaml", 0, "link-outside"),
        ] == folder.rules()

    def test_circles_end(self, folder):
        """
        A walk that follows them never does.
        """
        (folder.root / "a.md").symlink_to("a.md")
        (folder.root / "b").symlink_to(".")

        assert [("a.md", 0, "link-broken"), ("b", 0, "link-to-folder")] == folder.rules()

    def test_a_link_to_a_file_inside_is_a_post(self, folder):
        """
        It shows nothing that is not shown anyway.
        """
        folder.write("a.md", POST)
        (folder.root / "b.md").symlink_to("a.md")

        assert ["a.md", "b.md"] == paths(folder.read())

    def test_the_folder_itself_may_be_a_link(self, folder, tmp_path):
        """
        Deployments switch releases so.
        """
        folder.write("a.md", POST)
        (tmp_path / "current").symlink_to(folder.root)

        assert ["a.md"] == paths(folder.read(tmp_path / "current"))


class TestSpecialFiles:
    @pytest.mark.timeout(5)
    def test_a_pipe_or_socket_does_not_hang_anything(self, folder, monkeypatch):
        """
        Opening a pipe waits for the other end.
        """
        os.mkfifo(folder.root / "a.md")
        monkeypatch.chdir(folder.root)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("b.md")

            found = folder.rules()

        assert [("a.md", 0, "file-special"), ("b.md", 0, "file-special")] == found

    def test_a_large_file_is_not_read(self, folder):
        """
        100 MB of text are no post.
        """
        with (folder.root / "a.md").open("wb") as file:
            file.truncate(100_000_000)

        assert [("a.md", 0, "file-large")] == folder.rules()

    def test_a_file_that_vanishes_is_one_problem(self, folder, monkeypatch):
        """
        Somebody may be saving while a build runs.
        """
        folder.write("a.md", POST).write("b.md", POST)
        opened = os.open

        def vanishing(path, *args, **kwargs):
            if str(path).endswith("a.md"):
                Path(path).unlink()
            return opened(path, *args, **kwargs)

        monkeypatch.setattr(os, "open", vanishing)
        found = folder.read()

        assert ["b.md"] == paths(found)
        assert [("a.md", "file-vanished")] == [(p.file, p.rule) for p in found.problems]

    def test_a_file_that_keeps_changing_is_one_problem(self, folder, monkeypatch):
        """
        Half an old post and half a new one are neither.
        """
        file = folder.write("a.md", POST).root / "a.md"
        reading = os.read
        times = itertools.count(1)

        def changing(handle, size):
            os.utime(file, ns=(0, next(times)))
            return reading(handle, size)

        monkeypatch.setattr(os, "read", changing)

        assert [("a.md", 0, "file-changing")] == folder.rules()

    @pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
    def test_a_file_that_may_not_be_read_is_one_problem(self, folder):
        """
        The rest is still there.
        """
        (folder.write("a.md", POST).root / "a.md").chmod(0)

        assert [("a.md", 0, "file-unreadable")] == folder.rules()

    def test_names_that_cannot_be_written_down_are_reported(self, folder):
        """
        They would break every list that names them.
        """
        (folder.root / "new\nline.md").write_text(POST)
        undecodable = Path(os.fsdecode(os.fsencode(folder.root) + b"/caf\xe9.md"))
        undecodable.write_text(POST)

        assert [
            ("caf\\udce9.md", 0, "name-unusable"),
            ("new\\nline.md", 0, "name-unusable"),
        ] == folder.rules()


def test_the_order_of_the_disk_makes_no_difference(folder, monkeypatch):
    """
    Two machines with the same files build the same index.
    """
    for name in ("b.md", "a.md", "c/a.md", "é.md", "e\u0301.md"):
        folder.write(name, POST.replace("T", "Same", 1) + name)
    expected = folder.read()
    scanning = os.scandir

    class Reversed:
        def __init__(self, path):
            with scanning(path) as listing:
                self.entries = sorted(listing, key=lambda entry: entry.name, reverse=True)

        def __enter__(self):
            return iter(self.entries)

        def __exit__(self, *error):
            return None

    monkeypatch.setattr(os, "scandir", Reversed)

    assert expected == folder.read()


def test_reading_leaves_out_nothing_it_cannot_say(folder):
    """
    Every file that was read is in the list, bad ones too.
    """
    folder.write("a.md", POST).write("b.md", "bad")

    found = read_content(folder.root, default_settings())

    assert [("a.md", 17), ("b.md", 3)] == [(file.path, file.bytes) for file in found.files]
