"""Demonyms: the adjective of each country, and what its people are called; written by hand.

A line is a country (ISO 3166-1 alpha-3, XKX for Kosovo), its adjectives, and after the bar the
plurals of its people if they are not the adjective with an s.
"""

from typing import Final

from tocsin.services.reading.wordlist import words

_TABLE: Final = """
AFG Afghan Afghani | Afghans Afghanis
ALB Albanian
DZA Algerian
AND Andorran
AGO Angolan
ATG Antiguan
ARG Argentine Argentinian Argentinean
ARM Armenian
AUS Australian | Australians Aussies
AUT Austrian
AZE Azerbaijani Azeri
BHS Bahamian
BHR Bahraini
BGD Bangladeshi
BRB Barbadian
BLR Belarusian Belarussian
BEL Belgian
BLZ Belizean
BEN Beninese Beninois |
BTN Bhutanese |
BOL Bolivian
BIH Bosnian | Bosnians Bosniaks
BWA Botswanan Motswana | Batswana
BRA Brazilian
BRN Bruneian
BGR Bulgarian
BFA Burkinabe Burkinabé Burkinese | Burkinabes
BDI Burundian
KHM Cambodian
CMR Cameroonian
CAN Canadian
CPV Cape-Verdean
CAF Central-African
TCD Chadian
CHL Chilean
CHN Chinese |
COL Colombian
COM Comorian Comoran
COD Congolese |
CRI Costa-Rican
CIV Ivorian
HRV Croatian Croat | Croatians Croats
CUB Cuban
CYP Cypriot
CZE Czech
DNK Danish | Danes
DJI Djiboutian
DMA Dominican
ECU Ecuadorian Ecuadorean
EGY Egyptian
SLV Salvadoran Salvadorean
GNQ Equatoguinean
ERI Eritrean
EST Estonian
SWZ Swazi | Swazis
ETH Ethiopian
FJI Fijian
FIN Finnish | Finns
FRA French | Frenchmen
GAB Gabonese |
GMB Gambian
GEO Georgian
DEU German
GHA Ghanaian
GRC Greek
GRL Greenlandic | Greenlanders
GRD Grenadian
GTM Guatemalan
GIN Guinean
GUY Guyanese |
HTI Haitian
HND Honduran
HKG Hongkonger Hong-Konger | Hongkongers Hong-Kongers
HUN Hungarian
ISL Icelandic | Icelanders
IND Indian
IDN Indonesian
IRN Iranian
IRQ Iraqi
IRL Irish | Irishmen
ISR Israeli
ITA Italian
JAM Jamaican
JPN Japanese |
JOR Jordanian
KAZ Kazakh Kazakhstani
KEN Kenyan
KWT Kuwaiti
KGZ Kyrgyz Kyrgyzstani | Kyrgyzstanis
LAO Lao Laotian
LVA Latvian
LBN Lebanese |
LSO Basotho |
LBR Liberian
LBY Libyan
LTU Lithuanian
LUX Luxembourgish | Luxembourgers
MDG Malagasy Madagascan
MWI Malawian
MYS Malaysian
MDV Maldivian
MLI Malian
MLT Maltese |
MRT Mauritanian
MUS Mauritian
MEX Mexican
MDA Moldovan
MNG Mongolian
MNE Montenegrin
MAR Moroccan
MOZ Mozambican
MMR Burmese |
NAM Namibian
NRU Nauruan
NPL Nepalese Nepali | Nepalis
NLD Dutch | Dutchmen
NZL Kiwi | New-Zealanders
NIC Nicaraguan
NER Nigerien
NGA Nigerian
PRK North-Korean
MKD Macedonian North-Macedonian
NOR Norwegian
OMN Omani
PAK Pakistani
PSE Palestinian Gazan
PAN Panamanian
PNG Papuan Papua-New-Guinean
PRY Paraguayan
PER Peruvian
PHL Philippine Filipino Filipina
POL Polish | Poles
PRT Portuguese |
PRI Puerto-Rican
QAT Qatari
ROU Romanian
RUS Russian
RWA Rwandan
WSM Samoan
SAU Saudi Saudi-Arabian
SEN Senegalese |
SRB Serbian Serb
SYC Seychellois |
SLE Sierra-Leonean
SGP Singaporean
SVK Slovak Slovakian
SVN Slovenian Slovene
SLB Solomon-Islander
SOM Somali Somalian
ZAF South-African
KOR South-Korean
SSD South-Sudanese |
ESP Spanish | Spaniards
LKA Sri-Lankan
SDN Sudanese |
SUR Surinamese |
SWE Swedish | Swedes
CHE Swiss |
SYR Syrian
TWN Taiwanese |
TJK Tajik Tajikistani
TZA Tanzanian
THA Thai
TLS Timorese East-Timorese |
TGO Togolese |
TON Tongan
TTO Trinidadian
TUN Tunisian
TUR Turkish | Turks
TKM Turkmen |
UGA Ugandan
UKR Ukrainian
ARE Emirati
GBR British English Scottish Welsh Northern-Irish | Britons Brits Scots Englishmen
USA American Texan Californian Floridian Oregonian Hawaiian Alaskan New-Yorker
URY Uruguayan
UZB Uzbek Uzbekistani
VUT Vanuatuan
VEN Venezuelan
VNM Vietnamese |
YEM Yemeni Yemenite
ZMB Zambian
ZWE Zimbabwean
XKX Kosovar Kosovan Kosovo-Albanian
"""

_NO_PLURAL: Final = ("ese", "ish", "ch", "ss", "sh")


def _demonyms() -> tuple[dict[str, str], dict[str, str]]:
    adjectives: dict[str, str] = {}
    plurals: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        head, bar, tail = line.partition("|")
        country, *words = (word.replace("-", " ") for word in head.split())
        adjectives.update(dict.fromkeys(words, country))
        own = [word.replace("-", " ") for word in tail.split()]
        if not bar:
            own = [word + "s" for word in words if not word.endswith(_NO_PLURAL)]
        plurals.update(dict.fromkeys(own, country))
    return adjectives, plurals


ADJECTIVES, PLURALS = _demonyms()
"""As printed ("North Korean", "Iraqis"), each with its country."""

PEOPLE_ADJECTIVES: Final = frozenset(word.lower().rpartition(" ")[2] for word in ADJECTIVES)
"""Last words of the adjectives, lower case: "Chinese" in "20 Chinese were held"."""

PEOPLE_PLURALS: Final = frozenset(word.lower().rpartition(" ")[2] for word in PLURALS) | words("""
africans asians europeans arabs kurds shiites shias sunnis alawites druze yazidis assyrians
chechens dagestanis tamils uyghurs uighurs tibetans baloch pashtuns hazaras tuaregs berbers
tigrayans amharas oromos zulus hutus tutsis albanians serbs croats muscovites catalans basques
kashmiris punjabis sikhs hindus gazans hongkongers crimeans texans californians floridians
oregonians parisians londoners westerners northerners southerners easterners jews
""")
"""Last words of the plurals, lower case, with peoples that have no country of their own."""
