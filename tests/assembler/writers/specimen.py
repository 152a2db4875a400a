"""A Document with every block, row kind, layout, chart kind and inline, written by hand as compose would hand it over.

All writers, and the checks of what they wrote, are tried on it. Solvik is an invented municipality.
"""

import struct
import zlib
from decimal import Decimal

from assembler.document.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Cover,
    Document,
    FactBox,
    Figure,
    GoalNode,
    GoalTree,
    ItemList,
    KeyFigure,
    KeyFigures,
    ListItem,
    MarginNote,
    Narrative,
    Paragraph,
    Quote,
    Row,
    Section,
    Share,
    Table,
)
from assembler.document.chart import Basis, ChartData, ChartKind, Point, Series, Target
from assembler.document.inline import (
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    StatusMark,
    Strong,
    Text,
)
from assembler.messages.numbers import MISSING, amount_text


def t(text: str) -> Inlines:
    return (Text(text),)


def p(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children))


def amount(value: int | None, sign: bool = False, decimals: int = 0) -> Cell:
    if value is None:
        return Cell(t(MISSING))
    return Cell(t(amount_text(Decimal(value), sign=sign)), Decimal(value), decimals)


def label(text: str) -> Cell:
    return Cell(t(text))


YEARS: tuple[tuple[str, str, Basis], ...] = (
    ("Regnskap", "2024", "accounts"),
    ("Budsjett", "2025", "budget"),
    ("Budsjett", "2026", "budget"),
    ("Plan", "2027", "plan"),
    ("Plan", "2028", "plan"),
    ("Plan", "2029", "plan"),
)


def year_columns(first: int = 0, width: str = "15.8") -> tuple[Column, ...]:
    return tuple(
        Column(name, "amount", year, basis, year == "2026", Decimal(width)) for name, year, basis in YEARS[first:]
    )


def schedule() -> Table:
    nr = iter(range(1, 40))

    def row(text: str, *values: int, kind: str = "body") -> Row:
        return Row((label(str(next(nr))), label(text), *(amount(value) for value in values)), kind)  # type: ignore[arg-type]

    def group(text: str) -> Row:
        return Row((label(text),), "group")

    rows = (
        group("Driftsinntekter"),
        row("Rammetilskudd", 842310, 871400, 912650, 921300, 928900, 935200),
        row("Inntekts- og formuesskatt", 756920, 781000, 815400, 823500, 831800, 840100),
        row("Eiendomsskatt", 68240, 69000, 70500, 71000, 71500, 72000),
        row("Andre skatteinntekter", 1215, 1200, 1200, 1200, 1200, 1200),
        row("Sum driftsinntekter", 1668685, 1722600, 1799750, 1817000, 1833400, 1848500, kind="sum"),
        group("Driftsutgifter"),
        row("Lønnsutgifter", 1132400, 1122100, 1159800, 1158600, 1156900, 1154300),
        row("Sosiale utgifter", 298760, 307300, 318400, 318100, 317600, 316900),
        row("Overføringer og tilskudd til andre", 121930, 104200, 106700, 106300, 106300, 106300),
        row("Avskrivninger", 104620, 109800, 114300, 119600, 126800, 131900),
        row("Sum driftsutgifter", 1657710, 1643400, 1699200, 1702600, 1707600, 1709400, kind="sum"),
        row("Brutto driftsresultat", 10975, 79200, 100550, 114400, 125800, 139100, kind="result"),
        group("Finans"),
        row("Renteinntekter", 38410, 33200, 30100, 28400, 27600, 27100),
        row("Gevinster og tap på finansielle omløpsmidler", 3870, 0, 0, 0, 0, 0),
        row("Renteutgifter", 101340, 97800, 94600, 95900, 98700, 100200),
        row("Avdrag på lån", 82700, 86900, 91400, 96300, 102800, 107400),
        row("Netto finansutgifter", 141760, 151500, 155900, 163800, 173900, 180500, kind="sum"),
        row("Motpost avskrivninger", 104620, 109800, 114300, 119600, 126800, 131900),
        row("Netto driftsresultat", -26165, 37500, 58950, 70200, 78700, 90500, kind="result"),
    )
    return Table(
        "skjema-1",
        t("Økonomisk oversikt etter art – drift (§ 5-6)"),
        (Column("Nr.", "line-number", width=Decimal("6.5")), Column("Linje og post", "label"), *year_columns()),
        rows,
        "Skjema 1",
        "1000 kroner. Positivt resultat er overskudd. Faste 2026-priser fra 2026.",
        "Én rad for hver linje i forskriften, én kolonne for hvert år. Summene står under linjene som de summerer.",
        (t("Bevilgninger til avskrivninger påvirker ikke netto driftsresultat."),),
        "schedule",
    )


