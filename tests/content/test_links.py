"""
Links and pictures of the sample archive lead somewhere.
"""

import re

from sample import CONTENT, LINK, named, posts, public_posts


def test_relative_links_and_pictures_exist():
    """A dead link in the sample is the first thing that a careful visitor clicks on."""
    dead = []
    for post in posts():
        targets = [target for _, _, target in LINK.findall(post.body)]
        if "image" in post.meta:
            targets.append(post.meta["image"])
        dead += [
            (named(post), target)
            for target in targets
            if not re.match(r"https?:|/|#", target) and not (post.path.parent / target).is_file()
        ]

    assert [] == dead


def test_internal_addresses_lead_to_public_posts():
    """A link from a public post to a hidden one would be a dead end and a hint."""
    slugs = {post.slug for post in public_posts()}
    hidden = {post.path for post in posts() if not post.public}
    for post in public_posts():
        for _, _, target in LINK.findall(post.body):
            if target.startswith("/news/"):
                assert target.strip("/").removeprefix("news/") in slugs, named(post)
            elif target.endswith(".md"):
                assert (post.path.parent / target).resolve() not in hidden, named(post)


def test_pictures_are_described_and_small():
    """Who cannot see a drawing reads its description; who clones the project loads it."""
    pictures = [post for post in public_posts() if "image" in post.meta]

    assert 3 <= len(pictures)
    for post in pictures:
        assert post.meta["image_alt"], named(post)
    for path in (CONTENT / "posts").rglob("*.png"):
        assert path.stat().st_size < 40_000, path.name
        assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n"), path.name


def test_every_picture_is_used():
    """A picture that no post names is copied nowhere and only lies about."""
    used = {
        (post.path.parent / post.meta["image"]).resolve()
        for post in posts()
        if "image" in post.meta
    }

    assert [] == [
        path.name for path in (CONTENT / "posts").rglob("*.png") if path.resolve() not in used
    ]


def test_redirects_do_not_hide_posts():
    """An old address must lead to one post and never take the place of another."""
    redirects = [address for post in posts() for address in post.meta.get("redirects", [])]
    addresses = {f"/news/{post.slug}/" for post in posts()}

    assert 5 <= sum("redirects" in post.meta for post in public_posts())
    assert len(set(redirects)) == len(redirects)
    assert set() == addresses & set(redirects)
    assert all(re.fullmatch(r"/[a-z0-9/-]+/", address) for address in redirects)
