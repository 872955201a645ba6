"""Tables as statistical offices publish them, made small. Every figure is made up.

Each is read right or refused with a sentence; no figure of a group is ever taken for one of everybody.
"""

from __future__ import annotations

import pytest

from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.table_plan import ValuePlan


def figures(plan: ValuePlan) -> list[str]:
    """Return each value in short: year, value, what it is broken down by, and its group."""
    assert plan.errors == []
    found = []
    for each in plan.entries:
        answers = each.answers
        group = f" [{answers.get('disaggregation', '')}: {answers['category']}]" if "category" in answers else ""
        assert ("disaggregation" in answers) <= ("category" in answers)
        found.append(f"{answers['indicator']} {answers['year']} {answers['value']}{group}")
    return found


OFFICES = {
    "a column for each group, as INSEE has it": (
        (
            "Taux de chômage au sens du BIT\nSource : enquête\nIndicateur : 8.5.2\n\n"
            "Année;Ensemble;Femmes;Hommes\n2021;7,9;7,8;8,0\n2022;7,3;7,1 (p);\n"
        ),
        {"country": "FR", "language": "fr"},
        [
            "8.5.2 2021 7.9",
            "8.5.2 2021 7.8 [sex: femmes]",
            "8.5.2 2021 8.0 [sex: hommes]",
            "8.5.2 2022 7.3",
            "8.5.2 2022 7.1 [sex: femmes]",
        ],
    ),
    "regions and the whole country, as INEGI has it": (
        (
            "Indicador,Entidad federativa,Periodo,Sexo,Valor,Unidad\n8.5.2,Estados Unidos Mexicanos,2022,Total,3.3,Porcentaje\n"
            "8.5.2,Aguascalientes,2022,Total,3.6,Porcentaje\n8.5.2,Estados Unidos Mexicanos,2022,Mujeres,3.4,Porcentaje\n"
        ),
        {"country": "MX", "language": "es"},
        ["8.5.2 2022 3.3", "8.5.2 2022 3.6 [location: Aguascalientes]", "8.5.2 2022 3.4 [sex: mujeres]"],
    ),
    "places within the country beside it, as ONS has it": (
        (
            "V4_0,Time,Geography,Sex,Value,Observation status\n,2021,United Kingdom,Female,4.5,\n,2021,England,Female,4.6,\n"
            ",2021,United Kingdom,All,4.4,Provisional\n"
        ),
        {"country": "GB", "indicator": "8.5.2"},
        ["8.5.2 2021 4.5 [sex: women]", "8.5.2 2021 4.6 [location: England, women]", "8.5.2 2021 4.4"],
    ),
    "Russian words in cp1251, as Rosstat has it": (
        (
            "Показатель;Год;Пол;Тип местности;Значение;Единица измерения\n8.5.2;2022;Всего;Всего;3,9;процент\n"
            "8.5.2;2022;Мужчины;Городская местность;3,8;процент\n8.5.2;2022;Оба пола;Сельская местность;5,1;процент\n"
        ).encode("cp1251"),
        {"country": "RU", "language": "ru"},
        [
            "8.5.2 2022 3.9",
            "8.5.2 2022 3.8 [sex: мужчины, городская местность]",
            "8.5.2 2022 5.1 [location: сельская местность]",
        ],
    ),
    "Arabic words in cp1256, as CAPMAS has it": (
        (
            "المؤشر;السنة;الجنس;محل الإقامة;القيمة\n8.5.2;2022;الإجمالي;إجمالي;7,2\n8.5.2;2022;ذكور;حضر;6,1\n"
            "8.5.2;2022;كلا الجنسين;ريف;17,7\n"
        ).encode("cp1256"),
        {"country": "EG", "language": "ar"},
        ["8.5.2 2022 7.2", "8.5.2 2022 6.1 [sex: رجال, حضري]", "8.5.2 2022 17.7 [location: ريفي]"],
    ),
    "Chinese words in GBK, as NBS has it": (
        (
            "指标,年份,性别,地区,数值\n8.5.2,2022年,合计,全国,5.6\n8.5.2,2022年,男,城镇,5.5\n8.5.2,2022年,女,全国,5.8\n"
        ).encode("gbk"),
        {"country": "CN", "language": "zh"},
        ["8.5.2 2022 5.6", "8.5.2 2022 5.5 [sex: 男性, 城市]", "8.5.2 2022 5.8 [sex: 女性]"],
    ),
    "several things in the first cell, as Eurostat has it": (
        (
            "freq,sex,age,unit,geo\\TIME_PERIOD\t2020 \t2021 \t2022 \nA,T,TOTAL,PC,FR\t8.0 \t7.9 b\t: \n"
            "A,F,Y15-24,PC,FR\t8.0 \t: \t7.1 e\nA,T,TOTAL,PC,DE\t3.7 \t3.7 \t3.2 \n"
        ),
        {"country": "FR", "indicator": "8.5.2", "file": "une_rt_a.tsv"},
        [
            "8.5.2 2020 8.0",
            "8.5.2 2021 7.9",
            "8.5.2 2020 8.0 [sex: women, 15–24]",
            "8.5.2 2022 7.1 [sex: women, 15–24]",
        ],
    ),
    "codes beside words, as SDMX has it": (
        (
            "STRUCTURE,STRUCTURE_ID,freq,Time frequency,sex,Sex,age,Age class,geo,Geopolitical entity (reporting),TIME_PERIOD,"
            "Time,OBS_VALUE,Observation value\ndataflow,X:UNE,A,Annual,F,Females,Y15-24,From 15 to 24 years,FR,France,2022,,7.3,\n"
            "dataflow,X:UNE,A,Annual,T,Total,TOTAL,Total,FR,France,2022,,7.0,\n"
        ),
        {"country": "FR", "indicator": "8.5.2"},
        ["8.5.2 2022 7.3 [sex: women, 15–24]", "8.5.2 2022 7.0"],
    ),
    "codes and words in one cell, as SDMX has it": (
        (
            "REF_AREA: Reference area,SEX: Sex,AGE: Age,TIME_PERIOD: Time period,OBS_VALUE: Observation value,"
            "OBS_STATUS: Observation status,UNIT_MULT: Unit multiplier\n"
            "KE: Kenya,F: Female,Y15T24: 15 to 24 years,2020,4.5,A: Normal value,0: Units\n"
            "KE: Kenya,_T: Total,_T: Total,2020,4.1,E: Estimated value,0: Units\nUG: Uganda,_T: Total,_T: Total,2020,9,A,0\n"
        ),
        {"indicator": "8.5.2"},
        ["8.5.2 2020 4.5 [sex: women, 15–24]", "8.5.2 2020 4.1"],
    ),
    "a column for each year below other lines, as the World Bank has it": (
        (
            '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-01-01",\n\n'
            '"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020","2021",\n'
            '"Kenya","KEN","Personal remittances, received (% of GDP)","BX.TRF.PWKR.DT.GD.ZS","2.8","","3.4",\n'
            '"Korea, Rep.","KOR","Personal remittances, received (% of GDP)","BX.TRF.PWKR.DT.GD.ZS","0.4","","0.5",\n'
        ),
        {"indicator": "17.3.2"},
        ["17.3.2 2019 2.8", "17.3.2 2021 3.4"],
    ),
    "years with their codes, as the World Bank's DataBank has it": (
        (
            "Country Name,Country Code,Series Name,Series Code,2020 [YR2020],2021 [YR2021]\n"
            'Kenya,KEN,"Personal remittances, received (% of GDP)",BX.TRF.PWKR.DT.GD.ZS,3.1,..\n'
        ),
        {"indicator": "17.3.2"},
        ["17.3.2 2020 3.1"],
    ),
    "labels, as ILOSTAT has it": (
        (
            "ref_area.label,source.label,indicator.label,sex.label,classif1.label,time,obs_value,obs_status.label\n"
            "Kenya,LFS,Unemployment rate,Sex: Total,Age (Youth. adults): Total,2019,5.0,\n"
            "Kenya,LFS,Unemployment rate,Sex: Female,Age (Youth. adults): 15-24,2019,7.1,Unreliable\n"
        ),
        {"indicator": "8.5.2"},
        ["8.5.2 2019 5.0", "8.5.2 2019 7.1 [sex: women, 15–24]"],
    ),
    "codes, as ILOSTAT has it": (
        (
            "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n"
            "KEN,BA:1,UNE_DEAP_SEX_AGE_RT,SEX_T,AGE_AGGREGATE_TOTAL,2019,5.0,\n"
            "KEN,BA:1,UNE_DEAP_SEX_AGE_RT,SEX_F,AGE_YTHADULT_Y15-24,2019,7.1,U\n"
        ),
        {"indicator": "8.5.2"},
        ["8.5.2 2019 5.0", "8.5.2 2019 7.1 [sex: women, AGE_YTHADULT_Y15-24]"],
    ),
    "empty cells for everybody, as the Open SDG platform has it": (
        (
            "Year,Units,Series,Migratory status,Sex,GeoCode,Value\n2020,%,,,,,4.1\n2020,%,,,Female,,4.3\n2020,%,,Migrant,,,6\n"
            "2020,%,,,,E1,5.0\n"
        ),
        {"file": "indicator_8-5-2.csv"},
        [
            "8.5.2 2020 4.1",
            "8.5.2 2020 4.3 [sex: women]",
            "8.5.2 2020 6 [migratory_status: Migrant]",
            "8.5.2 2020 5.0 [location: E1]",
        ],
    ),
    "by origin, as UNHCR has it": (
        "Indicator,Year,Country of origin,Value\n10.7.4,2020,Somalia,1\n10.7.4,2020,Sudan,2\n10.7.4,2020,Total,3\n",
        {"unit": "Per cent"},
        [
            "10.7.4 2020 1 [Country of origin: Somalia]",
            "10.7.4 2020 2 [Country of origin: Sudan]",
            "10.7.4 2020 3",
        ],
    ),
    "one letter for men and women, in Spanish": (
        "Indicador;Año;Sexo;Valor\n8.5.2;2020;H;3,4\n8.5.2;2020;M;4,5\n8.5.2;2020;T;4,0\n",
        {},
        ["8.5.2 2020 3.4 [sex: men]", "8.5.2 2020 4.5 [sex: women]", "8.5.2 2020 4.0"],
    ),
    "one letter for men and women, in English": (
        "Indicator,Year,Sex,Value\n8.5.2,2020,M,3.4\n8.5.2,2020,F,4\n",
        {},
        ["8.5.2 2020 3.4 [sex: men]", "8.5.2 2020 4 [sex: women]"],
    ),
    "one letter that may be a man or a woman": (
        "Indicator,Year,Sex,Value\n8.5.2,2020,M,3.4\n",
        {},
        ["8.5.2 2020 3.4 [sex: M]"],
    ),
    "groups under a name that says nothing": (
        "Indicator,Year,Break,Value\n8.5.2,2020,Women,3.4\n8.5.2,2020,Men,4\n8.5.2,2020,Total,3.7\n",
        {},
        ["8.5.2 2020 3.4 [sex: women]", "8.5.2 2020 4 [sex: men]", "8.5.2 2020 3.7"],
    ),
    "one group in every row": (
        "Indicator,Year,Population,Value\n8.5.2,2020,Migrants,3.4\n8.5.2,2021,Migrants,4\n",
        {},
        ["8.5.2 2020 3.4 [Population: Migrants]", "8.5.2 2021 4 [Population: Migrants]"],
    ),
    "a group that the line above says": (
        "Indicator;17.3.2\nSex;Female\n\nYear;Value\n2020;3,4\n",
        {},
        ["17.3.2 2020 3.4 [sex: women]"],
    ),
    "thousands by their own column": (
        "Indicator,Year,Value,UNIT_MULT\n10.7.3,2020,1.2,3\n10.7.3,2021,1.3,Thousands\n",
        {},
        ["10.7.3 2020 1200", "10.7.3 2021 1300"],
    ),
    "bounds of confidence beside the value": (
        "Indicator,Year,Value,Lower 95% CI,Upper 95% CI\n8.5.2,2020,5.1,4.8,5.4\n8.5.2,2021,5.2,4.9,5.5\n",
        {},
        ["8.5.2 2020 5.1", "8.5.2 2021 5.2"],
    ),
    "divided by upright lines": (
        "Indicator|Year|Value\n8.5.2|2020|3.4\n8.5.2|2021|4\n",
        {},
        ["8.5.2 2020 3.4", "8.5.2 2021 4"],
    ),
    "an indicator by its whole name": (
        "Indicateur;Année;Valeur\nCoûts des envois de fonds en proportion du montant transféré;2020;5,1\n",
        {"language": "fr"},
        ["10.c.1 2020 5.1"],
    ),
}


