"""For each check its usual severity, why it matters, an example that trips it, and what to do then."""

from dataclasses import dataclass
from types import MappingProxyType

from se7_excel.savings.checks.finding import Severity

FAIL, WARN, INFO = Severity.FAIL, Severity.WARN, Severity.INFO


@dataclass(frozen=True, slots=True)
class Explanation:
    """A check's usual severity, why it matters, an example that trips it, and what to do then."""

    severity: Severity
    why: str
    example: str
    remedy: str


EXAMPLES = MappingProxyType(
    {
        "C01": Explanation(
            FAIL,
            "The bracket in Appendix 1 is the cumulative amount; one wrong year carries into every year after it.",
            "A line has £250k in 2011/12 and £6m in 2012/13, and its cell Cumulative 2012/13 says £7m, not £6.25m.",
            "Press Refresh totals. If the cumulative amount is the right one, correct the year's own amount.",
        ),
        "C02": Explanation(
            FAIL,
            "The total column is what readers quote; it must be what the years beside it come to.",
            "The years of a line come to £36.25m and its Total says £36m.",
            "Press Refresh totals.",
        ),
        "C03": Explanation(
            FAIL,
            "Charts and readers take the grand totals from Appendix 1 data, which falls behind when amounts are changed.",
            "An amount on Highways is raised by £1m; Appendix 1 data still says £83.85m for SE7, £1m too little.",
            "Press Regenerate Appendix 1.",
        ),
        "C04": Explanation(
            WARN,
            "A total that leaves lines out reads as the whole. To be confirmed, see details below, nil and blank are no £0.",
            "SE7: 2 of 6 lines are not in the total, Commodities Procurement to be confirmed, Property see details below.",
            "Say so wherever the total is quoted, or have the missing lines quantified.",
        ),
        "C05": Explanation(
            FAIL,
            "An authority cannot save more of a workstream than all authorities do together: one of the two figures is wrong.",
            "SEN, 2012/13: East Sussex claims £724k in a year in which SE7 claims no new saving, £724k more.",
            "Ask the workstream's lead which figure holds and correct the other.",
        ),
        "C06": Explanation(
            WARN,
            "Where only the part is quantified, the partnership's total leaves out money an authority counts on.",
            "Commodities Procurement: East Sussex has £2k where the SE7 figure is to be confirmed.",
            "Quantify the partnership's figure, or explain the part in the report.",
        ),
        "C07": Explanation(
            WARN,
            "Whether 250 means pounds or thousands, and of what, is the reader's guess where sign and unit are left out.",
            "A printed Appendix 1 says £50k (150k): the bracket lacks its pound sign. Or a cell says 250 without a unit.",
            "Print the figure with its pound sign and unit, or declare the unit once for the whole table.",
        ),
        "C08": Explanation(
            INFO,
            "Figures printed by one rule can be compared at a glance; £0.25m beside £300k cannot.",
            "A printed table says £0.25m, £1,250k or £6.250m where the rule prints £250k, £1.25m and £6.25m.",
            "Press Regenerate Appendix 1, or print the figure as the finding says.",
        ),
        "C09": Explanation(
            WARN,
            "A nought too many, or thousands typed where pounds are meant, is seldom noticed in a long table.",
            "The years of a line are 300000, 320000, 3100000 and 310000, or a whole tab is typed in thousands of pounds.",
            "Correct the amount if a nought or a unit slipped; if it is right, say why in the line's note.",
        ),
        "C10": Explanation(
            FAIL,
            "Brackets mean a cumulative amount to one reader and a negative one to another; only the table can say which.",
            "A table prints £6m (£6.25m) and nowhere says what its brackets mean. Where only an option says it, this is info.",
            "Press Regenerate Appendix 1, which prints its key, or say below the table what brackets mean.",
        ),
        "C11": Explanation(
            INFO,
            "The bracket tells readers that earlier years count too; one too many or too few misleads them.",
            "The first year of a line prints £250k (£250k), or its second year £6m without (£6.25m).",
            "Press Regenerate Appendix 1, or correct the printed cell.",
        ),
        "C12": Explanation(
            WARN,
            "Whether 6, 12 and 18 are three savings or one that rises decides what they come to, and cannot be guessed.",
            "A line holds 6, 12 and 18 million and its Basis is blank; or a total adds level lines to additional ones.",
            "Choose additional, level or one-off under Basis. Give the lines of one total one basis, or quote them apart.",
        ),
        "C13": Explanation(
            INFO,
            "A baseline saving lowers a budget; an avoided cost only keeps it from rising. Members ask which is which.",
            "SE7: £82.25m is baseline saving and £1.6m avoided cost.",
            "Nothing, but quote the two apart. Choose a class for lines that declare none, and one class for whole and part.",
        ),
        "C14": Explanation(
            INFO,
            "Money in a ring-fenced fund may be spent on one purpose only, so saving it relieves no other budget.",
            "The £1.6m of SEN falls on the Dedicated Schools Grant. A fund that Settings does not list is a warn.",
            "Say so wherever the figure is quoted, or correct the line's Fund. Add a fund that is missing to Settings.",
        ),
        "C15": Explanation(
            INFO,
            "A saving that costs money to achieve is worth less than it looks; members must know which reading they are given.",
            "No line of 2012 is a cost of achieving, so the £83.85m is gross. A cost typed without its minus sign is a warn.",
            "Record costs as lines of the class cost of achieving with negative amounts, or call the totals gross.",
        ),
        "C16": Explanation(
            WARN,
            "The partnership reports how far it has come. A target reached is info; one of £0 or below one before is a warn.",
            "The short-term target: £83.85m of £100m (83.85 %), £16.15m to find.",
            "Report the distance. If the target has changed, correct it in Settings.",
        ),
        "C17": Explanation(
            WARN,
            "If a figure beyond the years includes what the table holds, adding the two counts that money twice.",
            "Waste: £310m by 2020, and nobody has declared whether it includes the £14m of the table.",
            "Answer yes or no under “Includes what the table holds?” on the Longer term tab.",
        ),
        "C18": Explanation(
            WARN,
            "Money that will be spent again on the same service is freed, not saved, and brings no target nearer.",
            "SEN: £100m is noted as meant for reinvestment and counts towards the medium-term target.",
            "Take the figure off the Longer term tab, or quote the targets without it.",
        ),
        "C19": Explanation(
            WARN,
            "Words outlive figures: an update that quotes last quarter's amount contradicts the table beneath it.",
            "The update on Highways says £18m in 2014/15, which is £20m now, or “bids of £7.2m”, which no figure comes to.",
            "Correct the words or the figure. A price or a sum of another source can be kept in a cell of the same tab.",
        ),
        "C20": Explanation(
            WARN,
            "Members read Appendix 1 beside Appendix 2; a workstream under two names or leads reads as two workstreams.",
            "Settings and Appendix 1 say “Property”, and Appendix 2 and the title of the tab say “Property Asset Management”.",
            "Give the workstream one name and lead, then press Regenerate Appendix 1 and Regenerate Appendix 2.",
        ),
        "C21": Explanation(
            INFO,
            "Each workstream needs somebody who answers for its figures.",
            "Lead on a workstream's tab is blank, or says “Essex”, which Settings does not list.",
            "Write an authority listed in Settings beside Lead, in any form of its name.",
        ),
        "C22": Explanation(
            FAIL,
            "A year that one tab lacks counts there as not stated, and a year Settings does not know is in no total.",
            "Settings names the four years from 2011/12, and one tab has no column 2014/15.",
            "Give every tab the years that Settings names, each with its cumulative column.",
        ),
        "C23": Explanation(
            INFO,
            "Once a year has ended, readers take its figure for what was achieved, and it may still be the forecast.",
            "The lines of a workstream leave Status blank. Actual for a year that had not ended by the report date is a warn.",
            "Choose forecast or actual under Status.",
        ),
        "C24": Explanation(
            WARN,
            "What is saved so far cannot shrink unless a year costs money, and a cost carries a minus sign.",
            "A level line says 500000 in one year and 300000 in the next.",
            "Say in the note what was given up, choose another basis, or refresh totals if a cumulative cell is behind.",
        ),
        "C25": Explanation(
            FAIL,
            "Appendix 1 goes to cabinet. It must say what the workstream tabs say, whoever typed in it and whenever.",
            "Somebody types £7m into Appendix 1 where Highways comes to £6m (£6.25m).",
            "Press Regenerate Appendix 1. If what was typed is right, type the figure on its workstream tab first.",
        ),
        "C26": Explanation(
            FAIL,
            "A number typed over a formula stays as it is when the amounts change, and so does every sum built on it.",
            "The Total of a line holds the number 36250000 where its formula was.",
            "Press Refresh totals, or Regenerate Appendix 1 for its own tabs; the formula is put back.",
        ),
        "C27": Explanation(
            FAIL,
            "What nobody sees nobody checks, yet it goes on counting in the totals.",
            "Row 13 on Highways is hidden, or a filter is left on.",
            "Show the rows, columns and tabs again, and clear the filter.",
        ),
        "C28": Explanation(
            FAIL,
            "Excel leaves numbers stored as text out of its sums, and other files move or change unseen.",
            "An amount is the text £50k, an error such as #REF!, or a formula that reads another file or shows an old value.",
            "Type the figure itself as a number.",
        ),
        "C29": Explanation(
            WARN,
            "A saving agreed by two workstreams is easily listed by both, and then counted twice.",
            "“Shared depot” on Highways and “Shared depots, north” on Property, both Kent, both 200000 in the same years.",
            "Delete one of the two lines, or tell them apart in the Line column.",
        ),
        "C30": Explanation(
            INFO,
            "Printed figures are rounded, so their sum may miss the printed whole; more than rounding explains is an error.",
            "Three printed years of £1.3m stand beside a total of £4m: half a step of each, £200k, explains the £100k.",
            "Nothing where it is rounding. Where it is an error, find out which figure is right.",
        ),
        "C31": Explanation(
            WARN,
            "What a council publishes must be open to readers who use a screen reader, large print or a black and white copy.",
            "A cell of Appendix 1 data is empty, two cells are merged, or pale grey text stands on white.",
            "Do what the finding says: a word in each cell, one table to a sheet, darker letters of 10 points or more.",
        ),
        "C32": Explanation(
            FAIL,
            "A copy that is mailed cannot be called back, and what is hidden in it is found: names, comments, old figures.",
            "The copy holds a hidden sheet, a macro, somebody's comment, a link to another file or the path of a folder.",
            "Send the copy as it is made. Take out of the tracker what the finding names, then make the copy anew.",
        ),
        "C33": Explanation(
            WARN,
            "A milestone that has slipped unseen is the first sign that a saving will come late.",
            "Highways: the framework contract was due on 5 January 2012, is under way, and the report is of 26 January 2012.",
            "Mark it done or stopped on Milestones, or agree a new date with its owner and say why in its note.",
        ),
        "C34": Explanation(
            WARN,
            "An update from before the last meeting tells members what they have heard already.",
            "Waste: the update is of 30 November 2011 and the partnership last met on 7 December 2011.",
            "Ask the workstream's lead for a new update and type the day it was written beside Updated.",
        ),
        "C35": Explanation(
            FAIL,
            "What is shared out by ratio comes to the whole only where the shares add up to exactly 100 per cent.",
            "Three authorities have 33.33 each from 1 April 2012: 99.99 %, so 0.01 is to be added.",
            "Correct the shares on the Shares tab. Every authority has a row in each set, with 0 where it takes no part.",
        ),
        "C36": Explanation(
            INFO,
            "Claims add up from the lines of the tabs; what was agreed may be a fixed share of the whole. Members see both.",
            "A council claims £5m where its 14.29 % of £83.85m come to £11,982,165, £6,982,165 less than the ratio gives.",
            "Agree which of the two is reported. With --for all, the summary shows both beside each other.",
        ),
    }
)
