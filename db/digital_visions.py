"""A company's digital vision: the draft, part by part, and the versions that were agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, func, insert, select, update

from db.development_tables import VisionPart, VisionVersion
from db.engine import reading, writing
from db.tables import Organisation
from digikartta.digital_vision import PARTS, Vision, as_json, from_json, part_content, vision_of
from digikartta.problems import InvalidInput, Problem

NEW = 0  # the version of a part that nobody has written yet


@dataclass(frozen=True, slots=True)
class Draft:
    """The vision in the making; each part has its own version, so that two can write at once."""

    vision: Vision
    versions: Mapping[str, int]  # by part; absent while nobody has written it

    def version(self, part: str) -> int:
        """Return the version of one part."""
        return self.versions.get(part, NEW)


@dataclass(frozen=True, slots=True)
class AgreedVision:
    """A version that was agreed."""

    number: int
    vision: Vision
    agreed_by: str
    agreed_on: date


def draft(engine: Engine, organisation_id: int) -> Draft:
    """Return the vision that a company is writing; empty before the first word."""
    with reading(engine) as connection:
        return _draft(connection, organisation_id)


def _draft(connection: Connection, organisation_id: int) -> Draft:
    own = VisionPart.organisation_id == organisation_id
    rows = connection.execute(select(VisionPart).where(own)).all()
    return Draft(
        vision_of({row.part: row.content for row in rows}),
        {row.part: row.version for row in rows},
    )


def save_part(
    engine: Engine, organisation_id: int, part: str, content: str, *, version: int
) -> None:
    """Store one part, as `part_content` gives it, over the version that its writer has seen.

    Raises `InvalidInput` when somebody has written the same part since; the other parts do not
    matter. Saving what stands there already is no change.
    """
    with writing(engine) as connection:
        _lock(connection, organisation_id)
        row = connection.execute(
            select(VisionPart.content, VisionPart.version).where(*_of(organisation_id, part))
        ).first()
        if row is not None and row.content == content:
            return
        if version != (NEW if row is None else row.version):
            raise InvalidInput([Problem("problem.vision_part_changed", part)])
        _write(connection, organisation_id, part, content, version)


def _write(
    connection: Connection, organisation_id: int, part: str, content: str, version: int
) -> None:
    values = {"content": content, "version": version + 1}
    if version == NEW:
        key = {"organisation_id": organisation_id, "part": part}
        connection.execute(insert(VisionPart).values(**key, **values))
    else:
        connection.execute(update(VisionPart).where(*_of(organisation_id, part)).values(**values))


def _lock(connection: Connection, organisation_id: int) -> None:
    """Whoever writes a company's vision waits for whoever is writing it."""
    own = select(Organisation.id).where(Organisation.id == organisation_id)
    connection.execute(own.with_for_update(key_share=True))


def _of(organisation_id: int, part: str):  # type: ignore[no-untyped-def]
    return (VisionPart.organisation_id == organisation_id, VisionPart.part == part)


def agree(engine: Engine, organisation_id: int, seen: Draft, *, agreed_by: str, today: date) -> int:
    """Keep the draft that was seen as the next version and return its number.

    Raises `InvalidInput` when somebody has changed the draft since: nobody agrees to a text that
    they have not read.
    """
    with writing(engine) as connection:
        _lock(connection, organisation_id)
        _refuse_changed(connection, organisation_id, seen)
        own = VisionVersion.organisation_id == organisation_id
        last = connection.execute(select(func.max(VisionVersion.number)).where(own)).scalar() or 0
        connection.execute(
            insert(VisionVersion).values(
                organisation_id=organisation_id,
                number=last + 1,
                content=as_json(seen.vision),
                agreed_by=agreed_by,
                agreed_on=today,
            )
        )
        return int(last) + 1


def _refuse_changed(connection: Connection, organisation_id: int, seen: Draft) -> None:
    if _draft(connection, organisation_id).versions != seen.versions:
        raise InvalidInput([Problem("problem.vision_changed")])


def versions(engine: Engine, organisation_id: int) -> list[AgreedVision]:
    """Return the agreed versions, the latest first."""
    with reading(engine) as connection:
        rows = connection.execute(
            select(VisionVersion)
            .where(VisionVersion.organisation_id == organisation_id)
            .order_by(VisionVersion.number.desc())
        )
        return [
            AgreedVision(row.number, from_json(row.content), row.agreed_by, row.agreed_on)
            for row in rows
        ]


def restore(engine: Engine, organisation_id: int, number: int, *, seen: Draft) -> None:
    """Make the draft that was seen read as an agreed version did; the versions stay.

    Raises `InvalidInput` for an unknown version, and when the draft was changed since.
    """
    with writing(engine) as connection:
        _lock(connection, organisation_id)
        _refuse_changed(connection, organisation_id, seen)
        content = connection.execute(
            select(VisionVersion.content).where(
                VisionVersion.organisation_id == organisation_id, VisionVersion.number == number
            )
        ).scalar()
        if content is None:
            raise InvalidInput([Problem("problem.vision_version_unknown")])
        earlier = from_json(content)
        for part in PARTS:
            text = part_content(earlier, part)
            if text != part_content(seen.vision, part):
                _write(connection, organisation_id, part, text, seen.version(part))
