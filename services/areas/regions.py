"""Regions of the world as sets of countries; pure.

The subregions are those of the United Nations' geoscheme (UN M49), each country in just one. A
few customary names are added.
"""

from typing import Final

_M49: Final = {
    "Antarctica": "ATA",
    "Australia and New Zealand": "AUS CCK CXR HMD NFK NZL",
    "Caribbean": """
        ABW AIA ATG BES BHS BLM BRB CUB CUW CYM DMA DOM GLP GRD HTI JAM KNA LCA MAF MSR MTQ PRI SXM
        TCA TTO VCT VGB VIR""",
    "Central America": "BLZ CRI GTM HND MEX NIC PAN SLV",
    "Central Asia": "KAZ KGZ TJK TKM UZB",
    "Eastern Africa": """
        ATF BDI COM DJI ERI ETH IOT KEN MDG MOZ MUS MWI MYT REU RWA SOM SSD SYC TZA UGA ZMB ZWE""",
    "Eastern Asia": "CHN HKG JPN KOR MAC MNG PRK TWN",
    "Eastern Europe": "BGR BLR CZE HUN MDA POL ROU RUS SVK UKR",
    "Melanesia": "FJI NCL PNG SLB VUT",
    "Micronesia": "FSM GUM KIR MHL MNP NRU PLW UMI",
    "Middle Africa": "AGO CAF CMR COD COG GAB GNQ STP TCD",
    "Northern Africa": "DZA EGY ESH LBY MAR SDN TUN",
    "Northern America": "BMU CAN GRL SPM USA",
    "Northern Europe": "ALA DNK EST FIN FRO GBR GGY IMN IRL ISL JEY LTU LVA NOR SJM SWE",
    "Polynesia": "ASM COK NIU PCN PYF TKL TON TUV WLF WSM",
    "South America": "ARG BOL BRA BVT CHL COL ECU FLK GUF GUY PER PRY SGS SUR URY VEN",
    "South-eastern Asia": "BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM",
    "Southern Africa": "BWA LSO NAM SWZ ZAF",
    "Southern Asia": "AFG BGD BTN IND IRN LKA MDV NPL PAK",
    "Southern Europe": "ALB AND BIH ESP GIB GRC HRV ITA MKD MLT MNE PRT SMR SRB SVN VAT XKX",
    "Western Africa": "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SHN SLE TGO",
    "Western Asia": "ARE ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM",
    "Western Europe": "AUT BEL CHE DEU FRA LIE LUX MCO NLD",
}

_OF_SUBREGIONS: Final = {
    "Africa": (
        "Eastern Africa", "Middle Africa", "Northern Africa", "Southern Africa", "Western Africa",
    ),
    "Americas": ("Caribbean", "Central America", "Northern America", "South America"),
    "Latin America and the Caribbean": ("Caribbean", "Central America", "South America"),
    "Asia": (
        "Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia",
    ),
    "Europe": ("Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"),
    "Oceania": ("Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"),
}  # fmt: skip

_CUSTOMARY: Final = {
    "Balkans": "ALB BGR BIH GRC HRV MKD MNE ROU SRB SVN XKX",
    "Caucasus": "ARM AZE GEO",
    "Horn of Africa": "DJI ERI ETH SOM",
    "Middle East": "ARE BHR CYP EGY IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM",
    "Sahel": "BFA CMR ERI GIN GMB MLI MRT NER NGA SDN SEN TCD",
}

SUBREGIONS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(codes.split()) for name, codes in _M49.items()
}
"""Of UN M49, by name; each country of ISO 3166-1 is in one, Kosovo (XKX) in Southern Europe."""

REGIONS: Final[dict[str, frozenset[str]]] = {
    **SUBREGIONS,
    **{
        name: frozenset().union(*(SUBREGIONS[part] for part in parts))
        for name, parts in _OF_SUBREGIONS.items()
    },
    **{name: frozenset(codes.split()) for name, codes in _CUSTOMARY.items()},
}
"""All that can be named, by name."""

_BY_COUNTRY: Final = {code: name for name, codes in SUBREGIONS.items() for code in codes}


def subregion_of(country: str) -> str | None:
    """Return the UN M49 subregion of a country by its ISO 3166-1 alpha-3 code."""
    return _BY_COUNTRY.get(country)
