"""The words that tables of many offices use, in six languages: names of columns, groups, and what means everybody.

The labels of the program's own forms are known besides, see `columns`. Words are compared by `bare`, so that accents,
capital letters, spaces and the Arabic article do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from desktop.i18n.lists import joined
from desktop.i18n.text_normalization import fold_loosely
from desktop.i18n.text_sanitizing import one_line

LONGEST_NAME = 200
"""Characters of a name that are looked at; a longer one is no name of a column, group or country."""


@lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """Return a name for comparing: without accents, marks, spaces and the Arabic article."""
    words = re.split(r"[\W_]+", fold_loosely(name[:LONGEST_NAME]))
    return "".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words)


ROLES: dict[str, tuple[str, ...]] = {
    "indicator": (
        "indicator code", "sdg indicator", "indicator", "indicator id", "sdg", "sdg code",
        "indicateur", "code indicateur", "code de l'indicateur", "indicateur ODD",
        "indicador", "código del indicador", "código indicador", "indicador ODS",
        "المؤشر", "رمز المؤشر", "مؤشر", "показатель", "код показателя", "индикатор", "показатель ЦУР",
        "指标", "指標", "指标代码", "指标编号",
    ),
    "series": (
        "series description", "series", "series name", "series code", "série", "code série", "serie", "código de serie",
        "السلسلة", "سلسلة البيانات", "серия", "ряд", "временной ряд", "系列", "数据系列",
        "indicator name", "indicator label", "nom de l'indicateur", "nombre del indicador", "اسم المؤشر",
        "наименование показателя", "название показателя", "指标名称",
    ),
    "year": (
        "time period", "year", "time", "period", "reference year", "ref date", "time dim", "reference period", "année", "an", "période", "année de référence",
        "año", "anio", "ano", "periodo", "año de referencia", "السنة", "العام", "سنة", "عام", "الفترة", "год", "годы",
        "период", "отчетный год", "年份", "年", "年度", "时间", "時間", "date", "fecha", "дата", "التاريخ", "日期", "quarter", "trimestre", "month", "mois", "mes", "квартал", "месяц", "ربع السنة", "الشهر", "季度", "月份",
    ),
    "value": (
        "obs value", "value", "observation value", "figure", "data value", "valeur", "valeur observée", "valor",
        "valor observado", "القيمة", "قيمة", "значение", "величина", "值", "数值", "數值", "数据", "指标值",
    ),
    "country": (
        "geo area name", "country name", "country", "area", "area name", "reference area", "country or area", "geographic area", "geographical area", "spatial dim",
        "country/area", "territory", "geography", "economy", "entity", "nation", "geopolitical entity", "geopolitical entity (reporting)", "pays", "nom du pays", "pays ou zone",
        "país", "nombre del país", "país o zona", "البلد", "الدولة", "بلد", "اسم البلد", "البلد أو المنطقة",
        "страна", "страна или район", "страна или территория", "наименование страны",
        "国家", "國家", "国家或地区", "国家名称", "国别",
    ),
    "country_code": (
        "geo area code", "country code", "area code", "m49", "m49 code", "ref area", "iso2", "iso3", "iso", "iso code",
        "iso3 code", "iso2 code", "iso alpha 3", "alpha 3", "geo", "country iso code", "code pays", "code du pays",
        "código del país", "código país", "رمز البلد", "رمز الدولة", "код страны", "国家代码",
    ),
    "unit": (
        "unit", "units", "currency", "monnaie", "devise", "moneda", "العملة", "валюта", "货币", "unit measure", "unit of measure", "measurement unit", "uom", "unité", "unités",
        "unité de mesure", "unidad", "unidades", "unidad de medida", "الوحدة", "وحدة القياس", "единица",
        "единица измерения", "единицы измерения", "ед. изм.", "单位", "單位", "计量单位",
    ),
    "multiplier": (
        "unit mult", "unit multiplier", "units multiplier", "scalar factor", "magnitude of the unit", "power code", "multiplicateur", "multiplicateur d'unité",
        "multiplicador", "multiplicador de la unidad", "множитель единицы",
    ),
    "source": (
        "source", "sources", "data source", "source of data", "source detail", "source des données", "fuente", "fuentes",
        "fuente de datos", "المصدر", "مصدر", "مصدر البيانات", "источник", "источник данных", "来源", "來源",
        "数据来源", "资料来源",
    ),
    "estimate": (
        "nature", "estimate", "estimated", "estimation", "estimación", "تقدير", "оценка", "估计", "估计值",
    ),
    "status": (
        "obs status", "observation status", "status", "flag", "flags", "obs flag", "flag codes", "qualifier", "statut de l'observation",
        "statut", "status de l'observation", "estado de la observación", "حالة المشاهدة", "статус наблюдения", "观测状态",
    ),
    "note": (
        "footnote", "footnotes", "note", "notes", "comment", "comments", "remark", "remarks", "comment obs",
        "note indicator", "note source", "note classif", "remarque", "remarques", "commentaire", "commentaires", "nota",
        "notas", "observaciones", "comentario", "comentarios", "ملاحظة", "ملاحظات", "الحاشية", "примечание",
        "примечания", "комментарий", "сноска", "备注", "附注", "注释", "脚注", "說明",
    ),
    "disaggregation": (
        "broken down by", "disaggregation", "désagrégation", "ventilé par", "ventilation", "desglose", "desglosado por",
        "desagregación", "مصنف بحسب", "التصنيف", "разбивка", "в разбивке по", "分列", "分类",
    ),
    "category": (
        "group", "category", "groupe", "catégorie", "grupo", "categoría", "المجموعة", "الفئة", "группа", "категория",
        "组别", "群体", "类别",
    ),
}  # fmt: skip
"""What a column can be besides a dimension, the better names first."""

CHARACTERISTICS: Mapping[str, tuple[str, ...]] = {
    "sex": (
        "sex", "gender", "sexe", "genre", "sexo", "género", "الجنس", "النوع", "نوع الجنس", "النوع الاجتماعي", "пол",
        "性别", "性別",
    ),
    "age": (
        "age", "age group", "age groups", "age band", "age class", "âge", "groupe d'âge", "groupes d'âge",
        "tranche d'âge", "classe d'âge", "edad", "grupo de edad", "grupos de edad", "grupo etario", "العمر", "السن",
        "الفئة العمرية", "الفئات العمرية", "فئة العمر", "возраст", "возрастная группа", "возрастные группы",
        "年龄", "年龄组", "年齡", "年龄段",
    ),
    "migratory_status": (
        "migratory status", "migration status", "migrant status", "statut migratoire", "situation migratoire",
        "statut au regard de l'immigration", "estatus migratorio", "situación migratoria", "condición migratoria",
        "وضع الهجرة", "وضع المهاجرين", "حالة الهجرة", "миграционный статус", "移民身份", "移徙状况", "移徙身份",
    ),
    "income": (
        "income", "wealth quintile", "income group", "quintile", "revenu", "niveau de revenu", "ingreso", "ingresos",
        "quintil", "الدخل", "فئة الدخل", "доход", "уровень дохода", "收入", "收入组",
    ),
    "ethnicity": (
        "ethnicity", "ethnic group", "appartenance ethnique", "ethnie", "etnia", "grupo étnico", "الأصل الإثني",
        "الانتماء العرقي", "этническая принадлежность", "этническая группа", "族裔", "民族",
    ),
    "disability": (
        "disability", "disability status", "handicap", "situation de handicap", "discapacidad",
        "condición de discapacidad", "الإعاقة", "حالة الإعاقة", "инвалидность", "残疾", "残疾状况", "殘疾",
    ),
    "location": (
        "location", "place", "region", "urban or rural", "urbanisation", "urbanization", "degree of urbanisation",
        "residence", "place of residence", "area type", "type of area", "geographic location", "province", "state",
        "district", "county", "geo code", "milieu", "milieu de résidence", "lieu de résidence", "région", "département",
        "zone", "localisation", "lugar de residencia", "zona", "ámbito", "área de residencia", "región", "provincia",
        "aire géographique", "zone géographique", "territoire", "área geográfica", "territorio", "территория",
        "departamento", "entidad federativa", "estado", "المنطقة", "المحافظة", "الإقليم", "مكان الإقامة", "حضر/ريف",
        "регион", "местность", "тип местности", "тип поселения", "область", "место жительства", "город/село",
        "地区", "城乡", "地區", "省份", "居住地",
    ),
}  # fmt: skip
"""Names of columns for the characteristics of the forms."""

AREAS_OR_PLACES: frozenset[str] = frozenset(
    bare(word)
    for word in (
        "area", "area name", "geographic area", "geographical area", "geography", "territory", "reference area",
        "spatial dim", "entity",
    )
)  # fmt: skip
"""Names of columns that hold countries in one table, and the places within one in another."""

ASIDE: frozenset[str] = frozenset(
    bare(word)
    for word in (
        "goal", "target", "objectif", "cible", "objetivo", "meta", "الهدف", "الغاية", "цель", "задача", "目标",
        "time detail", "time coverage", "upper bound", "lower bound", "upper ci", "lower ci", "base period",
        "geo info url", "reporting type", "freq", "frequency", "time frequency", "fréquence", "frecuencia", "dataflow", "structure",
        "structure id", "structure name", "action", "decimals", "time format", "last update", "last updated",
        "obs conf", "conf status", "pre break value", "goal title", "target title", "indicator title", "indicator label",
        "indicator description", "indicator name", "nom de l'indicateur", "nombre del indicador", "اسم المؤشر",
        "наименование показателя", "название показателя", "指标名称", "custodian", "publisher", "url", "link",
        "series code", "series id", "series description", "source id", "source label", "source link", "release name",
        "data provider", "reporting agency", "dguid", "vector", "coordinate", "uom id", "scalar id", "symbol", "terminated", "id", "magnitude", "spatial dim type", "time dim type", "geo area code", "line", "no", "row", "序号", "№", "م",
    )
)  # fmt: skip
"""Names of columns that say how a figure was made or filed, not for whom it stands."""

TITLES: frozenset[str] = frozenset(
    bare(word)
    for word in (
        "label", "title", "name", "variable", "concept", "measure", "subject", "statistic", "statistics", "item", "description", "table", "libellé", "titre", "nom",
        "mesure", "tableau", "título", "nombre", "descripción", "medida", "cuadro", "البيان", "العنوان", "наименование",
        "название", "заголовок", "名称", "标题", "名稱",
    )
)  # fmt: skip
"""Names of columns that say what is measured, and sometimes also of whom."""

_EVERYBODY = (
    "t", "_t", "_z", "all", "total", "totals", "grand total", "all persons", "everybody", "everyone", "overall",
    "allage", "allarea", "all ages", "all areas", "all age ranges or no breaks by age", "bothsex", "both", "both sexes",
    "both sexes or no breakdown by sex", "no breakdown", "total (national level)", "total or no breakdown", "national",
    "national total", "national level", "whole country", "nationwide", "women and men", "men and women", "sex_t", "sex_btsx",
    "male and female", "female and male", "not disaggregated", "all categories", "all groups", "whole population",
    "total population", "urban and rural",
    "ensemble", "tous", "toutes", "tout", "deux sexes", "les deux sexes", "tous sexes", "tous âges", "tous les âges",
    "ensemble de la population", "femmes et hommes", "hommes et femmes", "niveau national", "pays entier",
    "ambos", "ambos sexos", "todos", "todas", "todas las edades", "total nacional", "nacional", "hombres y mujeres",
    "mujeres y hombres", "ambas", "todas las personas", "población total", "conjunto",
    "المجموع", "مجموع", "الإجمالي", "إجمالي", "جملة", "الجملة", "الجميع", "الكل", "كلا الجنسين", "الجنسان", "الجنسين",
    "كلاهما", "جميع الأعمار", "كل الأعمار", "ذكور وإناث", "إناث وذكور", "الوطني", "المستوى الوطني", "كامل السكان",
    "всего", "итого", "все", "оба пола", "все население", "все возрасты", "мужчины и женщины", "женщины и мужчины",
    "в целом", "по стране", "российская федерация в целом", "все возрастные группы",
    "合计", "合計", "总计", "總計", "共计", "总数", "全部", "总体", "全国", "男女", "男女合计", "所有年龄", "全体", "两性",
    "不分性别", "城乡合计",
)  # fmt: skip

_FEMALE = (
    "f", "female", "females", "women", "woman", "sex_f", "sex_fmle", "femme", "femmes", "féminin", "mujer", "mujeres", "femenino",
    "أنثى", "إناث", "الإناث", "نساء", "النساء", "امرأة", "женщины", "женщина", "женский", "жен", "ж", "女", "女性", "妇女", "婦女",
)  # fmt: skip
_MALE = (
    "male", "males", "men", "man", "sex_m", "sex_mle", "homme", "hommes", "masculin", "hombre", "hombres", "varón", "varones",
    "masculino", "ذكر", "ذكور", "الذكور", "رجال", "الرجال", "رجل", "мужчины", "мужчина", "мужской", "муж", "男", "男性",
    "男子",
)  # fmt: skip
_GIRLS = ("girl", "girls", "fille", "filles", "niñas", "فتيات", "بنات", "девочки", "女孩", "女童")
_BOYS = ("boy", "boys", "garçon", "garçons", "فتيان", "أولاد", "мальчики", "男孩", "男童")
_URBAN = (
    "urban", "urban areas", "u", "urbain", "urbaine", "zone urbaine", "milieu urbain", "urbano", "urbana", "zona urbana",
    "حضر", "حضري", "الحضر", "المناطق الحضرية", "город", "городское", "городская", "городское население",
    "городская местность", "городские поселения", "城镇", "城市", "城鎮",
)  # fmt: skip
_RURAL = (
    "rural", "rural areas", "r", "rurale", "zone rurale", "milieu rural", "zona rural", "ريف", "ريفي", "الريف",
    "المناطق الريفية", "село", "сельское", "сельская", "сельское население", "сельская местность",
    "сельские поселения", "农村", "乡村", "農村",
)  # fmt: skip
_YES = ("yes", "true", "y", "oui", "vrai", "sí", "si", "verdadero", "نعم", "да", "是")
_NO = ("no", "false", "n", "non", "faux", "falso", "لا", "нет", "否")
_ESTIMATED = (
    "e", "m", "estimated", "estimate", "modeled", "modelled", "estimated data", "modeled data", "modelled data",
    "estimé", "estimée", "estimado", "estimada", "مقدر", "تقديري", "оценка", "расчетное", "估计", "估算",
)  # fmt: skip


@cache
def _bare_of(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(bare(word) for word in words)


def is_one_of(cell: str, words: tuple[str, ...]) -> bool:
    """Whether a cell is one of some words."""
    return bool(cell) and len(cell) <= LONGEST_NAME and bare(cell) in _bare_of(words)


_NOTED = re.compile(r"(.*\w)\s*(?:\*{1,3}|[¹²³⁰⁴-⁹]{1,3}|[†‡]|\s\(?[0-9]{1,2}\))")
"""A word with a mark that refers to a note."""


def without_code(cell: str, header: str = "") -> str:
    """Return the words of a cell that holds a code or the column's name before them: `F: Female`, `Sex: Female`."""
    before, sign, after = cell.partition(":")
    if not sign or not after.strip():
        return cell
    known = re.fullmatch(r"[A-Z0-9_<>=-]{1,20}", before.strip()) or before.strip()[:1] == "_"
    name = bare(before.partition("(")[0])
    return after.strip() if known or (name and (name in bare(header) or characteristic(name))) else cell


