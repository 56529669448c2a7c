"""People whom others move, hold or hurt, and crowds, in the many words that news has for it."""

import pytest
from reading.told import told


def kinds(text: str) -> list[str]:
    return [line.split(" ")[0] + " " + line.split(" ")[1] for line in told(text)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Some 2,100 villagers were trucked to Gao in Mali.", "evacuation 2100"),
        ("India has flown out 610 of its nationals from Chad.", "evacuation 610"),
        ("The army began removing 900 settlers from the valley.", "evacuation 900"),
        ("Firemen led 80 residents out of the block as the fire spread.", "evacuation 80"),
        ("In two days 3,400 people were taken away by coach to shelters.", "evacuation 3400"),
        ("A ship with 730 evacuees from Sudan docked at Jeddah.", "evacuation 730"),
        ("The council bundled 14 households out of the hamlet.", "evacuation 14"),
        ("Residents were told to pack: 5,000 people live below the dam.", "evacuation -"),
        ("Campsites in the valley are to be vacated; 40 are full.", "evacuation -"),
        ("The Red Crescent is sheltering 620 families in tents.", "displacement 620"),
        ("Nine families were thrown out of their flats in Lagos.", "displacement 9"),
        ("Since the flood 1,300 villagers are in schools near Beira.", "displacement 1300"),
        ("Some 900 people were driven out of their houses in Mali.", "displacement 900"),
        ("About 400 guests left the hotel as a precaution.", "evacuation 400"),
        ("Nineteen men are still under the rubble of the mine.", "casualties/missing 19"),
        ("Four sailors have not been found since the ferry sank.", "casualties/missing 4"),
        ("Seven workers are in the burns ward after the blast.", "casualties/injured 7"),
        ("Eleven of our soldiers fell near the fort last night.", "casualties/killed 11"),
        ("Thirty-one bodies had been hauled from the river by Monday.", "casualties/killed 31"),
        ("The beating bruised 12 marchers in Minsk.", "casualties/injured 12"),
        ("Six policemen went to hospital with cuts after the riot.", "casualties/injured 6"),
        ("Kyiv says 210 Russians have been made prisoner.", "detention/prisoners 210"),
        ("The rebels perished and 15 were captured alive.", "detention/arrest 15"),
        ("Police took 25 of them in.", "detention/arrest 25"),
        ("Gunmen took 120 girls from their dormitory in Zamfara.", "detention/abduction 120"),
        ("Police dragged off 19 strikers in Lima.", "detention/arrest 19"),
        ("Thousands of youths besieged the French base in Mali.", "protest 2000"),
        ("Tens of thousands spilled into the streets of Harare.", "protest 20000"),
        ("Coca growers marched through Cochabamba.", "protest -"),
        ("Some 300 women blocked the road to Endirey.", "protest 300"),
    ],
)
def test_people_are_moved_held_hurt_or_gather(text: str, event: str) -> None:
    assert event in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The company moved 300 workers to a new office in Leeds.",
        "A boat carrying 74 passengers capsized off Libya.",
        "The bus took 40 pupils to school.",
        "A new wing can house 200 patients, capable of housing 300 people.",
        "The strike brought the number of idle workers to 3,000.",
        "Guards led 12 prisoners to court.",
        "Shares of 20 growers fell to a record low.",
        "Temperatures fell, and 30 skiers fell behind.",
        "The Boat Club beat 20 rivals; 3,000 fans watched.",
        "Some 1,300 pupils are in schools that the ministry calls too small.",
        "Police fired tear gas at 40 fans of the club.",
        "A band of 200 policemen marched past the queen.",
        "The film took 12 awards and brought 400 guests to Cannes.",
        "The general took 30 men in a boat to see the reef.",
        "The events surrounding two women made the headlines.",
        "Israel tightened its blockade of the port; 20 ships wait.",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert kinds(text) == []
