"""Looks, prompts and texts off the page smuggled into clean copies, one at a time, and what the gate calls them."""

from tests.outgoing.smuggled import ABOUT, APPENDIX, CHARTS, CORE, STYLES

LOOKS = {
    "a format of a blank": (
        STYLES,
        "<numFmts",
        '<numFmts><numFmt numFmtId="999" formatCode="&quot; &quot;"/></numFmts><numFmts',
        '“" "”',
    ),
    "a format that says something else": (
        STYLES,
        "<numFmts",
        '<numFmts><numFmt numFmtId="999" formatCode="&quot;£1m&quot;"/></numFmts><numFmts',
        "a number format that is none of ours",
    ),
    "white ink on white": (STYLES, 'rgb="001F2933"', 'rgb="00FFFFFF"', "in ink that is none of ours for its ground"),
    "looks within a text": (
        ABOUT,
        "<is><t>Entry</t></is>",
        '<is><t>Entry</t><r><rPr><color rgb="00FFFFFF"/></rPr><t>secret</t></r></is>',
        "a text with looks of its own",
    ),
    "a text far away": (
        APPENDIX,
        "</sheetData>",
        '<row r="4000"><c r="ZZ4000" t="inlineStr"><is><t>secret</t></is></c></row></sheetData>',
        "a cell outside its page",
    ),
    "a text beside the charts": (
        CHARTS,
        "</sheetData>",
        '<row r="40"><c r="B40" t="inlineStr"><is><t>secret</t></is></c></row></sheetData>',
        "a cell outside its page",
    ),
    "a path in the footer": (APPENDIX, "&amp;L&amp;A", "&amp;L&amp;Z&amp;F", "a footer or header"),
    "a name in the header": (APPENDIX, "<oddHeader>&amp;COFFICIAL", "<oddHeader>&amp;CAnn Smith", "a footer or header"),
    "a header of even pages": (APPENDIX, "<evenHeader>", "<evenHeader>Ann", "a footer or header"),
    "a prompt": (
        APPENDIX,
        "<printOptions",
        '<dataValidations><dataValidation showInputMessage="1" prompt="Ask Ann" sqref="A1"/></dataValidations><printOptions',
        "lists to choose from or prompts",
    ),
    "a conditional format": (
        APPENDIX,
        "<printOptions",
        '<conditionalFormatting sqref="A1"><cfRule type="duplicateValues" priority="1"/></conditionalFormatting><printOptions',
        "looks that depend on a rule",
    ),
    "another subject": (CORE, "Savings by workstream", "For Ann only: savings", "a subject other than that of every copy"),
    "an address in the tracker's name": (
        ABOUT,
        "savings tracker.xlsm",
        "for ann.smith@kent.gov.uk.xlsm",
        "an e-mail address, “for ann.smith@kent.gov.uk.xlsm”",
    ),
}
