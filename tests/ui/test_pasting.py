"""Pasting: the words come, and what Word, Excel and web pages put beside them stays behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QTextOption

from desktop.ui.fields.lines import Box
from desktop.ui.pasting import clean_pasted, clean_pasted_line, clean_text

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style>
<title>Draft</title></head><body lang=FR><!--StartFragment-->
<p class=MsoNormal>Le minist&egrave;re forme <del cite="mailto:A">dix</del><ins>vingt</ins> agents<span
class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[A1]</a></span> par
an.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>\u00b7<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>une
le&ccedil;on</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;
</span></span><![endif]>une visite</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>Apr&egrave;s.</p>
<div style='mso-element:comment-list'><hr class=msocomoff><div class=msocomtxt>[A1] V&eacute;rifier&nbsp;!</div></div>
<!--EndFragment--></body></html>"""


def _mime(text: str = "", html: str = "") -> QMimeData:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    return mime


def test_of_a_page_of_word_the_words_come_in_paragraphs(qapp: object) -> None:
    text = clean_pasted(_mime("with what was deleted", WORD))
    assert text == "Le ministère forme vingt agents par an.\n- une leçon\n2. une visite\n\nAprès."


def test_rows_of_a_table_are_lines(qapp: object) -> None:
    html = "<table><tr><td>Year</td><td><p>Persons</p></td></tr><tr><td>2024</td><td></td><td>1 204</td></tr></table>"
    assert clean_pasted(_mime("x", html)) == "Year | Persons\n2024 | 1 204"
    assert clean_pasted(_mime("Year\tPersons\r\n2024\t1 204\r\n")) == "Year | Persons\n2024 | 1 204"


def test_lists_of_a_web_page_keep_their_items(qapp: object) -> None:
    html = "<p>Three:</p><ul><li><p>one</p></li><li>two</li></ul><ol><li>first</li><li>second</li></ol>"
    assert clean_pasted(_mime("x", html)) == "Three:\n- one\n- two\n1. first\n2. second"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("co\u00adoper\u00adation\u200b and\ufeff more", "cooperation and more"),
        ("•\tone\r\n\uf0b7 two\ro\tthree\n·\u00a0four", "- one\n- two\n- three\n- four"),
        ("1.\tfirst\n(a)\tsecond", "1. first\n(a) second"),
        ("a\vb\u2029c\n\n\n\nd\n", "a\nb\nc\n\nd"),
        ("- well\n* fine\n*star", "- well\n- fine\n*star"),
        ("non\u2011breaking\u00a0junk,\u00a0\u00a0here", "non-breaking junk, here"),
        ("« oui\u00a0» : 10\u00a0000 ; 12\u202f%", "« oui\u00a0» : 10\u00a0000 ; 12\u202f%"),
        ("می\u200cشود", "می\u200cشود"),  # Persian needs the joiner
        ("क्\u200dष", "क्\u200dष"),
        ("Migra\u200ction\u200d", "Migration"),
        ("الميثاق (GCM)\u200f.", "الميثاق (GCM)\u200f."),
        ("\u200eLatin\u200e\u202a only\u202c", "Latin only"),
        ("\u3000\u3000移徙问题", "移徙问题"),
        ("Mail: a*b o c", "Mail: a*b o c"),
        ("", ""),
    ],
)
def test_litter_goes_and_meaning_stays(pasted: str, kept: str) -> None:
    assert clean_text(pasted) == kept
    assert clean_text(kept) == kept


def test_a_line_takes_several_lines_as_one(qapp: object) -> None:
    assert clean_pasted_line(_mime("Recognition of\r\n•\tqualifications\r\n")) == "Recognition of qualifications"


def test_what_has_no_words_gives_none(qapp: object) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/somewhere/scan.pdf")])
    assert clean_pasted(files) == ""
    assert clean_pasted(QMimeData()) == ""


def test_a_page_that_says_no_more_than_its_plain_text_is_left_alone(qapp: object) -> None:
    assert clean_pasted(_mime("two\n  lines", "<div><span>two</span> <span>lines</span></div>")) == "two\nlines"


@pytest.mark.parametrize("piece", ["<li>", "<table><tr><td>", "<li></li>", "<td>x</td>", "<li><"])
def test_of_a_page_that_never_ends_the_plain_text_is_taken(qapp: object, piece: str) -> None:
    assert clean_pasted(_mime("as plain text", piece * 60_000 + "<li>x")) == "as plain text"


def test_a_long_list_is_no_such_page(qapp: object) -> None:
    page = "<ul>" + "<li>point</li>" * 2_000 + "</ul>"
    assert clean_pasted(_mime("", page)) == "\n".join(["- point"] * 2_000)


def test_a_word_without_end_may_break_anywhere_while_it_is_there(qapp: object) -> None:
    """Qt takes minutes to find where a word of a million letters ends."""
    anywhere, words = QTextOption.WrapMode.WrapAnywhere, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 1_000
    box = Box()
    box.insertFromMimeData(_mime(picture))
    assert (box.toPlainText(), box.wordWrapMode()) == (picture, anywhere)
    box.setPlainText("Two shelters. " * 1_000)
    assert box.wordWrapMode() == words
    box.setPlainText(f"Two shelters.\n{picture}")
    assert box.wordWrapMode() == anywhere
