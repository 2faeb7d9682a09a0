"""
What is shipped is what was meant, and nothing else answers to its names.
"""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """
    The names of all files in the wheel, built for real.
    """
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as opened:
        return opened.namelist()


def test_one_distribution_provides_whoosh():
    """
    Three projects own that import name; with two installed, one breaks the other silently.
    """
    assert ["Whoosh"] == packages_distributions()["whoosh"]


@pytest.mark.parametrize("package", ["archive", "index", "web"])
def test_our_package_names_are_ours_alone(package):
    """
    Other distributions (web.py for one) use such short names too.
    """
    owners = {
        distribution.metadata["Name"]
        for distribution in distributions()
        for file in distribution.files or ()
        if file.parts[0] == package
    }

    assert owners <= {"pressmark"}


def test_the_wheel_holds_the_three_packages_and_no_more(wheel):
    """
    A stray `tests` or `content` folder would land in everybody's site-packages.
    """
    tops = {name.split("/")[0] for name in wheel if ".dist-info" not in name}

    assert {"archive", "index", "web"} == tops


def test_the_wheel_holds_templates_and_static_files(wheel):
    """
    Code without its templates starts and then answers 500.
    """
    expected = [
        path.relative_to(ROOT).as_posix()
        for folder in ("templates", "static", "translations")
        for path in (ROOT / "web" / folder).rglob("*")
        if path.is_file()
    ]

    assert [] != expected
    assert set() == set(expected) - set(wheel)


@pytest.mark.parametrize(
    "name",
    [
        *("requirements.lock", "requirements-dev.lock"),
        *("requirements-bench.lock", "requirements-audit.lock"),
    ],
)
def test_every_locked_requirement_has_version_and_hash(name):
    """
    One line without a hash makes pip's check void, and an address of a package
    host ties everybody to it.
    """
    text = (ROOT / name).read_text(encoding="utf-8")
    requirements = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]

    assert [] == [line for line in requirements if not re.match(r"[\w.-]+==[\w.]+ \\$", line)]
    assert len(requirements) == len(
        re.findall(r"==[\w.]+ \\\n    --hash=sha256:[0-9a-f]{64}", text)
    )
    assert "://" not in text


def test_every_direct_dependency_is_locked_and_has_a_reason():
    """
    A dependency nobody can explain is one nobody dares to remove.
    """
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    for requirement in tomllib.loads(text)["project"]["dependencies"]:
        name = re.match(r"[\w.-]+", requirement).group()

        assert re.search(rf"^{name.lower()}==", locked, re.MULTILINE), name
        assert re.search(rf'"{re.escape(requirement)}", +# \w', text), name
