"""Every screen of the product in each of its states, and how to get there."""

from collections.abc import Callable

from playwright.sync_api import expect

from db.assessments import OwnerLinks
from digikartta.walk import (
    account_screens,
    development_screens,
    plan_screens,
    register_screens,
    room_screens,
    statistics_screens,
    workshop_screens,
)
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor

Screen = Callable[[Visitor, ExampleSite], None]


def front(visitor: Visitor, _site: ExampleSite) -> None:
    """Show the front page to somebody new."""
    visitor.open("/")


def front_returning(visitor: Visitor, site: ExampleSite) -> None:
    """Show the front page to somebody who has links already."""
    links = _half_done(visitor, site)
    visitor.open(f"/v/{links.respondent}")
    visitor.open(f"/o/{links.owner}")
    visitor.open("/")


def start(visitor: Visitor, _site: ExampleSite) -> None:
    """Ask for the company's profile."""
    visitor.open("/aloita")


def start_errors(visitor: Visitor, _site: ExampleSite) -> None:
    """Refuse an empty profile with a wrong Y-tunnus."""
    visitor.open("/aloita")
    visitor.page.get_by_label(visitor.t("profile.business_id")).fill("1234567-9")
    visitor.button("start.go").click()
    visitor.page.get_by_text(visitor.t("problem.role_missing", where="")).first.wait_for()


def join_code(visitor: Visitor, _site: ExampleSite) -> None:
    """Ask for the code of a round."""
    visitor.open("/liity")


def join_code_wrong(visitor: Visitor, _site: ExampleSite) -> None:
    """Refuse a code that joins nothing."""
    visitor.open("/t/ABC234")
    visitor.page.get_by_role("alert").first.wait_for()


def join(visitor: Visitor, site: ExampleSite) -> None:
    """Ask a colleague for the role."""
    visitor.open(f"/k/{site.start(language=visitor.language).invite}")


def join_customer(visitor: Visitor, site: ExampleSite) -> None:
    """Invite a customer."""
    links = site.start(language=visitor.language)
    site.ask_customers(links)
    visitor.open(f"/k/{links.customers}")


def owner(visitor: Visitor, site: ExampleSite) -> None:
    """Show the owner the three links and how far people are."""
    links = _half_done(visitor, site)
    site.submit(site.colleague(links))
    visitor.open(f"/o/{links.owner}")


def owner_links(visitor: Visitor, site: ExampleSite) -> None:
    """Show the owner every link, the customers' one too."""
    links = _half_done(visitor, site)
    site.ask_customers(links)
    visitor.open(f"/o/{links.owner}")
    for details in visitor.page.locator("details:not([open]) > summary").all()[::-1]:
        details.click()


def owner_closed(visitor: Visitor, site: ExampleSite) -> None:
    """Show the owner that the round is closed."""
    links = _half_done(visitor, site)
    site.close(links)
    visitor.open(f"/o/{links.owner}")


def answer(visitor: Visitor, site: ExampleSite) -> None:
    """Show a dimension with some answers, one comment and a target."""
    links = _half_done(visitor, site)
    visitor.open(f"/v/{links.respondent}")


def answer_parts(visitor: Visitor, site: ExampleSite) -> None:
    """Show the list of dimensions."""
    answer(visitor, site)
    visitor.page.locator("[class*='st-key-parts-'] button").click()
    expect(visitor.page.get_by_role("menu")).to_be_visible()


def answer_not_saved(visitor: Visitor, site: ExampleSite) -> None:
    """Say of an answer that it came too late and is not saved."""
    links = _half_done(visitor, site)
    visitor.open(f"/v/{links.respondent}")
    site.close(links)
    visitor.choices("customer_collecting").nth(3).click()
    expect(visitor.page.locator(".dk-status.dk-bad")).to_be_visible()


def answer_closed(visitor: Visitor, site: ExampleSite) -> None:
    """Show the answers of a closed round, to be read only."""
    links = _half_done(visitor, site)
    site.close(links)
    visitor.open(f"/v/{links.respondent}")


def review(visitor: Visitor, site: ExampleSite) -> None:
    """Show what is still missing."""
    links = site.start(language=visitor.language)
    site.answer(links.respondent, site.levels(skipped=6))
    site.move_to(links.respondent, 8)
    visitor.open(f"/v/{links.respondent}")


def review_complete(visitor: Visitor, site: ExampleSite) -> None:
    """Show that nothing is missing."""
    visitor.open(f"/v/{_complete(visitor, site).respondent}")


