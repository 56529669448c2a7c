"""Whether it happened, from the grammar near the event."""

import pytest
from reading.told import reports


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Ghana sent 300 soldiers to Mali.", "occurred"),
        ("Ghana has begun to send 300 soldiers to Mali.", "occurred"),
        ("Ghana will send 300 soldiers to Mali.", "announced"),
        ("Ghana to send 300 soldiers to Mali", "announced"),
        ("Ghana has agreed to send 300 soldiers to Mali.", "announced"),
        ("Ghana said that it would send 300 soldiers to Mali.", "announced"),
        ("The cabinet approved a plan to send 300 soldiers to Mali.", "announced"),
        ("Ghana would send 300 soldiers to Mali if it were asked.", "hypothetical"),
        ("Ghana threatened to send 300 soldiers to Mali.", "hypothetical"),
        ("Should talks fail, Ghana will send 300 soldiers to Mali.", "hypothetical"),
        ("Ghana plans to send 300 soldiers to Mali.", "hypothetical"),
        ("Ghana was asked to send 300 soldiers to Mali.", "hypothetical"),
        ("Ghana refused to send 300 soldiers to Mali.", "negated"),
        ("Ghana has not sent 300 soldiers to Mali.", "negated"),
        ("Ghana denied that it had sent 300 soldiers to Mali.", "negated"),
        ("In 2013 Ghana sent 300 soldiers to Mali.", "historical"),
        ("Ghana sent 300 soldiers to Mali two years ago.", "historical"),
        ("The governor ordered the evacuation of 900 people from Lima.", "announced"),
        ("Officials urged 900 people in Lima to evacuate.", "announced"),
        ("The evacuation of 900 people from Lima was called off.", "occurred"),
        ("The mayor called off the evacuation of 900 people from Lima.", "negated"),
        ("Aid workers fear that 900 people were killed in Lima.", "hypothetical"),
        ("Up to 900 people are feared dead in Lima.", "hypothetical"),
        ("The unions called off Friday's walkout by 9,000 nurses in Lima.", "negated"),
        ("Thousands rallied in Lima to protest against the tax.", "occurred"),
        ("Guards stopped 200 migrants from crossing into Peru.", "negated"),
    ],
)
def test_the_modality_of_an_event(text: str, modality: str) -> None:
    assert [str(report.modality) for report in reports(text)] == [modality]
