"""The companies of a change as a table."""

import pytest
from streamlit.testing.v1 import AppTest

from digikartta.texts import texts
from digikartta.ui.comparison_charts import COMPANIES_AT_MOST


def _page(count: int) -> None:
    # The framework runs these lines by themselves.
    from digikartta.texts import texts
    from digikartta.ui.comparison_view import show_companies

    rows = [(f"Yritys {n}", 50.0, 50.0 + n) for n in range(count)]
    show_companies(rows, ("T0", "T2"), texts("fi"))


def companies_in(page: AppTest) -> list[str]:
    """The names in the table, from above."""
    table = page.get("html")[0].proto.body
    return [row.split("<")[0] for row in table.split('<th scope="row">')[1:]]


@pytest.mark.parametrize("count", [1, COMPANIES_AT_MOST])
def test_a_table_holds_every_company_of_the_picture(count: int) -> None:
    page = AppTest.from_function(_page, kwargs={"count": count}).run()
    assert companies_in(page) == [f"Yritys {n}" for n in range(count)]
    assert not page.toggle
    assert not page.caption


def test_a_table_of_many_companies_holds_all_of_them_for_whoever_asks() -> None:
    count = COMPANIES_AT_MOST + 3
    page = AppTest.from_function(_page, kwargs={"count": count}).run()
    assert companies_in(page) == [f"Yritys {n}" for n in range(3, count)]
    said = texts("fi")("compare.companies_most", shown=COMPANIES_AT_MOST, all=count)
    assert page.caption[0].value == said
    page.toggle[0].set_value(True).run()
    assert companies_in(page) == [f"Yritys {n}" for n in range(count)]
