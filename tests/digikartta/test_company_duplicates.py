import pytest

from digikartta.company_duplicates import MAX_PAIRS, NamedCompany, doubles, plain_name


def create_company(
    number: int, name: str, business_id: str | None = None, *, confirmed: bool = True
) -> NamedCompany:
    return NamedCompany(number, name, business_id, confirmed)


def found(*companies: NamedCompany) -> list[tuple[int, int, str]]:
    return [(pair.keep.id, pair.remove.id, pair.reason) for pair in doubles(companies)]


def test_the_form_of_the_company_signs_and_blanks_do_not_count() -> None:
    assert plain_name("Saari & Co. Oy") == "saarico"
    assert plain_name("OY SAARI-CO AB") == "saarico"
    assert plain_name("Ky") == "ky"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saaren Leipomo Oy", "saaren leipomo"),
        ("Saaren Leipomo", "Saaren Leipom"),
        ("Saaren Leipomo", "Saaren Leipomot"),
        ("Saaren Leipomo", "Saaren Leipono"),
        ("Saaren Leipomo", "Saaren Leiopmo"),
        ("Abcde", "Bacde"),
    ],
)
def test_names_that_differ_in_one_letter_are_alike(one: str, other: str) -> None:
    assert found(create_company(1, one), create_company(2, other)) == [(1, 2, "name")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saaren Leipomo", "Saaren Kahvila"),
        ("Abba", "Abbe"),
        ("Saaren Leipomo", "Saaren Leipono1"),
        ("Abcdef", "Bcdefa"),
    ],
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert found(create_company(1, one), create_company(2, other)) == []


def test_two_companies_with_a_number_each_are_two() -> None:
    one = create_company(1, "Saaren Leipomo", "1234567-1")
    assert found(one, create_company(2, "Saaren Leipomo", "2617416-4")) == []
    assert found(one, create_company(2, "Saaren Leipomo")) == [(1, 2, "name")]


def test_a_self_made_company_with_the_number_of_a_confirmed_one_is_its_double() -> None:
    known = create_company(7, "Saari Oy", "1234567-1")
    own = create_company(3, "Ihan muu nimi", "1234567-1", confirmed=False)
    assert found(own, known) == [(7, 3, "business_id")]
    again = create_company(4, "Saari Oy", "1234567-1", confirmed=False)
    assert found(own, again) == []


def test_a_self_made_company_is_never_found_by_its_name() -> None:
    known = create_company(7, "Saaren Leipomo")
    assert found(known, create_company(3, "Saaren Leipomo", confirmed=False)) == []


def test_there_are_never_more_pairs_than_one_can_look_through() -> None:
    assert len(found(*(create_company(n, "Saaren Leipomo") for n in range(40)))) == MAX_PAIRS
