"""Reading a draw.io file that anybody may have sent: its cells, or the reason why not.

Nothing in it is trusted: it is limited in size, unpacked and packed, in depth and in number of
elements, and may declare no document type, so that no entity is ever expanded.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from digikartta.problems import InvalidInput, Problem

MAX_BYTES = 10_000_000
MAX_UNPACKED = 20_000_000  # of all compressed pages together
MAX_ELEMENTS = 60_000
MAX_DEPTH = 30  # draw.io's own files have seven levels
_MEGABYTE = 1_000_000
_DAMAGED = "problem.drawio_damaged"
_DECLARATION = re.compile(r"<!(?!--|\[CDATA\[)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a page; places are in px from the page's own corner."""

    page: str
    id: str
    label: str  # as text, without markup
    data: Mapping[str, str]  # what stands under "Edit data"
    x: float
    y: float
    width: float
    height: float
    ends: tuple[str, str]  # the ids of the cells that an arrow joins, empty where it ends freely


def read_cells(content: bytes) -> list[Cell]:
    """Return the cells of every page; raises `InvalidInput` with the reason for refusing a file."""
    if len(content) > MAX_BYTES:
        raise _refused("problem.drawio_too_large", megabytes=MAX_BYTES // _MEGABYTE)
    root = _parsed(_text(content))
    if root.tag not in {"mxfile", "mxGraphModel"}:
        raise _refused("problem.drawio_not_one")
    budget = _Budget()
    cells: list[Cell] = []
    for page, model in _models(root, budget):
        cells += _cells(page, model)
    return cells


def _refused(key: str, **details: object) -> InvalidInput:
    return InvalidInput([Problem(key, details=details)])


def _text(content: bytes) -> str:
    """Return the file as text; only UTF-8, so that nothing hides in another encoding."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("problem.drawio_not_one") from error
    if "\0" in text or "<" not in text[:1000]:
        raise _refused("problem.drawio_not_one")
    return text


def _parsed(text: str) -> ElementTree.Element:
    if _DECLARATION.search(text):
        raise _refused("problem.drawio_hostile")
    try:
        parser = ElementTree.XMLParser(target=_LimitedBuilder())  # noqa: S314  no DTD, limited
        parser.feed(text)
        root: ElementTree.Element = parser.close()
    except (ElementTree.ParseError, ValueError) as error:
        problem = "problem.drawio_hostile" if isinstance(error, _TooMuch) else _DAMAGED
        raise _refused(problem) from error
    return root


class _TooMuch(ValueError):
    """More elements, or deeper ones, than any plan has."""


class _LimitedBuilder(ElementTree.TreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._count = 0

    def start(self, tag: Any, attrs: Any) -> ElementTree.Element:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise _TooMuch
        return super().start(tag, attrs)

    def end(self, tag: str) -> ElementTree.Element:
        self._depth -= 1
        return super().end(tag)


class _Budget:
    """What may still be unpacked."""

    def __init__(self) -> None:
        self.left = MAX_UNPACKED

    def inflated(self, packed: bytes) -> bytes:
        unpacker = zlib.decompressobj(-15)
        try:
            found = unpacker.decompress(packed, self.left)
        except zlib.error as error:
            raise _refused("problem.drawio_damaged") from error
        if unpacker.unconsumed_tail:
            raise _refused("problem.drawio_bomb", megabytes=MAX_UNPACKED // _MEGABYTE)
        if not unpacker.eof:
            raise _refused("problem.drawio_damaged")
        self.left -= len(found)
        return found


def _models(
    root: ElementTree.Element, budget: _Budget
) -> Iterator[tuple[str, ElementTree.Element]]:
    """Return each page with its id; draw.io may have written it compressed."""
    if root.tag == "mxGraphModel":
        yield "", root
        return
    for diagram in root.findall("diagram"):
        model = diagram.find("mxGraphModel")
        if model is None:
            model = _parsed(_unpacked(diagram.text or "", budget))
        if model.tag != "mxGraphModel":
            raise _refused("problem.drawio_damaged")
        yield diagram.get("id", ""), model


def _unpacked(text: str, budget: _Budget) -> str:
    """Deflated, base64, and percent-encoded before that."""
    try:
        packed = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refused("problem.drawio_damaged") from error
    try:
        return unquote(budget.inflated(packed).decode("ascii"), errors="strict")
    except UnicodeDecodeError as error:
        raise _refused("problem.drawio_damaged") from error


def _cells(page: str, model: ElementTree.Element) -> Iterator[Cell]:
    root = model.find("root")
    if root is None:
        raise _refused("problem.drawio_damaged")
    found = [pair for element in root if (pair := _with_data(element)) is not None]
    places = {identity: _place(cell) for identity, cell, *_ in found}
    parents = {identity: cell.get("parent", "") for identity, cell, *_ in found}
    for identity, cell, label, data in found:
        x, y, width, height = places[identity]
        for parent in _ancestors(identity, parents):
            x, y = x + places[parent][0], y + places[parent][1]
        text = as_text(label) if "html=1" in cell.get("style", "") else label
        ends = (cell.get("source", ""), cell.get("target", ""))
        yield Cell(page, identity, text, data, x, y, width, height, ends)


def _ancestors(identity: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The cells that a cell stands inside of; a circle of them ends after all have been met."""
    met = {identity}
    parent = parents.get(identity, "")
    while parent in parents and parent not in met:
        met.add(parent)
        yield parent
        parent = parents[parent]


def _with_data(
    element: ElementTree.Element,
) -> tuple[str, ElementTree.Element, str, dict[str, str]] | None:
    """Return a cell's id, itself, its label, and its data; draw.io wraps a cell that has data."""
    if element.tag == "mxCell":
        return element.get("id", ""), element, element.get("value", ""), {}
    cell = element.find("mxCell")
    if element.tag not in {"UserObject", "object"} or cell is None:
        return None
    own = {name: value for name, value in element.attrib.items() if name not in {"id", "label"}}
    return element.get("id", ""), cell, element.get("label", ""), own


def _place(cell: ElementTree.Element) -> tuple[float, float, float, float]:
    geometry = cell.find("mxGeometry")
    if geometry is None:
        return (0.0, 0.0, 0.0, 0.0)
    names = ("x", "y", "width", "height")
    x, y, width, height = (_number(geometry.get(name, "0")) for name in names)
    return (x, y, width, height)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise _refused("problem.drawio_damaged") from None
    if not abs(number) < 1e7:  # nor nan
        raise _refused("problem.drawio_damaged")
    return number


class _TextOf(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in {"br", "div", "p"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def as_text(label: str) -> str:
    """Return a label that draw.io has written as HTML in plain text."""
    reader = _TextOf()
    reader.feed(label)
    reader.close()
    return "".join(reader.parts).replace("\N{NO-BREAK SPACE}", " ").strip()
