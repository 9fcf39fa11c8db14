"""Credit lines of many houses and languages. All names of persons are invented."""

from __future__ import annotations

import pytest

from archive_app.domain.credits import KnownName, as_json, parse_credit, vocabulary_names

CREATOR, PROVIDER, DISTRIBUTOR = "creator", "provider", "distributor"
PARTIES = [
    # English
    ("(AP Photo/Jane Sample, File)", [("AP", PROVIDER), ("Jane Sample", CREATOR)]),
    ("AP Video by Jane Sample", [("AP", PROVIDER), ("Jane Sample", CREATOR)]),
    ("Jane Sample/AFP via Getty Images", [("Jane Sample", CREATOR), ("AFP", PROVIDER), ("Getty Images", DISTRIBUTOR)]),
    ("Sample Ministry/Handout via REUTERS", [("Sample Ministry", PROVIDER), ("REUTERS", DISTRIBUTOR)]),
    ("photo via Roscosmos Space Agency/AP", [("Roscosmos Space Agency", PROVIDER), ("AP", DISTRIBUTOR)]),
    ("Roscosmos Space Agency via AP", [("Roscosmos Space Agency", PROVIDER), ("AP", DISTRIBUTOR)]),
    ("Photo by Jane Sample on Unsplash", [("Jane Sample", CREATOR), ("Unsplash", PROVIDER)]),
    ("Image by Jane Sample from Pixabay", [("Jane Sample", CREATOR), ("Pixabay", PROVIDER)]),
    ("Photograph by Jane Sample for Sample Daily", [("Jane Sample", CREATOR), ("Sample Daily", PROVIDER)]),
    ("Jane Sample/Special to The Chronicle", [("Jane Sample", CREATOR), ("The Chronicle", PROVIDER)]),
    ("Courtesy of the Sample Museum", [("the Sample Museum", "courtesy")]),
    ("Courtesy Sample Lab/Handout via REUTERS", [("Sample Lab", "courtesy"), ("REUTERS", DISTRIBUTOR)]),
    ("Jane Sample (Sample University)", [("Jane Sample", CREATOR), ("Sample University", PROVIDER)]),
    ("Sample Valley University (SVU)", [("Sample Valley University (SVU)", PROVIDER)]),
    ("Royal Sample Society, London, UK", [("Royal Sample Society, London, UK", PROVIDER)]),
    ("Institute for Sample Studies", [("Institute for Sample Studies", PROVIDER)]),
    ("NASA/JPL-Caltech/Sample Lab", [("NASA", PROVIDER), ("JPL-Caltech", PROVIDER), ("Sample Lab", PROVIDER)]),
    ("ESA/NASA–J. Sample", [("ESA", PROVIDER), ("NASA", PROVIDER), ("J. Sample", CREATOR)]),
    ("NASA, ESA, and J. Sample", [("NASA", PROVIDER), ("ESA", PROVIDER), ("J. Sample", CREATOR)]),
    ("Left image: Sample News Agency, right image: Jane Sample",
     [("Sample News Agency", PROVIDER), ("Jane Sample", CREATOR)]),
    ("L: Jane Sample/AP; R: John Probe/Reuters",
     [("Jane Sample", CREATOR), ("AP", PROVIDER), ("John Probe", CREATOR), ("Reuters", PROVIDER)]),
    ("Photos: Jane Sample, John Probe and Ana Muestra",
     [("Jane Sample", CREATOR), ("John Probe", CREATOR), ("Ana Muestra", CREATOR)]),
    ("sample_77/Shutterstock", [("sample_77", CREATOR), ("Shutterstock", PROVIDER)]),
    ("Jane Sample Getty Images", [("Jane Sample", CREATOR), ("Getty Images", PROVIDER)]),
    ("Provided by The Guardian Photograph: Jane Sample/AFP",
     [("The Guardian", DISTRIBUTOR), ("Jane Sample", CREATOR), ("AFP", PROVIDER)]),
    ("© 2021 Sample Studios LLC", [("Sample Studios LLC", "rights_holder")]),
    ("© Reuters", [("Reuters", PROVIDER)]),
    ("Screenshot by Jane Sample/CNET", [("Jane Sample", CREATOR), ("CNET", PROVIDER)]),
    ("Roscosmos/video capture Cité de l'espace.", [("Roscosmos", "depicted_source"), ("Cité de l'espace", CREATOR)]),
    ("Dr. Jane Sample", [("Dr. Jane Sample", CREATOR)]),
    ("Jane Sample-USA TODAY Sports", [("Jane Sample", CREATOR), ("USA TODAY Sports", PROVIDER)]),
    ("AFP-JIJI", [("AFP", PROVIDER), ("JIJI", DISTRIBUTOR)]),
    ("BELGA PHOTO JAN VOORBEELD", [("BELGA", PROVIDER), ("JAN VOORBEELD", CREATOR)]),
    ("Mandatory Credit: Jane Sample / Shutterstock (10234567a)",
     [("Jane Sample", CREATOR), ("Shutterstock", PROVIDER)]),
    ("Photo by Sia EXEMPLE / AFP", [("Sia EXEMPLE", CREATOR), ("AFP", PROVIDER)]),
    ("Sample SIA", [("Sample SIA", PROVIDER)]),
    ("Photo Credit: Special Arrangement", []),
    ("Fotoğraf: AA", [("AA", PROVIDER)]),
    ("Снимка: БТА", [("БТА", PROVIDER)]),
    ("Φωτογραφία: EUROKINISSI", [("EUROKINISSI", PROVIDER)]),
    ("צילום: רויטרס", [("רויטרס", PROVIDER)]),
    # German
    ("picture alliance/dpa | Jana Muster",
     [("picture alliance", DISTRIBUTOR), ("dpa", PROVIDER), ("Jana Muster", CREATOR)]),
    ("Jana Muster/dpa | Jana Muster", [("Jana Muster", CREATOR), ("dpa", PROVIDER)]),
    ("© mit freundlicher Genehmigung von Jana Muster", [("Jana Muster", "courtesy")]),
    ("Foto: Jana Muster. Styling: Karl Probe", [("Jana Muster", CREATOR), ("Karl Probe", "unknown")]),
    ("Quelle: Jana Muster (Text), Karl Probe (Bild)", [("Jana Muster", "unknown"), ("Karl Probe", CREATOR)]),
    ("© Jana Muster/VG Bild-Kunst, Bonn", [("Jana Muster", "rights_holder"), ("VG Bild-Kunst, Bonn", "rights_holder")]),
    ("© Gemeinde Musterhausen", [("Gemeinde Musterhausen", "rights_holder")]),
    # French
    ("Photo Jeanne Exemple. AFP", [("Jeanne Exemple", CREATOR), ("AFP", PROVIDER)]),
    ("Crédit photo : © Jeanne Exemple / Hans Lucas via AFP",
     [("Jeanne Exemple", CREATOR), ("Hans Lucas", PROVIDER), ("AFP", DISTRIBUTOR)]),
    ("Photo: Jeanne Exemple Archives Le Devoir", [("Jeanne Exemple", CREATOR), ("Le Devoir", PROVIDER)]),
    ("Capture d’écran / TF1", [("TF1", "depicted_source")]),
    # Spanish, Portuguese, Italian
    ("EFE/EPA/JUANA EJEMPLO", [("EFE", DISTRIBUTOR), ("EPA", PROVIDER), ("JUANA EJEMPLO", CREATOR)]),
    ("Juana Ejemplo vía Reuters", [("Juana Ejemplo", CREATOR), ("Reuters", DISTRIBUTOR)]),
    ("Foto: Cortesía de Juana Ejemplo", [("Juana Ejemplo", "courtesy")]),
    ("Foto: Juana Ejemplo (REUTERS) | Vídeo: Agencia Muestra",
     [("Juana Ejemplo", CREATOR), ("REUTERS", PROVIDER), ("Agencia Muestra", PROVIDER)]),
    ("Foto: Joana Exemplo/Agência Brasil", [("Joana Exemplo", CREATOR), ("Agência Brasil", PROVIDER)]),
    ("Foto: Giovanna Esempio/ANSA", [("Giovanna Esempio", CREATOR), ("ANSA", PROVIDER)]),
    # Russian, Ukrainian
    ("Фото: ТАСС/Иван Примеров", [("ТАСС", PROVIDER), ("Иван Примеров", CREATOR)]),
    ("Фото:личный архив Анны Примеровой", [("Анны Примеровой", "courtesy")]),
    ("Фото: пресс-служба Роскосмоса", [("пресс-служба Роскосмоса", PROVIDER)]),
    ("Фото: Іван Прикладенко / УНІАН", [("Іван Прикладенко", CREATOR), ("УНІАН", PROVIDER)]),
    # Nordic, Baltic
    ("Foto: Per Eksempel / Ritzau Scanpix", [("Per Eksempel", CREATOR), ("Ritzau Scanpix", PROVIDER)]),
    ("Foto: Ola Prøve / NTB", [("Ola Prøve", CREATOR), ("NTB", PROVIDER)]),
    ("Foto: Sven Exempel/TT", [("Sven Exempel", CREATOR), ("TT", PROVIDER)]),
    ("Kuva: Matti Esimerkki / Lehtikuva", [("Matti Esimerkki", CREATOR), ("Lehtikuva", PROVIDER)]),
    ("Foto: Jānis Piemērs/LETA", [("Jānis Piemērs", CREATOR), ("LETA", PROVIDER)]),
    # Chinese, Japanese, Korean, Arabic
    ("新华社记者 李某某 摄", [("新华社", PROVIDER), ("李某某", CREATOR)]),
    ("图片来源：视觉中国", [("视觉中国", PROVIDER)]),
    ("写真：ロイター/アフロ", [("ロイター", PROVIDER), ("アフロ", DISTRIBUTOR)]),
    ("＝ＡＰ", [("ＡＰ", PROVIDER)]),
    ("사진=연합뉴스", [("연합뉴스", PROVIDER)]),
    ("صورة: رويترز", [("رويترز", PROVIDER)]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), PARTIES, ids=[line for line, _ in PARTIES])
