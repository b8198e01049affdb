"""Opening pages as a visitor does, and reading what stands on them."""

import json
import re
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, ClassVar
from unittest.mock import patch

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from digikartta.settings import PROJECT
from digikartta.ui.menu import PAGES

MENU = PROJECT / "digikartta" / "ui" / "menu.py"
SCRIPTS = {address: PROJECT / "pages" / script for address, script, _ in PAGES}
SECONDS = 30.0  # for one run of a script; a busy machine is no fault of a page


@dataclass
class Browser:
    """What a visitor's browser sends along."""

    cookies: dict[str, str] = field(default_factory=dict)
    headers: list[tuple[str, str]] = field(default_factory=list)
    remote_ip: str = "192.0.2.7"


def open_page(address: str, *, lang: str = "fi", theme: str = "light", **query: str) -> AppTest:
    """Open the page of an address, `""` being the front page; `query` stands behind it."""
    page = AppTest.from_file(SCRIPTS[address], default_timeout=SECONDS)
    page.context["theme"] = theme
    page.query_params["lang"] = lang
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def open_through_menu(address: str, *, lang: str = "fi") -> AppTest:
    """Open the page as the server does, through the script behind every page."""
    page = AppTest.from_file(MENU, default_timeout=SECONDS)
    page.context["url"] = f"http://testserver/{address}"
    page.query_params["lang"] = lang
    return page.run() if not address else page.run().switch_page(str(SCRIPTS[address])).run()


def words(page: AppTest) -> str:
    """Return everything on the page that can be read, the labels of its widgets included."""
    parts = [str(getattr(node, "value", "") or "") for node in page.markdown]
    for kind in ("title", "header", "subheader", "caption", "code", "error"):
        parts += [node.value for node in page.get(kind)]
    parts += [re.sub(r"<style>.*?</style>|<[^>]+>", " ", html(page), flags=re.DOTALL)]
    parts += [node.label for kind in _WIDGETS for node in page.get(kind)]
    parts += [node.label for node in page.expander]
    return as_read(unescape(" ".join(parts)))


def as_read(text: str) -> str:
    """Return a text with plain spaces only, as `words` returns those of a page."""
    return re.sub(r"\s+", " ", text)


_WIDGETS = ("button", "radio", "selectbox", "checkbox", "text_input", "text_area")


def html(page: AppTest) -> str:
    """Return the page's own HTML."""
    return "\n".join(node.proto.body for node in page.get("html"))


def links(page: AppTest) -> dict[str, str]:
    """Return the addresses of the page's link buttons, by their labels."""
    found = re.findall(r'<a class="dk-button[^"]*" href="([^"]*)">([^<]*)</a>', html(page))
    return {unescape(label): unescape(address) for address, label in found}


def cell(page: AppTest, dimension: str, column: int) -> str:
    """Return a figure of the result's table; column 0 is the company's own score."""
    row = re.search(rf'data-dimension="{dimension}">.*?</tr>', html(page))
    assert row is not None
    return re.findall(r"<td>([^<]*)</td>", row[0])[column]


def button_of(page: AppTest, key: str) -> Any:
    """The button with this key; what does a thing once has a number after it."""
    return next(b for b in page.button if b.key == key or str(b.key).startswith(f"{key}-"))


def radio_of(page: AppTest, item: str) -> Any:
    """Return the choices of a question or a target."""
    return _of_item(page.radio, "value", item)


def comment_of(page: AppTest, item: str) -> Any:
    """Return the comment field of a question."""
    return _of_item(page.text_area, "comment", item)


def open_comment(page: AppTest, item: str) -> AppTest:
    """Tap "add a comment" under a question."""
    return _of_item(page.button, "opens", item).click().run()


def _of_item(widgets: Any, kind: str, item: str) -> Any:
    return next(w for w in widgets if str(w.key).startswith(f"{kind}-{item}-"))


def tap(page: AppTest, item: str, value: str | None) -> AppTest:
    """Choose a value; only the question's own fragment runs, as it does in a browser."""
    return in_its_fragment(radio_of(page, item).set_value(value))


def write(page: AppTest, item: str, comment: str) -> AppTest:
    """Write a comment; only its own fragment runs."""
    return in_its_fragment(comment_of(page, item).set_value(comment))


def try_again(page: AppTest, item: str) -> AppTest:
    """Tap "try again" under a question whose answer was not saved."""
    return in_its_fragment(_of_item(page.button, "again", item).click())


def type_into_table(page: AppTest, cells: dict[int, dict[str, Any]]) -> AppTest:
    """Type into the cells of the page's table, by row and column; all since it was shown."""
    [table] = [node for node in page.get("dataframe") if node.proto.id]
    states = page._tree.get_widget_states()
    typed = {"edited_rows": cells, "added_rows": [], "deleted_rows": []}
    states.widgets.add(id=table.proto.id, string_value=json.dumps(typed))
    return page._run(states)


def let_time_pass(page: AppTest) -> AppTest:
    """Run the page's one fragment without widgets, as it does by itself every few seconds."""
    with patch.object(FragmentRunner, "only", FragmentRunner.fragment_of[""]):
        return page.run()


def in_its_fragment(widget: Any) -> AppTest:
    """Use a widget as a browser does: only its own fragment runs."""
    with patch.object(FragmentRunner, "only", FragmentRunner.fragment_of[widget.id]):
        page: AppTest = widget.run()
        return page


class FragmentRunner(LocalScriptRunner):
    """Runs one fragment, as a browser asks for; by itself a page test runs the whole script."""

    only: str | None = None
    fragment_of: ClassVar[dict[str, str]] = {}  # widget → the fragment it was last shown in

    def request_rerun(self, rerun_data: RerunData) -> bool:
        if self.only:
            self._requests = ScriptRequests()  # the whole run that is waiting would come first
        return super().request_rerun(replace(rerun_data, fragment_id=self.only))

    def forward_msgs(self) -> list[ForwardMsg]:
        messages = super().forward_msgs()
        for delta in (message.delta for message in messages):
            kind = delta.new_element.WhichOneof("type")
            if kind and delta.fragment_id:
                widget = getattr(delta.new_element, kind)
                self.fragment_of[getattr(widget, "id", "")] = delta.fragment_id
        return messages
