"""What a source takes back is read as denied; what it only reports of is not."""

import pytest
from shipped_network import shipped

from tocsin.schemas.article import ArticleText
from tocsin.schemas.vocabulary import Modality
from tocsin.services.reading.article.reports import reports_of

DENIED = (
    "The Border Wire retracts its report that 1,037 soldiers crossed into Kenya.",
    "The agency has retracted its earlier report that 1,037 soldiers crossed into Kenya on Monday.",
    "The Harbour Post withdraws its story that 40 people were killed in a flood in Kenya.",
    "An earlier version of this article said 1,037 soldiers crossed the border into Kenya.",
    "The report that 1,037 soldiers crossed into Kenya was retracted on Tuesday.",
    "A rumour that 40 fishermen were missing off Kenya is not true, the harbour master said.",
    "Reports that 40 people were killed in Kenya turned out to be false, police said on Monday.",
    "Some 1,037 soldiers crossed into Kenya on Monday, a claim that the ministry denied.",
)
TOLD = (
    "The army withdrew. Its reports say 40 people were killed in a flood in Kenya.",
    "The Border Wire has not retracted its report that 1,037 soldiers crossed into Kenya.",
    "The rebels withdrew as reports said that 40 people were killed in Kenya.",
    "The Border Wire reports that 1,037 soldiers crossed into Kenya.",
    "The army denied responsibility for the blast that killed 40 people in Kenya.",
    "A blast killed 40 people in Kenya on Monday, and a first report of its cause was wrong.",
)


def modalities(text: str) -> set[Modality]:
    reports = reports_of(ArticleText(id="a", text=text), shipped())
    return {report.modality for report in reports if report.quantity.figure in {40, 1037}}


@pytest.mark.parametrize("text", DENIED)
def test_what_its_source_takes_back_is_denied(text: str) -> None:
    assert modalities(text) == {Modality.NEGATED}


@pytest.mark.parametrize("text", TOLD)
def test_what_nobody_takes_back_is_read(text: str) -> None:
    assert modalities(text) == {Modality.OCCURRED}
