"""What options of fields, units of indicators and columns of values were called in files that older versions wrote, in whichever language.

Such a workbook may come back, and such a unit may have been typed, after the text was worded anew. Each text of today, in
English, has all older wordings of it beside it. `tests/i18n/wordings.json` keeps what released versions said.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.text_normalization import fold_case
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import in_every_language


def older_words(text: str) -> tuple[str, ...]:
    """Return what was said in place of an English text of today, in every language; nothing where it was never another."""
    return _OLDER.get(text, ())


def every_wording(text: str) -> tuple[str, ...]:
    """Return what an English text of today is and was called, each wording once: in whichever language, in older versions too."""
    return tuple(dict.fromkeys((text, *in_every_language(text), *older_words(text))))


def is_called(said: str, text: str) -> bool:
    """Whether somebody has said what an English text of today says: in whichever language, or in the words of an older version.

    The catalogues of other languages are read only where nothing else helps: that takes longer than to open a file.
    """
    plain = _plain(said)
    return (
        plain in (_plain(text), _plain(_(text)))
        or plain in map(_plain, older_words(text))
        or plain in map(_plain, in_every_language(text))
    )


def _plain(text: str) -> str:
    return fold_case(" ".join(text.split()))


_OLDER: Mapping[str, tuple[str, ...]] = {
    "Agreed": (
        "Convenido",
        "Согласовано",
    ),
    "Article, photo or recording": ("Статья, фотография или запись",),
    "Available": (
        "متاح",
        "Есть",
        "可得",
    ),
    "Available in part": (
        "Есть частично",
        "部分可得",
    ),
    "Broken down by": (
        "Ventilé par",
        "Desglosado por",
        "مصنفة بحسب",
    ),
    "Completed": ("Завершено",),
    "Critical": (
        "Критический",
        "极为严重",
    ),
    "Currency per hour": (
        "Monnaie par heure",
        "Moneda por hora",
        "العملة في الساعة",
        "Валюта за час",
        "每小时货币金额",
        "وحدة نقد في الساعة",
        "Национальная валюта за час",
    ),
    "Data planned": (
        "Prévu",
        "Previsto",
        "مقرر",
        "已计划",
        "计划中",
    ),
    "Delayed": (
        "Retrasado",
        "延误",
    ),
    "Done": (
        "Listo",
        "تم",
        "Готово",
        "完成",
    ),
    "Dropped": (
        "No longer holds",
        "N’est plus valable",
        "Ya no es válido",
        "لم يعد ساريا",
        "Больше не действует",
        "不再成立",
        "Abandonnée",
    ),
    "Early steps": ("初步阶段",),
    "Ethnicity": ("الأصل الإثني",),
    "Financial": (
        "Financière",
        "Financiero",
        "مالي",
        "Финансовое",
        "财政",
    ),
    "Fulfilled": (
        "تم الوفاء به",
        "已兑现",
    ),
    "Funding": (
        "Argent",
        "Dinero",
        "المال",
        "Деньги",
    ),
    "Geographic location": ("Географическое положение",),
    "Getting better": (
        "S’améliore",
        "Mejora",
        "Становится лучше",
    ),
    "Getting worse": (
        "Se dégrade",
        "Empeora",
        "Становится хуже",
    ),
    "Government ministry or agency": (
        "Ministry or agency of the government",
        "وزارة أو وكالة حكومية",
        "Министерство или ведомство правительства",
    ),
    "High": ("Высокий",),
    "Higher is better": ("Mieux si plus élevé",),
    "In progress": (
        "В работе",
        "正在进行",
    ),
    "In writing": (
        "كتابة",
        "书面",
    ),
    "Index": ("رقم قياسي",),
    "Injuries per 100,000 workers": (
        "Травмы на 100 000 работников",
        "每10万工人工伤数",
    ),
    "Is in the delegation": (
        "Fait partie de la délégation",
        "Входит в делегацию",
    ),
    "Kept": (
        "Taken over",
        "Repris",
        "Retomado",
        "منقول",
        "Перенесено",
        "Сохранено",
        "已沿用",
        "Conservée",
        "أُبقي",
    ),
    "Law or policy": ("Закон или политика",),
    "Low": ("Низкий",),
    "Lower is better": ("Mieux si plus bas",),
    "Made earlier and unchanged": (
        "قُدم سابقا ولم يتغير",
        "Принято раньше и без изменений",
        "早先作出，未改变",
    ),
    "Matching": ("Парное",),
    "Medium": ("Средний",),
    "Meeting or workshop": ("会议或讲习班",),
    "Months of income": (
        "أشهر من الدخل",
        "Месяцы дохода",
        "收入月数",
    ),
    "Mostly completed": ("В основном завершено",),
    "Needed, not yet requested": (
        "Nécessaire",
        "Necesario",
        "مطلوب",
        "Нужна",
        "需要",
        "مطلوب، ولم يُطلب بعد",
        "Нужна, ещё не запрошена",
    ),
    "Neither": (
        "Ni l’un ni l’autre",
        "Ninguno de los dos",
        "لا هذا ولا ذاك",
        "Ни то, ни другое",
        "都不是",
    ),
    "New": ("新的",),
    "No clear change": (
        "Pas de changement net",
        "لا تغير واضحا",
    ),
    "Not applicable": (
        "Ne s’applique pas",
        "Не относится",
        "Не применимо",
    ),
    "Not available": (
        "غير متاح",
        "Нет",
    ),
    "Not known": (
        "On ne sait pas",
        "Non connu",
    ),
    "Not started": ("Pas commencé",),
    "Note": ("مذكرة",),
    "Other": ("Otro",),
    "Partly achieved": ("Достигнуто частично",),
    "People": (
        "Люди",
        "人数",
    ),
    "Per cent of GDP": (
        "Pour cent du PIB",
        "Процент ВВП",
    ),
    "Per cent of adults": (
        "Pour cent des adultes",
        "Процент взрослых",
    ),
    "Per cent of children under five": (
        "Pour cent des enfants de moins de cinq ans",
        "Процент детей до пяти лет",
    ),
    "Per cent of the amount sent": (
        "Pour cent du montant envoyé",
        "Процент отправленной суммы",
    ),
    "Per cent of the population": (
        "Per cent of population",
        "Pour cent de la population",
    ),
    "Per cent of the population, or per 100,000": (
        "Pour cent de la population, ou pour 100 000",
        "Процент населения или на 100 000",
        "占人口的百分比，或每10万人",
        "Процент населения или на 100 000 человек",
    ),
    "Per cent of the prison population": (
        "Per cent of prison population",
        "Pour cent de la population carcérale",
        "Процент заключённых",
        "占监狱服刑人口的百分比",
    ),
    "Per cent of women and girls": (
        "Pour cent des femmes et des filles",
        "Процент женщин и девочек",
    ),
    "Per cent, and number of children": ("Pour cent, et nombre d’enfants",),
    "Planned": (
        "Prévu",
        "Previsto",
        "مقرر",
        "已计划",
    ),
    "Policy or law": ("Политика или закон",),
    "Process": ("عملية",),
    "Received": (
        "تم تلقيه",
        "متلقى",
    ),
    "Strengthened": (
        "Усилено",
        "加强的",
    ),
    "Technology and equipment": ("Tecnología y equipo",),
    "The connection hub": (
        "Le dispositif répondant aux demandes",
        "El servicio basado en la demanda",
        "المرفق الموجه بحسب الطلب",
        "Служба, работающая по запросам",
        "需求驱动机制",
    ),
    "The global knowledge platform": (
        "Le pôle de connaissances",
        "El centro de conocimientos",
        "المركز",
        "Центр",
        "枢纽",
    ),
    "The start-up fund": (
        "Le fonds",
        "El fondo",
        "الصندوق",
        "Фонд",
        "基金",
        "صندوق البدء",
    ),
    "This is an estimate": (
        "Ceci est une estimation",
        "هذا رقم تقديري",
        "Это оценка",
    ),
    "To be decided": (
        "Not looked at yet",
        "Pas encore examiné",
        "Sin revisar todavía",
        "لم يُنظر فيه بعد",
        "Ещё не рассмотрено",
        "尚未查看",
        "Нужно решение",
    ),
    "Took part in drafting": (
        "A participé à la rédaction",
        "شارك في الصياغة",
        "Участие в составлении",
    ),
    "Unit": ("Единица",),
    "University or research institution": (
        "University or research",
        "Université ou recherche",
        "Universidad o investigación",
        "Университет или наука",
    ),
    "Victims per 100,000 population": (
        "Пострадавшие на 100 000 жителей",
        "每10万人口受害者人数",
        "Пострадавшие на 100 000 человек",
    ),
    "Well advanced": ("Значительно продвинулись",),
    "Yes or no": ("是或否",),
    "Yes or no for each part": ("每个部分填是或否",),
    "Yes or no, or a score": ("是或否，或得分",),
    "Yes, only for those with legal status": (
        "نعم، لذوي الوضع القانوني فقط",
        "Да, только для тех, у кого законный статус",
    ),
    "Youth": ("Jeunesse",),
}