def measures() -> Table:
    def measure(nr: str, title: str, text: str, *values: int) -> tuple[Row, Row]:
        cells = (label(nr), label(title), *(amount(value, sign=True) for value in values))
        return Row(cells), Row((label(text),), "detail")

    return Table(
        "tiltak-drift",
        t("Tiltak i drift, Helse og mestring"),
        (
            Column("Nr.", "text", width=Decimal(13)),
            Column("Tiltak", "label"),
            *year_columns(2, "18"),
        ),
        (
            *measure(
                "H-01",
                "Flere faste stillinger i hjemmetjenesten",
                "Tolv årsverk flyttes fra vikarbudsjettet til faste, hele stillinger. Nettoøkningen er fire årsverk.",
                7800,
                7800,
                7800,
                7800,
            ),
            *measure(
                "H-02",
                "Digitalt tilsyn og medisineringsstøtte",
                "Digitalt tilsyn innføres i tre soner i 2026 og i resten av kommunen i 2027.",
                1900,
                -1200,
                -3400,
                -3400,
            ),
            *measure(
                "H-05",
                "Felles innkjøp av hjelpemidler",
                "Ny rammeavtale med fem kommuner gjelder fra 1. mars 2026.",
                -900,
                -1400,
                -1400,
                -1400,
            ),
            Row((label(""), label("Sum tiltak"), *(amount(v, sign=True) for v in (8800, 5200, 3000, 3000))), "sum"),
        ),
        "Tabell 2.1",
        "1000 kroner, faste 2026-priser. Minus betyr lavere netto utgift.",
        "Hver rad er et tiltak med tekst under tittelen og beløp for fire år.",
        (),
        "measures",
    )


def plain_table() -> Table:
    status = Cell((StatusMark("attention", "Krever oppfølging"),))
    return Table(
        "investeringer",
        t("Store investeringer 2026–2029"),
        (
            Column("Prosjekt", "label"),
            Column("Status", "status", width=Decimal(38)),
            Column("Ferdig", "number", width=Decimal(16)),
            Column("Budsjett", "amount", "2026", "budget", True, Decimal(18)),
            Column("Plan", "amount", "2027", "plan", False, Decimal(18)),
        ),
        (
            Row((label("Skole og helse"),), "group"),
            Row(
                (
                    Cell((Text("Nye Solvik skole"), Footnote("fn-skole", t("Vedtatt i sak 64/2023."), 2))),
                    Cell((StatusMark("on-track", "I rute"),)),
                    Cell(t("2028"), Decimal(2028)),
                    amount(68000),
                    amount(112500),
                )
            ),
            Row((label("Fjordgata helsehus"), status, Cell(t("2027"), Decimal(2027)), amount(41200), amount(None))),
            Row((label("Vann og vei"),), "group"),
            Row(
                (
                    label("Vannbehandling Trollvann"),
                    Cell((StatusMark("delayed", "Forsinket"),)),
                    Cell(t("2029"), Decimal(2029)),
                    amount(0),
                    amount(24800),
                )
            ),
            Row((label("Sum investeringer"), label(MISSING), label(MISSING), amount(109200), amount(137300)), "result"),
        ),
        "Tabell 2.2",
        "1000 kroner, løpende priser, inkludert merverdiavgift",
        "Prosjektene er samlet i to grupper. Siste rad er summen.",
        (t("– betyr at prosjektet ikke har bevilgning det året."), (Text("Kilde: "), Emphasis(t("Solvik kommune")))),
    )


def chart(chart_id: str, number: str, title: str, subtitle: str, data: ChartData, *, table: str = "") -> Chart:
    alt = f"{title}. " + "; ".join(
        f"{series.name}: "
        + ", ".join(f"{name} {point.text}" for name, point in zip(data.categories, series.points, strict=True))
        for series in data.series
    )
    return Chart(chart_id, t(title), data, alt + ".", number, subtitle, "KOSTRA, Statistisk sentralbyrå", table)


