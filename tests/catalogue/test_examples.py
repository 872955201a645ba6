"""Published pledges and practices: those that ship, and those of data packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.catalogue import examples
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_errors import FormsError
from desktop.catalogue.forms_reader import shipped_parts
from desktop.catalogue.packs import read_pack, with_pack
from desktop.catalogue.parts import assembled

PACK = """
pack: {key: more-examples, version: "1", label: More examples, standing: attested, source: A ministry}
examples:
  - key: pledge-nor-mptf
    kind: pledge
    title: Another contribution
    summary: Told anew.
    language: en
    country: "NO"
    objectives: [23]
    source: https://example.org/pledge
    standing: attested
  - {key: practice-new, kind: practice, title: A practice, summary: What is done., language: fr, objectives: [OBJECTIVE],
     source: https://example.org/practice, standing: attested_secondary}
"""


@pytest.mark.parametrize(
    "source",
    ["javascript:alert(1)", "file:///etc/passwd", "A newspaper", "https://", "ftp://example.org/x", "https:/x y"],
)
def test_a_source_is_an_address_of_the_web_and_no_other(source: str) -> None:
    with pytest.raises(FormsError) as caught:
        _with(PACK.replace("https://example.org/pledge", f'"{source}"').replace("OBJECTIVE", "1"))
    assert "source" in str(caught.value.details)


def _with(text: str) -> Catalogue:
    return assembled(with_pack(shipped_parts(), read_pack(text.encode(), "examples.yaml")))


def test_every_example_names_its_source_and_says_how_well_it_is_known(catalogue: Catalogue) -> None:
    shipped = examples.of(catalogue)
    assert len(shipped) >= 30
    assert {each.kind for each in shipped} == {"pledge", "practice"}
    assert {each.language for each in shipped} == {"en", "fr", "es", "ar", "ru", "zh"}
    assert {str(each.standing) for each in shipped} <= {"attested", "attested_secondary", "unconfirmed"}
    assert all(each.source and each.objectives and each.summary for each in shipped)


def test_a_national_measure_is_shown_as_one(catalogue: Catalogue) -> None:
    shipped = {each.key: each for each in examples.of(catalogue)}
    decision, filed = shipped["pledge-kgz-joining"], shipped["pledge-ilo-2022"]
    assert "Whether it was filed as a pledge is not known" in examples.standing_in_words(decision)
    assert "not known" not in examples.standing_in_words(filed)
    assert sum(each.filed is False for each in shipped.values()) == 20
    for each in shipped.values():
        if "not known whether it was filed" in each.remark:
            assert each.filed is False


def test_they_are_found_by_objective_kind_and_words(catalogue: Catalogue) -> None:
    shipped = examples.of(catalogue)
    assert {each.key for each in examples.found(shipped, "practice", 19)} >= {"practice-undp-five-pillars"}
    assert [each.key for each in examples.found(shipped, query="regularizacion VIRTE amnistia 2022")] == [
        "practice-ecu-virte"
    ]


def test_a_start_reads_none_of_them(catalogue: Catalogue) -> None:
    assert catalogue.examples == ()


def test_a_pack_adds_to_them_and_its_standing_is_its_claim() -> None:
    catalogue = _with(PACK.replace("OBJECTIVE", "3"))
    found = {each.key: each for each in examples.of(catalogue)}
    assert len(found) == len(examples.of(assembled(shipped_parts()))) + 1
    assert found["pledge-nor-mptf"].title == "Another contribution"
    assert "More examples" in examples.standing_in_words(found["practice-new"])


def test_a_wrong_example_is_refused_with_its_place() -> None:
    with pytest.raises(FormsError) as refused:
        _with(PACK.replace("OBJECTIVE", "99"))
    assert "99" in refused.value.details[0] and "line 13" in refused.value.details[0]
    with pytest.raises(FormsError):
        _with(PACK.replace("OBJECTIVE", "3").replace('country: "NO"', "country: Norway"))


def test_a_folder_of_forms_with_a_wrong_example_is_refused(tmp_path: Path) -> None:
    import shutil

    from desktop import paths
    from desktop.catalogue.forms_folder import load

    folder = tmp_path / "forms"
    shutil.copytree(paths.forms(), folder)
    file = folder / "examples.yaml"
    file.write_text(file.read_text("utf-8").replace("objectives: [13]", "objectives: [31]", 1), "utf-8")
    with pytest.raises(FormsError) as refused:
        load(folder)
    assert any("examples.yaml" in each and "31" in each for each in refused.value.details)


def test_a_hint_goes_along_with_a_field_that_a_pack_takes_away() -> None:
    pack = """
pack: {key: fewer-fields, version: "1", label: Fewer fields, standing: attested, source: A ministry}
kinds: {gap: {remove: [evidence]}, practice: {remove: [results]}}
"""
    hints = {each.key: each for each in _with(pack).hints}
    assert hints["gap_how_known"].unless == ("source",)
    assert "practice_results" not in hints
