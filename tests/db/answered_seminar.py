"""A seminar in which two people of each company have chosen level 3 in the vision."""

from sqlalchemy import Engine

from db import workshop_control, workshop_creation
from db.engine import writing
from tests.factories import (
    create_organisation,
    create_profile,
    create_questionnaire,
    create_respondent,
    create_round,
    create_workshop,
)

ACCOUNT = 1
LEVEL_3 = {f"vision_{number}": "3" for number in range(1, 5)}


def create_answered_seminar(engine: Engine, companies: int) -> int:
    """Return the open seminar."""
    made = create_workshop(engine, is_seminar=True)
    for number in range(companies):
        company = create_organisation(engine, create_profile(f"Yritys {number} Oy"))
        target = create_round(engine, organisation_id=company, questionnaire=create_questionnaire())
        with writing(engine) as connection:
            workshop_creation.hold(connection, made, target.round_id, company, is_own=True)
        for _ in range(2):
            create_respondent(engine, target, LEVEL_3)
    workshop_control.open_(engine, made, ACCOUNT)
    return made
