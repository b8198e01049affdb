"""What `browser.js` says in the reader's language, of all languages at once."""

import json
from collections.abc import Mapping

from digikartta.texts import LANGUAGES, Texts, texts

_NAME = "#"  # where `browser.js` puts the name of a file or a choice
# What Streamlit calls its own buttons and lists, and the key of what they are called here.
_NAMED_BY_STREAMLIT = {
    "Open": "select.open",
    "Clear value": "select.clear",
    "Selectbox options": "select.options",
    "Choose date": "select.date",
    "Previous month": "select.previous_month",
    "Next month": "select.next_month",
    "Selected values": "select.chosen",
    "Copy to clipboard": "select.copy",
    "Show password": "select.show_password",
    "Hide password": "select.hide_password",
    "file upload": "select.file",
    "Upload": "select.file",
    "Add files": "select.add_file",
}
# Words that only the style sheet can show: Streamlit has none, or has them in English.
_SHOWN_BY_STYLE = {
    "--dk-offline": "state.offline",
    "--dk-no-match": "state.no_match",
    "--dk-file": "select.file",
    "--dk-drop": "select.drop",
    "--dk-file-refused": "select.file_refused",
}


def browser_words() -> str:
    """Return them as JSON that can stand inside a page."""
    words = {language: _words(texts(language)) for language in LANGUAGES}
    return json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")


def _words(t: Texts) -> Mapping[str, object]:
    return {
        "skip": t("header.skip"),
        "remove": t("select.remove", name=_NAME),
        "names": {english: t(key) for english, key in _NAMED_BY_STREAMLIT.items()},
        "style": {name: t(key) for name, key in _SHOWN_BY_STYLE.items()},
    }
