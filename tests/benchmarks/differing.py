"""What engines found or counted differently, each with its reason.

Every post is read and looked at for the questions whose answers differ, once as
all engines should make words and once as each says that it does.  An engine whose
answer is neither is listed as unexplained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engines import Counts, make
from questions import Question
from truth import Analysis, Found, count_in_file

Data = dict[str, Any]
Facts = tuple[int, Counts]
"""A total, and posts by facet and value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that engines answered differently.

    Attributes:
        question: As it was asked.
        given: The answers by engine, without the engines that could not be asked.
    """

    question: Question
    given: Mapping[str, Data]


def differing(
    questions: Sequence[Question], answers: Mapping[str, Sequence[Data | None]]
) -> list[Difference]:
    """Return the questions with more than one answer.

    Args:
        questions: As they were asked.
        answers: Of each engine, in their order; None for what it cannot be asked.
    """
    found = []
    for number, question in enumerate(questions):
        given = {name: answer for name, each in answers.items() if (answer := each[number])}
        facts = [_facts(answer) for answer in given.values()]
        if any(fact != facts[0] for fact in facts):
            found.append(Difference(question, given))
    return found


def explained(found: Sequence[Difference], path: Path, number: int, language: str) -> list[Data]:
    """Return differences as a run's JSON has them, with totals and reasons by engine.

    Args:
        found: What differs.
        path: Of the posts.
        number: How many of them were searched, from the first.
        language: Snowball's name of their language.
    """
    names = {name for each in found for name in each.given}
    analyses = {name: make(name).analysis for name in names}
    if not found:
        return []
    questions = [each.question for each in found]
    each_analysis = list({Analysis(), *analyses.values()})
    true = count_in_file(path, number, questions, each_analysis, language)
    return [
        {
            "question": each.question.as_json(),
            "engines": {name: answer["total"] for name, answer in each.given.items()},
            "reasons": _reasons(
                each, analyses, {analysis: counted[n] for analysis, counted in true.items()}
            ),
        }
        for n, each in enumerate(found)
    ]


def _reasons(
    difference: Difference, analyses: Mapping[str, Analysis], true: Mapping[Analysis, Found]
) -> dict[str, str]:
    """Say why engines found what they did; those that found what all should are left out."""
    expected = {analysis: (found.total, found.counts) for analysis, found in true.items()}
    reasons = {}
    for name, answer in difference.given.items():
        facts, analysis = _facts(answer), analyses[name]
        if facts != expected[Analysis()]:
            reasons[name] = analysis.reason if facts == expected[analysis] else "unexplained"
    return reasons


def _facts(answer: Data) -> Facts:
    return answer["total"], answer["counts"]
