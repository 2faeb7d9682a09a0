"""
A site of which every version can be told from every other, and processes that build it.
"""

import subprocess
import sys

from index import Query, open_current, verify

POSTS = 12


def publish(place, version):
    """Write posts that all say which version of the site they belong to."""
    for number in range(POSTS):
        place.write(
            f"posts/p{number}.md",
            f"---\ntitle: Post {number} of edition{version}\n---\nWords of edition{version}.",
        )


def shown(folder):
    """Return the version that answers; it is one, in every post."""
    opened = open_current(folder, "public")
    try:
        results = opened.engine.search(Query(size=100))
        titles = {hit.title[0].text.rpartition("edition")[2] for hit in results.hits}
        assert POSTS == results.total == len(results.hits)
        assert 1 == len(titles), titles
        version = titles.pop()
        assert POSTS == opened.engine.search(Query(text=f"edition{version}")).total
        assert opened.generation == results.generation
        return int(version), opened.damage
    finally:
        opened.engine.close()


def settle(place, version):
    """The next build is as if nothing had happened."""
    publish(place, version)
    place.rebuild()
    assert (version, None) == shown(place.folder)
    assert len(place.generations()) <= 2
    assert verify(place.settings).problems == ()


BUILD = """
import sys
from pathlib import Path
from archive import default_settings
from index import rebuild
def tell(*_):
    if len(sys.argv) > 3:
        print(flush=True)
        sys.stdin.readline()
if __name__ == "__main__":
    content, folder = sys.argv[1:3]
    settings = default_settings({"content": content, "index": folder, "build.workers": 2})
    rebuild(settings, progress=tell)
"""


def command(script, place):
    return [sys.executable, "-c", script, str(place.content), str(place.folder)]


def run(script, place, **options):
    return subprocess.run(
        command(script, place), capture_output=True, text=True, check=False, **options
    )
