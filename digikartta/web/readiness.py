"""Readiness: whether the database answers and has the schema this code needs."""

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from db.engine import shared_engine
from db.schema import is_current
from digikartta.settings import settings


async def ready(_: Request) -> Response:
    """`/ready`: 200 when the database answers and is migrated, else 503."""
    found = await run_in_threadpool(_is_ready)
    return JSONResponse({"ready": found}, status_code=200 if found else 503)


def _is_ready() -> bool:
    try:
        return is_current(shared_engine(settings().database_url))
    except (SQLAlchemyError, OSError):
        return False
