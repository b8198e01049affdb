"""The screens of the room: what the projector shows, and where a facilitator chooses it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from db import (
    customer_rounds,
    joining,
    room_comments,
    room_control,
    seminars,
    workshop_control,
    workshops,
)
from db.engine import reading
from db.joining import Joiner
from db.workshops import HeldRound
from digikartta.answers import CUSTOMER
from digikartta.questionnaire_versions import CUSTOMER_VIEW, newest
from digikartta.room import Showing
from digikartta.walk.example_site import BAKERY, LINK_DAYS, ExampleSite
from digikartta.walk.visitor import Visitor
from digikartta.walk.workshop_screens import HeldWorkshop

_PEOPLE = ("management", "supervisor", "management", "staff", "staff", "staff", "staff")


_NAMES = (
    *("Aino Aalto", "Kalle-Petteri Virtanen", "Sari Niemi", "Anders Lindholm"),
    *("Matti Nieminen", "Eeva-Liisa Lahtinen", "Olli O’Hara"),
)


class Room(HeldWorkshop):
    """A workshop in which seven people have answered everything, each in an own way."""

    def __init__(
        self,
        visitor: Visitor,
        site: ExampleSite,
        *,
        is_named: bool = False,
        stage: str = "T0",
        is_example: bool = False,
    ) -> None:
        super().__init__(
            site, visitor.language, is_named=is_named, stage=stage, is_example=is_example
        )
        self.begin()
        self.tokens = [self.join(role, name) for role, name in zip(_PEOPLE, _NAMES, strict=True)]
        for place, token in enumerate(self.tokens):
            site.answer(token, self._answers(place))

    def _answers(self, place: int) -> dict[str, str]:
        """Levels 1 to 5 that spread more in some questions than in others."""
        given = self.site.levels()
        turned = [item for number, item in enumerate(given) if number % 4 == place % 3]
        return given | {item: str(1 + (int(given[item]) + place) % 5) for item in turned}

    def reveal(self, *dimensions: str) -> None:
        """Reveal these dimensions, or all."""
        every = dimensions or self.site.questionnaire.dimension_ids
        workshop_control.reveal(self.site.engine, self.id, self.account, every)

    def answer_a_year_ago(self) -> None:
        """Let three of the company have answered its first round, which was closed then."""
        site = self.site
        links = site.open_round(
            self._held.organisation_id, language=self.language, role="management"
        )
        colleagues = [site.colleague(links, language=self.language) for _ in range(2)]
        for place, token in enumerate((links.respondent, *colleagues)):
            site.answer(token, self._answers(place + 3))
        site.close(links, days_ago=365)

    def answer_as_customers(self) -> None:
        """Let five customers have answered beside this round."""
        site, held = self.site, self._held
        asked = newest(site.questionnaires, CUSTOMER_VIEW)
        theirs = customer_rounds.ask(
            site.engine, held.organisation_id, held.round_id, asked, least=3
        )
        invite = customer_rounds.invite(
            site.engine, held.organisation_id, theirs, today=site.today, link_days=LINK_DAYS
        )
        joiner = Joiner(CUSTOMER, self.language)
        items = [item for dimension in asked.dimensions for item in dimension.items]
        for place in range(5):
            token = joining.join(site.engine, invite, joiner, today=site.today, link_days=LINK_DAYS)
            site.answer(token, {item: str(1 + (place + len(item)) % 5) for item in items})
        customer_rounds.close(site.engine, held.organisation_id, theirs, today=site.today)

    def put_comments_on_wall(self) -> None:
        """Choose all comments there are."""
        engine, account = self.site.engine, self.account
        for written in room_comments.written(engine, self.id, account):
            room_comments.choose(engine, self.id, account, written.key, on_wall=True)

    @property
    def _held(self) -> HeldRound:
        with reading(self.site.engine) as connection:
            (held,) = workshops.rounds_of(connection, self.id)
        return held


def room_join(visitor: Visitor, site: ExampleSite) -> None:
    """Show how to join and how far the room is."""
    Room(visitor, site).show(visitor, Showing("join"))


def room_waiting(visitor: Visitor, site: ExampleSite) -> None:
    """Say that nothing has been revealed."""
    Room(visitor, site).show(visitor, Showing("map"))


def room_map_begun(visitor: Visitor, site: ExampleSite) -> None:
    """Show the map after the third dimension."""
    room = Room(visitor, site)
    room.reveal("vision", "customer", "service")
    room.show(visitor, Showing("map"))


def room_map(visitor: Visitor, site: ExampleSite) -> None:
    """Show the whole map."""
    _revealed(visitor, site).show(visitor, Showing("map"))


def room_map_beside(visitor: Visitor, site: ExampleSite) -> None:
    """Show the map with the customers, the peers and the round of a year ago beside it."""
    room = _compared(visitor, site)
    room.show(visitor, Showing("map", shows_peers=True, shows_earlier=True))


def room_spread(visitor: Visitor, site: ExampleSite) -> None:
    """Show how the answers to one dimension spread."""
    _revealed(visitor, site).show(visitor, Showing("spread", "service"))


def room_question(visitor: Visitor, site: ExampleSite) -> None:
    """Show one question with the sentences of its levels."""
    _revealed(visitor, site).show(visitor, Showing("question", "vision_direction"))


def room_differ(visitor: Visitor, site: ExampleSite) -> None:
    """Show what the room sees differently."""
    _revealed(visitor, site).show(visitor, Showing("differ"))


def room_roles(visitor: Visitor, site: ExampleSite) -> None:
    """Show management and staff side by side."""
    _revealed(visitor, site).show(visitor, Showing("roles"))


def room_roles_customers(visitor: Visitor, site: ExampleSite) -> None:
    """Show management, staff and customers side by side."""
    _compared(visitor, site).show(visitor, Showing("roles"))


def room_wall(visitor: Visitor, site: ExampleSite) -> None:
    """Show the comments that were chosen, more than fit a page."""
    room = Room(visitor, site, is_named=True)
    for place, question in enumerate(islice(site.questionnaire.questions, 20)):
        token = room.tokens[place % len(room.tokens)]
        site.comment(token, question.id, "K7 & <b> – " + "Saari " * (1 + place % 5 * 12))
    room.put_comments_on_wall()
    room.show(visitor, Showing("wall"))


def room_question_named(visitor: Visitor, site: ExampleSite) -> None:
    """Show who chose which level, where people were told so."""
    _revealed(visitor, site, is_named=True).show(visitor, Showing("question", "vision_direction"))


def room_differ_named(visitor: Visitor, site: ExampleSite) -> None:
    """Show who sees it differently."""
    _revealed(visitor, site, is_named=True).show(visitor, Showing("differ"))


def room_voices(visitor: Visitor, site: ExampleSite) -> None:
    """Read on the facilitator's phone who answered what."""
    _revealed(visitor, site, is_named=True).open(visitor)
    visitor.page.locator(".st-key-dk_voices summary").click()
    visitor.settle()


