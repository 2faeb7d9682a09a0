"""
What the documents say is so.
"""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from archive import SETTINGS, load_settings
from web.cli.commands import COMMANDS

ROOT = Path(__file__).parents[2]
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "content/README.md"]


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def settings_table():
    """
    The table of settings as README has it.
    """
    rows = [
        f"| `{setting.name}` | `{shown(setting.default)}` | {setting.help} |"
        for setting in SETTINGS
    ]
    return "\n".join(["| setting | default | what it is |", "|---|---|---|", *rows])


def shown(default):
    if isinstance(default, tuple):
        return "[" + ", ".join(f'"{item}"' for item in default) + "]"
    return str(default) if isinstance(default, int | float) else f'"{default}"'


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_to_a_file_leads_to_one(name):
    """
    Documents outlive the files they speak of.
    """
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text_of(name))

    missing = [target for target in targets if not ((ROOT / name).parent / target).exists()]
    assert [] == missing


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_named_in_code_marks_is_there(name):
    """
    `index/generations.py` in a text is a promise that it can be opened.
    """
    named = re.findall(r"`((?:archive|index|web|content|tests)/[\w./-]*)`", text_of(name))

    assert [] == [path for path in named if not (ROOT / path).exists()]


def rows_of_the_map():
    """
    The folder of each row of the map of `index/`, and the modules in its last column.
    """
    rows = re.search(r"\| folder \|.*\n\|[-|]+\n((?:\|.*\n)+)", text_of("ARCHITECTURE.md")).group(1)
    folder = ""
    for row in rows.splitlines():
        _, first, _, _, modules, _ = row.split("|")
        folder = first.strip().strip("`") or folder
        yield folder, re.findall(r"`(\w+)`", modules)


def modules_in(folder):
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}


def test_the_map_of_index_has_each_of_its_parts_once():
    """
    Who looks for a part finds it in one row, beside its folder, and finds no part that is gone.
    """
    told = defaultdict(list)
    for folder, modules in rows_of_the_map():
        told[folder] += modules
    kept = {f"{path.parent.name}/" for path in (ROOT / "index").glob("*/__init__.py")}

    assert kept | {"in none"} == set(told)
    for folder, modules in told.items():
        inside = modules_in("index" if folder == "in none" else f"index/{folder}")
        assert not modules or sorted(inside) == sorted(modules)


def test_folders_of_index_import_from_those_above_them_on_the_map():
    """
    What a word is does not depend on how posts are found, nor that on how they are written.
    """
    order = [folder.strip("/") for folder in dict(rows_of_the_map())]
    for place, folder in enumerate(order):
        below = {f"index.{name}" for name in order[place + 1 :]}
        for path in (ROOT / "index" / folder).glob("*.py"):
            text = path.read_text(encoding="utf-8")
            used = set(re.findall(r"^ *(?:from|import) (index\.\w+)", text, re.MULTILINE))

            assert set() == below & used, path


@pytest.mark.parametrize(
    "package", [path.parent.name for path in sorted((ROOT / "index").glob("*/__init__.py"))]
)
def test_the_map_of_a_package_is_its_docstring(package):
    """
    Each module in a line of its own, with what it is for.
    """
    door = (ROOT / "index" / package / "__init__.py").read_text(encoding="utf-8").split('"""')[1]
    listed = set(re.findall(r"^ *(\w+) +\w", door, re.MULTILINE))

    assert set() == modules_in(f"index/{package}") - listed


def test_the_picture_of_index_names_modules_that_are_there():
    """
    They are the words in the colour of modules.
    """
    picture = (ROOT / ".github" / "arrays.svg").read_text(encoding="utf-8")
    named = re.findall(r"<tspan>(\w+)</tspan>", picture)

    assert len(named) > 40
    assert set() == set(named) - {path.stem for path in (ROOT / "index").rglob("*.py")}


def test_readme_lists_every_setting():
    """
    The table is made from the code; `python tests/project/test_documents.py` writes it anew.
    """
    written = re.search(
        r"<!-- settings -->\n(.*?)\n?<!-- /settings -->", text_of("README.md"), re.DOTALL
    )

    assert settings_table() == written.group(1)


def test_readme_names_every_command():
    """
    A command that nobody reads of is a command that nobody uses.
    """
    named = set(re.findall(r"^\| `pressmark ([\w-]+)", text_of("README.md"), re.MULTILINE))

    assert set(COMMANDS) == named


def test_the_settings_in_readme_can_be_read(tmp_path):
    """
    Examples are copied as they are.
    """
    for block in re.findall(r"```toml\n(.*?)```", text_of("README.md"), re.DOTALL):
        tomllib.loads(block)
        file = tmp_path / "pressmark.toml"
        file.write_text(block, encoding="utf-8")

        assert "Harbour news" == load_settings(file).site.name


def test_every_make_target_in_the_documents_exists():
    """
    `make something` that is not there is the worst greeting.
    """
    targets = set(re.findall(r"^([a-z-]+):.*##", text_of("Makefile"), re.MULTILINE))
    named = {
        target
        for name in DOCUMENTS
        for target in re.findall(r"`?make ([a-z]+)", text_of(name))
        if re.search(rf"(`|^    )make {target}", text_of(name), re.MULTILINE)
    }

    assert named <= targets


if __name__ == "__main__":
    readme = re.sub(
        r"(<!-- settings -->\n).*?\n?(<!-- /settings -->)",
        lambda found: f"{found.group(1)}{settings_table()}\n{found.group(2)}",
        text_of("README.md"),
        flags=re.DOTALL,
    )
    (ROOT / "README.md").write_text(readme, encoding="utf-8")
