"""Words that make a number something else than a count: money, measures, times, names."""

from typing import Final

from tocsin.services.reading.figures.figure import FigureKind
from tocsin.services.reading.wordlist import words

MONEY: Final = words("""
dollar dollars cent cents euro euros pound pounds sterling yen yuan renminbi rupee rupees ruble
rubles rouble roubles lira liras peso pesos franc francs shekel shekels rand naira dirham
dirhams riyal riyals rial rials dinar dinars won taka krona kronor zloty hryvnia hryvnias baht
ringgit rupiah dong usd eur gbp penny pence dime dimes bitcoin bitcoins shilling shillings birr
cedi real reais kwacha us$ bucks guilders pesetas afghanis manat forint
""")
PERCENT: Final = words("percent percents percentage percentages per-cent pc pct")
DURATION: Final = words("""
second seconds minute minutes hour hours day days night nights week weeks weekend weekends
fortnight month months year years decade decades century centuries hr hrs min mins sec secs
season seasons semester semesters term terms yr yrs quarters millennium millennia generations
mornings evenings afternoons sundays mondays saturdays fridays
""")
MEASURES: Final = words("""
km kms kilometre kilometres kilometer kilometers metre metres meter meters m mile miles mi foot
feet ft inch inches in yard yards cm centimetre centimetres centimeter centimeters mm millimetre
millimetres millimeter millimeters nm nanometer nanometers nautical tonne tonnes ton tons kg kgs
kilo kilos kilogram kilograms kilogramme kilogrammes gram grams g gramme grammes lb lbs ounce
ounces oz mg acre acres hectare hectares ha litre litres liter liters l ml cl gallon gallons
barrel barrels bpd degree degrees celsius fahrenheit centigrade mph kph kmh km/h kmph knot knots
watt watts kw mw gw kilowatt kilowatts megawatt megawatts gigawatt gigawatts mwh kwh volts volt
hp horsepower hectopascals hpa mbar millibars kiloton kilotons megaton megatons decibels hertz
mhz ghz khz bytes byte bits bit gb mb tb kb gigabytes megabytes terabytes square sq cubic
light-years lightyears fathoms bushels pints pint cups cup tablespoons teaspoons pixels
mikrometer micrometers microns joules joule calories lightyear kw/h wh ev tev c f km2 km² m2 m²
m3 m³ sqm stone carats carat furlongs leagues richter magnitude mmhg rpm fps mbps gbps exabytes
exabyte kibibyte kibibytes tpd mwe
""")
CALIBRES: Final = words("mm millimetre millimeter calibre caliber gauge cal pounder")
"""After a number and before a weapon."""

WEAPONS: Final = words("""
gun guns pistol pistols rifle rifles cannon cannons howitzer howitzers mortar mortars shell
shells round rounds rocket rockets ammunition bullet bullets machine artillery handgun handguns
grenade grenades
""")
TIMES: Final = words("""
am pm a.m p.m a.m. p.m. o'clock gmt utc bst est edt cet hrs noon midnight
""")
REPEATS: Final = words("times time fold")
MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "january jan jan.",
            "february feb feb.",
            "march mar mar.",
            "april apr apr.",
            "may",
            "june jun jun.",
            "july jul jul.",
            "august aug aug.",
            "september sept sep sept. sep.",
            "october oct oct.",
            "november nov nov.",
            "december dec dec.",
        ),
        start=1,
    )
    for name in names.split()
}
DESIGNATORS: Final = words("""
resolution flight article articles route highway chapter paragraph section clause interstate
motorway autoroute room no no. nr nr. nrs. number phase stage category cat level tier grade
magnitude version volume vol vol. page pages p. pp. episode apollo boeing airbus title annex
boulevard protocol runway terminal channel serial decree bill proposition act chromosome covid
sars nsu lot seed windows iphone voyager soyuz super formula type model verse psalm season
psalms scorpene antonov tupolev ilyushin sukhoi mig embraer cessna hwy pier gate exercise rule
measure schedule appendix exhibit figure table
""")
"""Words right before a number that make it a name, in any case: "Resolution 2254"."""

CAPITAL_DESIGNATORS: Final = words("""
game group unit area zone sector district ward battalion brigade division corps regiment squad
squadron team line block building platform pier gate day week class train track camp bus radio
operation studio constituency region precinct station company order law pope agenda vision
generation g year expo cop euro bravo troop tower hall oblast school microdistrict league round
session part book tram base fleet army force
""")
"""Such words too, but only if the text writes them with a capital: "Sector 7", "Unit 731"."""

VERSUS: Final = words("""
win wins won beat beats beaten defeat defeats defeated lead leads led lost lose loses draw drew
victory score scored vote votes voted majority ruling ruled goal goals match game verdict
decision by final set
""")
"""Words near a score or a vote: "won 3-1", "a 6-3 ruling"."""

KIND_OF_WORD: Final[dict[str, FigureKind]] = {
    **dict.fromkeys(REPEATS, FigureKind.OTHER),
    **dict.fromkeys(TIMES, FigureKind.TIME),
    **dict.fromkeys(MEASURES, FigureKind.DISTANCE),
    **dict.fromkeys(DURATION, FigureKind.DURATION),
    **dict.fromkeys(PERCENT, FigureKind.PERCENT),
    **dict.fromkeys(MONEY, FigureKind.MONEY),
}
"""What a number is that comes before one of these."""

DOUBTFUL: Final = words(
    "in m second c f min stone terms quarters foot cal am pm won real sun sat mi g l"
)
"""Units that are mostly something else: "killed 20 in", "20 won"."""

BEFORE_UNIT: Final = words("""
us u.s. american canadian australian british hong kong consecutive straight more additional full
million billion trillion thousand hundred metric short long nautical square cubic sq working
calendar whole further of the successive imperial
""")
"""What may come between a number and its unit: "20 million US dollars", "three straight days"."""
