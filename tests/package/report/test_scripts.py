"""Every script that a member State writes is printed, and its text comes back out of the PDF as it went in."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import SCRIPTS, is_dense
from desktop.i18n.shown_letters import COVERED, not_shown
from desktop.operations.review import save_review
from desktop.package.report.fonts import covered, family
from desktop.record.readiness import findings
from desktop.store.file import SubmissionFile

TEXTS = {
    "Amharic": "ስደተኞች በሕጋዊ መንገድ",
    "Armenian": "Միգրանտների իրավունքները",
    "Bengali": "অভিবাসী শ্রমিকদের কল্যাণ",
    "Burmese": "ရွှေ့ပြောင်းနေထိုင်သူများ",
    "Devanagari": "प्रवासी श्रमिकों के अधिकार",
    "Dhivehi": "މުހާޖިރުންގެ ޙައްޤުތައް",
    "Georgian": "მიგრანტების უფლებები",
    "Gujarati": "સ્થળાંતરિત કામદારો",
    "Hebrew": "זכויות המהגרים",
    "Japanese": "移民労働者の権利をまもる",
    "Kannada": "ವಲಸೆ ಕಾರ್ಮಿಕರ ಹಕ್ಕುಗಳು",
    "Khmer": "ជនចំណាកស្រុកស្ត្រី",
    "Korean": "이주민의 권리 보호",
    "Lao": "ການເຄື່ອນຍ້າຍແຮງງານ",
    "Malayalam": "കുടിയേറ്റ തൊഴിലാളികൾ",
    "Odia": "ପ୍ରବାସୀ ଶ୍ରମିକ",
    "Punjabi": "ਪਰਵਾਸੀ ਮਜ਼ਦੂਰ",
    "Sinhala": "සංක්‍රමණික ශ්‍රමිකයන්",
    "Tamazight": "ⵉⵎⵣⵡⴰⴳⵏ ⴷ ⵉⵣⵔⴼⴰⵏ",
    "Tamil": "புலம்பெயர்ந்த தொழிலாளர்கள்",
    "Telugu": "వలస కార్మికుల హక్కులు",
    "Thai": "การย้ายถิ่นที่ปลอดภัยเป็นระเบียบ",
    "Tibetan": "གནས་སྤོ་བྱེད་མིའི་ཐོབ་ཐང་",
}


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_what_goes_in_comes_back_out(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    with submission.transaction("edit", "Write", "") as unit:
        for name, text in TEXTS.items():
            said = {"title": f"{text} ({name})", "results": " ".join([text] * 12), "objectives": [4]}
            unit.add("practice", said)
    content = save_review(submission, catalogue, tmp_path / "review.pdf").read_bytes()
    read = plain("\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
    assert [name for name, text in TEXTS.items() if plain(text * 3) not in read] == []
    assert "\N{REPLACEMENT CHARACTER}" not in read


@pytest.mark.parametrize("name", TEXTS)
def test_each_has_a_font_of_its_own_and_nothing_is_missing(name: str) -> None:
    text = TEXTS[name]
    assert not_shown(text) == ""
    letters = [each for each in text if each.isalpha()]
    faces = {family(bold=False).face_for(each, family(bold=False).first) for each in letters}
    assert len(faces) == 1
    assert [each for each in SCRIPTS[1:] if re.search(each.letters, text)], "the window knows which font to load"


def test_the_list_of_what_is_covered_is_that_of_the_fonts() -> None:
    kept = (paths.resources() / "fonts" / COVERED).read_text(encoding="ascii").split()
    assert kept == [f"{first:X}-{last:X}" for first, last in covered()]


def test_signs_that_no_font_has_are_named_and_joiners_are_not() -> None:
    assert not_shown("Help line 👍 👨‍👩‍👧\ufe0f") == "👍👨👩👧"
    assert not_shown("نص\u200e مع\u2067 علامات\u2069") == ""
    assert not_shown("“Quoted” – 3 € · ☎ ✓ →") == ""


def test_an_emoji_warns_before_signing_and_blocks_nothing(submission: SubmissionFile, catalogue: Catalogue) -> None:
    with submission.transaction("edit", "Write", "") as unit:
        entry = unit.add(
            "practice", {"title": "Help line 👍", "summary": "1️⃣", "internal_note": "👍", "objectives": [4]}
        )
    found = [each for each in findings(submission.read(), catalogue) if each.rule == "signs_not_shown"]
    assert {(each.entry_id, each.field, each.weight) for each in found} == {
        (entry, "title", "warns"),
        (entry, "summary", "warns"),
    }
    assert "👍" in next(each.text for each in found if each.field == "title")


DENSE = "我们将在两年内推出新版外国人居留证，使持证人能够在银行、铁路和酒店自助办理业务；同时简化签证和过境手续。"


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        (DENSE, "warns"),
        ("이주민이 은행과 철도에서 스스로 업무를 볼 수 있도록 새로운 체류증을 도입한다.", "warns"),
        ("移民労働者の権利をまもるための窓口をひらく。", "warns"),
        ("Too short.", "blocks"),
        ("Слишком короткий текст", "blocks"),
        ("Short, with 居留证 in it, and more words", "blocks"),
    ],
)
def test_a_limit_made_for_alphabets_warns_in_a_denser_script(
    submission: SubmissionFile, catalogue: Catalogue, text: str, weight: str
) -> None:
    with submission.transaction("edit", "Write", "") as unit:
        entry = unit.add("pledge", {"title": "A pledge", "description": text})
    found = [
        each
        for each in findings(submission.read(), catalogue)
        if (each.rule, each.entry_id, each.field) == ("limit", entry, "description")
    ]
    assert [each.weight for each in found] == [weight]
    assert is_dense(text) == (weight == "warns")
