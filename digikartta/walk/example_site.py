"""A database to walk through: forty example companies, and new companies in any state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from db import accounts, demo, organisations, owned_rounds, respondents
from db.assessments import OwnerLinks, Place, open_round
from db.engine import create_engine_for, writing
from db.joining import Joiner, join
from db.schema import upgrade
from digikartta.company import Profile
from digikartta.example_data import example_companies, typical
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import load
from digikartta.questionnaire_versions import CUSTOMER_VIEW, newest

LINK_DAYS = 30
_NAMES = {"facilitator": "Maija Virta", "project": "Pekka Puro", "admin": "Paula Lehto"}
# The longest name is what tests a layout; the other is what pictures are for.
BAKERY = Profile("Saaren Leipomo Oy", industry="C", size_class="micro", municipality="091")


@dataclass(frozen=True, slots=True)
class ExampleSite:
    """The database, what its companies answer, and the day."""

    engine: Engine
    questionnaires: Mapping[str, Questionnaire]
    today: date
    examples: tuple[str, ...]  # owner's tokens of the typical example companies

    @property
    def questionnaire(self) -> Questionnaire:
        """The companies' own questionnaire."""
        return self.questionnaires["digikartta-1"]

    def start(
        self, *, profile: Profile = BAKERY, language: str = "fi", role: str = "management"
    ) -> OwnerLinks:
        """Start an assessment of a company that is no example, and return its links."""
        with writing(self.engine) as connection:
            organisation = organisations.create(
                connection, profile, confirmed=False, is_example=False
            )
        return self.open_round(organisation, profile, language=language, role=role)

    def open_round(
        self, organisation: int, profile: Profile = BAKERY, *, language: str, role: str
    ) -> OwnerLinks:
        """Open the first round of a company that is there, and return its links."""
        with writing(self.engine) as connection:
            return open_round(
                connection,
                Place(organisation, profile, "T0"),
                self.questionnaire,
                cohort="",
                role=role,
                language=language,
                today=self.today,
                link_days=LINK_DAYS,
            )

    def account(self, role: str = "facilitator") -> str:
        """Return the secret of a browser in which somebody of this role has just logged in."""
        email = f"{role}@digikartta.example"
        with writing(self.engine) as connection:
            known = accounts.by_email(connection, email)
            number = (
                known.id
                if known
                else accounts.create(
                    connection, email=email, name=_NAMES[role], role=role, password_hash=None
                )
            )
            return accounts.start_session(connection, number, now=datetime.now().astimezone())

    def colleague(self, links: OwnerLinks, *, role: str = "staff", language: str = "fi") -> str:
        """Let a colleague join the round and return the token of the private link."""
        joiner = Joiner(role, language)
        return join(self.engine, links.invite, joiner, today=self.today, link_days=LINK_DAYS)

    def answer(self, token: str, answers: Mapping[str, str]) -> None:
        """Store a respondent's answers."""
        for item, value in answers.items():
            respondents.save_value(self.engine, token, item, value, today=self.today)

    def comment(self, token: str, item: str, text: str) -> None:
        """Store a respondent's comment."""
        respondents.save_comment(self.engine, token, item, text, today=self.today)

    def move_to(self, token: str, place: int) -> None:
        """Put a respondent on one dimension, or on the review behind the last."""
        respondents.move_to(self.engine, token, place, today=self.today)

    def submit(self, token: str) -> None:
        """Send a respondent's answers."""
        respondents.submit(self.engine, token, today=self.today)

    def ask_customers(self, links: OwnerLinks) -> None:
        """Open the customers' own round beside the company's."""
        owned_rounds.ask_customers(
            self.engine,
            links.owner,
            newest(self.questionnaires, CUSTOMER_VIEW),
            today=self.today,
            link_days=LINK_DAYS,
        )

    def close(self, links: OwnerLinks, *, days_ago: int = 0) -> None:
        """Close the company's round, today or as if it had been then."""
        day = self.today - timedelta(days=days_ago)
        owned_rounds.close(self.engine, links.owner, today=day)

    def levels(self, *, dimensions: int = 8, skipped: int = 0) -> dict[str, str]:
        """Return answers to the first dimensions, with targets; the last questions are left out."""
        given: dict[str, str] = {}
        for place, dimension in enumerate(self.questionnaire.dimensions[:dimensions]):
            for order, question in enumerate(dimension.questions):
                given[question.id] = str(1 + (3 * place + order * order) % 7 * 4 // 6)
            given[dimension.target_item] = str(3 + place % 3)
        asked = [item for item in given if not item.endswith(".target")]
        return {i: v for i, v in given.items() if i not in asked[len(asked) - skipped :]}


def example_site(database_url: str, *, today: date, demo_data: bool = True) -> ExampleSite:
    """Make the database, fill it with the example companies, and return it."""
    engine = create_engine_for(database_url)
    upgrade(engine)
    questionnaires = load()
    if not demo_data:
        return ExampleSite(engine, questionnaires, today, ())
    companies = example_companies(
        questionnaires["digikartta-1"], questionnaires["customer-view-1"], today=today
    )
    made = demo.fill(engine, companies, shown=typical(companies), today=today, link_days=LINK_DAYS)
    return ExampleSite(engine, questionnaires, today, tuple(link.token for link in made.owners))
