"""
What the documents say is so.
"""

import re
import tomllib
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


@pytest.mark.parametrize(
    "path", sorted((ROOT / "index").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_every_module_of_index_is_on_its_map(path):
    """
    The map of the top is in ARCHITECTURE, that of a package in its docstring.
    """
    if path.parent.name == "index":
        assert f"`{path.stem}`" in text_of("ARCHITECTURE.md") or path.stem == "__init__"
    elif path.stem == "__init__":
        assert f"`{path.parent.name}/`" in text_of("ARCHITECTURE.md")
    else:
        door = path.with_name("__init__.py").read_text(encoding="utf-8").split('"""')[1]
        assert re.search(rf"^ *{path.stem} ", door, re.MULTILINE)


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
