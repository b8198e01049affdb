"""Which version of a questionnaire is answered from now on."""

from collections.abc import Iterable, Mapping

from digikartta.questionnaire import Questionnaire

SELF_ASSESSMENT = "digikartta"
CUSTOMER_VIEW = "customer-view"


def newest(known: Mapping[str, Questionnaire], name: str) -> Questionnaire:
    """Return the latest version of `name`: `digikartta-10` rather than `digikartta-9`.

    Raises `KeyError` where there is none.
    """
    versions = [each for each in known.values() if _name_and_number(each)[0] == name]
    if not versions:
        raise KeyError(name)
    return _latest(versions)


def following(known: Mapping[str, Questionnaire], answered: Questionnaire) -> Questionnaire:
    """Return what a company answers next: the latest version whose results stand beside its own.

    Where none is known any more, it is the content that was answered.
    """
    versions = [each for each in known.values() if answered.id in each.comparable_ids]
    return _latest(versions or [answered])


def _latest(versions: Iterable[Questionnaire]) -> Questionnaire:
    return max(versions, key=lambda each: _name_and_number(each)[1])


def _name_and_number(questionnaire: Questionnaire) -> tuple[str, int]:
    name, _, number = questionnaire.id.rpartition("-")
    return name, int(number)
