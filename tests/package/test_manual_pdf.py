"""A topic on paper: all that it says, for whoever sees it and for whoever hears it, in six languages."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.manual import Topic, manual
from desktop.package.manual_pdf import write_topic_pdf
from desktop.package.report.pdf_text import extracted, normal
from desktop.progress_reporter import NullProgress
from tests.package.report.tagged import Tagged


def written(topic: Topic) -> bytes:
    return write_topic_pdf(topic, work=NullProgress())


def plain(markdown: str) -> str:
    """Return what is read of a topic, without the signs of Markdown and with the bullets that stand for hyphens."""
    lines = [line for line in markdown.splitlines() if not line.startswith("|--")]
    text = "\n".join(re.sub("^- ", "• ", re.sub("^#+ ", "", line)) for line in lines)
    return re.sub(r"[*`|]", "", re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text))


def kinds(tagged: Tagged) -> list[str]:
    """Return of what kind the elements are, in the order of reading, without what marks letters within a line."""
    return [kind for each, _above in tagged.elements() if (kind := str(each["/S"])[1:]) not in ("Span", "Document")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_says_on_paper_what_it_says_in_the_window(language: str) -> None:
    for topic in manual(language).topics.values():
        pdf = written(topic)
        assert normal(extracted(pdf)) == normal(plain(topic.text)), topic.key
        reader = PdfReader(BytesIO(pdf))
        assert reader.metadata is not None and reader.metadata.title == topic.title
        assert reader.root_object["/Lang"] == language


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("key", ["sign", "window", "workshop-sheet"])
def test_a_topic_is_read_aloud_with_its_headings_lists_and_tables(key: str, language: str) -> None:
    topic = manual(language).topics[key]
    tagged = Tagged(written(topic))
    assert tagged.check() == []
    expected = ["Sect"]
    listed = False
    for line in topic.text.splitlines():
        item = re.match(r"- |\d+\. ", line) is not None
        if item:
            expected += [*([] if listed else ["L"]), "LI", "Lbl", "LBody"]
        elif line.startswith("#"):
            expected.append("H1" if line.startswith("# ") else "H2")
        elif line.startswith("|--"):
            expected[-3:] = ["Table", "TR", "TH", "TH"]
        elif line.startswith("|"):
            expected += ["TR", "TD", "TD"]
        elif line:
            expected.append("P")
        listed = item
    assert kinds(tagged) == expected
    heard = normal(tagged.text())
    assert sorted(heard) == sorted(normal(plain(topic.text)))
    for heading, _text in topic.parts:
        assert normal(heading) in heard


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_for_a_workshop_is_two_pages_and_the_second_is_for_the_keyboard(language: str) -> None:
    topic = manual(language).topics["workshop-sheet"]
    pages = PdfReader(BytesIO(written(topic))).pages
    assert len(pages) == 2
    first, second = (page.extract_text() for page in pages)
    assert (first.count("•"), second.count("•")) == (7, 0)
    assert "F11" not in first and "F11" in second


def test_every_page_says_what_it_belongs_to_and_its_number_in_the_language_of_the_topic() -> None:
    topic = manual("fr").topics["workshop-sheet"]
    for number, page in enumerate(PdfReader(BytesIO(written(topic))).pages, 1):
        with use_language("fr"):
            told = (topic.title, _("Manual"), _("Page {number} of {count}").format(number=number, count=2))
        assert all(normal(each) in normal(page.extract_text()) for each in told)


def test_in_arabic_a_line_that_begins_with_a_latin_word_runs_as_all_do() -> None:
    topic = Topic("a", "Section", "ar", "# Title\n\nF2 ثم رقم و`.asice` في مكان آخر\n")
    read = extracted(written(topic))
    assert normal(read) == normal(plain(topic.text))
    content = PdfReader(BytesIO(written(topic))).pages[0].get_contents()
    assert content is not None
    # What is read first stands at the right: the letters of "F2" are drawn last, and last of all on the line.
    runs = [int(each) for each in re.findall(rb"/PbRun <</N (\d+)", content.get_data())]
    assert runs[-1] == 0


def test_an_address_on_the_web_is_a_link_and_a_topic_is_plain_words() -> None:
    topic = Topic(
        "a", "Section", "en", "# Title\n\n[Copies](copies.md), [text](https://example.org/a), https://example.org/b.\n"
    )
    pdf = written(topic)
    assert Tagged(pdf).check() == []
    notes = PdfReader(BytesIO(pdf)).pages[0]["/Annots"]
    leads = [note.get_object()["/A"]["/URI"] for note in notes]  # type: ignore[attr-defined]
    assert leads == ["https://example.org/a", "https://example.org/b"]


def test_an_item_that_is_cut_by_the_end_of_a_page_stays_one() -> None:
    words = "word " * 1500
    topic = Topic("a", "Section", "en", f"# Title\n\n- {words}\n- end\n")
    pdf = written(topic)
    assert len(PdfReader(BytesIO(pdf)).pages) > 1
    tagged = Tagged(pdf)
    assert tagged.check() == []
    assert kinds(tagged) == ["Sect", "H1", "L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"]
    assert normal(extracted(pdf)) == normal(plain(topic.text))


def test_the_same_topic_gives_the_same_bytes() -> None:
    topic = manual("en").topics["sign"]
    assert written(topic) == written(topic)
