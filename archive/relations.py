"""What only shows when all posts are there: addresses, translations, shared activities."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from archive.post import Activity, Post
from archive.posts import Draft
from archive.report import quoted
from archive.slugs import Grant, Wish, grant, slug_of


@dataclass(frozen=True, slots=True)
class Relation:
    """What the others make of a post.

    Attributes:
        slug: That it gets.
        redirects: Old paths that it keeps.
        translations: Slugs of its translations, sorted.
    """

    slug: str
    redirects: tuple[str, ...]
    translations: tuple[str, ...]


def related(drafts: Sequence[Draft], now: datetime) -> dict[int, Relation]:
    """Return what the others make of each post of which they make anything, by its number.

    A post that nobody touches has the slug and the old paths that it wishes for.

    Args:
        drafts: All of them; bodies and names are not looked at.
        now: The moment by which embargoes are judged, zone-aware.
    """
    slugs = _addresses(drafts, now)
    groups = _Groups(len(drafts))
    _join_by_place(drafts, groups)
    _join_by_name(drafts, slugs, groups)
    _report_activities(drafts)
    redirects = _redirects(drafts, slugs, now)
    members = groups.members()
    found = {}
    for number, draft in enumerate(drafts):
        others = members.get(groups.root(number), ())
        relation = Relation(
            slugs[number],
            redirects.get(number, ()),
            tuple(sorted(slugs[other] for other in others if other != number)),
        )
        if relation != Relation(draft.post.slug, draft.post.redirects, ()):
            found[number] = relation
    return found


def _addresses(drafts: Sequence[Draft], now: datetime) -> tuple[str, ...]:
    wishes = [_wish(draft.post, now) for draft in drafts]
    grants = grant(wishes)
    for draft, wish, given in zip(drafts, wishes, grants, strict=True):
        if given.slug != wish.slug:
            _report_taken(draft, wish, given)
    return tuple(given.slug for given in grants)


def _wish(post: Post, now: datetime) -> Wish:
    """Return what a post wishes for.

    An embargoed post stands by the day on which it ends, before as after, so
    that it takes no address from a post that was public before it.
    """
    day = post.date
    if post.public_from is not None and day is not None:
        day = max(day, post.public_from.date())
    hidden = not post.is_public(now)
    return Wish(post.slug, post.language, day, post.path, post.line, hidden=hidden)


def _report_taken(draft: Draft, wish: Wish, given: Grant) -> None:
    remedy = f"write `slug: {given.slug}`"
    if given.holder is None:
        message = f'"{wish.slug}" is reserved; the address of the post is "{given.slug}"'
        draft.report.warning(draft.slug_line, "slug-reserved", message, remedy)
        return
    place = given.holder.path
    if place == wish.path:
        place = f"{place}:{given.holder.line}"
    message = f'"{wish.slug}" is the address of {place}; the address of this post is "{given.slug}"'
    if given.holder.language != wish.language:
        draft.report.notice(draft.slug_line, "slug-taken", message, remedy)
    else:
        draft.report.warning(draft.slug_line, "slug-taken", message, remedy)


def _redirects(
    drafts: Sequence[Draft], slugs: Sequence[str], now: datetime
) -> dict[int, tuple[str, ...]]:
    """Return the old paths of posts; of two posts that claim one the first public one gets it.

    A hidden post that got it would take it from a public one, and so tell of itself.
    """
    holders: dict[str, int] = {}
    kept: dict[int, tuple[str, ...]] = {}
    claiming = (number for number, draft in enumerate(drafts) if draft.post.redirects)
    for number in sorted(claiming, key=lambda n: not drafts[n].post.is_public(now)):
        draft = drafts[number]
        own = []
        for path in draft.post.redirects:
            holder = holders.setdefault(path.rstrip("/"), number)
            if holder == number:
                own.append(path)
            else:
                draft.report.warning(
                    draft.redirects_line,
                    "redirect-taken",
                    f'{quoted(path)} already leads to "{slugs[holder]}"',
                    "take it from one of the two",
                )
        kept[number] = tuple(own)
    return kept


class _Groups:
    """Posts joined to groups, each known by one of its members."""

    def __init__(self, size: int) -> None:
        self._above = array("q", range(size))

    def root(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        self._above[self.root(one)] = self.root(other)

    def members(self) -> dict[int, list[int]]:
        """Return the members of groups with more than one, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, above in enumerate(self._above):
            if above != number:
                found[self.root(number)].append(number)
        return {root: sorted([root, *others]) for root, others in found.items()}


def _join_by_place(drafts: Sequence[Draft], groups: _Groups) -> None:
    """Join posts with the same file name in different language folders."""
    first: dict[str, int] = {}
    seen: set[tuple[str, str | None]] = set()
    for number, draft in enumerate(drafts):
        # Two files of one name and one language, as a.md and a.html, are two posts.
        if draft.group is None or (draft.group, draft.folder) in seen:
            continue
        seen.add((draft.group, draft.folder))
        other = first.setdefault(draft.group, number)
        if other != number:
            groups.join(number, other)


def _join_by_name(drafts: Sequence[Draft], slugs: Sequence[str], groups: _Groups) -> None:
    """Join posts with the one that their `translation_of` names."""
    wished: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        wished.setdefault(draft.post.slug, number)
    granted = {slug: number for number, slug in enumerate(slugs)}
    for number, draft in enumerate(drafts):
        if draft.translation_of is None:
            continue
        slug = slug_of(draft.translation_of)
        target = granted.get(slug, wished.get(slug))
        if target is None:
            draft.report.warning(
                draft.translation_line,
                "translation-unknown",
                f'"translation_of" names {quoted(draft.translation_of)}, the address of no post',
                "write the slug of the other post",
            )
        elif target != number:
            groups.join(number, target)
            # A post that is hidden behind the address it shares, not itself.
        elif slug in granted and wished[slug] != number:
            groups.join(number, wished[slug])


def _report_activities(drafts: Sequence[Draft]) -> None:
    """Report what posts with one activity say differently of it."""
    names = [each.name for each in fields(Activity) if each.name != "id"]
    said: dict[tuple[str, str], tuple[object, Draft]] = {}
    for draft in drafts:
        activity = draft.post.activity
        if activity is None or activity.id is None:
            continue
        for name in names:
            value = getattr(activity, name)
            if value in (None, (), {}):
                continue
            before, other = said.setdefault((activity.id, name), (value, draft))
            if before != value:
                draft.report.warning(
                    draft.activity_line,
                    "activity-contradicts",
                    f'"activity.{name}" of {quoted(activity.id)} is {_shown(value)} here '
                    f"and {_shown(before)} in {other.post.path}",
                    "say the same in both",
                )


def _shown(value: object) -> str:
    if isinstance(value, tuple | dict):
        return quoted(", ".join(str(item) for item in value))
    return quoted(str(value))