@pytest.mark.parametrize("case", OFFICES)
def test_it_is_read_right(case: str, planned) -> None:  # type: ignore[no-untyped-def]
    content, chosen, expected = OFFICES[case]
    assert figures(planned(content, **chosen)) == expected


REFUSED = {
    "groups that stand once and count for the rows below": (
        "Indicator,Sex,Age,Year,Value\n8.5.2,Women,15-24,2020,7\n8.5.2,,25+,2020,5\n8.5.2,Men,15-24,2020,6\n8.5.2,,25+,2020,4\n",
        {},
        "In the column “Sex”, cells below a group are empty.",
    ),
    "columns named in two lines": (
        "Indicator,2019,,2020,\n,Men,Women,Men,Women\n8.5.2,4,5,6,7\n",
        {},
        "on two lines (1 and 2)",
    ),
    "a title that speaks of one group": (
        "Unemployment rate of women\n\nIndicator,Year,Value\n8.5.2,2020,3.4\n",
        {},
        "is about one group only",
    ),
    "whole numbers under a name that says nothing": (
        "Indicator,Year,Kind,Value\n8.5.2,2020,1,3.4\n8.5.2,2020,2,4\n",
        {},
        "The column “Kind” is not known",
    ),
    "two columns of values": (
        "Indicator,Year,Value,Value\n8.5.2,2020,1,3\n8.5.2,2021,2,4\n",
        {},
        "The column “Value” is not known",
    ),
    "a file that says an indicator of another list": (
        "Year,Units,Value\n2020,%,4.1\n",
        {"file": "indicator_1-1-1.csv"},
        "The file name contains the indicator 1.1.1, which is not in the list.",
    ),
    "no indicator anywhere": ("Year,Units,Value\n2020,%,4.1\n", {"file": "data.csv"}, "Indicator."),
    "an indicator that somebody else named": (
        "Country Code,Indicator Code,Year,Value\nKEN,BX.TRF.PWKR.DT.GD.ZS,2020,3\n",
        {},
        "The indicator in the file is called “BX.TRF.PWKR.DT.GD.ZS”",
    ),
    "one indicator said for several": (
        "Country Code,Indicator Code,Year,Value\nKEN,BX.TRF,2020,3\nKEN,SL.UEM,2020,3\n",
        {"indicator": "17.3.2"},
        "more than one indicator",
    ),
    "an indicator that nobody has": (
        "Year,Value\n2020,3\n",
        {"indicator": "99.9.9"},
        "“99.9.9” is not the code of an indicator",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_sentence(case: str, planned) -> None:  # type: ignore[no-untyped-def]
    content, chosen, said = REFUSED[case]
    try:
        plan = planned(content, **chosen)
    except CannotImport as problem:
        errors = [problem.message]
    else:
        assert plan.entries == []
        errors = plan.errors
    assert any(said in error for error in errors), errors


def test_a_column_that_is_set_aside_never_makes_two_groups_one(planned) -> None:  # type: ignore[no-untyped-def]
    """What looks like a repeat is one only if every column agrees."""
    content = "Indicator,Year,Form,Value\n16.2.2,2020,Labour,0.5\n16.2.2,2020,Sexual,0.5\n"
    kept = planned(content)
    assert figures(kept) == ["16.2.2 2020 0.5 [Form: Labour]", "16.2.2 2020 0.5 [Form: Sexual]"]
    assert any("One column name is not known" in each and "Form" in each for each in kept.sentences())
    aside = planned(content, columns=("indicator", "year", "", "value"))
    assert aside.entries == [] and aside.twice == 0
    assert aside.left_out == [
        "Lines 2, 3 are left out: they give the same value for the same indicator, year and group, but differ in: Form."
    ]
    same = planned("Indicator,Year,Form,Value\n16.2.2,2020,Labour,0.5\n16.2.2,2020,Labour,0.50\n")
    assert same.twice == 1 and len(same.entries) == 1


def test_a_column_of_one_code_is_no_total(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned("Indicator,Year,Explotacion,Value\n16.2.2,2012,VC_HTF_DETVSXR,0.2\n16.2.2,2013,VC_HTF_DETVSXR,0.3\n")
    assert figures(plan) == [
        "16.2.2 2012 0.2 [Explotacion: VC_HTF_DETVSXR]",
        "16.2.2 2013 0.3 [Explotacion: VC_HTF_DETVSXR]",
    ]


def test_what_is_not_used_is_said(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned(
        "Goal,Indicator,Year,Value,Std. error,Title,Empty\n8,8.5.2,2020,5.1,0.11,Rate,\n8,8.5.2,2021,5,0.12,Rate,\n"
    )
    assert figures(plan) == ["8.5.2 2020 5.1", "8.5.2 2021 5"]
    assert "Not used: Goal, Std. error, Title." in plan.sentences()


def test_marks_and_status_are_kept_beside_the_figure(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned(
        "Indicator,Year,Value,OBS_STATUS\n17.3.2,2018,4.5%,A\n17.3.2,2019,4.5*,\n17.3.2,2020,4.5 (p),\n17.3.2,2021,12.3 e,\n"
        "17.3.2,2022,5,P\n17.3.2,2023,6,E\n17.3.2,2024,7,M\n"
    )
    assert figures(plan) == [
        "17.3.2 2018 4.5",
        "17.3.2 2019 4.5",
        "17.3.2 2020 4.5",
        "17.3.2 2021 12.3",
        "17.3.2 2022 5",
        "17.3.2 2023 6",
    ]
    assert [each.answers.get("note") for each in plan.entries] == [
        None,
        "The value has the mark “*” in the table.",
        "The value has the mark “(p)” in the table.",
        None,
        "Observation status: provisional",
        None,
    ]
    assert [each.answers.get("estimate") for each in plan.entries] == [None, None, None, True, None, True]
    assert plan.left_out == ["Line 8 is left out: its status says that the value is missing."]
    assert all("unit" not in each.answers for each in plan.entries)


def test_per_cent_of_something_that_is_no_share_is_said(planned) -> None:  # type: ignore[no-untyped-def]
    (entry,) = planned("Indicator,Year,Value\n10.7.3,2020,4.5%\n").entries
    assert entry.answers["unit"] == "Per cent"


def test_values_that_cannot_be_are_warned_of(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned(
        "Indicator,Year,Value,Unit\n10.c.1,2019,-0.93,\n3.8.1,2019,187,\n8.8.2,2019,11.5,\n16.9.1,2019,120,\n16.9.1,2018,100,\n"
        "10.c.1,2018,140,\n16.9.1,2017,1200,children\n"
    )
    assert len(plan.entries) == 7 and plan.impossible == 4
    assert [each.partition(":")[0] for each in plan.doubtful] == ["Line 2", "Line 3", "Line 4", "Line 5"]
    assert plan.doubtful[3] == "Line 5: 120 is more than 100, the highest possible value of 16.9.1."
    assert "4 values are probably wrong. Check them before you import them." in plan.sentences()


@pytest.mark.parametrize(
    "content",
    [
        "Indicator,Year,G,Value\n8.5.2,2020,F,5\n8.5.2,2021,F,6\n",
        "Indicator,Year,Geschlecht,Value\n8.5.2,2020,Frauen,5\n",
        "Indicator,Year,Sex of the respondent,Value\n8.5.2,2020,2,5\n",
        "Indicator,Year,Wealth quintile no,Value\n8.5.2,2020,5,5\n",
        "Indicator,Year,Population,Value\n8.5.2,2020,Persons who were born outside of the country and came to live in it last year,5\n",
        "Year,Unemployment rate of women (8.5.2)\n2020,5\n",
        "Indicator,Year,Value (women)\n8.5.2,2020,5\n",
        "Indicator,Year,Female value\n8.5.2,2020,5\n",
        "Indicator,Year,Total,Migrants\n8.5.2,2020,5,6\n8.5.2,2021,5.5,6.1\n",
        "Population: migrants\nIndicator,Year,Value\n8.5.2,2020,5\n",
        "Taux de chômage des jeunes\nIndicateur;Année;Valeur\n8.5.2;2020;5\n",
        "معدل البطالة بين النساء\nالمؤشر;السنة;القيمة\n8.5.2;2020;5\n",
        "青年失业率\n指标;年份;数值\n8.5.2;2020;5\n",
        "Уровень безработицы женщин\nПоказатель;Год;Значение\n8.5.2;2020;5\n",
        "Indicator,Year,Series,Value\n8.5.2,2020,Unemployment of women,5\n",
        "Indicator code,Indicator name,Year,Value\n8.5.2,Unemployment rate female,2020,5\n",
        "Indicator,Year,Unit,Value\n8.5.2,2020,% of women,5\n",
        "Indicator,Year,Status,Value\n8.5.2,2020,Migrant,5\n",
        "Indicator,Year,Note,Value\n8.5.2,2020,women,5\n",
        "Indicator,Year,Meta,Value\n8.5.2,2020,Women,5\n",
        "Indicator,Year,Name,Value\n8.5.2,2020,Migrants,6\n",
        "Indicator,Year,Nationality,Value\n8.5.2,2020,Kenya,5\n",
        "Indicator,Year,Country of birth,Value\n8.5.2,2020,Kenya,5\n",
        "Indicator,Year,Year to,Value\n8.5.2,2015,2018,6\n",
        "Indicator,Year,Region,Value\n8.5.2,2015,Nairobi,6\n",
    ],
)
def test_a_group_is_never_everybody(content: str, planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned(content)
    everybody = [each for each in plan.entries if not {"disaggregation", "category"} & set(each.answers)]
    if "Total" not in content:
        assert everybody == []
    assert plan.errors or any("category" in each.answers for each in plan.entries)


@pytest.mark.parametrize(
    "content",
    [
        "Unemployment rate, by sex and migrant status\nIndicator,Year,Value\n8.5.2,2020,5\n",
        "Women and men out of work\nIndicator,Year,Value\n8.5.2,2020,5\n",
        "Violence against women and girls\nIndicator,Year,Value\n5.2.1,2020,5\n",
        "Remittances of migrants\nIndicator,Year,Value\n17.3.2,2020,5\n",
        "Indicator,Year,Series,Value\n5.2.1,2020,Proportion of ever-partnered women and girls,5\n",
        "Indicator,Year,Country,Title,Sex,Value\n8.5.2,2020,Kenya,Unemployment rate,Both sexes,5\n",
        "Indicator,Year,Country,Sex,Value\n8.5.2,2020,Kenya,Total (sex),5\n",
        "Indicator,Year,Region,Value\n8.5.2,2020,Kenya,5\n",
    ],
)
def test_a_figure_for_everybody_stays_one(content: str, planned) -> None:  # type: ignore[no-untyped-def]
    (entry,) = planned(content).entries
    assert not {"disaggregation", "category"} & set(entry.answers)


def test_more_ways_to_write_it(planned) -> None:  # type: ignore[no-untyped-def]
    assert figures(planned("Year,8.5.2,17.3.2\n2020,5,3\n2021,,4\n")) == [
        "8.5.2 2020 5",
        "17.3.2 2020 3",
        "17.3.2 2021 4",
    ]
    assert figures(planned("指标,年份,数值\n8.5.2,２０２０,５．１\n")) == ["8.5.2 2020 5.1"]
    assert figures(planned("Indicator,Year,Value\n8.5.2,২০২০,५.१\n")) == ["8.5.2 2020 5.1"]
    assert figures(planned(";2020;2021\nTotal (1);5;6\nWomen*;7;8\n", indicator="8.5.2"))[2:] == [
        "8.5.2 2020 7 [sex: women]",
        "8.5.2 2021 8 [sex: women]",
    ]
    shares = planned("Indicator,Year,Value\n8.5.2,2020,0.05\n8.5.2,2021,0.06\n")
    assert any("Should they be read as fractions of one?" in each for each in shares.sentences())


def test_a_cell_of_marks_without_end_is_a_group(planned) -> None:  # type: ignore[no-untyped-def]
    cell = "Total" + "¹" * 5_000  # each mark was taken off by a call of its own
    plan = planned(f"Indicator,Year,Sex,Value\n8.8.1,2020,{cell},1\n")
    assert all("category" in each.answers for each in plan.entries)
