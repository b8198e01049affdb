"""What the answering pages see of a person; `db.respondents` reads it."""

from dataclasses import dataclass
from datetime import date

from digikartta.questionnaire import Questionnaire
from digikartta.workshop import Flow


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A stored answer; an empty value is a comment without an answer."""

    value: str
    comment: str


@dataclass(frozen=True, slots=True)
class WorkshopPace:
    """How far the workshop is that a person answers in."""

    workshop_id: int
    flow: Flow


@dataclass(frozen=True, slots=True)
class Answering:
    """What the answering pages need to know of the person who holds a link."""

    respondent_id: int
    round_id: int
    organisation_id: int
    organisation: str
    is_example: bool
    questionnaire: Questionnaire
    content_hash: str  # of the questionnaire
    role: str
    language: str
    place: int  # dimension, 0-based; the number of dimensions is the review
    submitted: bool
    closed_on: date | None
    answers: dict[str, GivenAnswer]
    name: str = ""  # empty in an anonymous round
    # The one that runs on the round, or else the newest; none for a closed round.
    workshop: WorkshopPace | None = None

    @property
    def begun(self) -> frozenset[str]:
        """The dimensions in which the person has given an answer."""
        of_item = self.questionnaire.dimension_of_item
        return frozenset(of_item[item] for item, given in self.answers.items() if given.value)
