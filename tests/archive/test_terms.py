"""
Partners and themes as posts name them.
"""

import pytest


class TestTerms:
    def test_unlisted_names_are_kept_and_reported_once_each(self, folder):
        """
        A typing mistake shows up in the list, with what was probably meant.
        """
        folder.write("themes.yaml", "- {slug: design, name: Design}\n")
        folder.post("a.md", "title: T", "themes: [Desing, design]")
        folder.post("b.md", "title: T", "themes: [desing]")

        assert [
            'a.md:3: "Desing" is not in themes.yaml; did you mean "design"?'
        ] == folder.problems()
        assert [("desing", "design"), ("desing",)] == [post.themes for post in folder.read().posts]

    def test_refused_names_are_dropped_and_reported_each_time(self, folder):
        """
        An operator who keeps a closed list wants every place.
        """
        folder.write("themes.yaml", "design: Design\n")
        folder.post("a.md", "title: T", "themes: [Other, Design]")
        folder.post("b.md", "title: T", "themes: [other]")

        found = folder.read(vocabulary__unknown="refuse")

        assert [("design",), ()] == [post.themes for post in found.posts]
        assert [("a.md", "theme-unknown"), ("b.md", "theme-unknown")] == [
            (problem.file, problem.rule) for problem in found.problems
        ]
        assert ["design"] == [term.slug for term in found.themes]

    def test_names_with_equal_slugs_are_one_value(self, folder):
        """
        The label is the name as first written.
        """
        folder.post("a.md", "title: T", "partners: [Gmina Źrębowo, gmina-zrebowo, GMINA ŹRĘBOWO]")

        found = folder.read()

        assert [("gmina-zrebowo",)] == [post.partners for post in found.posts]
        assert "Gmina Źrębowo" == found.partners.name("gmina-zrebowo")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("Lab, Town Hall", ("lab", "town-hall")), ("Ministry, Warsaw", ("ministry-warsaw",))],
    )
    def test_commas_part_listed_names_only(self, folder, text, expected):
        """
        A ministry has a comma in its name.
        """
        folder.write("partners.yaml", "lab: Lab\ntown-hall: Town Hall\n")

        assert expected == folder.only("title: T", f"partners: {text}").partners