def sent(visitor: Visitor, site: ExampleSite) -> None:
    """Thank the starter, who also owns the round."""
    links = _complete(visitor, site)
    visitor.open(f"/o/{links.owner}")
    visitor.open(f"/v/{links.respondent}")
    visitor.button("review.send").click()
    expect(visitor.heading()).to_have_text(visitor.t("sent.heading"))


def own_result(visitor: Visitor, site: ExampleSite) -> None:
    """Show a respondent's own answers on the map."""
    visitor.open(f"/v/{_complete(visitor, site).respondent}")
    visitor.open("/oma-tulos")


def own_result_unfinished(visitor: Visitor, site: ExampleSite) -> None:
    """Show the map of somebody who has answered too little for an overall level."""
    visitor.open(f"/v/{_half_done(visitor, site).respondent}")
    visitor.open("/oma-tulos")


def result(visitor: Visitor, site: ExampleSite) -> None:
    """Show a company's result beside its peers, its customers and its earlier round."""
    visitor.open(f"/o/{site.examples[-1]}")
    visitor.open("/tulos")


def result_too_few(visitor: Visitor, site: ExampleSite) -> None:
    """Show a company's result while there is nobody to compare with."""
    links = _complete(visitor, site)
    site.close(links)
    visitor.open(f"/o/{links.owner}")
    visitor.open("/tulos")


def result_open(visitor: Visitor, site: ExampleSite) -> None:
    """Say that the result is shown once the round is closed."""
    visitor.open(f"/o/{_half_done(visitor, site).owner}")
    visitor.open("/tulos")


def privacy(visitor: Visitor, _site: ExampleSite) -> None:
    """Say what happens to the answers."""
    visitor.open("/tietosuoja")


def link_unknown(visitor: Visitor, _site: ExampleSite) -> None:
    """Refuse a link that leads nowhere."""
    visitor.open("/v/never-made")


def link_missing(visitor: Visitor, _site: ExampleSite) -> None:
    """Refuse somebody without any link."""
    visitor.open("/arviointi")


def offline(visitor: Visitor, site: ExampleSite) -> None:
    """Say that the connection is lost."""
    links = _half_done(visitor, site)
    lines: list[Callable[[], None]] = []

    def pass_on(line: object) -> None:
        if lines:  # later attempts find nobody
            line.close()  # type: ignore[attr-defined]
            return
        line.connect_to_server()  # type: ignore[attr-defined]
        lines.append(line.close)  # type: ignore[attr-defined]

    visitor.page.route_web_socket("**/_stcore/stream", pass_on)
    visitor.open(f"/v/{links.respondent}")
    lines[0]()
    visitor.page.wait_for_selector(".stApp:not([data-test-connection-state='CONNECTED'])")


def opening(visitor: Visitor, _site: ExampleSite) -> None:
    """Show what stands there before any script has come."""
    visitor.page.route("**/*.js", lambda route: route.abort())
    visitor.page.goto(f"/?lang={visitor.language}")
    visitor.page.locator(".dk-opening").wait_for()


SCREENS: dict[str, Screen] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(front, front_returning, start, start_errors),
        *(join_code, join_code_wrong, join, join_customer),
        *(owner, owner_links, owner_closed),
        *(answer, answer_parts, answer_not_saved, answer_closed),
        *(review, review_complete, sent, own_result, own_result_unfinished),
        *(result, result_too_few, result_open),
        *(privacy, link_unknown, link_missing, offline, opening),
        *plan_screens.EVERY,
        *register_screens.EVERY,
        *statistics_screens.EVERY,
        *workshop_screens.EVERY,
        *room_screens.EVERY,
        *account_screens.EVERY,
        *development_screens.EVERY,
    )
}


def _half_done(visitor: Visitor, site: ExampleSite) -> OwnerLinks:
    """A company whose starter is in the midst of the second dimension."""
    links = site.start(language=visitor.language)
    given = site.levels(dimensions=2, skipped=2)
    site.answer(links.respondent, given)
    site.comment(links.respondent, "customer_collecting", "K7 & <b>")
    site.move_to(links.respondent, 1)
    return links


def _complete(visitor: Visitor, site: ExampleSite) -> OwnerLinks:
    """A company whose starter has answered everything and stands before the review."""
    links = site.start(language=visitor.language)
    site.answer(links.respondent, site.levels())
    site.move_to(links.respondent, 8)
    return links
