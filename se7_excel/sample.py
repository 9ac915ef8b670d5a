"""The partnership's programme as published on 26 January 2012: the figures `se7 demo` and `se7 new --sample` show.

The figures are those of the issued Appendix 1; amounts are whole pounds, gaps as printed. Nothing in it is mended:
what the issued table gets wrong is for the checks to say.
"""

from datetime import date
from decimal import Decimal

from se7_excel.savings.money import pounds
from se7_excel.savings.programme import Class, Fund, LongerTerm, Party, Programme, SavingsLine, Target, Workstream
from se7_excel.savings.years import FinancialYear, span

PARTNERSHIP = Party("SE7", "South East Seven")
EAST_SUSSEX = Party("East Sussex", "East Sussex County Council", "ESCC")
AUTHORITIES = (
    Party("Brighton & Hove", "Brighton & Hove City Council", "BHCC"),
    EAST_SUSSEX,
    Party("Hampshire", "Hampshire County Council", "HCC"),
    Party("Kent", "Kent County Council", "KCC"),
    Party("Medway", "Medway Council"),
    Party("Surrey", "Surrey County Council", "SCC"),
    Party("West Sussex", "West Sussex County Council", "WSCC"),
)
SCHOOLS_GRANT = "Dedicated Schools Grant"
FUNDS = (
    Fund("General Fund"),
    Fund(SCHOOLS_GRANT, ring_fenced=True),
    Fund("Housing Revenue Account", ring_fenced=True),
    Fund("Public Health Grant", ring_fenced=True),
    Fund("Capital"),
)
FIRST_YEAR, YEARS = FinancialYear(2011), 4

HIGHWAYS = Workstream(
    "Highways",
    "Highways",
    lead="Surrey",
    purpose="Buy and run road maintenance together, with shared standards, contracts and depots.",
    update="Common specifications are agreed and joint contracts are being prepared.",
)
WASTE = Workstream(
    "Waste",
    "Waste",
    lead="Kent",
    purpose="Plan disposal capacity across the region and make better use of the plants there are.",
    update="Spare capacity is being traded between authorities and longer contracts are under review.",
)
ICT = Workstream(
    "ICT",
    "ICT",
    lead="Brighton & Hove",
    purpose="Share networks, data centres and licences instead of buying each of them seven times.",
    update="Joint procurement of the network is under way; data centres come next.",
)
PROPERTY = Workstream(
    "Property",
    "Property",
    lead="Hampshire",
    purpose="Use the public estate as one: fewer buildings, shared offices, planned disposals.",
    update="The scale is drawn from Hampshire's own experience and is still to be worked out by year.",
)
SEN = Workstream(
    "Special Educational Needs (SEN)",
    "SEN",
    lead="East Sussex",
    purpose="Place more children in local provision and commission specialist places together.",
    update="Costs are being avoided on placements; the money belongs to schools and is meant for reinvestment.",
)
COMMODITIES = Workstream(
    "Commodities Procurement",
    "Commodities",
    lead="Hampshire",
    purpose="Buy everyday goods and services through one set of frameworks.",
    update="Spend is being compared; savings are to be confirmed once the first frameworks are let.",
)

# Workstream, then the partnership's amounts by year and East Sussex's, in pounds, gaps as typed.
PUBLISHED = (
    (HIGHWAYS, (250_000, 6_000_000, 12_000_000, 18_000_000), ("–", 50_000, 50_000, 50_000)),
    (WASTE, (5_450_000, 1_250_000, 3_000_000, 4_300_000), (300_000, 434_000, 135_000, 300_000)),
    (ICT, (10_100_000, 7_900_000, 8_500_000, 5_500_000), (300_000, 200_000, 1_900_000, 1_900_000)),
    (PROPERTY, ("See details below", "–", "–", "–"), ("–", "–", "–", "–")),
    (SEN, (1_600_000, None, None, None), (599_000, 724_000, None, None)),
    (COMMODITIES, ("To be confirmed", "–", "–", "–"), ("–", 2_000, None, None)),
)


def sample_programme() -> Programme:
    """The programme of 2012, with its targets and the three figures beyond its years."""
    return Programme(
        PARTNERSHIP,
        AUTHORITIES,
        EAST_SUSSEX,
        span(FIRST_YEAR, YEARS),
        tuple(_workstream(*published) for published in PUBLISHED),
        standard_targets(),
        (
            LongerTerm("Waste", Decimal(310_000_000), "Medium term", "by 2020", "a notional target"),
            LongerTerm(
                SEN.name,
                Decimal(100_000_000),
                "Medium term",
                "no date stated",
                "notional, a tenth of all spending on special educational needs",
                note="meant for reinvestment",
            ),
            LongerTerm(
                "Property", Decimal(1_000_000_000), "Long term", "over 25 years", "extrapolated from Hampshire's experience"
            ),
        ),
        FUNDS,
        date(2012, 1, 26),
        date(2012, 3, 28),
        last_meeting=date(2011, 12, 7),
    )


def standard_targets() -> tuple[Target, ...]:
    """The partnership's potential over three horizons, each including the one before."""
    horizons = (("Short term", 100), ("Medium term", 500), ("Long term", 1_500))
    return tuple(Target(horizon, Decimal(millions * 1_000_000)) for horizon, millions in horizons)


def _workstream(described: Workstream, whole: tuple[object, ...], part: tuple[object, ...]) -> Workstream:
    avoided = described.name == SEN.name
    lines = tuple(
        SavingsLine(
            described.name,
            party,
            tuple(pounds(amount) for amount in amounts),
            Class.AVOIDED if avoided else Class.BASELINE,
            fund=SCHOOLS_GRANT if avoided else "",
        )
        for party, amounts in ((PARTNERSHIP, whole), (EAST_SUSSEX, part))
    )
    return Workstream(described.name, described.tab, lines, described.lead, described.purpose, described.update, described.status)
