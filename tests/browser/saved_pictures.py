"""Pictures saved from a page: every chart of it, as PNG and as SVG, by keyboard."""

import struct
import xml.etree.ElementTree as ET
from pathlib import Path

from playwright.sync_api import Locator

from digikartta.walk.visitor import Visitor

_SVG = "{http://www.w3.org/2000/svg}"
_SHARPER = 3  # dots of a PNG to one of the screen


def save_every_picture(visitor: Visitor) -> list[str]:
    """Save all charts of the page, check the files, and return what stands first in each."""
    charts = visitor.page.locator(".js-plotly-plot").all()
    png, svg = (
        visitor.page.get_by_role("button", name=f"{visitor.t(f'picture.save_{kind}')}: ").all()
        for kind in ("png", "svg")
    )
    assert len(png) == len(svg) == len(charts) > 0
    return [_saved(visitor, *each) for each in zip(charts, png, svg, strict=True)]


def _saved(visitor: Visitor, chart: Locator, png: Locator, svg: Locator) -> str:
    width = chart.evaluate("one => one.clientWidth")
    root = ET.fromstring(_file(visitor, svg, "svg").read_bytes())
    assert root.tag == f"{_SVG}svg"
    assert root.get("width") == str(width)
    texts = ["".join(text.itertext()) for text in root.iter(f"{_SVG}text")]
    shown = [text for text in chart.locator(".main-svg text").all_text_contents() if text]
    assert set(shown) <= set(texts)
    content = _file(visitor, png, "png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    size = struct.unpack(">II", content[16:24])
    assert size == (_SHARPER * width, _SHARPER * int(root.get("height") or 0))
    return (root.findtext(f"{_SVG}title") or "").strip()


def _file(visitor: Visitor, button: Locator, ending: str) -> Path:
    button.focus()
    with visitor.page.expect_download() as started:
        visitor.page.keyboard.press("Enter")
    assert started.value.suggested_filename.endswith(f".{ending}")
    return Path(started.value.path())