@lru_cache(maxsize=20_000)
def means_everybody(cell: str, key: str = "") -> bool:
    """Whether a cell of a dimension says that the figure is not broken down by it."""
    if len(cell) > LONGEST_NAME:
        return False
    words = without_code(cell)
    plain = bare(words)
    if not plain:
        return not cell.strip()
    if found := _NOTED.fullmatch(words):
        return means_everybody(found[1], key)
    if plain == "t":
        return words.strip() in ("_T", "_t") or key == "sex"
    if plain == "z":
        return words.strip() in ("_Z", "_z")
    if key == "sex" and plain in ("persons", "people", "personnes", "personas", "person"):
        return True
    before, sign, inside = words.partition("(")
    if sign and before.strip() and plain not in _bare_of(_EVERYBODY) and not re.search(r"\d", inside):
        # `Total (age)` names only what was added up; `Total (women)` is a group.
        return bare(before) in _bare_of(_EVERYBODY) and not any(map(sex_of, re.split(r"\W+", inside)))
    return plain in _bare_of(_EVERYBODY) or re.fullmatch(r"[A-Z0-9_]+_TOTAL", words.strip()) is not None


@lru_cache(maxsize=20_000)
def sex_of(cell: str) -> str:
    """Return `female`, `male`, `girls` or `boys` for a word of a sex; empty for any other, and for `M` and `H`."""
    for found, words in (("female", _FEMALE), ("male", _MALE), ("girls", _GIRLS), ("boys", _BOYS)):
        if is_one_of(cell, words):
            return found
    return ""


