"""Whether it happened, from the grammar near the event."""

import pytest
from reading.told import reports, told


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
        ("The evacuation of 900 people from Lima was called off.", "negated"),
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


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "If the dam breaks, 60,000 people in Lima will have to be evacuated, engineers warn.",
            "evacuation 60000 exact hypothetical PER",
        ),
        (
            "None of the 3,000 refugees who waited in Chad crossed the border.",
            "border_crossing 3000 exact negated TCD",
        ),
        ("It is not true that 60 people are missing in Lima.", "missing 60 exact negated PER"),
        ("It is untrue that 400 soldiers deserted in Mali.", "surrender 400 exact negated MLI"),
        ("The claim that 400 people died in Peru is false.", "killed 400 exact negated PER"),
        (
            "The minister falsely claimed that 40 people died in Peru.",
            "killed 40 exact negated PER",
        ),
        ("The march of 5,000 teachers in Lima was called off.", "protest 5000 exact negated PER"),
        (
            "The planned deployment of 400 soldiers to Haiti was scrapped.",
            "deployment 400 exact negated HTI",
        ),
        (
            "The army will withdraw 2,000 troops from Mali by June.",
            "withdrawal 2000 exact announced MLI",
        ),
        (
            "Malaria kills 100,000 people a year in Nigeria.",
            "killed 100000 exact historical NGA",
        ),
        (
            "Around 300,000 people in Mali were killed in the conflict, during which towns burnt.",
            "killed 300000 approx historical MLI",
        ),
        (
            "A landslide in Peru, which killed 31 people, was the deadliest this year.",
            "killed 31 exact occurred PER",
        ),
    ],
)
def test_what_is_denied_foreseen_or_long_past(text: str, line: str) -> None:
    lines = told(text)
    assert len(lines) == 1
    assert lines[0].endswith(line)


def test_an_age_is_no_toll() -> None:
    assert told("He was 101 and died of pneumonia.") == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("A plan to evacuate 900 people from Lima was scrapped.", "negated"),
        ("A plan to evacuate 900 people from Lima was praised.", "hypothetical"),
        ("Some 900 Malians were to be evacuated from Lima on Friday but were not.", "negated"),
        ("They were due to evacuate 900 people from Lima but the flight was cancelled.", "negated"),
        ("They are due to evacuate 900 people from Lima; a strike was called off.", "announced"),
        ("The mayor said a report that rebels had captured Lima was false.", "negated"),
        ("The mayor said rebels had captured Lima and that the alarm was false.", "occurred"),
        ("All 2,500 of our soldiers will begin to withdraw from Mali on May 1.", "announced"),
        ("The army announced the capture of five villages in Mali on Sunday.", "occurred"),
        ("The army announced the withdrawal of 500 men from Mali on Sunday.", "announced"),
    ],
)
def test_what_was_meant_may_be_dropped_and_what_fell_is_told_after(
    text: str, modality: str
) -> None:
    assert {report.modality.value for report in reports(text)} == {modality}
