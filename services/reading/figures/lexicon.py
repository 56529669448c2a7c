"""What nouns count: people, troops, police, households, places, ships."""

from typing import Final

from tocsin.schemas.vocabulary import Unit
from tocsin.services.reading.figures.figure import NounSort
from tocsin.services.reading.wordlist import words

_PEOPLE: Final = """
person people civilian child minor adult infant baby toddler teenager teen youth boy girl man woman
elder pensioner parent mother father brother sister son daughter sibling wife husband relative
student pupil schoolchild schoolgirl schoolboy teacher professor lecturer miner worker labourer
laborer farmer fisherman herder herdsman trader merchant shopkeeper driver passenger commuter
motorist cyclist pedestrian bystander onlooker spectator worshipper pilgrim tourist visitor
holidaymaker traveller traveler hiker climber skier resident inhabitant villager townspeople local
citizen national foreigner expatriate settler migrant immigrant emigrant refugee evacuee returnee
deportee seeker stowaway arrival displaced homeless victim survivor casualty fatality death dead
injury wounded injured missing body corpse patient inmate prisoner detainee captive hostage
abductee kidnapper suspect defendant accused convict criminal gangster robber thief attacker
assailant perpetrator shooter gunman bomber militant insurgent rebel fighter guerrilla guerilla
jihadist islamist extremist terrorist separatist mercenary bandit pirate smuggler trafficker
protester protestor demonstrator marcher rioter activist campaigner dissident striker supporter
follower sympathiser sympathizer loyalist opponent member staff employee colleague official
lawmaker politician minister mayor councillor councilor senator deputy candidate judge lawyer
prosecutor journalist reporter photographer cameraman editor blogger doctor nurse medic paramedic
surgeon firefighter rescuer volunteer responder engineer contractor consultant scientist artist
musician actor athlete footballer player fan priest monk nun imam cleric bishop pastor
crewman crew crewmember pilot astronaut guest customer shopper diner partygoer reveller reveler
reporter observer monitor diplomat ambassador envoy delegate leader commander general guard
bodyguard individual human soul folk other mourner voter participant attendee
occupant beneficiary orphan widow amputee youngster stranger nomad tribesman peasant squatter
interpreter translator defector deserter conscript recruit collaborator spy agent
hunter cook clerk cleaner maid builder mason porter dentist
arrest detention abduction kidnapping hospitalisation hospitalization worshiper
christian muslim jew hindu sikh buddhist catholic shiite sunni yazidi rohingya kurd roma
palestinian uyghur uighur tuareg fulani hazara tutsi hutu
militiaman vigilante cadre population
alien non-citizen noncitizen exile escapee fugitive internee patriot nationalist socialist communist
leftist republican democrat unionist royalist
lad lass compatriot countryman countrywoman neighbour neighbor newcomer docker dockworker trucker
lorryman sentry warden barber baker tailor carpenter electrician plumber chef waiter waitress
grandmother grandfather grandparent aunt uncle nephew niece cousin newborn schoolmate classmate
workmate coworker squaddie enlistee draftee trainee mutineer putschist partisan irregular clansman
horseman warrior believer devotee faithful congregant islander highlander townsman farmhand
farmworker shepherd goatherd logger lumberjack trapper seafarer boatman ferryman castaway veteran
retiree undergraduate graduate academic researcher apprentice intern secretary typist translator
welder fitter machinist electrician roofer bricklayer painter plasterer joiner blacksmith mechanic
busman railwayman tram-driver postman dustman steelworker metalworker textile-worker oilman
hospital-worker caregiver carer midwife orderly pharmacist dentist physician veterinarian
taxpayer pedlar peddler vendor hawker beggar pickpocket looter arsonist saboteur infiltrator
henchman operative militarist informer informant hostage-taker kidnapping-victim abductor gangster
tribeswoman herdswoman fisherwoman businesswoman spokeswoman policewoman servicewoman housewife
househusband fiancé fiancée bride groom bridesmaid toddler preteen adolescent
mayor governor magistrate bailiff clerk auditor inspector ranger lifeguard skipper captain
fisherfolk womenfolk menfolk rubbish-collector rickshaw-puller coachman cabbie biker rider hiker
mountaineer trekker camper vacationer backpacker expat émigré deportee repatriate exile
holdout ex-combatant ex-fighter
sympathiser fundamentalist hardliner anarchist monarchist secessionist irredentist
"""
_TROOPS: Final = """
soldier troop serviceman servicewoman servicemember marine paratrooper commando
infantryman guardsman legionnaire legionary peacekeeper sailor airman trooper
rifleman gunner cavalryman sapper sniper warfighter personnel infantry gurkha hussar ranger
peshmerga janjaweed cadet submariner seaman private corporal sergeant
lieutenant colonel brigadier janissary legion combatant defender auxiliary
infantryman cadre artilleryman tankman para legionnaire irregular
"""
_POLICE: Final = """
police policeman policewoman officer constable gendarme carabiniere cop patrolman sheriff
policeperson detective
"""
_RESERVISTS: Final = "reservist reserve"
_HOUSEHOLDS: Final = "family household"
_PLACES: Final = """
village town city hamlet settlement locality municipality neighbourhood neighborhood district
province county suburb township commune community position outpost post checkpoint base garrison
barracks stronghold hill hilltop ridge island islet territory area region place location site
subdistrict prefecture governorate department woreda kebele parish quarter airbase airfield airport
bridgehead point borough strongpoint fort fortress bunker trench bridge port strip
"""
_SHIPS: Final = """
ship warship vessel boat frigate destroyer submarine corvette cutter gunboat minesweeper trawler
tanker carrier ferry freighter yacht dinghy barge speedboat flotilla battleship cruiser
canoe
"""

