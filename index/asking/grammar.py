"""The language of the search box, which has no errors.

    data portal             posts with both words
    "data portal"           posts with that phrase, in those forms
    -portal, NOT portal     posts without the word
    harbour OR port         posts with either; OR joins the two things beside it
    alert (harbour OR port) a group counts as one thing
    harb*                   posts with a word that begins so
    title:portal            the word, phrase or group in the title
    theme:security          posts on a theme; likewise partner, person, place,
                            language and category
    date:2024-03..2024-06   posts published then; likewise date:2024, on:, after:
                            (that day included), before: (not included)
    last 6 months           posts published since; days, weeks, years
    event:2024-03           posts on an event that took place then

`index.asking.forms` has them all for readers.  A text becomes a small tree of nodes
(`index.asking.tree`) that any engine can walk, and a reading that says how it was
understood.  What does not fit the language is looked for as plain words; what
was passed over, or lies beyond the limits, stands in a note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from index.asking.lexing import Piece, Sign, pieces
from index.asking.limits import Limits, cut_text
from index.asking.names import Names
from index.asking.operands import Operands
from index.asking.reading import named, reading_of
from index.asking.sequences import distinct, identity, with_neighbours, without_stop_words
from index.asking.synonyms import Synonyms
from index.asking.tree import (
    And,
    Beginning,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Sought,
    Word,
    opposite,
)
from index.results import Reading
from index.sentence import Sentence
from index.words.stop_words import StopWords

DEEPEST = 100
"""Nesting that Python's own stack bears; settings may ask for less."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as a tree, and what to tell the reader about it."""

    tree: And
    reading: Reading


def parse(  # noqa: PLR0913 - what an edition knows of words
    text: str,
    *,
    stop: StopWords | None = None,
    limits: Limits | None = None,
    today: date | None = None,
    names: Names | None = None,
    acronym: Callable[[str], bool] = lambda _: False,
) -> Parsed:
    """Read a text; any text is a query.

    Args:
        text: As typed.
        stop: Folded words by language, which posts in it need not have if others are wanted.
        limits: How much is read at all.
        today: The day on which `last 6 months` end; the computer's by default.
        names: What the names of partners and themes stand for.
        acronym: Tells of a stop word in capitals whether something else is meant.
    """
    limits = limits or Limits()
    notes: list[str] = []
    whole = text.encode(errors="replace").decode()  # half a character is none
    cut, note = cut_text(whole, limits.characters)
    notes += [note] if note else []
    day = today or date.today()  # noqa: DTZ011 - no site here
    names = names or Names()
    operands = Operands(cut, names, day, notes)
    parser = _Parser(cut, operands, names.synonyms, stop or {}, acronym, limits, notes)
    tree = And(parser.whole())
    told = parser.told()
    return Parsed(tree, reading_of(tree, tuple(parser.dropped), told, parser.beyond))


