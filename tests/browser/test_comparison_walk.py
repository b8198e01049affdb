"""Comparison in a browser: what was chosen, said, drawn, and saved as files."""

import csv
import json

import pytest
from playwright.sync_api import Download, expect

from digikartta.account import PROJECT
from digikartta.classification import industries
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.assessment_walk import choose_from
from tests.browser.figures import printed
from tests.browser.saved_pictures import save_every_picture
from tests.browser.test_screens import MAKE


@pytest.fixture(name="team")
def _team(measured: tuple[AppProcess, ExampleSite], person: MAKE) -> Visitor:
    """Somebody of the project team on the page of comparison."""
    app, site = measured
    team = person(app, width=1440).visitor
    team.log_in(site.account(PROJECT))
    team.open("/vertailu")
    return team


def industry(team: Visitor, code: str) -> str:
    return industries()[code].short.in_language(team.language)


def compare_groups(team: Visitor) -> None:
    """Compare industry C with industry G."""
    team.page.get_by_text(team.t("compare.kind_groups"), exact=True).click()
    team.settle()
    choose_from(team, "group.industry", industry(team, "C"), place=0)
    choose_from(team, "group.industry", industry(team, "G"), place=1)


def download(team: Visitor, name: str, place: int = 0) -> Download:
    with team.page.expect_download() as started:
        team.page.get_by_role("button", name=name).nth(place).click()
    return started.value


def saved_json(team: Visitor) -> object:
    """The figures as the page saves them; a group's own name is not the command's to give."""
    content = download(team, team.t("compare.as_json")).path().read_bytes()
    return json.loads(content, object_hook=without_name)


def without_name(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if key != "name"}


def test_before_against_after_is_said_shown_and_saved_as_the_command_says_it(
    team: Visitor, measured: tuple[AppProcess, ExampleSite]
) -> None:
    pairs = team.t.n("compare.pairs", 16, either="16", share="100")
    expect(team.page.get_by_text(pairs)).to_be_visible()
    expect(team.page.get_by_text(team.t("compare.says.no_cause_of_change"))).to_be_visible()
    for name in ("effects", "dimensions", "companies", "lines"):
        picture = team.page.get_by_role("figure", name=team.t(f"compare.alt_{name}"))
        expect(picture).to_be_visible()
    table = team.page.locator(".dk-table", has_text=team.t("compare.table")).first
    expect(table.locator("tbody tr")).to_have_count(9)
    arguments = ("compare", "--before", "T0", "--after", "T2", "--format", "json")
    url = measured[1].engine.url.render_as_string(hide_password=False)
    assert saved_json(team) == printed(url, *arguments)


def test_pairs_are_narrowed_to_an_industry_chosen_by_typing(team: Visitor) -> None:
    team.page.get_by_text(team.t("compare.narrow"), exact=True).click()
    choose_from(team, "group.industry", industry(team, "G"))
    pairs = team.t.n("compare.pairs", 8, either="8", share="100")
    expect(team.page.get_by_text(f"{industry(team, 'G')}: {pairs}")).to_be_visible()


def test_one_industry_against_another_is_what_the_command_says(
    team: Visitor, measured: tuple[AppProcess, ExampleSite]
) -> None:
    compare_groups(team)
    for place, code in enumerate("CG", 1):
        group = f"{place}: {industry(team, code)}"
        expect(team.page.get_by_text(team.t.n("compare.group_n", 8, group=group))).to_be_visible()
    arguments = ("compare", "--group", "industry=C", "--group", "industry=G", "--format", "json")
    url = measured[1].engine.url.render_as_string(hide_password=False)
    command = printed(url, *arguments)
    assert saved_json(team) == command
    text = download(team, team.t("compare.as_csv")).path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 9


def test_every_picture_of_a_change_is_saved_by_keyboard(team: Visitor) -> None:
    keys = ("compare.effects_of_change", "compare.dimensions", *2 * ("compare.companies",))
    saved = save_every_picture(team)
    assert len(saved) == len(keys)
    for title, key in zip(saved, keys, strict=True):
        assert title.startswith(team.t(key))


def test_every_picture_of_the_measures_quality_is_saved(
    measured: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = measured
    reader = person(app, "sv", theme="dark").visitor
    reader.log_in(site.account(PROJECT))
    reader.open("/mittarin-laatu")
    reader.page.get_by_text(reader.t("quality.participation")).first.wait_for()
    reader.settle()
    assert reader.t("quality.alpha") in save_every_picture(reader)
