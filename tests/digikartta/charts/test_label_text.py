import pytest

from digikartta.charts.label_text import lines, some_of, width, wrap


@pytest.mark.parametrize(
    ("label", "wrapped"),
    [
        ("Asiakasymmärrys", "Asiakasymmärrys"),
        ("Digivisio ja johtaminen", "Digivisio ja<br>johtaminen"),
        ("Asiakaspalvelu, myynti ja markkinointi", "Asiakaspalvelu,<br>myynti ja<br>markkinointi"),
        # One line of 17 is allowed here: 16 would leave "ja" on a line of its own.
        (
            "Osaaminen, osallistaminen ja työhyvinvointi",
            "Osaaminen,<br>osallistaminen ja<br>työhyvinvointi",
        ),
        ("", ""),
    ],
)
def test_labels_wrap_between_words(label: str, wrapped: str) -> None:
    assert wrap(label, 16) == wrapped


def test_a_word_longer_than_a_line_stays_whole() -> None:
    assert lines("Verksamhetsutvecklingsprogrammet nu", 16) == [
        "Verksamhetsutvecklingsprogrammet",
        "nu",
    ]


def test_markup_in_a_label_is_shown_as_text() -> None:
    assert wrap("<b>A & B</b>", 16) == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_width_grows_with_the_text_size() -> None:
    # i, l and the full stop are 0.30 em each
    assert width("il.", 10) == pytest.approx(9.0)
    assert width("il.", 20) == pytest.approx(18.0)


def test_as_many_names_are_told_as_fit_and_how_many_more_there_are() -> None:
    assert some_of((), 10) == ""
    assert some_of(("Aino", "Kalle"), 11) == "Aino, Kalle"
    assert some_of(("Aino", "Kalle"), 10) == "Aino +1"
    assert some_of(("Maximiliana",), 3) == "Maximiliana"
