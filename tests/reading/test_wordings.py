"""Rare and idiomatic wordings of the events that news tells more often in plain words."""

import pytest
from reading.told import told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Three hundred soldiers went over to the rebels with their weapons in Mali.",
            "surrender 300 exact occurred MLI",
        ),
        (
            "The garrison of about 600 gave up on Sunday in Mali.",
            "surrender 600 approx occurred MLI",
        ),
        ("In Mali 120 rebels downed their arms.", "surrender 120 exact occurred MLI"),
        ("2,100 soldiers have stacked arms near Lima.", "surrender 2100 exact occurred PER"),
        (
            "Eighty-five fighters handed in their rifles in Colombia.",
            "surrender 85 exact occurred COL",
        ),
        ("Two hundred policemen changed sides in Libya.", "surrender 200 exact occurred LBY"),
        (
            "400 militiamen threw in their lot with the junta in Mali.",
            "surrender 400 exact occurred MLI",
        ),
        (
            "Sixty rebels emerged from the bush and turned over their guns in Uganda.",
            "surrender 60 exact occurred UGA",
        ),
        ("A unit of 30 soldiers deserted in Peru.", "surrender 30 exact occurred PER"),
        (
            "Some 500 fighters turned in their weapons in Congo.",
            "surrender 500 approx occurred COD",
        ),
        ("75 gunmen laid down their guns in Sudan.", "surrender 75 exact occurred SDN"),
        (
            "About 5,000 villagers had to leave their houses in Nepal.",
            "displacement 5000 approx occurred NPL",
        ),
        (
            "700 people were driven from their homes in Nepal.",
            "displacement 700 exact occurred NPL",
        ),
        (
            "1,200 people were bombed out of their homes in Aleppo.",
            "displacement 1200 exact occurred SYR",
        ),
        ("90,000 people have been uprooted in Sudan.", "displacement 90000 exact occurred SDN"),
        (
            "The agency recorded 12,400 newly displaced people in Ituri, Congo.",
            "displacement 12400 exact occurred COD",
        ),
        (
            "3,400 IDPs arrived at the camp in Bama, Nigeria.",
            "displacement 3400 exact occurred NGA",
        ),
        (
            "15,000 people are sleeping in the open in Haiti.",
            "displacement 15000 exact occurred HTI",
        ),
        ("Thousands have taken to the roads in Sudan.", "displacement 2000 vague occurred SDN"),
        (
            "800 people lost the roof over their heads in Peru.",
            "displacement 800 exact occurred PER",
        ),
        (
            "Some 6,000 people abandoned their villages in Mali.",
            "displacement 6000 approx occurred MLI",
        ),
        (
            "1,500 people are staying in schools and mosques in Lahore.",
            "displacement 1500 exact occurred PAK",
        ),
        ("40,000 people are on the move in Darfur.", "displacement 40000 exact occurred SDN"),
        (
            "The fire left 950 people without a home in Chile.",
            "displacement 950 exact occurred CHL",
        ),
        (
            "900 people waded across the river into Texas on Sunday.",
            "border_crossing 900 exact occurred USA",
        ),
        (
            "2,300 refugees rowed across the Oubangui to Congo.",
            "border_crossing 2300 exact occurred COD",
        ),
        (
            "Some 4,000 Sudanese streamed over the border into Chad.",
            "border_crossing 4000 approx occurred TCD",
        ),
        (
            "640 people trekked over the border into Uganda.",
            "border_crossing 640 exact occurred UGA",
        ),
        (
            "UNHCR registered 1,911 arrivals from South Sudan at Busia in Uganda.",
            "border_crossing 1911 exact occurred UGA",
        ),
        (
            "1,300 people reached the Ugandan side of the border.",
            "border_crossing 1300 exact occurred UGA",
        ),
        (
            "700 people walked across the bridge into Poland.",
            "border_crossing 700 exact occurred POL",
        ),
        (
            "5,000 people have sought safety in Chad since Monday.",
            "border_crossing 5000 exact occurred TCD",
        ),
        (
            "820 people came over from Burundi into Rwanda on Monday.",
            "border_crossing 820 exact occurred RWA",
        ),
        ("Another 260 refugees made it to Chad.", "border_crossing 260 exact occurred TCD"),
        (
            "Nearly 3,000 refugees have turned up in Uganda from Congo.",
            "border_crossing 3000 approx occurred UGA",
        ),
        (
            "480 soldiers fled across the frontier into Iran.",
            "border_crossing 480 exact occurred IRN",
        ),
        (
            "12,000 reservists were told to report to their units in Israel.",
            "mobilization/callup 12000 exact occurred ISR",
        ),
        (
            "Serbia called 20,000 men to the colours.",
            "mobilization/callup 20000 exact occurred SRB",
        ),
        (
            "5,000 conscripts received their call-up papers in Thailand.",
            "mobilization/callup 5000 exact occurred THA",
        ),
        (
            "8,000 reservists have reported to barracks in Sweden.",
            "mobilization/callup 8000 exact occurred SWE",
        ),
        (
            "40,000 reservists were put on alert in Poland.",
            "mobilization/callup 40000 exact occurred POL",
        ),
        (
            "Seven thousand guardsmen will report for duty on Friday in Florida.",
            "mobilization/callup 7000 exact announced USA",
        ),
        ("Mali has put 900 men under arms.", "mobilization/callup 900 exact occurred MLI"),
        (
            "400 Kenyan police officers boarded a plane for Haiti.",
            "mobilization/deployment 400 exact occurred HTI",
        ),
        ("India flew 3,000 soldiers to Leh.", "mobilization/deployment 3000 exact occurred IND"),
        ("800 marines landed in Haiti.", "mobilization/deployment 800 exact occurred HTI"),
        (
            "1,500 soldiers were rushed to the front in Sudan.",
            "mobilization/deployment 1500 exact occurred SDN",
        ),
        (
            "The minister ordered 6,000 police onto the streets of Lima.",
            "mobilization/deployment 6000 exact announced PER",
        ),
        (
            "350 peacekeepers from Nepal landed in Juba.",
            "mobilization/deployment 350 exact occurred SSD",
        ),
        (
            "Three towns changed masters in Mali last week.",
            "territorial_capture 3 exact occurred MLI",
        ),
        ("Two towns were lost to the rebels in Mali.", "territorial_capture 2 exact occurred MLI"),
        (
            "Five villages slipped from the army's hands in Mali.",
            "territorial_capture 5 exact occurred MLI",
        ),
        (
            "The army lost six villages to the rebels in Mali.",
            "territorial_capture 6 exact occurred MLI",
        ),
        ("Rebels marched into two towns in Congo.", "territorial_capture 2 exact occurred COD"),
        ("300 French soldiers quit the base at Gao in Mali.", "withdrawal 300 exact occurred MLI"),
        ("200 Danish troops flew home from Mali.", "withdrawal 200 exact occurred MLI"),
        (
            "The Americans are drawing down 1,500 troops in Niger.",
            "withdrawal 1500 exact occurred NER",
        ),
        ("500 soldiers left Goma on Sunday.", "withdrawal 500 exact occurred COD"),
        (
            "French forces handed over the base at Gao to the army.",
            "withdrawal - none occurred FRA",
        ),
        (
            "Some forty thousand soldiers departed from Kosovo in eleven days.",
            "withdrawal 40000 approx occurred XKX",
        ),
        ("250 troops turned back before Bria.", "withdrawal 250 exact occurred -"),
        ("The last 900 soldiers have gone home from Chad.", "withdrawal 900 exact occurred TCD"),
        (
            "Germany will bring 1,200 soldiers home from Mali.",
            "withdrawal 1200 exact announced MLI",
        ),
        (
            "The commune moved its 300 inhabitants out of the village in Switzerland.",
            "evacuation 300 exact occurred CHE",
        ),
        ("560 foreigners were flown out of Sudan.", "evacuation 560 exact occurred SDN"),
        ("4,000 people were brought out of Mariupol by bus.", "evacuation 4000 exact occurred UKR"),
        ("5.6 million Floridians have been told to go.", "evacuation 5600000 exact announced USA"),
        (
            "Hundreds gathered at the river on Sunday. Another 400 crossed into Chad at dawn.",
            "border_crossing 400 exact occurred TCD",
        ),
        (
            "About 1,400 people have no home to go to in California.",
            "displacement 1400 approx occurred USA",
        ),
    ],
)
def test_a_rare_wording_tells_its_event(text: str, line: str) -> None:
    assert told(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "The author turned in her manuscript of 400 pages in Mali.",
        "Two hundred players turned in their shirts after the season in Peru.",
        "Twelve drivers went over to the rival firm in Chile.",
        "The company lost two contracts to the army in Mali.",
        "The team lost three games to the police side in Peru.",
        "Forty firms changed owners in Peru.",
        "Some 600 pilgrims are staying in hotels in Lima.",
        "About 900 tourists landed in Haiti.",
        "The bank handed over the base rate decision in Ghana.",
    ],
)
def test_a_like_wording_of_other_things_is_quiet(text: str) -> None:
    assert told(text) == []
