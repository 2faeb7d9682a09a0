"""
What is not public is in no byte of the public edition.
"""

import re
import zlib

import pytest

CANARIES = {
    "title": "Quillobar",
    "category": "Zzyxcat",
    "partners": "Vextralab",
    "themes": "Wumblethem",
    "people": "Ozwilda Prunk",
    "summary": "Frobsummary",
    "slug": "grizzleslug",
    "image_alt": "Altwhiffle",
    "source": "https://example.org/sourcewhack",
    "redirects": "/old/redirquonk/",
}


def hidden_post(visibility):
    lines = [f"{name}: {value}" for name, value in CANARIES.items()]
    return (
        "---\n"
        + "\n".join(lines)
        + "\nimage: picsnorkel.png\nevent: {name: Evnarble, place: Plackwist}\n"
        + f"{visibility}\n---\n"
        + "Bodyquaggle text. <!-- Commwozzle -->\n"
    )


WORDS = (*CANARIES.values(), "picsnorkel", "filegrunth", "Evnarble", "Plackwist", "Bodyquaggle")


def unpacked(path):
    """The bytes of a file, and of every compressed stream in it."""
    data = path.read_bytes()
    yield data
    for found in re.finditer(b"\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[found.start() :])
        except zlib.error:
            continue


def leaks(folder):
    """Words of hidden posts in any name or byte of the public editions of an index."""
    found = set()
    for public in (folder / "generations").glob("*/public"):
        for path in public.rglob("*"):
            blobs = [str(path.relative_to(public)).encode()]
            if path.is_file():
                blobs += unpacked(path)
            for blob in blobs:
                lower = blob.lower()
                found |= {word for word in WORDS if word.lower().encode() in lower}
                found |= {word for word in ("vextralab", "wumblethem") if word.encode() in lower}
    return found


HIDDEN = {
    "draft": "visibility: draft",
    "staff": "visibility: staff",
    "hugo draft": "draft: true",
    "embargoed": "embargo: 2031-01-01T09:00:00+02:00",
    "future": "date: 2031-01-01",
    "unreadable": "visibility: sometimes",
}


class TestCanaries:
    @pytest.mark.parametrize("visibility", HIDDEN.values(), ids=HIDDEN)
    def test_no_byte_of_the_public_edition_knows_a_hidden_post(self, place, visibility):
        """
        What is not in the files cannot leak, whatever a page does.
        """
        place.write("posts/filegrunth.md", hidden_post(visibility))
        place.write("posts/picsnorkel.png", b"\x89PNG picsnorkel")
        place.write("posts/second.md", "---\ntitle: T\n---\nSee [it](filegrunth.md), grizzle.")

        place.rebuild()

        assert set() == leaks(place.folder)
        assert "grizzleslug" in place.slugs("staff")

    @pytest.mark.parametrize("build", ["update", "rebuild"])
    @pytest.mark.parametrize("way", ["draft", "deleted"])
    def test_a_withdrawn_post_is_gone_after_one_build(self, place, build, way):
        """
        From the generation that is kept for a rollback too, as far as the
        service can read.
        """
        place.write("posts/filegrunth.md", hidden_post("visibility: public"))
        place.write("posts/picsnorkel.png", b"\x89PNG picsnorkel")
        place.rebuild()
        assert leaks(place.folder)

        if way == "draft":
            place.write("posts/filegrunth.md", hidden_post("visibility: draft"))
        else:
            place.remove("posts/filegrunth.md")
        getattr(place, build)()

        assert set() == leaks(place.folder)

    @pytest.mark.parametrize("build", ["update", "rebuild"])
    def test_a_name_is_spelt_as_a_post_that_is_shown_writes_it(self, place, build):
        """
        No file lists it, so the name as first written is its label; a hidden
        post, or the activity of one that is shown, may be the first.
        """
        place.rebuild()
        place.write(
            "posts/a.md",
            "---\ntitle: A\nvisibility: draft\npartners: [VEXTRA-LAB]\nthemes: [WUMBLE-THEM]\n---\nT",
        )
        place.write("posts/b.md", "---\ntitle: B\nactivity: {lead: VEXTRA-LAB}\n---\nT")
        place.write(
            "posts/c.md",
            "---\ntitle: C\npartners: [Vextra Lab, vextra lab]\nthemes: [Wumble them]\n---\nT",
        )

        getattr(place, build)()

        blobs = b"".join(blob for path in place.files() for blob in unpacked(path))
        assert b"VEXTRA" not in blobs
        assert b"WUMBLE" not in blobs
        record = place.open().post("c").record
        assert ["Vextra Lab"] == [label.name for label in record.partners]
        assert ["Wumble them"] == [label.name for label in record.themes]
        staff = place.open("staff").post("c").record
        assert ["VEXTRA-LAB"] == [label.name for label in staff.partners]

    def test_the_former_words_of_a_post_are_not_in_the_edition_that_answers(self, place):
        place.write("posts/second.md", "---\ntitle: T\n---\nBodyquaggle.")
        place.rebuild()
        place.write("posts/second.md", "---\ntitle: T\n---\nOther words.")

        place.update()

        former = [name for name in place.generations() if name != place.edition().parent.name]
        for name in former:  # kept for a rollback until the next build
            (place.folder / "generations" / name).rename(place.root / name)
        assert set() == leaks(place.folder)