_IRREGULAR: Final = {
    "person": "persons",
    "child": "children",
    "schoolchild": "schoolchildren",
    "people": "people",
    "townspeople": "townspeople",
    "body": "bodies",
    "thief": "thieves",
    "wife": "wives",
    "police": "police",
    "carabiniere": "carabinieri",
    "personnel": "personnel",
    "infantry": "infantry",
    "staff": "staff",
    "crew": "crew",
    "dead": "dead",
    "wounded": "wounded",
    "injured": "injured",
    "missing": "missing",
    "displaced": "displaced",
    "homeless": "homeless",
    "accused": "accused",
    "folk": "folk",
    "barracks": "barracks",
    "rohingya": "rohingya",
    "roma": "roma",
    "peshmerga": "peshmerga",
    "population": "population",
}
_INVARIANT: Final = frozenset(one for one, many in _IRREGULAR.items() if one == many)
_CONSONANTS: Final = frozenset("bcdfghjklmnpqrstvwxz")


def _plural(singular: str) -> str:
    if singular in _IRREGULAR:
        return _IRREGULAR[singular]
    if singular == "human" or not singular.endswith(("man", "y", "s", "sh", "ch")):
        return singular + "s"
    if singular.endswith("man"):
        return singular[:-3] + "men"
    if singular.endswith("y") and singular[-2] in _CONSONANTS:
        return singular[:-1] + "ies"
    return singular + ("s" if singular.endswith("y") else "es")


_SETS: Final = (
    (Unit.PEOPLE, _PEOPLE),
    (Unit.TROOPS, _TROOPS),
    (Unit.POLICE, _POLICE),
    (Unit.RESERVISTS, _RESERVISTS),
    (Unit.HOUSEHOLDS, _HOUSEHOLDS),
    (Unit.PLACES, _PLACES),
    (Unit.SHIPS, _SHIPS),
)

SINGULARS: Final[dict[str, Unit]] = {word: unit for unit, words in _SETS for word in words.split()}
"""One of them: "soldier"."""

PLURALS: Final[dict[str, Unit]] = {_plural(one): unit for one, unit in SINGULARS.items()} | {
    "persons": Unit.PEOPLE,
    "peoples": Unit.PEOPLE,
    "crews": Unit.PEOPLE,
    "forces": Unit.TROOPS,
}
"""More of them: "soldiers"."""

COLLECTIVES: Final = _INVARIANT
"""Words that are their own plural: "20 police", "12 dead"."""

CROWDS: Final[dict[str, Unit]] = {
    **dict.fromkeys(
        words("crowd march protest rally demonstration caravan audience mob congregation convoy"),
        Unit.PEOPLE,
    ),
    **dict.fromkeys(
        words(
            "force army contingent battalion brigade garrison mission regiment militia corps unit"
        ),
        Unit.TROOPS,
    ),
}
"""What a "300-strong" one is made of."""

