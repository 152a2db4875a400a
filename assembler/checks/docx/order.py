"""The order that the schema gives to the children of properties (ECMA-376 part 4, transitional); Word is strict here.

Run properties may stand in any order there, so they are not listed.
"""

from typing import Final

from assembler.checks.docx.markup import Element, W

_ORDERS: Final = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
        " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
        " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers"
        " cellIns cellDel cellMerge tcPrChange"
    ),
    "sectPr": (
        "footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote"
        " titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
    ),
    "tbl": "tblPr tblGrid tr",
    "sdt": "sdtPr sdtEndPr sdtContent",
}
_RANKS: Final = {
    W + parent: {W + child: rank for rank, child in enumerate(children.split())} for parent, children in _ORDERS.items()
}

ORDERED: Final = frozenset(_RANKS)


def out_of_order(element: Element) -> str:
    """The first child that stands after one that must follow it, "" when all is in order."""
    ranks = _RANKS[element.tag]
    highest = -1
    for child in element:
        rank = ranks.get(child.tag, highest)
        if rank < highest:
            return "w:" + str(child.tag).rpartition("}")[2]
        highest = rank
    return ""
