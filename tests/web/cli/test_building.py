"""
What an operator types to keep the index right.
"""

import fcntl
import json


class TestRebuild:
    def test_the_report_counts_both_editions(self, command_line):
        """
        A script that watches a build needs the numbers, not a sentence.
        """
        report = command_line.json("rebuild")

        assert {"public": 3, "staff": 4} == report["posts"]
        assert [] == report["skipped"]
        assert {"generation", "posts", "skipped", "problems", "seconds"} == set(report)

    def test_a_bad_file_is_listed_and_the_others_are_built(self, command_line):
        """
        One author's slip must not keep everybody's news from the site.
        """
        command_line.write("broken.md", "- a list", body="")

        result = command_line.run("rebuild", "--json")

        report = json.loads(result.stdout)
        assert 0 == result.exit_code
        assert 3 == report["posts"]["public"]
        assert ["broken.md"] == [skipped["file"] for skipped in report["skipped"]]
        assert {"file", "line", "rule", "message"} == set(report["skipped"][0])

    def test_strict_switches_nothing(self, command_line):
        """
        Who wants all or nothing gets nothing, and exit code 1.
        """
        command_line.write("broken.md", "- a list", body="")

        assert 1 == command_line.run("rebuild", "--strict").exit_code
        assert 1 == command_line.run("search").exit_code

    def test_missing_content_says_what_to_name(self, command_line):
        """
        The first mistake of everybody.
        """
        command_line.places[1] = "nowhere"

        result = command_line.run("rebuild")

        assert 1 == result.exit_code
        assert (
            "pressmark: no content in nowhere; name a folder or a .jsonl file with --content\n"
            == (result.stderr)
        )

    def test_a_second_builder_is_told_to_come_back(self, built):
        """
        Exit code 75 lets a timer try again without waking anybody.
        """
        with (built.index / "lock").open("r+") as held:
            fcntl.flock(held, fcntl.LOCK_EX)

            result = built.run("rebuild")

        assert 75 == result.exit_code
        assert "try again" in result.stderr

    def test_progress_never_reaches_standard_output(self, command_line):
        """
        Standard output carries the answer alone.
        """
        result = command_line.run("rebuild", "--json")

        assert "\r" not in result.output
        json.loads(result.stdout)


class TestUpdate:
    def test_nothing_changed_is_said(self, built):
        """
        A timer runs it every minute; most of the time there is nothing to do.
        """
        assert "nothing has changed" in built.run("update").stdout

    def test_a_new_post_is_found(self, built):
        """
        Update is what an editor waits for.
        """
        built.write("2024-08-01-buoy.md", "title: A buoy with a bell\ndate: 2024-08-01")

        assert 4 == built.json("update")["posts"]["public"]
        assert 1 == built.json("search", "buoy")["total"]

    def test_reading_all_posts_again_is_said(self, built):
        """
        A partner whom nobody named before: who waits a minute learns why.
        """
        built.write("2024-08-02-crane.md", "title: A crane\npartners: [Crane and Daughters]")

        assert "every post was read again" in built.run("update").stdout
        assert "every post was read again" not in built.run("update").stdout


class TestVerify:
    def test_a_good_index_is_reported_good(self, built):
        """
        Exit code 0 and one line.
        """
        assert {"ok": True, "problems": []} == built.json("verify")

    def test_one_changed_byte_is_found(self, built):
        """
        Damaged files give wrong answers without an error, unless somebody looks.
        """
        victim = max((built.index / "generations").rglob("*.arr"), key=lambda f: f.stat().st_size)
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(data)

        result = built.run("verify", "--json")

        assert 1 == result.exit_code
        assert victim.name in "".join(json.loads(result.stdout)["problems"])


class TestGenerations:
    def test_rollback_makes_the_former_one_current(self, built):
        """
        The way back after a bad build.
        """
        (former,) = built.json("generations")
        built.write("2024-08-01-buoy.md", "title: A buoy with a bell\ndate: 2024-08-01")
        built.run("rebuild")

        assert former["id"] == built.json("rollback")["generation"]
        assert 0 == built.json("search", "buoy")["total"]

    def test_without_a_former_one_rollback_says_so(self, built):
        """
        There is nothing to go back to after the first build.
        """
        result = built.run("rollback")

        assert 1 == result.exit_code
        assert "no good generation before" in result.stderr
