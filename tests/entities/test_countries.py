"""Every country and its people, in every name that CLDR has and every form in the rule data, in many sentences."""

from collections.abc import Iterator

import pytest
from babel import Locale

from tallyspan import rules
from tallyspan.entities import EntityReader
from tallyspan.model import Article

NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}  # unions and test codes
OF_COUNTRIES = [
    "Officials in {} said so on the record.",
    "{} signed the treaty.",
    "Trade with {} grew fast.",
    "the government of {} (and others)",
    "{}'s economy shrank.",
    "They visited {}, too.",
    "\n{}: exports fell",
    "a {}-based firm",
    "He left {}.",
    "“{}” was printed on it.",
]
OF_PEOPLES = [
    "{} officials said so.",
    "The {} government fell.",
    "Two {} were hurt.",
    "a {}-owned firm",
    "the {}'s view",
    "Most {}, however, came.",
    "It was a ({}) idea.",
]
# Independent of the rule data: what an atlas gives.
PEOPLES = {
    "AF": "Afghan Afghans",
    "AM": "Armenian Armenians",
    "AR": "Argentine Argentines",
    "AZ": "Azerbaijani Azerbaijanis",
    "BA": "Bosnian",
    "BE": "Belgian Belgians",
    "BF": "Burkinabe",
    "BJ": "Beninese",
    "BW": "Botswanan",
    "CH": "Swiss",
    "CI": "Ivorian Ivorians",
    "CN": "Chinese",
    "CY": "Cypriot Cypriots",
    "CZ": "Czech Czechs",
    "DE": "German Germans",
    "DK": "Danish Danes",
    "ES": "Spanish Spaniards",
    "FI": "Finnish Finns",
    "FR": "French Frenchman Frenchmen",
    "GB": "British Britons English Scottish Scots Welsh Englishman",
    "GH": "Ghanaian Ghanaians",
    "GR": "Greek Greeks",
    "HT": "Haitian Haitians",
    "IE": "Irish Irishmen",
    "IL": "Israeli Israelis",
    "IQ": "Iraqi Iraqis",
    "IS": "Icelandic Icelanders",
    "KG": "Kyrgyz",
    "KZ": "Kazakh Kazakhs",
    "LB": "Lebanese",
    "LU": "Luxembourgish",
    "MG": "Malagasy",
    "MM": "Burmese",
    "MN": "Mongolian Mongolians",
    "NE": "Nigerien Nigeriens",
    "NG": "Nigerian Nigerians",
    "NL": "Dutch Dutchman",
    "NO": "Norwegian Norwegians",
    "NP": "Nepalese Nepali",
    "NZ": "New Zealanders",
    "PE": "Peruvian",
    "PH": "Filipino Filipinos Philippine",
    "PL": "Polish Poles",
    "PS": "Palestinian Palestinians",
    "PT": "Portuguese",
    "SA": "Saudi Saudis",
    "SE": "Swedish Swedes",
    "SI": "Slovenian Slovenes",
    "SK": "Slovak Slovaks",
    "SO": "Somali Somalis",
    "TH": "Thai Thais",
    "TJ": "Tajik Tajiks",
    "TL": "Timorese",
    "TM": "Turkmen",
    "TR": "Turkish Turks",
    "TW": "Taiwanese",
    "TZ": "Tanzanian",
    "UA": "Ukrainian Ukrainians",
    "US": "American Americans",
    "UZ": "Uzbek Uzbeks",
    "VN": "Vietnamese",
    "YE": "Yemeni Yemenis",
    "ZA": "South African",
    "ZW": "Zimbabwean Zimbabweans",
}


@pytest.fixture(scope="module")
def reader() -> EntityReader:
    return EntityReader()


def missed(reader: EntityReader, label: str, names: Iterator[tuple[str, str]], sentences: list[str]) -> tuple[list[str], int]:
    """Return the sentences whose name did not come out whole as ``label`` with its code, and the number of all."""
    wrong, number = [], 0
    for code, name in names:
        for sentence in sentences:
            text = sentence.replace("{}", name)
            start = text.index(name)
            number += 1
            expected = (start, label, code)
            if not any((one.start, one.label, one.entity_id) == expected for one in reader.read(Article(text), [], [])):
                wrong.append(text)
    return wrong, number


def test_names_of_cldr(reader: EntityReader) -> None:
    territories = Locale("en").territories
    names = [(str(code), str(name)) for code, name in territories.items() if len(str(code)) == 2 and code not in NO_COUNTRIES]
    assert len(names) > 250
    wrong, number = missed(reader, "GPE", iter(names), OF_COUNTRIES)
    assert 1 - len(wrong) / number >= 0.99, wrong


def test_names_of_cldr_in_capitals(reader: EntityReader) -> None:
    territories = Locale("en").territories
    names = [
        (str(code), str(name).upper()) for code, name in territories.items() if len(str(code)) == 2 and code not in NO_COUNTRIES
    ]
    wrong, number = missed(reader, "GPE", iter(names), ["OFFICIALS IN {} SAID SO", "{}, JULY 4 - It rose."])
    assert 1 - len(wrong) / number >= 0.99, wrong


def test_peoples_of_the_rule_data(reader: EntityReader) -> None:
    names = ((code, form) for code, forms in rules.read("country")["people"].items() for form in forms)
    wrong, number = missed(reader, "NORP", names, OF_PEOPLES)
    assert 1 - len(wrong) / number >= 0.99, wrong


def test_peoples_of_an_atlas(reader: EntityReader) -> None:
    names = (
        (code, form)
        for code, forms in PEOPLES.items()
        for form in (forms.split() if " " in forms and code not in {"NZ", "ZA"} else [forms])
    )
    wrong, number = missed(reader, "NORP", names, OF_PEOPLES)
    assert 1 - len(wrong) / number >= 0.99, wrong
