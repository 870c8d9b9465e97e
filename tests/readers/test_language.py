"""English is accepted, other languages are not, and what is no language is not judged."""

import json
from pathlib import Path

import pytest

from tallyspan.readers.language import language_of

FOREIGN = {
    "de": "Die Regierung in Berlin hat am Montag beschlossen, die Ausgaben für Straßen und Schienen um 3,5 Prozent auf 12 "
    "Milliarden Euro zu erhöhen. Der Finanzminister sagte, das Geld solle vor allem in den Ausbau der Bahn fließen. Die "
    "Opposition kritisierte die Pläne als unzureichend und forderte weitere Schritte.",
    "fr": "Le gouvernement a annoncé lundi que les dépenses pour les routes augmenteraient de 3,5 % pour atteindre 12 "
    "milliards d'euros. Le ministre des Finances a déclaré que cet argent servirait surtout à moderniser le réseau "
    "ferroviaire. L'opposition a jugé ces mesures insuffisantes et demande d'autres efforts.",
    "es": "El gobierno anunció el lunes que el gasto en carreteras aumentará un 3,5 % hasta alcanzar los 12.000 millones de "
    "euros. El ministro de Hacienda dijo que el dinero se destinará sobre todo a modernizar los trenes. La oposición "
    "considera que las medidas son insuficientes y pide nuevos esfuerzos.",
    "ru": "Правительство объявило в понедельник, что расходы на дороги вырастут на 3,5 процента и достигнут 12 миллиардов "
    "евро. Министр финансов заявил, что деньги пойдут прежде всего на обновление железных дорог. Оппозиция назвала эти "
    "меры недостаточными и потребовала дальнейших шагов от правительства страны.",
    "nl": "De regering heeft maandag bekendgemaakt dat de uitgaven voor wegen met 3,5 procent stijgen tot 12 miljard euro. De "
    "minister van Financiën zei dat het geld vooral naar de vernieuwing van het spoor gaat. De oppositie noemt de plannen "
    "onvoldoende en vraagt om verdere stappen.",
    "zh": "政府星期一宣布，道路支出将增长百分之三点五，达到一百二十亿欧元。财政部长表示，这笔资金将主要用于铁路的现代化改造。"
    "反对党认为这些措施远远不够，要求政府采取进一步行动。分析人士指出，今年的经济增长可能低于预期。" * 3,
}
ENGLISH = (
    "The government said on Monday that spending on roads would rise by 3.5 percent to 12 billion euros. The finance "
    "minister said the money would go above all to the modernisation of the railways. The opposition called the plans "
    "insufficient and asked for further steps."
)


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages(language: str) -> None:
    assert language_of(FOREIGN[language], 200) == language


@pytest.mark.parametrize("language", FOREIGN)
def test_a_long_article_in_another_language(language: str) -> None:
    assert language_of("\n\n".join([FOREIGN[language]] * 30), 200) == language


SHORT = {
    "fr": "Le gouvernement a annoncé lundi que les dépenses pour les routes augmenteraient de 3,5 % pour atteindre 12 milliards.",
    "de": "Die Regierung hat am Montag beschlossen, die Ausgaben für Straßen um 3,5 Prozent zu erhöhen.",
    "ru": "Экспорт вырос на 3% в мае.",
    "el": "Οι εξαγωγές αυξήθηκαν κατά 3%.",
    "zh": "政府星期一宣布，道路支出将增长百分之三点五。",
}


@pytest.mark.parametrize("language", SHORT)
def test_a_short_text_that_is_surely_foreign(language: str) -> None:
    assert language_of(SHORT[language], 200) == language


def test_a_short_english_text_is_never_taken_for_foreign(shared: Path) -> None:
    with (shared / "corpora" / "open_news.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    heads = [" ".join(text.split()[:count]) for text in texts for count in (12, 20, 30)]
    assert len(heads) > 1000
    assert [head for head in heads if language_of(head, 200) not in {None, "en"}] == []


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), ENGLISH.lower(), ENGLISH * 20])
def test_english(text: str) -> None:
    assert language_of(text, 200) == "en"


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("place", [0, 10, 20])
def test_english_with_a_foreign_quotation(language: str, place: int) -> None:
    paragraphs = [ENGLISH] * 20
    paragraphs.insert(place, FOREIGN[language])
    assert language_of("\n".join(paragraphs), 200) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kurz und gut: 5 Prozent.",
        "1,234 5.6% " * 1000,
        "x" * 100_000,
        "la " * 1000,
        "))(( -- ++ " * 500,
        "— … „ “ " * 500,
        "a1b2c3d4e5f6 " * 500,
        "\x00\x01" * 500,
    ],
)
def test_what_cannot_be_judged(text: str) -> None:
    assert language_of(text, 200) is None


def test_how_much_it_takes_is_an_option() -> None:
    assert language_of(ENGLISH[:100], 200) is None
    assert language_of(ENGLISH[:100], 80) == "en"


def test_all_articles_at_hand_are_english(shared: Path) -> None:
    with (shared / "corpora" / "open_news.jsonl").open(encoding="utf-8") as lines:
        texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
    claims = sorted((shared / "eval" / "dev" / "claims").glob("*.json"))
    texts |= {path.name: json.loads(path.read_text())["text"] for path in claims}
    assert len(texts) == 432
    assert [name for name, text in texts.items() if language_of(text, 200) != "en"] == []
