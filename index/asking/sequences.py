"""Things asked for at once: neighbours joined, repeated ones counted, stop words dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.asking.halves import MAX_WHOLE, MIN_WHOLE
from index.asking.tree import Beginning, Node, Not, Phrase, Word, is_filter
from index.words.stop_words import StopWords


def identity(node: Node) -> object:
    """Return what two nodes share that ask the same."""
    if isinstance(node, Word | Phrase):
        return (type(node), node.parts, node.field)
    if isinstance(node, Beginning):
        return (Beginning, node.start, node.field)
    if isinstance(node, Not):
        return (Not, identity(node.node))
    return node


def with_neighbours(nodes: list[Node], stop: frozenset[str]) -> Iterator[Node]:
    """Let `counter terrorism` find `counterterrorism`."""
    single = [_single(node, stop) for node in nodes]
    for number, node in enumerate(nodes):
        here = single[number]
        if here is None or not isinstance(node, Word):
            yield node
            continue
        wholes = []
        if number and (before := single[number - 1]) and _same_field(nodes[number - 1], node):
            wholes.append(before + here)
        if number + 1 < len(nodes) and (after := single[number + 1]):
            wholes += [here + after] if _same_field(nodes[number + 1], node) else []
        yield replace(node, wholes=tuple(w for w in wholes if MIN_WHOLE <= len(w) <= MAX_WHOLE))


def _same_field(one: Node, other: Word) -> bool:
    return isinstance(one, Word) and one.field == other.field


def _single(node: Node, stop: frozenset[str]) -> str | None:
    """Return the one token of a word that may be half of another, else None."""
    if not isinstance(node, Word) or len(node.parts) > 1 or node.parts[0][1] in stop:
        return None
    return node.parts[0][1]


def distinct(nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes without those that ask the same again, which are counted."""
    kept: dict[object, Node] = {}
    for node in nodes:
        key = identity(node)
        before = kept.get(key)
        if before is None:
            kept[key] = node
        elif isinstance(before, Word | Phrase | Beginning):
            kept[key] = replace(before, times=before.times + 1)
    return list(kept.values())


def without_stop_words(nodes: list[Node], stop: StopWords) -> tuple[list[Node], list[str]]:
    """Return nodes that ask for a stop word only of posts in languages that do not list it.

    A language in which nothing else would be wanted has no stop words here.

    Returns:
        Also the words that are not asked of all posts, as typed.
    """
    wanted = [node for node in nodes if not isinstance(node, Not) and not is_filter(node)]
    needless: dict[Node, list[str]] = {}
    for language, listed in stop.items():
        stopping = [node for node in wanted if _is_one_of(node, listed)]
        if len(stopping) < len(wanted):
            for node in stopping:
                needless.setdefault(node, []).append(language)
    kept = [
        replace(node, needless=frozenset(needless[node]))
        if isinstance(node, Word) and node in needless
        else node
        for node in nodes
        if len(needless.get(node, ())) < max(1, len(stop))
    ]
    return kept, [node.text for node in nodes if isinstance(node, Word) and node in needless]


def _is_one_of(node: Node, words: frozenset[str]) -> bool:
    return (
        isinstance(node, Word)
        and node.field is None
        and len(node.parts) == 1
        and node.parts[0][1] in words
    )
