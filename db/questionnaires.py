"""The exact content that rounds were answered with."""

from functools import lru_cache

from sqlalchemy import Connection, select

from db.tables import QuestionnaireContent
from db.upsert import upsert
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import content_hash, from_json, to_json


def pin(connection: Connection, questionnaire: Questionnaire) -> str:
    """Keep the content for good and return its hash."""
    found = _hash(questionnaire)
    stands = select(QuestionnaireContent.hash).where(QuestionnaireContent.hash == found)
    if connection.execute(stands).first() is None:
        row = {"hash": found, "questionnaire": questionnaire.id, "content": to_json(questionnaire)}
        # Two companies may be the first ones at the same moment; both write the same.
        upsert(connection, QuestionnaireContent, keys=("hash",), row=row, update=("content",))
    return found


# Questionnaires compare by content but hash by identity: one loaded file is hashed once.
_hash = lru_cache(maxsize=64)(content_hash)
_pinned: dict[str, Questionnaire] = {}


def pinned(connection: Connection, content: str) -> Questionnaire:
    """Return the content with this hash; what a hash stands for never changes, so it is kept."""
    if content not in _pinned:
        row = select(QuestionnaireContent.content).where(QuestionnaireContent.hash == content)
        _pinned[content] = from_json(connection.execute(row).scalar_one())
    return _pinned[content]
