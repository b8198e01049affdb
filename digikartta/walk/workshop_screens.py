"""The screens of workshops: making one, running it, and phones that follow it."""

from datetime import UTC, datetime

from db import (
    accounts,
    joining,
    organisations,
    room_control,
    seminar_companies,
    seminars,
    workshop_control,
    workshops,
)
from db.company_access import share
from db.engine import reading, writing
from db.joining import Joiner
from db.workshop_creation import create
from digikartta.account import Account
from digikartta.room import Showing
from digikartta.tokens import new_token
from digikartta.walk.example_site import BAKERY, LINK_DAYS, ExampleSite
from digikartta.walk.visitor import Visitor
from digikartta.web.cookies import SESSION
from digikartta.workshop import NewWorkshop, Pacing

_ROLES = ("management", "supervisor", "staff")


class HeldWorkshop:
    """One workshop in the hands of a facilitator of its own."""

    def __init__(
        self,
        site: ExampleSite,
        language: str,
        *,
        pacing: Pacing = "free",
        is_named: bool = False,
        is_seminar: bool = False,
        stage: str = "T0",
        is_example: bool = False,
    ) -> None:
        self.site = site
        self.language = language
        self.account = _account(site)
        plan = NewWorkshop(
            title="Digi 2027" if is_seminar else "",
            stage=stage,
            held_on=site.today,
            is_online=False,
            is_named=is_named,
            min_group=3,
            language=language,
            roles=_ROLES,
            pacing=pacing,
            plan="9.00 – 9.30 – 10.15",
        )
        self.id = create(
            site.engine,
            plan,
            site.questionnaire,
            account_id=self.account,
            organisation_id=None if is_seminar else self._company(is_example=is_example),
        )

    def _company(self, *, is_example: bool) -> int:
        with writing(self.site.engine) as connection:
            made = organisations.create(connection, BAKERY, confirmed=True, is_example=is_example)
            share(connection, made, self.account)
        return made

    @property
    def code(self) -> str:
        """The code that joins it."""
        with reading(self.site.engine) as connection:
            return workshops.get(connection, self.id).join_code or ""

    def begin(self, *dimensions: str) -> None:
        """Open it, and these dimensions."""
        workshop_control.open_(self.site.engine, self.id, self.account)
        workshop_control.open_dimensions(self.site.engine, self.id, self.account, dimensions)

    def join(self, role: str = "staff", name: str = "") -> str:
        """Let somebody join; returns the private token."""
        joiner = Joiner(role, self.language, name)
        today = self.site.today
        return joining.join(self.site.engine, self.code, joiner, today=today, link_days=LINK_DAYS)

    def open(self, visitor: Visitor) -> None:
        """Open the controls in the facilitator's browser."""
        sign_in(visitor, self.site, self.account)
        visitor.open(f"/tyopaja?tyopaja={self.id}")

    def show(self, visitor: Visitor, showing: Showing) -> None:
        """Choose a view, and open the projector in this browser."""
        room_control.show(self.site.engine, self.id, self.account, showing)
        sign_in(visitor, self.site, self.account)
        visitor.open(f"/naytto?tyopaja={self.id}")
        visitor.page.locator(".dk-room-bar").wait_for()
        visitor.settle()


def _account(site: ExampleSite) -> int:
    with writing(site.engine) as connection:
        return accounts.create(
            connection,
            email=f"{new_token()}@digikartta.example",
            name="Maija Meri",
            role="facilitator",
            password_hash=None,
        )


def sign_in(visitor: Visitor, site: ExampleSite, account_id: int) -> None:
    """Let this browser be one that the account has logged in with."""
    with writing(site.engine) as connection:
        secret = accounts.start_session(connection, account_id, now=datetime.now(UTC))
    visitor.open("/")
    cookie = {"name": SESSION, "value": secret, "url": visitor.page.url.partition("?")[0]}
    visitor.window.add_cookies([cookie])  # type: ignore[list-item]


def workshops_none(visitor: Visitor, site: ExampleSite) -> None:
    """Offer a facilitator the first workshop."""
    sign_in(visitor, site, _account(site))
    visitor.open("/tyopajat")


def workshops_list(visitor: Visitor, site: ExampleSite) -> None:
    """Show a facilitator's workshops."""
    held = HeldWorkshop(site, visitor.language)
    sign_in(visitor, site, held.account)
    visitor.open("/tyopajat")


def workshops_new(visitor: Visitor, site: ExampleSite) -> None:
    """Ask for a seminar, all choices open."""
    workshops_none(visitor, site)
    visitor.page.get_by_text(visitor.t("workshops.kind_seminar")).click()
    visitor.page.get_by_label(visitor.t("workshops.title")).wait_for()
    visitor.page.get_by_text(visitor.t("workshops.more")).click()
    visitor.settle()