def room_companies_shown(visitor: Visitor, site: ExampleSite) -> None:
    """Show the companies of a seminar with names side by side, more than fit a page."""
    names = [f"{BAKERY.name} {number}" for number in range(1, 17)]
    seminar(visitor, site, names).show(visitor, Showing("companies"))


def seminar(visitor: Visitor, site: ExampleSite, names: Sequence[str]) -> HeldWorkshop:
    """Hold a seminar with names in which each of these companies has answered, all revealed."""
    held = HeldWorkshop(site, visitor.language, is_seminar=True, is_named=True)
    held.begin()
    for place, name in enumerate(names):
        token = seminars.join_with_company(
            site.engine,
            held.code,
            replace(BAKERY, name=name),
            Joiner("staff", visitor.language, _NAMES[place % len(_NAMES)]),
            today=site.today,
            link_days=LINK_DAYS,
        )
        given = site.levels()
        site.answer(token, {item: str(1 + (int(v) + place) % 5) for item, v in given.items()})
    every = site.questionnaire.dimension_ids
    workshop_control.reveal(site.engine, held.id, held.account, every)
    return held


def room_companies(visitor: Visitor, site: ExampleSite) -> None:
    """Say why a company's result is not shown to others."""
    held = HeldWorkshop(site, visitor.language, is_seminar=True)
    held.begin()
    held.show(visitor, Showing("companies"))


def room_choice(visitor: Visitor, site: ExampleSite) -> None:
    """Choose on the phone what is on the wall, with comments to read."""
    room = _revealed(visitor, site)
    site.comment(room.tokens[0], "vision_direction", "K7 & <b>")
    room_control.show(site.engine, room.id, room.account, Showing("question"))
    room.open(visitor)
    visitor.page.locator(".st-key-dk_comments summary").click()
    visitor.settle()


def _revealed(visitor: Visitor, site: ExampleSite, *, is_named: bool = False) -> Room:
    room = Room(visitor, site, is_named=is_named)
    room.reveal()
    return room


def _compared(visitor: Visitor, site: ExampleSite) -> Room:
    """An example company's second round, whose customers have answered as well."""
    room = Room(visitor, site, stage="T1", is_example=True)
    room.reveal()
    room.answer_a_year_ago()
    room.answer_as_customers()
    return room


EVERY = (
    *(room_join, room_waiting, room_map_begun, room_map, room_map_beside),
    *(room_spread, room_question, room_differ, room_roles, room_roles_customers),
    *(room_wall, room_companies, room_companies_shown, room_choice),
    *(room_question_named, room_differ_named, room_voices),
)
