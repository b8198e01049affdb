"""The mark in the tab of the browser."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from digikartta.settings import PROJECT

_MARK = PROJECT / "digikartta" / "ui" / "static" / "mark.svg"


async def mark(_: Request) -> Response:
    """`/favicon.png`, where Streamlit's pages look for their mark unless every run names one."""
    return FileResponse(_MARK, media_type="image/svg+xml")
