"""Words of dates: months, weekdays, and the words that count from publication."""

from typing import Final

from tocsin.services.reading.dates.terms import CalendarUnit

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday weds wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
DAY_WORDS: Final = {
    spelling: number
    for number, word in enumerate(ORDINALS.split(), start=1)
    for spelling in (word, word.replace("-", " "))
}
NAMED_DECADES: Final = {
    "twenties": 1920,
    "thirties": 1930,
    "forties": 1940,
    "fifties": 1950,
    "sixties": 1960,
    "seventies": 1970,
    "eighties": 1980,
    "nineties": 1990,
}
VAGUE_COUNTS: Final = {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "a few": 3,
    "few": 3,
    "several": 3,
    "some": 3,
    "many": 5,
    "half a": 1,
}
SPANS: Final = {
    "day": CalendarUnit.DAY,
    "night": CalendarUnit.DAY,
    "week": CalendarUnit.WEEK,
    "weekend": CalendarUnit.WEEKEND,
    "fortnight": CalendarUnit.FORTNIGHT,
    "month": CalendarUnit.MONTH,
    "quarter": CalendarUnit.QUARTER,
    "year": CalendarUnit.YEAR,
    "decade": CalendarUnit.DECADE,
    "century": CalendarUnit.CENTURY,
    "centurie": CalendarUnit.CENTURY,
    "generation": CalendarUnit.DECADE,
}
TODAY: Final = {
    "today": 0,
    "tonight": 0,
    "now": 0,
    "yesterday": -1,
    "overnight": -1,
    "last night": -1,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "earlier today": 0,
    "later today": 0,
    "yesterday morning": -1,
    "yesterday evening": -1,
    "yesterday afternoon": -1,
}
SHIFTS: Final = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "this": 0,
    "the": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}