def test_parties_and_their_roles(line: str, expected: list[tuple[str, str]]) -> None:
    parsed = parse_credit(line)
    assert [(party.name, party.role) for party in parsed.value.parties] == expected
    assert all(line[party.start : party.end] == party.name for party in parsed.value.parties)
    assert "".join(parsed.value.literals) == line


@pytest.mark.parametrize(
    "line",
    ["Handout", "Foto: Privat", "Photo : DR", "(FUENTE EXTERNA)", "Source: Supplied", "STR", "Fotos: Archiv", "-", "©",
     "File photo", "Фото из открытых источников", "How rockets are built and how they fly to the moon"],
)  # fmt: skip
def test_words_that_name_nobody(line: str) -> None:
    assert parse_credit(line).value.parties == ()


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("(Photo by Jane Sample / Getty Images)", "Jane Sample/Getty Images"),
        ("– Bild: Jana Muster, Lizenz CC BY-SA 4.0", "Jana Muster"),
        ("Image © 2019 Jane Sample", "Jane Sample"),
        ("Courtesy of Sample Lab.", "Courtesy of Sample Lab"),
        ("Photo: Jane Sample Jr.", "Jane Sample Jr."),
        ("Jane Sample [Public domain], via Wikimedia Commons", "Jane Sample, via Wikimedia Commons"),
        ("(Public domain)", "Public domain"),
        ("(Jane Sample (Getty))", "Jane Sample (Getty)"),
        ("Rubriklistenbild: © KCNA/dpa", "KCNA/dpa"),
        ("Credit...Jane Sample/The New York Times", "Jane Sample/The New York Times"),
        ("Image source, Getty Images", "Getty Images"),
        ("Photo credit should read JANE SAMPLE/AFP", "JANE SAMPLE/AFP"),
        ("", ""),
    ],
)
def test_the_normalised_line(line: str, credit: str) -> None:
    assert parse_credit(line).credit == credit


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("AP Photo/Jane Sample, Pool", ("pool",)),
        ("(AP Photo/Jane Sample, File)", ("file_photo",)),
        ("Example Ministry/Handout via REUTERS", ("handout",)),
        ("Jane Sample/Pool Photo via AP", ("pool",)),
        ("Courtesy of Sample Lab", ("courtesy",)),
        ("Screenshot: Sample TV", ("screenshot",)),
        ("Roscosmos/video capture Sample Museum", ("video_capture",)),
        ("Composite: Jane Sample/AP", ("composite",)),
        ("Foto: beigestellt", ("supplied",)),
        ("Staff photo by Jane Sample", ("staff",)),
        ("STR/AFP via Getty Images", ("stringer",)),
        ("Uncredited/AP/dpa", ("uncredited",)),
        ("Roscosmos Space Agency via AP", ("handout",)),
        ("Roscosmos Press Service", ("handout",)),
        ("NASA", ()),
        ("Jane Sample/AP", ()),
    ],
)
def test_flags(line: str, flags: tuple[str, ...]) -> None:
    assert parse_credit(line).value.flags == flags


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("Jane Sample / Wikimedia Commons / CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("Sampler (CC0)", "CC0-1.0"),
        ("Jane Sample, CC-BY-NC-ND 3.0 de", "CC-BY-NC-ND-3.0-DE"),
        ("Jane Sample, https://creativecommons.org/licenses/by/2.0/", "CC-BY-2.0"),
        ("Jane Sample (Creative Commons Attribution-ShareAlike 3.0)", "CC-BY-SA-3.0"),
        ("Foto: gemeinfrei", "public-domain"),
        ("Jane Sample / Unsplash License", "LicenseRef-Unsplash"),
        ("CCTV / Accra", ""),
        ("Jane Sample/AP", ""),
    ],
)
def test_licences(line: str, licence: str) -> None:
    assert parse_credit(line).value.licence == licence