class _Parser:
    """Reads the pieces of one text, once, from first to last.

    Args:
        text: Short enough.
        operands: Reads what is neither bracket nor operator.
        synonyms: What else names are called.
        stop: Folded words by language.
        acronym: Tells of one in capitals whether something else is meant.
        limits: How much is read.
        notes: Takes up what was passed over; holds what is beyond the first limit.

    Attributes:
        dropped: Stop words, as typed.
        beyond: The notes on what is beyond a limit, complete once all is told.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a text is read with
        self,
        text: str,
        operands: Operands,
        synonyms: Synonyms,
        stop: StopWords,
        acronym: Callable[[str], bool],
        limits: Limits,
        notes: list[str],
    ) -> None:
        self.dropped: list[str] = []
        self.beyond = list(notes)
        self._notes = notes
        self._text = text
        self._operands = operands
        self._synonyms = synonyms
        self._stop = stop
        self._is_acronym = acronym
        self._no_half = frozenset[str]().union(*stop.values())
        self._limits = limits
        self._pieces = pieces(text, notes)
        self._at = 0
        self._counted: set[object] = set()
        self._words = 0
        self._left_out: list[str] = []
        self._too_deep: list[str] = []
        self._nodes = self._sequence(1, None)

    def whole(self) -> tuple[Node, ...]:
        """Return the nodes at the top; brackets round the whole text mean nothing."""
        if len(self._nodes) == 1 and isinstance(self._nodes[0], And):
            return self._nodes[0].nodes
        return self._nodes

    def told(self) -> tuple[str, ...]:
        """Return the notes, those of the limits last."""
        if not self._nodes and not self._left_out and not self._too_deep and self._text.strip():
            return (
                *self.beyond,
                Sentence("nothing in it to search for: %(text)s", text=named(self._text.split())),
            )
        cut = len(self.beyond)
        if self._left_out:
            self.beyond.append(
                Sentence(
                    "only the first %(most)s words were searched; left out: %(rest)s",
                    most=self._limits.words,
                    rest=named(self._left_out),
                )
            )
        if self._too_deep:
            self.beyond.append(
                Sentence(
                    "brackets were read %(most)s deep; left out: %(rest)s",
                    most=self._depth,
                    rest=named(self._too_deep),
                )
            )
        return tuple(dict.fromkeys((*self._notes, *self.beyond[cut:])))

    @property
    def _depth(self) -> int:
        return min(self._limits.depth, DEEPEST)

    def _sequence(self, depth: int, field: str | None) -> tuple[Node, ...]:
        """Read as far as the bracket that closes, or to the end.

        Args:
            depth: Of a bracket that opens here.
            field: The field that the bracket around it stands behind.
        """
        operands: list[list[Node]] = []
        operator: Piece | None = None
        negated: Piece | None = None
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            self._at += 1
            if piece.sign is Sign.CLOSE:
                break
            if piece.sign is Sign.NOT:
                negated = None if negated else piece
                continue
            if piece.sign in {Sign.AND, Sign.OR}:
                dangling = operator or negated or (None if operands else piece)
                self._pass_over(dangling)
                operator, negated = (piece if operands else None), None
                continue
            nodes = self._operand(piece, depth, field)
            if not nodes:
                self._pass_over(operator)
                self._pass_over(negated)
                operator = negated = None
                continue
            if (negated is not None) != piece.excluded:
                nodes = [opposite(node) for node in nodes]
            negated = None
            if operator is not None and operator.sign is Sign.OR:
                operands[-1] = [self._either(operands[-1], nodes)]
            else:
                operands.append(nodes)
            operator = None
        self._pass_over(operator)
        self._pass_over(negated)
        return self._finished([node for nodes in operands for node in nodes])

    def _pass_over(self, operator: Piece | None) -> None:
        if operator is not None:
            self._notes.append(
                Sentence(
                    "%(operator)s with nothing behind it was passed over", operator=operator.text
                )
                if operator.sign is Sign.NOT
                else Sentence(
                    "%(operator)s with nothing on one side was passed over", operator=operator.text
                )
            )

    def _either(self, before: list[Node], after: list[Node]) -> Node:
        """Return the alternatives, those of an OR before it taken in."""
        found: list[Node] = []
        for nodes in (before, after):
            one = self._alone(nodes[0]) if len(nodes) == 1 else And(self._finished(nodes))
            found += one.nodes if isinstance(one, Or) else [one]
        once = tuple(dict.fromkeys(found))
        return Or(once) if len(once) > 1 else once[0]

    def _alone(self, node: Node) -> Node:
        return self._meant(next(self._synonyms.within([node])))

    def _meant(self, node: Node) -> Node:
        """Return the acronym that a stop word in capitals means, or the node itself."""
        if isinstance(node, Not):
            return Not(self._meant(node.node))
        if not isinstance(node, Word) or node.acronym is None or node.names:
            return node
        if node.parts[0][1] not in self._no_half or not self._is_acronym(node.acronym):
            return node
        return Phrase(node.text, ((0, node.acronym),), node.times, node.field)

    def _finished(self, nodes: list[Node]) -> tuple[Node, ...]:
        """Return nodes that are asked for at once, none twice and without stop words."""
        named = list(map(self._meant, self._synonyms.within(nodes)))
        joined = distinct(with_neighbours(named, self._no_half))
        kept, dropped = without_stop_words(joined, self._stop)
        self.dropped += dropped
        return tuple(kept)

    def _operand(self, piece: Piece, depth: int, field: str | None) -> list[Node]:
        """Return what a piece asks for, as far as the limits allow."""
        if piece.sign is Sign.OPEN:
            return self._group(piece, depth, piece.field or field)
        found = self._operands.of(piece, piece.field or field)
        return [node for node in found if self._is_affordable(node)]

    def _group(self, opening: Piece, depth: int, field: str | None) -> list[Node]:
        if depth > self._depth:
            closing = self._pieces[opening.partner]
            self._too_deep.append(" ".join(self._text[opening.start : closing.end].split()))
            self._at = opening.partner + 1
            return []
        nodes = self._sequence(depth + 1, field)
        if len(nodes) > 1:
            return [And(nodes)]
        return list(nodes)

    def _is_affordable(self, node: Sought | Filter) -> bool:
        """Count a node, unless the same was counted; tell whether it is within the limit."""
        key = identity(node)
        if key in self._counted:
            return True
        text = node.text if isinstance(node, Word | Phrase | Beginning) else ""
        self._words += max(1, len(text.split()))
        if self._words <= self._limits.words:
            self._counted.add(key)
            return True
        self._left_out.append(node.text)
        return False