IRREGULARS: Final = words("""
fighter fighters militant militants insurgent insurgents rebel rebels gunman gunmen guerrilla
guerrillas guerilla guerillas militiaman militiamen mercenary mercenaries jihadist jihadists
separatist separatists member members men man commander commanders cadre cadres recruit recruits
conscript conscripts deserter deserters defector defectors vigilantes terrorist terrorists bandit
bandits partisan partisans gunner mutineer mutineers loyalist loyalists extremist extremists
holdout holdouts ex-combatant ex-combatants ex-fighter ex-fighters
""")
"""People who count as troops when they surrender, desert, are deployed or pull out."""

HOMES: Final = words("homes houses flats apartments dwellings properties homesteads")
"""To empty them is to move those who live there: counted as households."""

GENERIC_FORCE: Final = words("""
officer officers personnel member members forces men guard guards staff commander commanders
recruit recruits cadet cadets agent agents conscript conscripts deserter deserters defector
defectors volunteer volunteers medic medics prisoner prisoners chief chiefs pilot pilots
reinforcements units general generals
""")
"""Heads whose force another word of the phrase names: "army officers", "police personnel"."""

FORCE_OF: Final[dict[str, Unit]] = {
    **dict.fromkeys(
        words("""
army military navy naval marine infantry militia territorial peacekeeping combat paratroop armed
air battalion
brigade regiment troop defence defense soldier army's military's regular  non-commissioned
noncommissioned commissioned guard border
"""),
        Unit.TROOPS,
    ),
    **dict.fromkeys(
        words("""
police riot gendarmerie constabulary policing
"""),
        Unit.POLICE,
    ),
    **dict.fromkeys(
        words("""
reserve reserves reservist
"""),
        Unit.RESERVISTS,
    ),
    **dict.fromkeys(
        words("""
prison medical health security intelligence customs immigration aid humanitarian hospital
embassy government un red company school airport rescue emergency union party  family
cabin flight
"""),
        Unit.PEOPLE,
    ),
}
"""What a word before (or after "of the") says of a generic head."""

AGENT_ENDINGS: Final = tuple(
    words("ers ors ists ees men women people ians ants yers folk persons sters crats nauts")
)
"""Endings of unknown plurals that are people: "bricklayers", "florists", "internees"."""

NO_AGENTS: Final = words("""
numbers quarters headquarters helicopters centers towers computers acres meters shelters flowers
containers trailers tankers bulldozers charters papers newspapers letters orders powers rivers
offers cancers disasters posters lasers tigers tractors reactors motors sectors factors doors
floors errors colors colours mirrors trees committees degrees fees knees bees plants restaurants
grants elephants lists others borders winters summers chapters matters monsters sisters servers
routers printers boosters launchers interceptors missiles carriers bombers freezers drawers
corners layers answers waters fires tires wires hectares semesters registers theaters sewers
fingers shoulders feathers ladders murders encounters disorders tumors tremors terrors metres
kilometers kilometres millimeters centimeters liters dollars hours ventilators generators
corridors transformers conveyors processors sensors detectors monitors ancestors vectors
counters filters parameters diameters perimeters covers rollers coasters gliders spiders
lobsters hamsters beers ciders dangers hangers hangars burgers triggers ledgers cutters shutters
playlists checklists wrists fists pants variants covenants pollutants coolants contaminants
implants antennas decrees guarantees chimpanzees coffees toffees pedigrees indicators
calculators elevators excavators refrigerators accelerators radiators simulators mortars silos
bunkers boilers buffers bumpers burners chargers choppers clusters craters cylinders daggers
dinners dippers fenders fibers fibres folders freighters grinders hammers heaters hoppers
injectors jumpers loaders lockers markers modifiers movers panzers passers pointers pliers
poppers propellers rafters razors receivers recorders rulers rudders scanners scooters
screwdrivers sculptures skyscrapers speakers stickers surrenders sweaters syllabuses tapers
timers trackers thrusters tumblers typewriters vouchers wafers weathers wipers wonders zippers
cases
""")
"""Plurals with such an ending that are not people."""
FORMATIONS: Final = words("battalions brigades units divisions companies regiments squadrons corps")
"""Bodies of men: their number does not say how many men there are."""
VEHICLES: Final = words(
    "aircraft jets planes bombers tanks vehicles helicopters drones trucks lorries"
)

NOUN_SORTS: Final[dict[str, NounSort]] = {
    **dict.fromkeys(IRREGULARS, NounSort.FIGHTERS),
    **dict.fromkeys(HOMES, NounSort.HOMES),
    **dict.fromkeys(FORMATIONS | VEHICLES, NounSort.OTHERS),
}