@pytest.mark.parametrize(
    ("line", "year", "medium"),
    [
        ("2011 Getty Images", 2011, ""),
        ("© 2019–2021 Jane Sample", 2019, ""),
        ("Photo: Jane Sample", None, "photo"),
        ("Bild: Jana Muster", None, ""),
        ("Vídeo: Juana Ejemplo", None, "video"),
        ("коллаж: Анна Примерова", None, "illustration"),
        ("Photo illustration by Jane Sample", None, "illustration"),
        ("Screenshot: Sample TV", None, "screenshot"),
        ("新华社记者 李某某 摄", None, "photo"),
    ],
)
def test_year_and_medium(line: str, year: int | None, medium: str) -> None:
    value = parse_credit(line).value
    assert (value.year, value.medium) == (year, medium)


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Jane Sample / Sample Times", ["person", "organization"]),
        ("@sample/Instagram", ["unknown", "organization"]),
        ("Zorvan Quell (Sportunion Probe)", ["person", "organization"]),
        ("J. Sample/Zorvan Quell", ["person", "organization"]),
    ],
)
def test_kinds(line: str, kinds: list[str]) -> None:
    assert [party.kind for party in parse_credit(line).value.parties] == kinds


def test_names_of_the_catalogue_are_linked() -> None:
    index = vocabulary_names().copy()
    index.add(["Zorvan Quell"], KnownName("Quell Pictures", "organization", "picture_agency", 41))
    parties = parse_credit("Jane Sample/AP/Zorvan Quell", known=index).value.parties
    assert [(party.name, party.role, party.authority_id) for party in parties] == [
        ("Jane Sample", "creator", None),
        ("AP", "provider", None),
        ("Zorvan Quell", "distributor", 41),
    ]


def test_the_form_of_the_command_line() -> None:
    assert as_json(parse_credit("Foto: Jana Muster/dpa")) == {
        "text": "Foto: Jana Muster/dpa",
        "credit": "Jana Muster/dpa",
        "parties": [
            {"name": "Jana Muster", "role": "creator", "kind": "person"},
            {"name": "dpa", "role": "provider", "kind": "organization"},
        ],
        "flags": [],
        "licence": None,
        "year": None,
        "medium": "photo",
        "literal": ["Foto: ", "Jana Muster", "/", "dpa"],
    }