_GROUPS = (
    "migrant", "migrants", "immigrant", "immigrants", "emigrants", "refugee", "refugees", "foreigners", "foreign",
    "youth", "children", "elderly", "adolescents", "disabled", "rural", "urban", "workers abroad",
    "immigré", "immigrés", "réfugiés", "étrangers", "jeunes", "enfants", "urbain", "rurale", "urbaine", "handicapées",
    "migrante", "migrantes", "inmigrantes", "refugiados", "extranjeros", "jóvenes", "niños", "urbana", "urbano",
    "المهاجرين", "المهاجرون", "مهاجرين", "اللاجئين", "لاجئين", "الأجانب", "الشباب", "الأطفال", "الريف", "الحضر",
    "мигранты", "мигрантов", "иммигрантов", "беженцы", "беженцев", "иностранцев", "молодежь", "молодежи", "дети", "детей",
    "сельского", "городского", "сельское", "городское", "женщин", "мужчин",
)  # fmt: skip
_GROUPS_OF_SIGNS = (
    "移民",
    "移徙者",
    "难民",
    "外国人",
    "青年",
    "儿童",
    "农村",
    "城镇",
    "女性",
    "妇女",
    "男性",
    "残疾人",
)
_BY = re.compile(r"\b(?:by|according to|par|selon|por|según|по|в разбивке)\b|بحسب|حسب|按|分列", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def speaks_of_group(text: str, said: str = "") -> bool:
    """Whether a title or a name speaks of one group of people, as “Unemployment of women” does.

    “Unemployment by sex” speaks of all of them, and so does what names women and men.

    Args:
        said: what says so by itself, such as the name of the indicator: its words are no group of it.
    """
    part = _BY.split(text[: LONGEST_NAME * 2])[0]
    known = {bare(word) for word in re.split(r"\W+", said)}
    words = [word for word in re.split(r"\W+", part) if len(word) > 1 and bare(word) not in known]
    sexes = {sex_of(word) for word in words} - {""}
    one_sex = len(sexes & {"female", "girls"}) + len(sexes & {"male", "boys"})
    others = any(bare(word) in _bare_of(_GROUPS) for word in words)
    signs = any(word in part and word not in said for word in _GROUPS_OF_SIGNS)
    return one_sex == 1 or others or signs


def place_of(cell: str) -> str:
    """Return `urban` or `rural` for a word of it, else an empty text."""
    return "urban" if is_one_of(cell, _URBAN) else "rural" if is_one_of(cell, _RURAL) else ""


def yes_or_no(cell: str) -> bool | None:
    """Return what a word of yes or no says, None for any other."""
    return True if is_one_of(cell, _YES) else False if is_one_of(cell, _NO) else None


def is_estimated(cell: str) -> bool:
    """Whether a word of the nature of a figure says that it was estimated or modelled."""
    return is_one_of(cell, _ESTIMATED)


@cache
def roles_by_word() -> Mapping[str, str]:
    """Return the role that each name of a column means."""
    return {bare(word): role for role, words in reversed(ROLES.items()) for word in words}


@cache
def _characteristics_by_word() -> Mapping[str, str]:
    return {bare(word): key for key, words in CHARACTERISTICS.items() for word in words}


def characteristic(name: str) -> str:
    """Return the characteristic that the bare name of a column means, empty for none."""
    return _characteristics_by_word().get(name, "")


def is_of_places(name: str) -> bool:
    """Whether the name of a column means places: regions, areas, town and country."""
    return characteristic(bare(name)) == "location" or bare(name) in AREAS_OR_PLACES


def known_names(cells: Iterable[str]) -> int:
    """Return how many cells are names of columns that are known."""
    return sum(1 for cell in cells if (name := bare(cell)) and (name in roles_by_word() or characteristic(name)))


@cache
def _every_word() -> frozenset[str]:
    groups = (_EVERYBODY, _FEMALE, _MALE, _GIRLS, _BOYS, _URBAN, _RURAL, _YES, _NO, _ESTIMATED)
    return frozenset().union(roles_by_word(), _characteristics_by_word(), *(_bare_of(each) for each in groups))


SHORTENED = 12
"""Names that a sentence has at most."""


def shortened(names: Sequence[str]) -> str:
    """Return names for a sentence, each short enough, and no more than are read."""
    shown = joined(one_line(name, 60) for name in names[:SHORTENED])
    return shown + ("…" if len(names) > SHORTENED else "")


def is_known(cell: str) -> bool:
    """Whether a cell is any word of these lists."""
    return bare(cell) in _every_word()
