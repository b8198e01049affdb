"""One page of a draw.io file: an uncompressed mxGraphModel."""

from collections.abc import Mapping
from xml.etree import ElementTree

Style = Mapping[str, str]
Place = tuple[float, float, float, float]  # x, y, width, height in px


class Page:
    """The cells of a page in drawing order; each has an id of its own."""

    def __init__(self) -> None:
        self._root = ElementTree.Element("root")
        ElementTree.SubElement(self._root, "mxCell", id="0")
        ElementTree.SubElement(self._root, "mxCell", {"id": "1", "parent": "0"})
        self._objects: dict[str, ElementTree.Element] = {}
        self._right = self._bottom = 0.0
        self.words: dict[str, str] = {}  # the labels of cells that hold nothing of an action

    def add(
        self,
        identity: str,
        label: str,
        place: Place,
        style: Style,
        data: Mapping[str, str] | None = None,
    ) -> None:
        """Add a cell with words; `data` is what draw.io shows under "Edit data"."""
        wrapped = ElementTree.SubElement(
            self._root, "UserObject", {"id": identity, "label": label, **(data or {})}
        )
        self._objects[identity] = wrapped
        self._vertex(wrapped, None, place, style)
        if not data:
            self.words[identity] = label

    def add_shape(self, identity: str, place: Place, style: Style) -> None:
        """Add a cell without words."""
        self._vertex(self._root, identity, place, style)

    def _vertex(
        self, parent: ElementTree.Element, identity: str | None, place: Place, style: Style
    ) -> None:
        own = {} if identity is None else {"id": identity}
        cell = ElementTree.SubElement(
            parent, "mxCell", {**own, "style": written(style), "vertex": "1", "parent": "1"}
        )
        names = ("x", "y", "width", "height")
        numbers = {name: f"{value:g}" for name, value in zip(names, rounded(place), strict=True)}
        ElementTree.SubElement(cell, "mxGeometry", {**numbers, "as": "geometry"})
        self._right = max(self._right, place[0] + place[2])
        self._bottom = max(self._bottom, place[1] + place[3])

    def add_line(self, identity: str, label: str, place: Place, style: Style) -> None:
        """Add a straight line from the upper end of a place to its lower end."""
        wrapped = ElementTree.SubElement(self._root, "UserObject", id=identity, label=label)
        self.words[identity] = label
        cell = ElementTree.SubElement(
            wrapped, "mxCell", {"style": written(style), "edge": "1", "parent": "1"}
        )
        geometry = ElementTree.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
        x, y, width, height = rounded(place)
        ends = (("sourcePoint", x, y), ("targetPoint", x + width, y + height))
        for name, left, top in ends:
            point = {"x": f"{left:g}", "y": f"{top:g}", "as": name}
            ElementTree.SubElement(geometry, "mxPoint", point)

    def add_edge(self, identity: str, ends: tuple[str, str], style: Style) -> None:
        """Add an arrow from one cell to another."""
        cell = ElementTree.SubElement(
            self._root,
            "mxCell",
            {"id": identity, "style": written(style), "edge": "1", "parent": "1"}
            | {"source": ends[0], "target": ends[1]},
        )
        ElementTree.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})

    def mark(self, identity: str, data: Mapping[str, str]) -> None:
        """Give a cell with words more data."""
        self._objects[identity].attrib.update(data)

    def element(self, identity: str, name: str) -> ElementTree.Element:
        """Return the page as a diagram of a file."""
        diagram = ElementTree.Element("diagram", id=identity, name=name)
        model = ElementTree.SubElement(
            diagram,
            "mxGraphModel",
            {"grid": "1", "gridSize": "1", "guides": "1", "tooltips": "1", "connect": "1"}
            | {"arrows": "1", "page": "1", "pageScale": "1"}
            | {"pageWidth": f"{self._right + 40:.0f}", "pageHeight": f"{self._bottom + 40:.0f}"},
        )
        model.append(self._root)
        return diagram


def rounded(place: Place) -> Place:
    """Return a place as a file holds it."""
    x, y, width, height = (round(value, 2) for value in place)
    return (x, y, width, height)


def written(style: Style) -> str:
    """Return a style as mxGraph reads it."""
    return "".join(f"{name}={value};" for name, value in style.items())
