"""The exported file, loaded and drawn by mxGraph, the library of draw.io itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from digikartta.action_plan import Planned
from digikartta.example_plan import example_plan
from digikartta.exports.plan_files import PlanFiles
from digikartta.future_map import MapSettings
from digikartta.map_source import map_source
from digikartta.plan_words import PlanWords
from digikartta.questionnaire_file import load
from digikartta.texts import LANGUAGES, texts

TODAY = date(2026, 3, 2)
_PAGE = "<!doctype html><title>mxGraph</title><div id=paper></div>"
_DRAW = """
(xml) => {
  const graph = new mxGraph(document.getElementById('paper'))
  const words = value => mxUtils.isNode(value) ? value.getAttribute('label') : (value ?? '')
  graph.convertValueToString = cell => words(cell.value)
  graph.isHtmlLabel = () => false
  const node = mxUtils.parseXml(xml).documentElement
  new mxCodec(node.ownerDocument).decode(node, graph.getModel())
  const cells = Object.values(graph.getModel().cells)
  const states = graph.getView().getStates().getValues()
  return {
    cells: cells.map(cell => cell.id),
    drawn: states.filter(state => state.shape && state.shape.node).map(state => state.cell.id),
    labels: states.filter(state => state.text).map(state => state.text.value),
    bars: Object.fromEntries(states.map(state => [state.cell.id, [state.x, state.width]])),
    written: document.getElementById('paper').textContent,
  }
}
"""


@dataclass(frozen=True)
class Drawn:
    """A page of the file as it is written, and as mxGraph drew it."""

    model: ElementTree.Element
    found: dict[str, Any]


def files(language: str) -> PlanFiles:
    example = example_plan(language, today=TODAY)
    keys = list(example.actions)
    plan = [
        Planned(
            number,
            1,
            replace(action, after=tuple(keys.index(k) + 1 for k in example.waits[key])),
            TODAY,
            TODAY if action.status == "done" else None,
        )
        for number, (key, action) in enumerate(example.actions.items(), start=1)
    ]
    words = PlanWords(texts(language), load()["digikartta-1"], plan=plan)
    source = map_source(
        MapSettings(date(2025, 11, 1), 2, "dimension"),
        plan,
        dict(enumerate(example.milestones)),
        (),
        words=words,
        vision=example.vision["known_for"],
        today=TODAY,
    )
    return PlanFiles(source, "Saari & pojat <Oy>", "k" * 24, words)


@pytest.fixture(params=LANGUAGES, name="drawn")
def _drawn(
    request: pytest.FixtureRequest, browser: Browser, mxgraph_path: str
) -> Iterator[list[Drawn]]:
    root = ElementTree.fromstring(files(request.param).made("drawio"))
    page = browser.new_page()
    page.set_content(_PAGE)
    page.evaluate("() => { mxLoadResources = false; mxLoadStylesheets = false; mxBasePath = '' }")
    page.add_script_tag(path=mxgraph_path)
    found = []
    for model in root.iter("mxGraphModel"):
        page.evaluate("() => { document.getElementById('paper').replaceChildren() }")
        xml = ElementTree.tostring(model, encoding="unicode")
        found.append(Drawn(model, page.evaluate(_DRAW, xml)))
    yield found
    page.close()


def test_every_cell_is_read_and_drawn_and_every_word_is_there(drawn: list[Drawn]) -> None:
    assert len(drawn) == 2
    for page in drawn:
        cells = list(page.model.iter("mxCell"))
        wrapped = [each.get("id") for each in page.model.iter("UserObject")]
        ids = {each.get("id") for each in cells if each.get("id")} | set(wrapped)
        assert len(page.found["cells"]) == len(cells) == len(ids)
        assert set(page.found["cells"]) == ids
        assert set(page.found["drawn"]) == ids - {"0", "1"}
        labels = [each.get("label") for each in page.model.iter("UserObject") if each.get("label")]
        assert sorted(page.found["labels"]) == sorted(labels)
        for label in labels:
            for line in str(label).split("\n"):
                assert "".join(line.split()) in "".join(page.found["written"].split())


def test_bars_stand_where_the_file_says(drawn: list[Drawn]) -> None:
    bars = {
        each.get("id"): each.find("mxCell/mxGeometry")
        for each in drawn[1].model.iter("UserObject")
        if each.get("action")
    }
    assert len(bars) == 9  # ten actions, one of them without a day
    for identity, place in bars.items():
        assert place is not None
        expected = [float(place.get("x", "")), float(place.get("width", ""))]
        assert drawn[1].found["bars"][identity] == pytest.approx(expected)
