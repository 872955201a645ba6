"""Countries are known by their codes and by the names that offices give them, in six languages."""

from __future__ import annotations

import pytest

from desktop.operations.tables.areas import country_of, is_area


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Republic of Korea", "KR"),
        ("Korea, Rep.", "KR"),
        ("South Korea", "KR"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Syrian Arab Republic", "SY"),
        ("Russian Federation", "RU"),
        ("Egypt, Arab Rep.", "EG"),
        ("Côte d'Ivoire", "CI"),
        ("Cote d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("Congo, Dem. Rep.", "CD"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo, Rep.", "CG"),
        ("Congo", "CG"),
        ("Venezuela, RB", "VE"),
        ("Venezuela (Bolivarian Republic of)", "VE"),
        ("Iran, Islamic Rep.", "IR"),
        ("Yemen, Rep.", "YE"),
        ("Gambia, The", "GM"),
        ("Lao PDR", "LA"),
        ("Micronesia, Fed. Sts.", "FM"),
        ("St. Vincent and the Grenadines", "VC"),
        ("Kyrgyz Republic", "KG"),
        ("Slovak Republic", "SK"),
        ("United Republic of Tanzania", "TZ"),
        ("United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("China, Hong Kong Special Administrative Region", "HK"),
        ("Netherlands (Kingdom of the)", "NL"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("Guinea", "GN"),
        ("Equatorial Guinea", "GQ"),
        ("Niger", "NE"),
        ("République de Corée", "KR"),
        ("République arabe syrienne", "SY"),
        ("Federación de Rusia", "RU"),
        ("República Dominicana", "DO"),
        ("Российская Федерация", "RU"),
        ("Республика Корея", "KR"),
        ("الجمهورية العربية السورية", "SY"),
        ("كوت ديفوار", "CI"),
        ("جمهورية كوريا", "KR"),
        ("俄罗斯联邦", "RU"),
        ("大韩民国", "KR"),
        ("阿拉伯叙利亚共和国", "SY"),
        ("KE: Kenya", "KE"),
        ("KOR", "KR"),
        ("World", "-"),
        ("Sub-Saharan Africa", "-"),
        ("Sudan [former]", ""),
        ("Northern Ireland", ""),
        ("England", ""),
        ("Republic", ""),
        ("Land A", ""),
    ],
)
def test_a_name_is_known_beyond_doubt_or_not_at_all(name: str, country: str) -> None:
    assert country_of("", name) == country


@pytest.mark.parametrize(
    ("code", "country"),
    [("404", "KE"), ("4", "AF"), ("KEN", "KE"), ("ke", "KE"), ("EL", "GR"), ("001", "-"), ("Kenya", "KE"), ("XYZ", "")],
)
def test_a_code_is_known(code: str, country: str) -> None:
    assert country_of(code, "") == country


def test_a_name_without_end_takes_no_longer_than_a_short_one() -> None:
    for name in ("[" * 40_000, "(republic " * 10_000, "a:" * 40_000, "9" * 40_000):
        assert country_of(name, name) == ""
        assert not is_area(name)
