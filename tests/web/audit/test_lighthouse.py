"""
The two pages that people see most, measured by Lighthouse on a slow phone.
"""

import json
import os
import shutil
import subprocess

import pytest

TRIES = 5
"""The best of these counts: anything else that runs on the machine only makes a page slower."""


def complaints_about(tools, url, report):
    """
    What a measurement finds, or why there was none: a browser may give up on a busy machine.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    done = subprocess.run(
        [
            *("node", str(tools / "lighthouse/cli/index.js"), url, "--quiet"),
            *("--output", "json", "--output-path", str(report)),
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {"no measurement": done.stderr[-1_000:]}
    return lost(json.loads(report.read_text(encoding="utf-8")))


def lost(report):
    """
    Where points were lost, by category.
    """
    audits = report["audits"]
    return {
        name: [
            f"{ref['id']} {audits[ref['id']].get('displayValue', '')}"
            for ref in category["auditRefs"]
            if ref["weight"]
            and (audits[ref["id"]]["score"] or 0) < 1
            and audits[ref["id"]]["scoreDisplayMode"] != "notApplicable"
        ]
        for name, category in report["categories"].items()
        if category["score"] < 1
    }


@pytest.mark.parametrize("path", ["/search?q=shade", "/news/{slug}/"])
def test_a_page_loses_no_point(tools, address, slugs, tmp_path, path):
    """
    Speed, accessibility, practice and findability: a hundred points each.
    """
    complaints = {}
    for _ in range(TRIES):
        url = address + path.format(slug=slugs[0])
        complaints = complaints_about(tools, url, tmp_path / "report.json")
        if not complaints:
            break

    assert {} == complaints
