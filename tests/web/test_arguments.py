"""The address of a results page, both ways."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from index import Facet, Match, PartialDate, Query, Sort
from web.arguments import (
    MAX_PAGE,
    MAX_TEXT,
    MAX_VALUES,
    canonical,
    clean,
    read_arguments,
    to_arguments,
)

texts = st.text(max_size=80).map(clean)
values = st.lists(
    st.text(min_size=1, max_size=20).map(lambda text: clean(text).strip()).filter(bool),
    max_size=4,
    unique=True,
).map(tuple)
years = st.lists(st.integers(1000, 9999).map(str) | st.just("none"), max_size=3, unique=True).map(
    tuple
)


@st.composite
def dates(draw):
    year = draw(st.integers(1, 9999))
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, 28)) if month else None
    return PartialDate(year, month, day)


@st.composite
def queries(draw):
    start, end = draw(st.none() | dates()), draw(st.none() | dates())
    if start and end and start.first > end.last:
        start, end = end, start
    return Query(
        text=draw(texts),
        **{facet.value: draw(years if facet is Facet.YEAR else values) for facet in Facet},
        start=start,
        end=end,
        sort=draw(st.none() | st.sampled_from(Sort)),
        match=draw(st.sampled_from(Match)),
        page=draw(st.integers(1, MAX_PAGE)),
        size=draw(st.integers(1, 100)),
    )


def read(*pairs):
    return read_arguments(MultiDict(pairs))


class TestRoundTrip:
    @given(queries())
    def test_a_query_survives_its_address(self, query):
        """
        Every link on a results page is a query written down; a change on the
        way would be a filter that silently comes or goes.
        """
        form = read_arguments(MultiDict(to_arguments(query)))

        assert (query, ()) == (form.query, form.problems)

    def test_defaults_are_not_written(self):
        """
        One query has one address, and the plainest has the shortest.
        """
        assert [] == to_arguments(Query())

    def test_parameters_have_one_order(self):
        """
        Caches and people compare addresses as they stand.
        """
        query = Query(
            "a", theme=("t",), partner=("p", "o"), start=PartialDate(2019), sort=Sort.OLDEST, page=2
        )

        assert [
            ("q", "a"),
            ("partner", "p"),
            ("partner", "o"),
            ("theme", "t"),
            ("from", "2019"),
            ("sort", "oldest"),
            ("page", "2"),
        ] == to_arguments(query)

    @given(queries(), st.randoms())
    def test_the_order_of_choosing_makes_no_other_canonical_query(self, query, random):
        """
        Search engines would otherwise see one page under many addresses.
        """
        shuffled = replace(
            query,
            partner=tuple(random.sample(query.partner, len(query.partner))),
            text=f"  {query.text} ",
        )

        assert canonical(query) == canonical(shuffled)

    @given(queries(), st.sampled_from(Sort), st.integers(1, 100))
    def test_how_posts_are_shown_makes_no_other_canonical_query(self, query, sort, size):
        """
        Twenty at a time or a hundred, oldest or newest first: the same posts are found.
        """
        shown = canonical(query.but(sort=sort, size=size))

        assert canonical(query.but()) == shown
        assert not {"sort", "size"} & dict(to_arguments(shown)).keys()

    @pytest.mark.parametrize(
        ("sort", "page", "size", "expected"),
        [
            (None, 3, 20, 3),
            (None, 2, 10, 1),
            (None, 3, 10, 2),
            (None, 2, 100, 6),
            (Sort.RELEVANCE, 2, 20, 2),
            (Sort.OLDEST, 3, 20, 1),
        ],
    )
    def test_the_canonical_page_has_the_first_post_of_the_page(self, sort, page, size, expected):
        """
        Of another order there is no page that has the same posts.
        """
        query = Query("shade", sort=sort, page=page, size=size)

        assert expected == canonical(query).page


class TestLeniency:
    @pytest.mark.parametrize(
        ("name", "value", "rule"),
        [
            ("from", "31/02/2020", "date"),
            ("to", "soon", "date"),
            ("page", "0", "page"),
            ("page", "-3", "page"),
            ("page", "ten", "page"),
            ("size", "0", "size"),
            ("size", "101", "size"),
            ("year", "12", "year"),
            ("sort", "best", "choice"),
            ("match", "none", "choice"),
            ("q", "a" * (MAX_TEXT + 1), "text"),
        ],
    )
    def test_what_cannot_be_read_is_reported_beside_its_field(self, name, value, rule):
        """
        A page that ignored a filter without a word would lie.
        """
        form = read((name, value))

        assert [(name, rule)] == [(problem.field, problem.rule) for problem in form.problems]

    def test_an_unreadable_bound_leaves_the_other(self):
        """
        One slip of the finger does not undo the rest of the form.
        """
        form = read(("from", "31/02/2020"), ("to", "2021"))

        assert (None, PartialDate(2021)) == (form.query.start, form.query.end)
        assert "31/02/2020 is not a date" == form.problem("from").message
        assert {"from": "31/02/2020", "to": "2021"} == form.raw

    def test_bounds_the_wrong_way_round_use_the_first(self):
        """
        Nothing lies between them; saying so beats an empty page.
        """
        form = read(("from", "2024"), ("to", "2019-05"))

        assert (PartialDate(2024), None) == (form.query.start, form.query.end)
        assert ("order", "2019-05 is before 2024") == (
            form.problem("to").rule,
            form.problem("to").message,
        )

    @pytest.mark.parametrize("text", ["2019", "2019-05", "2019-05-31", "31/05/2019", " 2019 "])
    def test_dates_are_read_in_every_form(self, text):
        """
        People write dates as their countries do.
        """
        assert () == read(("from", text)).problems

    def test_unknown_parameters_are_passed_over(self):
        """
        Newsletters add their own, and nobody is told off for it.
        """
        assert read(("q", "a")) == read(("q", "a"), ("utm_source", "letter"))

    def test_values_beyond_the_limit_are_left_out(self):
        """
        A thousand ticked boxes are a machine, and each costs work.
        """
        form = read(*(("partner", f"p{n}") for n in range(1_000)))

        assert MAX_VALUES == len(form.query.partner)
        assert "values" == form.problem("partner").rule

    def test_repeated_and_empty_values_count_once_or_not_at_all(self):
        """
        A form sends its empty fields too.
        """
        assert ("a",) == read(
            ("theme", "a"), ("theme", ""), ("theme", "a"), ("theme", " a ")
        ).query.theme

    def test_control_characters_become_blanks(self):
        """
        No keyboard writes them, and logs and headers would break on them.
        """
        assert "a b  c" == read(("q", "a\x00b\r\nc")).query.text

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["q", "partner", "year", "from", "to", "sort", "match", "page", "size"]
                ),
                st.text(),
            )
        )
    )
    def test_no_address_raises(self, pairs):
        """
        Any text may stand in an address.
        """
        read(*pairs)
