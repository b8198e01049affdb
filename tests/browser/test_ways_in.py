"""Links and codes: those that lead somewhere, and those that do not."""

import urllib.request
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select, update

from db.engine import reading, writing
from db.tables import Base, Link, Round
from digikartta.tokens import token_hash
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.people import Person

MAKE = Callable[..., Person]
EXAMPLES = tuple[AppProcess, ExampleSite]
NO_DATA = ".dk-table, .dk-counts, .dk-overall, [class*='st-key-dk_card_'], [data-testid='stCode']"


def test_a_preview_of_a_link_creates_nothing(examples: EXAMPLES) -> None:
    app, site = examples
    links = site.start()
    code = _join_code(site, links.owner)
    before = _row_counts(site)
    for path in (f"/v/{links.respondent}", f"/o/{links.owner}", f"/k/{links.invite}", f"/t/{code}"):
        for method in ("HEAD", "GET"):
            request = urllib.request.Request(app.address + path, method=method)  # noqa: S310
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                assert answer.status == 200
    assert _row_counts(site) == before


def _row_counts(site: ExampleSite) -> dict[str, int]:
    with reading(site.engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
        }


def _join_code(site: ExampleSite, owner: str) -> str:
    with reading(site.engine) as connection:
        query = select(Round.join_code).join(Link, Link.round_id == Round.id)
        found = connection.execute(query.where(Link.token_hash == token_hash(owner))).scalar()
    assert found is not None
    return found


@pytest.mark.parametrize("kind", ["v", "o"])
def test_a_link_that_leads_nowhere_says_why_and_shows_nothing(
    kind: str, examples: EXAMPLES, person: MAKE
) -> None:
    app, site = examples
    visitor = person(app).visitor
    links = site.start()
    token = links.respondent if kind == "v" else links.owner
    for wrong in ("never-made", "%3Cb%3E%22", "x" * 300, token[:-1]):
        _expect_refused(visitor, f"/{kind}/{wrong}", "problem.link_unknown")
    _change_link(site, token, expires_on=site.today - timedelta(days=1))
    _expect_refused(visitor, f"/{kind}/{token}", "problem.link_expired")
    _change_link(site, token, revoked=True)
    _expect_refused(visitor, f"/{kind}/{token}", "problem.link_revoked")


def _change_link(site: ExampleSite, token: str, **values: object) -> None:
    with writing(site.engine) as connection:
        change = update(Link).where(Link.token_hash == token_hash(token)).values(**values)
        connection.execute(change)


def _expect_refused(visitor: Visitor, path: str, problem: str) -> None:
    visitor.window.clear_cookies()
    visitor.open(path)
    expect(visitor.page.get_by_text(visitor.t(problem, where=""))).to_be_visible()
    expect(visitor.heading()).to_have_text(visitor.t("state.link_title"))
    expect(visitor.link("state.to_front")).to_be_visible()
    expect(visitor.page.locator(NO_DATA)).to_have_count(0)


def test_an_invitation_that_has_ended_says_why(examples: EXAMPLES, person: MAKE) -> None:
    app, site = examples
    visitor = person(app).visitor
    links = site.start()
    _change_link(site, links.invite, expires_on=site.today - timedelta(days=1))
    visitor.open(f"/k/{links.invite}")
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_contain_text(visitor.t("problem.link_expired", where=""))
    site.close(links)
    visitor.open(f"/k/{links.invite}")
    expect(alert).to_contain_text(visitor.t("problem.link_revoked", where=""))


@pytest.mark.parametrize("page", ["/vastaa", "/arviointi", "/tulos", "/oma-tulos"])
def test_whoever_has_no_link_sees_no_data(page: str, examples: EXAMPLES, person: MAKE) -> None:
    app, _ = examples
    visitor = person(app).visitor
    visitor.open(page)
    expect(visitor.heading()).to_have_text(visitor.t("state.no_link_title"))
    expect(visitor.page.locator(NO_DATA)).to_have_count(0)


def test_a_link_of_one_kind_opens_nothing_of_another(examples: EXAMPLES, person: MAKE) -> None:
    app, site = examples
    visitor = person(app).visitor
    links = site.start()
    _expect_refused(visitor, f"/o/{links.respondent}", "problem.link_unknown")
    _expect_refused(visitor, f"/v/{links.owner}", "problem.link_unknown")


def test_a_typed_code_joins_the_round_and_a_wrong_one_says_so(
    examples: EXAMPLES, person: MAKE
) -> None:
    app, site = examples
    visitor = person(app).visitor
    code = _join_code(site, site.start().owner)
    visitor.open("/")
    visitor.link("front.join").click()
    visitor.arrive("/liity")
    field = visitor.page.get_by_label(visitor.t("join.code"))
    field.fill("ZZZ 999")
    visitor.button("join.code_go").click()
    reason = visitor.t("problem.code_unknown", where="")
    expect(visitor.page.get_by_role("alert")).to_contain_text(reason)
    field.fill(f"{code[:3]} {code[3:]}".lower())
    field.press("Enter")
    expect(visitor.heading()).to_have_text("Saaren Leipomo Oy")
    expect(visitor.button("join.go")).to_be_visible()
