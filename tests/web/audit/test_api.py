"""
The interface for programs, compared with its description by schemathesis.
"""

import subprocess
import sys

EXAMPLES = 1_000
"""Requests made up for each path."""

SETTINGS = """
# The server refuses a line of more than 8,190 bytes before the program is asked.
[checks.negative_data_rejection]
expected-statuses = [400, 404, 405, 414]

[checks.positive_data_acceptance]
expected-statuses = [200, 404, 414]
"""


def test_every_answer_is_as_described(address, tmp_path):
    """
    Whatever a program sends, right or wrong.
    """
    (tmp_path / "schemathesis.toml").write_text(SETTINGS, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/openapi.json"),
            *("--url", address, "--checks", "all", "--max-examples", str(EXAMPLES)),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stdout[-5_000:]
