"""What is wrong with the templates of a site's own, told before anybody asks for a page.

Jinja looks for a parent when a page is made, and passes over a block that no parent has.  So
templates are read as trees here: what they call for must be there, and what no page will show
is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import cast, get_args

from jinja2 import BaseLoader, Environment, TemplateNotFound, nodes

from archive import SettingsError, Site
from web.dress import OURS, own_templates

SETTING = "site.templates"

ALIKE = 0.8
"""Least likeness, of 1, of what was probably meant: one letter of five may be another."""

Calling = nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport
"""Statements that call for another template."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a template calls for by a name that is written out, and cannot do without.

    Attributes:
        names: Of which one must be there; mostly there is one.
        is_parent: Whether the template extends it.
    """

    names: tuple[str, ...]
    line: int
    is_parent: bool


def check_templates(environment: Environment, site: Site) -> tuple[str, ...]:
    """Return what of a site's own templates no page will show, as sentences without full stop.

    Args:
        environment: In which all templates can be read.
        site: What the settings say of it.

    Raises:
        SettingsError: If a template calls for one that is not there, or extends itself.
    """
    folder = Path(site.templates)
    own = [path.relative_to(folder).as_posix() for path in own_templates(site)]
    trees = {name: _tree(environment, name) for name in own}
    for name, tree in trees.items():
        for call in _calls(tree):
            _must_be_there(environment, folder / name, call)
    for name in own:
        _must_have_an_end(environment, folder / name, name)
    called = {name for tree in trees.values() for call in _calls(tree) for name in call.names}
    return (
        *_unused_files(environment, folder, set(own) - called),
        *(told for name in own for told in _unused_blocks(environment, folder / name, trees[name])),
    )


def _tree(environment: Environment, name: str) -> nodes.Template:
    source, file, _ = cast("BaseLoader", environment.loader).get_source(environment, name)
    return environment.parse(source, name, file)


def _calls(tree: nodes.Template) -> Iterator[Call]:
    for node in tree.find_all(get_args(Calling)):
        called = cast("Calling", node).template
        items = called.items if isinstance(called, nodes.List | nodes.Tuple) else [called]
        names = tuple(item.value for item in items if isinstance(item, nodes.Const))
        if len(names) == len(items) and not getattr(node, "ignore_missing", False):
            yield Call(names, node.lineno, isinstance(node, nodes.Extends))


def _parent(tree: nodes.Template) -> Call | None:
    return next((call for call in _calls(tree) if call.is_parent), None)


def _must_be_there(environment: Environment, path: Path, call: Call) -> None:
    for name in call.names:
        try:
            cast("BaseLoader", environment.loader).get_source(environment, name)
        except TemplateNotFound:
            continue
        return
    wanted = call.names[0]
    known = environment.list_templates(extensions=["html"])
    meant = _meant(wanted if "/" in wanted else f"{OURS}/{wanted}", known)
    raise SettingsError(
        SETTING,
        f"{path}:{call.line}: there is no template {wanted}"
        f"{meant or f'; ours are called as in {OURS}/base.html'}",
    )


def _must_have_an_end(environment: Environment, path: Path, name: str) -> None:
    """Raise if a template extends itself, through others perhaps: no page would ever be ready."""
    first = _parent(_tree(environment, name))
    above, seen = first, [name]
    while above is not None and above.names[0] not in seen:
        seen.append(above.names[0])
        above = _parent(_tree(environment, above.names[0]))
    if first is not None and above is not None and above.names[0] == name:
        raise SettingsError(
            SETTING,
            f"{path}:{first.line}: {name} extends itself; the one of ours is {OURS}/{name}",
        )


def _unused_files(environment: Environment, folder: Path, names: set[str]) -> Iterator[str]:
    """Yield templates that take the place of none of ours, and that no other calls for."""
    prefix = f"{OURS}/"
    known = environment.list_templates(extensions=["html"])
    ours = [name.removeprefix(prefix) for name in known if name.startswith(prefix)]
    for name in sorted(names - set(ours)):
        yield f"{folder / name}: there is no template {name} whose place it takes" + _meant(
            name, ours
        )


def _unused_blocks(environment: Environment, path: Path, tree: nodes.Template) -> Iterator[str]:
    """Yield blocks that stand in no block of a parent, so that what is in them is not shown."""
    parent = _parent(tree)
    if parent is None:
        return
    known: set[str] = set()
    while parent is not None:
        above = _tree(environment, parent.names[0])
        known.update(block.name for block in above.find_all(nodes.Block))
        parent = _parent(above)
    blocks = list(tree.find_all(nodes.Block))
    shown = {
        inner.name
        for block in blocks
        if block.name in known
        for inner in block.find_all(nodes.Block)
    }
    for block in blocks:
        if block.name not in known | shown:
            meant = _meant(block.name, sorted(known))
            told = f"there is no block {block.name} whose place it takes"
            yield f"{path}:{block.lineno}: {told}{meant}"


def _meant(name: str, known: list[str]) -> str:
    """Return what was probably meant, as the end of a sentence."""
    near = get_close_matches(name, known, 1, ALIKE)
    return f"; did you mean {near[0]}?" if near else ""