def points(
    values: tuple[str, ...], bases: tuple[Basis, ...] = (), strong: int | None = None, sign: bool = False
) -> tuple[Point, ...]:
    return tuple(
        Point(
            Decimal(value) if value else None,
            amount_text(Decimal(value), sign=sign) if value else MISSING,
            bases[index] if bases else "",
            index == strong,
        )
        for index, value in enumerate(values)
    )


def chart_data(kind: ChartKind) -> ChartData:
    """The example of each chart kind."""
    match kind:
        case "columns":
            bases: tuple[Basis, ...] = ("accounts", "accounts", "budget", "budget", "plan", "plan")
            values = points(("2.1", "-1.2", "0.4", "0.9", "1.4", "1.8"), bases, 3)
            years = ("2023", "2024", "2025", "2026", "2027", "2028")
            return ChartData(
                kind, years, (Series("Netto driftsresultat", values),), Target(Decimal("1.75"), "Mål 1,75")
            )
        case "bars":
            values = points(("13.9", "11.6", "12.4"), ("own", "group", "country"), 0)
            return ChartData(kind, ("Solvik", "Gruppe 8", "Landet"), (Series("Andel av driftsutgiftene", values),))
        case "grouped-bars":
            return ChartData(
                kind,
                ("Hjemmetjenester", "Institusjon", "Aktivisering"),
                (
                    Series("Solvik", points(("34.2", "13.9", "5.1"), ("own",) * 3)),
                    Series("Gruppe 8", points(("31.0", "11.6", "4.4"), ("group",) * 3)),
                    Series("Landet", points(("29.7", "12.4", ""), ("country",) * 3)),
                ),
            )
        case "lines":
            bases = ("accounts", "accounts", "accounts", "projection", "projection")
            return ChartData(
                kind,
                ("2010", "2018", "2025", "2032", "2040"),
                (
                    Series("Over 80 år", points(("1020", "1115", "1372", "1910", "2380"), bases)),
                    Series("16–66 år", points(("2210", "2190", "2105", "1990", "1870"), bases)),
                ),
            )
        case "change":
            values = points(("26.9", "14.2", "12.0", "-18.6", "-4.3", "30.2"), ("change",) * 6, 5, sign=True)
            names = ("Lønns- og prisvekst", "Flere eldre", "Nye tiltak", "Innsparinger", "Endret finansiering")
            return ChartData(kind, (*names, "Samlet endring"), (Series("Endring", values),))


def goals() -> GoalTree:
    def task(nr: str, title: str, state: str, word: str) -> GoalNode:
        return GoalNode(f"oppdrag-{nr}", "Oppdrag", nr, title, state=state, state_text=word)  # type: ignore[arg-type]

    first = (
        task("1.1.1", "Innføre digitalt tilsyn i tre soner innen 1. september", "on-track", "I rute"),
        task("1.1.2", "Gi alle nye brukere hverdagsrehabilitering før varig vedtak", "attention", "Krever oppfølging"),
    )
    second = (task("1.2.1", "Åpne fire avlastningsplasser i Fjordgata", "delayed", "Forsinket"),)
    third = (
        task("2.1.1", "Lyse ut alle stillinger i turnus som hele", "done", "Ferdig"),
        task("2.1.2", "Flytte tolv årsverk fra vikarbudsjettet til faste stillinger", "not-started", "Ikke startet"),
    )
    return GoalTree(
        "maltre",
        t("Et trygt liv i hele Solvik"),
        (
            GoalNode(
                "mal-1",
                "Mål",
                "1",
                "Innbyggerne mestrer eget liv lengst mulig",
                children=(
                    GoalNode(
                        "delmal-1-1",
                        "Delmål",
                        "1.1",
                        "Flere bor trygt hjemme",
                        "Andel over 80 år som bor hjemme: 84 prosent. Mål i 2029: 88.",
                        children=first,
                    ),
                    GoalNode("delmal-1-2", "Delmål", "1.2", "Pårørende får avlastning i tide", children=second),
                ),
            ),
            GoalNode(
                "mal-2",
                "Mål",
                "2",
                "Solvik har folk og kompetanse til tjenestene",
                children=(
                    GoalNode("delmal-2-1", "Delmål", "2.1", "Flere arbeider heltid", children=third),
                    GoalNode("delmal-2-2", "Delmål", "2.2", "Sykefraværet går ned", "Sykefravær: 10,2 prosent."),
                ),
            ),
        ),
        ("Mål", "Delmål og indikator", "Oppdrag 2026", "Status"),
        "Tabell 1.1",
        "Status per 31. august 2025",
    )


