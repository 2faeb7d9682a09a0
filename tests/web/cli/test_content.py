"""
What authors type.
"""

import json
from datetime import UTC, datetime


class TestCheck:
    def test_good_content_ends_with_zero(self, command_line):
        """
        Continuous integration of an archive stands on this exit code.
        """
        assert 0 == command_line.run("check").exit_code

    def test_a_problem_is_printed_with_file_line_and_remedy(self, command_line):
        """
        An author must be able to mend it without asking.
        """
        command_line.write("2024-09-01-moon.md", "title: Moon\ndate: 2024-02-30")

        result = command_line.run("check")

        assert 1 == result.exit_code
        expected = '2024-09-01-moon.md:3: "date" is not a date: "2024-02-30"; write year-month-day'
        assert expected in result.stdout.splitlines()

    def test_json_has_the_documented_keys(self, command_line):
        """
        Editors' tools read it.
        """
        command_line.write("2024-09-01-moon.md", "title: Moon\ndate: 2024-02-30")

        found = json.loads(command_line.run("check", "--json").stdout)

        problem = next(p for p in found if p["file"] == "2024-09-01-moon.md")
        assert {"file", "line", "rule", "message", "remedy", "severity"} == set(problem)

    def test_a_link_to_nowhere_is_found(self, command_line):
        """
        Bodies are checked too, not only front matter.
        """
        command_line.write(
            "2024-09-01-moon.md", "title: Moon\ndate: 2024-09-01", "See [it](missing.md).\n"
        )

        assert "missing.md" in command_line.run("check").stdout

    def test_names_that_no_vocabulary_lists_are_no_failure(self, command_line):
        """
        They are accepted unless the settings refuse them; a notice is enough.
        """
        result = command_line.run("check")

        assert "harbour-lab" in result.stdout
        assert 0 == result.exit_code


class TestNew:
    def test_a_new_post_is_written_and_named(self, command_line):
        """
        The path is the whole answer, so that `$EDITOR $(pressmark new ...)` works.
        """
        path = command_line.run("new", "Gulls, counted").stdout.strip()

        today = datetime.now(tz=UTC).date().isoformat()
        assert str(command_line.content / f"{today}-gulls-counted.md") == path

    def test_a_post_that_is_there_is_never_overwritten(self, command_line):
        """
        Nothing is lost.
        """
        command_line.run("new", "Gulls, counted")

        result = command_line.run("new", "Gulls, counted")

        assert 1 == result.exit_code
        assert "is there already; choose another title" in result.stderr
