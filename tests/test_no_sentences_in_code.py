"""What a user reads stands in the catalogues, never in code."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.product_code import PROJECT, nodes, product_trees, written

NORDIC = re.compile(r"[äöåÄÖÅ]")
MARKUP = re.compile(r"<style>.*?</style>|<[^<>]*>", re.DOTALL)
FILLED_IN = re.compile(r"\{[^{}]*\}")
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = re.compile(r"""(?:aria-label|alt|title|placeholder)=["']([^"'{}]+)""")
NAMES = {"Digikartta", "Streamlit"}  # the same in every language
ENTITY = re.compile(r"&[a-z]+;")


def nordic_sentences(tree: ast.Module) -> Iterator[str]:
    """Strings of several words with a letter that only Finnish and Swedish have."""
    for node in nodes(tree):
        text = written(node) or ""
        if " " in text.strip() and NORDIC.search(text):
            yield text


def shown_literals(tree: ast.Module) -> Iterator[str]:
    """What a Streamlit element is given to show, when it is a sentence and not a text."""
    for node in nodes(tree):
        if isinstance(node, ast.Call) and _is_streamlit(node.func):
            arguments = [*node.args[:1], *(k.value for k in node.keywords if k.arg in LABELS)]
            yield from (text for each in arguments if is_sentence(text := written(each) or ""))


LABELS = {"label", "help", "placeholder", "body", "text", "page_title"}


def _is_streamlit(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "st"
    )


def is_sentence(text: str) -> bool:
    words = WORD.findall(FILLED_IN.sub("", MARKUP.sub("", text)))
    return len(words) > 1 and not text.startswith("<")


def words_in_markup(text: str) -> list[str]:
    """The words that a template shows, or says to a screen reader, by itself."""
    spoken = SPOKEN.findall(text)
    between = ENTITY.sub("", FILLED_IN.sub("", MARKUP.sub(" ", text)))
    found = [word for part in (*spoken, between) for word in WORD.findall(part)]
    return [word for word in found if word not in NAMES]


def templates(tree: ast.Module) -> Iterator[str]:
    """Strings that hold whole tags; a pattern to look for tags is none."""
    for node in nodes(tree):
        text = written(node) or ""
        if re.search(r"</[a-z]+\d?>", text) and text.startswith("<") and "(?" not in text:
            yield text


@pytest.mark.parametrize("path", product_trees())
def test_no_finnish_or_swedish_sentence_stands_in_code(path: str) -> None:
    assert list(nordic_sentences(product_trees()[path])) == []


@pytest.mark.parametrize("path", product_trees())
def test_no_page_element_shows_a_sentence_of_its_own(path: str) -> None:
    assert list(shown_literals(product_trees()[path])) == []


@pytest.mark.parametrize("path", product_trees())
def test_no_template_holds_words(path: str) -> None:
    found = {text: words_in_markup(text) for text in templates(product_trees()[path])}
    assert {text: words for text, words in found.items() if words} == {}


def test_the_page_that_opens_holds_no_words() -> None:
    opening = (PROJECT / "digikartta/web/opening.html").read_text(encoding="utf-8")
    assert words_in_markup(opening) == []


def test_a_sentence_is_seen_wherever_it_stands() -> None:
    tree = ast.parse(
        'x = f"Hyvää päivää {name}"\nst.write("Hello there")\nst.button(label="Go on")'
    )
    assert list(nordic_sentences(tree)) == ["Hyvää päivää {}"]
    assert list(shown_literals(tree)) == ["Hello there", "Go on"]
    assert words_in_markup('<p title="Read me">{x} and</p>') == ["Read", "me", "and"]


def test_a_docstring_a_key_and_mark_up_are_no_sentences() -> None:
    tree = ast.parse('"""Näytä sää nyt."""\nst.write(t("front.start"))\nst.html("<p>{x}</p>")')
    assert list(nordic_sentences(tree)) == []
    assert list(shown_literals(tree)) == []
    assert words_in_markup('<p class="dk-why" role="status">{why}&nbsp;</p>') == []