def workshop_prepared(visitor: Visitor, site: ExampleSite) -> None:
    """Show a workshop before it begins."""
    HeldWorkshop(site, visitor.language).open(visitor)


def workshop_running(visitor: Visitor, site: ExampleSite) -> None:
    """Show a workshop that goes dimension by dimension."""
    held = HeldWorkshop(site, visitor.language, pacing="dimension", is_named=True)
    held.begin("vision", "customer")
    for role, name in zip(_ROLES, ("Aino Aalto", "Kalle Virtanen", "Sari Niemi"), strict=True):
        site.answer(held.join(role, name), site.levels(dimensions=1))
    workshop_control.close_dimensions(site.engine, held.id, held.account, ["vision"])
    workshop_control.reveal(site.engine, held.id, held.account, ["vision"])
    held.open(visitor)
    visitor.page.locator(".st-key-dk_people summary").click()


def workshop_place(visitor: Visitor, site: ExampleSite) -> None:
    """Hand a person's place back, in an anonymous workshop."""
    held = HeldWorkshop(site, visitor.language)
    held.begin()
    held.join()
    held.open(visitor)
    visitor.page.locator(".st-key-dk_people summary").click()
    visitor.button("control.hand_back").first.click()
    visitor.page.locator(".st-key-dk_handed").wait_for()
    visitor.settle()


def workshop_closed(visitor: Visitor, site: ExampleSite) -> None:
    """Lead from a closed workshop to the result."""
    held = HeldWorkshop(site, visitor.language)
    held.begin()
    site.answer(held.join(), site.levels())
    workshop_control.close(site.engine, held.id, held.account, closes_rounds=True, today=site.today)
    held.open(visitor)


def workshop_not_begun(visitor: Visitor, site: ExampleSite) -> None:
    """Ask somebody who came early to wait."""
    visitor.open(f"/t/{HeldWorkshop(site, visitor.language).code}")


def workshop_join(visitor: Visitor, site: ExampleSite) -> None:
    """Ask for role and name in a named workshop."""
    held = HeldWorkshop(site, visitor.language, is_named=True)
    held.begin()
    visitor.open(f"/t/{held.code}")


def seminar_join(visitor: Visitor, site: ExampleSite) -> None:
    """Ask a guest of a seminar for the company."""
    held = HeldWorkshop(site, visitor.language, is_seminar=True)
    held.begin()
    today, joiner = site.today, Joiner("staff", visitor.language)
    seminars.join_with_company(
        site.engine, held.code, BAKERY, joiner, today=today, link_days=LINK_DAYS
    )
    visitor.open(f"/t/{held.code}")


def seminar_join_named(visitor: Visitor, site: ExampleSite) -> None:
    """Say to a guest of a seminar with names what is shown to whom."""
    held = HeldWorkshop(site, visitor.language, is_seminar=True, is_named=True)
    held.begin()
    visitor.open(f"/t/{held.code}")


def seminar_companies_expected(visitor: Visitor, site: ExampleSite) -> None:
    """List the companies that are expected at a seminar."""
    held = HeldWorkshop(site, visitor.language, is_seminar=True)
    account = Account(held.account, "", "Maija Meri", "facilitator")
    names = (BAKERY.name, "Rannikon Hotelli Oy")
    seminar_companies.expect(site.engine, held.id, account, names=names)
    held.open(visitor)
    visitor.page.locator(".st-key-dk_joining summary").click()
    visitor.settle()


def phone_waiting(visitor: Visitor, site: ExampleSite) -> None:
    """Let a phone wait for the next part."""
    held = HeldWorkshop(site, visitor.language, pacing="dimension")
    held.begin("vision")
    token = held.join()
    site.answer(token, site.levels(dimensions=1))
    site.move_to(token, 1)
    visitor.open(f"/v/{token}")


def phone_paused(visitor: Visitor, site: ExampleSite) -> None:
    """Lock a phone during a pause."""
    held = HeldWorkshop(site, visitor.language)
    held.begin()
    token = held.join()
    site.answer(token, site.levels(dimensions=1, skipped=2))
    workshop_control.pause(site.engine, held.id, held.account)
    visitor.open(f"/v/{token}")


EVERY = (
    *(workshops_none, workshops_list, workshops_new),
    *(workshop_prepared, workshop_running, workshop_place, workshop_closed),
    *(workshop_not_begun, workshop_join, phone_waiting, phone_paused),
    *(seminar_join, seminar_join_named, seminar_companies_expected),
)