def picture() -> bytes:
    """A PNG of 160 × 90 pixels in two colours."""
    rows = b"".join(b"\x00" + bytes((40, 96, 112) if y > 45 else (207, 222, 226)) * 160 for y in range(90))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 160, 90, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def images() -> dict[str, bytes]:
    """The pictures that the specimen names."""
    return {"images/fjord.png": picture(), "images/skille.png": picture()}


def reading_guide() -> Section:
    return Section(
        "slik-leser-du",
        t("Slik leser du planen"),
        (
            Paragraph(t("Planen viser hva Solvik kommune skal gjøre de neste fire årene."), "lead"),
            p(
                "Kapittel 1 og 2 gir planen på få sider. Beløp er i 1000 kroner når ikke annet er sagt. Se ",
                CrossReference("helse", "kapittel 2"),
                " og ",
                CrossReference("vedlegg-skjema", "vedlegg 1"),
                ".",
            ),
        ),
        "front",
    )


def economy() -> Section:
    return Section(
        "okonomi",
        t("Økonomiske rammer"),
        (
            Paragraph(t("Lånegjelden øker til 2027 og går deretter ned."), "lead"),
            Narrative("okonomi-01", (gjeld(), *lists())),
            goals(),
            Section("resultat", t("Resultat og gjeld"), result_blocks()),
        ),
        "chapter",
        "1",
    )


def gjeld() -> Paragraph:
    return p(
        "Ved inngangen til 2026 har Solvik ",
        BoundFigure("gjeld.2026", "mill", "1742"),
        " millioner kroner i netto lånegjeld.",
        Footnote(
            "fn-gjeld", (Text("Uten videreutlån og selvkost. Se "), Link("https://www.ssb.no/kostra", t("KOSTRA"))), 1
        ),
        " Det er ",
        Strong((Text("79 prosent"),)),
        " av driftsinntektene, og ",
        Emphasis((Text("ikke "), Strong(t("alle")), Text(" lån"))),
        " er bundet. Rapporten ",
        Foreign("en", t("Government at a Glance")),
        " måler det samme.",
        LineBreak(),
        "Tallene står i ",
        CrossReference("skjema-1", "skjema 1"),
        ", ",
        CrossReference("investeringer", "tabell 2.2"),
        " og ",
        CrossReference("fig-resultat", "figur 1.1"),
        ".",
    )


def lists() -> tuple[Block, ...]:
    inner = ItemList((ListItem((p("Salg av tomter på Nesjordet"),)), ListItem((p("Overføring fra drift"),))))
    return (
        p("Kommunedirektøren foreslår tre grep:"),
        ItemList(
            (
                ListItem((p("Ingen nye byggeprosjekter over 20 millioner kroner før 2029."),)),
                ListItem((p("Inntekter går til å betale ned gjeld:"), inner)),
                ListItem((p("Renten bindes for halvparten av lånene."), p("Bindingen gjelder fra 2026."))),
            )
        ),
        p("Rekkefølgen er denne:"),
        ItemList((ListItem((p("Vedta planen."),)), ListItem((p("Følge den opp."),))), ordered=True),
        p("Deretter, fra punkt tre:"),
        ItemList((ListItem((p("Rapportere."),)), ListItem((p("Lære."),))), ordered=True, start=3),
    )


def result_blocks() -> tuple[Block, ...]:
    return (
        p("Netto driftsresultat kommer over målet i 2028."),
        MarginNote((p(Strong(t("Handlingsregel"))), p("Netto lånegjeld skal ikke være høyere enn 90 prosent."))),
        chart(
            "fig-resultat",
            "Figur 1.1",
            "Resultatet når målet i 2028",
            "Netto driftsresultat i prosent av driftsinntektene, 2023–2028",
            chart_data("columns"),
        ),
        FactBox(
            "slik-regner-vi",
            t("Slik regner vi netto lånegjeld"),
            (
                p("Langsiktig gjeld uten pensjonsforpliktelser, minus videreutlån & ubrukte lånemidler."),
                ItemList((ListItem((p("Gjeld til vann og avløp er med."),)), ListItem((p("Leie er ikke med."),)))),
            ),
        ),
        Quote((p("Vi låner mindre enn vi betaler ned, fra og med 2028."),)),
        Section(
            "usikkerhet",
            t("Den største usikkerheten"),
            (
                p("Faller skatteinntektene én prosent, mister kommunen 8,2 millioner kroner."),
                Section("rente", t("Rente < inflasjon"), (p("Kommunen har bundet renten på 46 prosent av lånene."),)),
            ),
        ),
    )


