"""The sentences that 0.1.0 wrote into its files, as it wrote them: English, then French, Spanish, Arabic, Russian, Chinese.

They stand here and not in `locale/`, since what lies on people's disks does not change when a translation does.
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, ...]] = {
    "Add an entry to {place}": (
        "Ajouter une fiche à {place}",
        "Añadir una entrada a {place}",
        "إضافة مُدخَل إلى {place}",
        "Добавить запись: {place}",
        "在{place}中添加条目",
    ),
    "Attach {name}": (
        "Joindre {name}",
        "Adjuntar {name}",
        "إرفاق {name}",
        "Приложить {name}",
        "附加{name}",
    ),
    "Change “{field}” of {name}": (
        "Modifier «\u00a0{field}\u00a0» de {name}",
        "Modificar «{field}» de {name}",
        "تغيير «{field}» في {name}",
        "Изменить «{field}» — {name}",
        "修改{name}的“{field}”",
    ),
    "Confirm “{field}” of {name}": (
        "Confirmer «\u00a0{field}\u00a0» de {name}",
        "Confirmar «{field}» de {name}",
        "تأكيد «{field}» في {name}",
        "Подтвердить «{field}» — {name}",
        "确认 {name} 的“{field}”",
    ),
    "Create the submission": (
        "Créer la soumission",
        "Crear la presentación",
        "إنشاء التقديم",
        "Создать представление",
        "创建提交材料",
    ),
    "Import {name}": (
        "Importer {name}",
        "Importar {name}",
        "استيراد {name}",
        "Импортировать {name}",
        "导入{name}",
    ),
    "Look at {name} again": (
        "Examiner à nouveau {name}",
        "Volver a revisar {name}",
        "إعادة النظر في {name}",
        "Рассмотреть {name} ещё раз",
        "再次查看 {name}",
    ),
    "Put the last submission beside this one": (
        "Placer la dernière soumission à côté de celle-ci",
        "Poner la última presentación al lado de esta",
        "وضع التقديم السابق إلى جانب هذا التقديم",
        "Поместить прошлое представление рядом с этим",
        "将上次提交材料放在这份旁边",
    ),
    "Remove {name}": (
        "Supprimer {name}",
        "Eliminar {name}",
        "حذف {name}",
        "Удалить {name}",
        "删除{name}",
    ),
    "Say that {name} no longer holds": (
        "Indiquer que {name} n’est plus valable",
        "Indicar que {name} ya no es válido",
        "الإشارة إلى أن {name} لم يعد ساريا",
        "Указать, что {name} больше не действует",
        "说明 {name} 不再成立",
    ),
    "Stop using the data pack “{name}”": (
        "Cesser d’utiliser le lot de données «\u00a0{name}\u00a0»",
        "Dejar de usar el paquete de datos «{name}»",
        "وقف استخدام رزمة البيانات «{name}»",
        "Перестать использовать набор данных «{name}»",
        "停止使用数据包“{name}”",
    ),
    "Take over {name}": (
        "Reprendre {name}",
        "Retomar {name}",
        "نقل {name}",
        "Перенести {name}",
        "沿用 {name}",
    ),
    "Take the text of the entries for “{name}”": (
        "Prendre le texte des fiches pour «\u00a0{name}\u00a0»",
        "Tomar el texto de las entradas para «{name}»",
        "أخذ نص المُدخَلات للفصل «{name}»",
        "Взять текст записей для главы «{name}»",
        "“{name}”采用条目的文本",
    ),
    "Use the data pack “{name}”": (
        "Utiliser le lot de données «\u00a0{name}\u00a0»",
        "Usar el paquete de datos «{name}»",
        "استخدام رزمة البيانات «{name}»",
        "Использовать набор данных «{name}»",
        "使用数据包“{name}”",
    ),
    "Write the chapter “{name}”": (
        "Rédiger le chapitre «\u00a0{name}\u00a0»",
        "Escribir el capítulo «{name}»",
        "كتابة الفصل «{name}»",
        "Написать главу «{name}»",
        "撰写“{name}”一章",
    ),
}
"""What was done."""

INDICATORS: dict[str, tuple[str, ...]] = {
    "Indicator {key}": (
        "Indicateur {key}",
        "Indicador {key}",
        "المؤشر {key}",
        "Показатель {key}",
        "指标{key}",
    ),
    "Indicator {key}, {year}": (
        "Indicateur {key}, {year}",
        "Indicador {key}, {year}",
        "المؤشر {key}، {year}",
        "Показатель {key}, {year}",
        "指标{key}，{year}年",
    ),
    "Indicator {key}, without a year": (
        "Indicateur {key}, sans année",
        "Indicador {key}, sin año",
        "المؤشر {key}، بلا سنة",
        "Показатель {key}, год не указан",
        "指标{key}，无年份",
    ),
}
"""What a value or an indicator was called."""
