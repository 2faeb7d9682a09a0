"""
Changes of a small site, and what must be true after each of them.
"""

from small_site import NOW, Place, answers


def assert_as_rebuilt(site, report, now=NOW):
    fresh = Place(site.root, "fresh")
    expected = fresh.rebuild(now=now)
    for name in ("public", "staff"):
        assert answers(fresh.open(name)) == answers(site.open(name))
    assert expected.problems == report.problems
    assert (expected.public, expected.staff) == (report.public, report.staff)
    assert expected.next_change == report.next_change


def rename(site):
    (site.content / "posts/lone.md").rename(site.content / "posts/other.md")


def write(name, text):
    return lambda site: site.write(name, text)


def remove(name):
    return lambda site: site.remove(name)


def lone(*lines):
    """
    The post that touches no other, with one thing changed.
    """
    front_matter = "\n".join(("title: Alone", "themes: [flood-alerts]", *lines))
    return write("posts/lone.md", f"---\n{front_matter}\n---\nBy itself.")


SMALL = {
    "another body": ("posts/lone.md", "---\ntitle: Alone\nthemes: [flood-alerts]\n---\nOther."),
    "another title": ("posts/lone.md", "---\ntitle: Else\nthemes: [flood-alerts]\n---\nIt."),
    "a link": (
        "posts/lone.md",
        "---\ntitle: Alone\nthemes: [flood-alerts]\n---\n[a](a.md) [x](minutes.md) [y](no.md)",
    ),
    "the first to name a partner": (
        "posts/harbour.md",
        """
        ---
        title: Partners rehearse once more
        date: 2024-03-18
        partners: [harbour-lab, Gmina Źrębowo]
        themes: [flood-alerts]
        image: harbour.png
        ---
        Nobody heard it.
        """,
    ),
    "a hidden post": (
        "posts/minutes.md",
        "---\ntitle: Minutes\nvisibility: staff\ndate: 2024-05-03\n---\nOf [it](harbour.md).",
    ),
    "a new post": ("posts/new.md", "---\ntitle: New\nthemes: [flood-alerts]\n---\n[a](a.md)"),
    "a new post with a picture": ("posts/seen.md", "---\ntitle: Seen\n---\n![p](harbour.png)"),
    "a new hidden post": ("posts/hush.md", "---\ntitle: Hush\nvisibility: draft\n---\nHush."),
    "a new post under embargo": (
        "posts/wait.md",
        "---\ntitle: Wait\nembargo: 2026-06-02\n---\nSooner.",
    ),
    "a bad file mended": ("posts/bad.md", "---\ntitle: Good\n---\nNow it is."),
}