def health() -> Section:
    figures = KeyFigures(
        "nokkeltall-helse",
        (
            KeyFigure("Ramme 2026", "842,6", "mill. kr", "+30,2 fra 2025 (3,7 prosent)"),
            KeyFigure("Årsverk", "684", "", "+4 fra 2025"),
            KeyFigure("Innbyggere over 80 år", "1372", "", "2380 i 2040 (+73 prosent)"),
            KeyFigure("Heltidsandel", "46", "prosent"),
        ),
    )
    charts = (
        ("fig-endring", "Figur 2.1", "Lønnsvekst og flere eldre forklarer økningen", "change", ""),
        ("fig-eldre", "Figur 2.2", "1000 flere eldre før 2040", "lines", ""),
        ("fig-institusjon", "Figur 2.3", "Solvik bruker mer på institusjon enn andre", "bars", ""),
        ("fig-tjenester", "Figur 2.4", "Hjemmetjenester tar mest i hele landet", "grouped-bars", "investeringer"),
    )
    drawn = tuple(
        chart(chart_id, number, title, "Andel eller antall, 2024", chart_data(kind), table=table)  # type: ignore[arg-type]
        for chart_id, number, title, kind, table in charts
    )
    return Section(
        "helse",
        t("Helse og mestring"),
        (
            Section(
                "nokkeltall",
                t("Nøkkeltall og utfordringer"),
                (figures, p("Området omfatter hjemmetjenester, institusjon og legetjenester."), *drawn[:2]),
            ),
            Section("tiltak", t("Tiltak"), (p("Kommunedirektøren foreslår tre tiltak."), measures(), plain_table())),
            Section(
                "behov",
                t("Behov og ressursbruk"),
                (
                    p("Figurene viser hvordan området bruker pengene."),
                    *drawn[2:],
                    Figure(
                        "fig-fjord",
                        "images/fjord.png",
                        "Fjorden sett fra Nes, med kaia i forgrunnen.",
                        t("Nes kai en junimorgen"),
                        "Figur 2.5",
                        "Solvik kommune",
                    ),
                    Figure("skille", "images/skille.png", "", decorative=True),
                    Paragraph(t("Tallene er foreløpige."), "note"),
                ),
            ),
            Section(
                "samisk",
                t("Čoahkkáigeassu"),
                (Paragraph(t("Suohkan galgá láhčit buriid bálvalusaid buohkaide."), lang="se"),),
                lang="se",
            ),
        ),
        "chapter",
        "2",
        opener=True,
        summary=t("Flere skal klare seg hjemme lenger. Området får 842,6 millioner kroner i 2026."),
    )


def appendix() -> Section:
    return Section(
        "vedlegg-skjema",
        t("Skjemaer etter budsjett- og regnskapsforskriften"),
        (p("Skjemaet følger forskriften § 5-6."), schedule()),
        "appendix",
        "Vedlegg 1",
    )


def specimen() -> Document:
    """The specimen, in bokmål."""
    shares = (("Oppvekst og utdanning", 34), ("Helse og mestring", 38), ("Kultur", 4), ("Samfunn", 11))
    rest = (("Eiendom", 7), ("Felles", 6))
    cover = Cover(
        "Handlings- og\nøkonomiplan",
        "2026–2029",
        "Kommunedirektørens forslag til budsjett 2026 og økonomiplan for årene 2026 til 2029",
        "Solvik kommune",
        "21. oktober 2025",
        "Forslag",
        "Hver ring er én prosent av driftsbudsjettet for 2026.",
        tuple(Share(name, hundredths) for name, hundredths in (*shares, *rest)),
    )
    return Document(
        "solvik-2026",
        "nb",
        "Handlings- og økonomiplan 2026–2029",
        "Solvik kommune",
        "2025-10-21",
        "Solvik kommune · Handlings- og økonomiplan 2026–2029 · Kommunedirektørens forslag",
        cover,
        (reading_guide(), Contents("Innhold", 2), economy(), health(), appendix()),
        "Budsjett 2026 og økonomiplan",
        ("budsjett", "økonomiplan"),
    )
