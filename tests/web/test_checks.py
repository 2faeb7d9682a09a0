"""
What a reader may expect of the site, line by line, and the test that proves each.

The list is what the pages are judged by.  A line whose test is renamed or gone
fails here, so that nothing on it stops being true in silence.
"""

import ast
from pathlib import Path
from urllib.parse import quote

import pytest

HERE = Path(__file__).parent

CHECKS = {
    "Every state of the page is one address, and no cookie is needed": [
        "test_result_addresses.py::test_every_state_is_in_the_address",
        "test_result_addresses.py::test_no_page_sets_or_needs_a_cookie",
    ],
    "The order of parameters makes no difference, and there is one canonical address": [
        "test_result_addresses.py::test_the_order_of_parameters_makes_no_difference",
        "test_result_addresses.py::test_the_canonical_address_says_what_is_found_and_not_how_it_is_shown",
        "test_arguments.py::test_the_order_of_choosing_makes_no_other_canonical_query",
    ],
    "Without JavaScript one can type, filter, take filters off, page, sort and choose dates": [
        "browser/test_flows.py::test_typing_and_submitting_finds_posts",
        "browser/test_flows.py::test_ticking_and_applying_narrows",
        "browser/test_flows.py::test_a_chip_takes_its_filter_away_and_keeps_the_others",
        "browser/test_flows.py::test_pages_follow_each_other_and_keep_the_filters",
        "browser/test_flows.py::test_sorting_goes_back_to_page_one",
        "browser/test_flows.py::test_a_span_of_dates_narrows",
    ],
    "Back restores each state, what was ticked, and the place on the page": [
        "browser/test_flows.py::test_back_restores_every_step",
        "browser/test_flows.py::test_back_restores_the_place_on_the_page",
    ],
    "A copied address shows the same posts in the same order": [
        "browser/test_flows.py::test_a_copied_address_shows_the_same",
    ],
    "No violation of WCAG 2.2 A and AA that a machine finds, on any page, width or scheme": [
        "browser/test_axe.py::test_axe_finds_nothing",
        "browser/test_axe.py::test_axe_finds_nothing_where_there_is_no_index",
    ],
    "Titles begin with the question; one heading; all landmarks": [
        "test_browsing.py::test_every_page_has_one_heading_that_its_title_begins_with",
        "browser/test_results.py::test_the_landmarks_are_there",
    ],
    "The search box has a name, a type and the server's limit": [
        "browser/test_results.py::test_the_search_box_is_labelled_and_bounded",
    ],
    "The number of results is a status": [
        "browser/test_results.py::test_the_count_is_a_status_and_the_list_is_not_live",
        "test_trail.py::test_the_count_says_to_screen_readers_what_is_filtered",
    ],
    "The list of results is not live": [
        "browser/test_results.py::test_the_count_is_a_status_and_the_list_is_not_live",
    ],
    "The focus is never lost": [
        "browser/test_results.py::test_after_a_new_page_the_keyboard_begins_at_its_start",
        "browser/test_results.py::test_what_changes_the_page_in_place_keeps_the_focus",
    ],
    "Ticking alone changes nothing": [
        "browser/test_flows.py::test_ticking_alone_changes_nothing",
    ],
    "Facets are groups with names that open by keyboard": [
        "browser/test_results.py::test_facets_are_groups_with_names",
        "browser/test_results.py::test_facets_open_by_keyboard",
    ],
    "Values of one facet add posts, facets take posts away": [
        "test_search_page.py::test_two_hundred_combinations_count_as_by_hand",
    ],
    "A facet's counts ignore its own choice and obey all others": [
        "test_search_page.py::test_two_hundred_combinations_count_as_by_hand",
    ],
    "The number beside a value is what choosing it brings": [
        "test_checks.py::test_the_number_beside_a_value_is_what_choosing_it_brings",
        "browser/test_flows.py::test_ticking_and_applying_narrows",
    ],
    "A chosen value stays in its place, also at zero": [
        "browser/test_results.py::test_a_chosen_value_stays_at_zero",
        "browser/test_results.py::test_a_chosen_value_stays_in_its_place",
    ],
    "Eight values, then a button with the exact rest; a box above twenty; no inner scrolling": [
        "browser/test_results.py::test_eight_values_are_shown_and_the_rest_is_counted",
        "browser/test_results.py::test_long_facets_have_a_box_and_no_scroll_area",
    ],
    "Chips say what they take away, each takes one, and clearing keeps the words": [
        "browser/test_flows.py::test_a_chip_takes_its_filter_away_and_keeps_the_others",
        "browser/test_flows.py::test_clearing_keeps_the_words",
    ],
    "Chips are links": [
        "browser/test_flows.py::test_a_chip_takes_its_filter_away_and_keeps_the_others",
    ],
    "Dates are read in four forms; a wrong one is told at its field and left out": [
        "test_arguments.py::test_dates_are_read_in_every_form",
        "test_search_page.py::test_an_unreadable_date_is_told_beside_its_field",
        "browser/test_results.py::test_dates_that_cannot_be_read_are_told_at_the_field",
        "browser/test_results.py::test_a_span_that_ends_before_it_begins_is_told_at_its_end",
    ],
    "Bars are links with names, a table has the same numbers, and they add up": [
        "browser/test_results.py::test_years_are_links_with_names_and_a_table_beside",
        "test_search_page.py::test_bars_and_undated_make_up_the_total",
    ],
    "Bars follow every filter but dates": [
        "browser/test_results.py::test_bars_follow_every_filter_but_dates",
    ],
    "Nothing needs dragging": [
        "browser/test_layout.py::test_nothing_needs_dragging_and_nothing_covers_the_focus",
    ],
    "Nothing found: the question, the filters with their ways out, all years, a spelling, the newest": [
        "browser/test_results.py::test_nothing_found_shows_the_way_on",
        "browser/test_safety.py::test_markup_from_readers_stays_text",
        "browser/test_guidance.py::test_nothing_is_offered_that_finds_nothing",
        "test_search_page.py::test_all_years_are_offered_when_a_year_was_chosen",
        "test_search_page.py::test_the_newest_posts_are_shown",
    ],
    "Did you mean is a link and is never applied": [
        "browser/test_guidance.py::test_another_spelling_is_offered_and_never_applied",
    ],
    "Whatever is suggested finds a post, with the same filters": [
        "browser/test_guidance.py::test_an_offer_finds_as_many_as_it_says_with_the_same_filters",
        "browser/test_guidance.py::test_whatever_the_box_suggests_has_posts",
        "machine/test_api.py::test_a_word_finds_as_many_as_it_says",
    ],
    "Suggestions are worked by keyboard and told once for each pause": [
        "browser/test_suggestions.py::test_the_box_says_what_it_is",
        "browser/test_suggestions.py::test_down_and_up_go_through_the_list_and_back_to_the_box",
        "browser/test_suggestions.py::test_enter_goes_where_the_chosen_one_leads",
        "browser/test_suggestions.py::test_enter_without_a_choice_searches_for_what_was_typed",
        "browser/test_suggestions.py::test_escape_closes_the_list_and_then_empties_the_box",
        "browser/test_suggestions.py::test_tab_closes_the_list_and_goes_on",
        "browser/test_suggestions.py::test_home_and_end_move_in_the_text",
        "browser/test_suggestions.py::test_a_click_elsewhere_closes_the_list",
        "browser/test_suggestions.py::test_the_number_is_told_once_for_each_pause",
        "browser/test_suggestions.py::test_without_an_answer_the_box_is_a_box",
    ],
    "Suggestions wait for a pause, and an answer that was overtaken is never shown": [
        "browser/test_suggestions.py::test_nothing_is_asked_while_somebody_types",
        "browser/test_suggestions.py::test_an_answer_that_was_overtaken_is_never_shown",
    ],
    "Snippets are short, of whole words, with nothing but marks in them": [
        "browser/test_results.py::test_snippets_are_short_whole_words_with_marks",
    ],
    "Each result has its facts and one stop for the keyboard": [
        "browser/test_results.py::test_each_result_has_one_stop_and_its_facts",
    ],
    "Marks, chips and the focus stand out in both schemes": [
        "browser/test_layout.py::test_marks_chips_and_focus_stand_out",
    ],
    "Pages are a landmark; past the end is a page that leads to the last": [
        "browser/test_results.py::test_pages_are_a_landmark_that_says_where_one_is",
        "test_result_addresses.py::test_a_page_past_the_end_leads_to_the_last",
    ],
    "Changing anything goes to page one; paging keeps everything": [
        "test_search_page.py::test_changing_anything_goes_back_to_page_one",
        "test_search_page.py::test_pages_keep_everything_else",
    ],
    "Orders have names; relevance needs words": [
        "browser/test_results.py::test_orders_are_offered_by_name",
        "test_search_page.py::test_relevance_is_offered_with_words_alone",
    ],
    "Equal scores keep their order": [
        "test_result_addresses.py::test_the_same_address_gives_the_same_order",
        "test_result_addresses.py::test_equal_scores_stand_newest_first_then_by_name",
    ],
    "At 320 px nothing scrolls sideways, and filters stand behind one button": [
        "browser/test_layout.py::test_nothing_is_wider_than_a_small_phone",
        "browser/test_layout.py::test_filters_stand_behind_one_button_on_a_phone",
    ],
    "Targets are large enough, and nothing covers what has the focus": [
        "browser/test_axe.py::test_axe_finds_nothing",
        "browser/test_layout.py::test_nothing_needs_dragging_and_nothing_covers_the_focus",
    ],
    "Large letters and wide spacing clip nothing": [
        "browser/test_layout.py::test_wide_spacing_and_large_letters_clip_nothing",
    ],
    "Reduced motion, forced colours and paper are thought of": [
        "browser/test_layout.py::test_nothing_moves_for_those_who_asked",
        "browser/test_layout.py::test_forced_colours_keep_the_bars",
        "browser/test_layout.py::test_paper_keeps_the_question_and_loses_the_controls",
    ],
    "Text in another language says so": [
        "test_search_page.py::test_each_result_in_another_language_says_so",
        "test_interface_languages.py::test_every_page_is_there_in_every_language",
    ],
    "Pages are light, come soon, and from here alone": [
        "test_every_response.py::test_results_come_soon",
        "test_every_response.py::test_a_results_page_and_all_it_loads_is_small",
        "browser/test_safety.py::test_pages_load_without_fault_and_from_here_alone",
    ],
}


def test_no_line_of_the_list_is_left_out():
    """
    Forty-two of them were agreed on.
    """
    assert 42 == len(CHECKS)


def names_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_has_its_test(check):
    assert CHECKS[check]
    for name in CHECKS[check]:
        file, _, test = name.partition("::")

        assert test in names_in(HERE / file), name


@pytest.mark.parametrize("asked", ["q=square", "q=square&theme=water", "theme=health"])
def test_the_number_beside_a_value_is_what_choosing_it_brings(client, asked):
    """
    A number that lies is worse than none.
    """
    found = client.get(f"/search.json?{asked}").get_json()
    checked = 0
    for facet, values in found["facets"].items():
        if not any(value["selected"] for value in values):
            for value in values[:5]:
                chosen = client.get(
                    f"/search.json?{asked}&{facet}={quote(value['value'])}"
                ).get_json()
                checked += 1

                assert value["count"] == chosen["total"], (facet, value)
    assert checked
