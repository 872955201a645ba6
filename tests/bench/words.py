"""The words of made-up submissions: a little of what ministries write, in the six languages of the United Nations.

A sentence is a pattern with who, does, what, whom and where put in at random; a name of a law or a place and a figure
make it unlike every other. What comes out is meant to be as long and as varied as what people write, not to be read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What sentences of one language are made of; `patterns` name the other lists, `place`, `number` and `year`."""

    patterns: tuple[str, ...]
    who: tuple[str, ...]
    does: tuple[str, ...]
    what: tuple[str, ...]
    whom: tuple[str, ...]
    title: str


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


LANGUAGES: dict[str, Words] = {
    "en": Words(
        _parts(
            "{who} {does} {what} for {whom} in {place}. | Since {year}, {who} {does} {what}, which has reached {number} "
            "people in {place}. | In {place}, {number} of {whom} were reached by {year}; {who} {does} {what}. | "
            "An evaluation of {year} found that {what} served {whom} best where {who} also {does} {what2}."
        ),
        _parts(
            "the Ministry of the Interior | the Ministry of Labour | the border police | the national statistical office | "
            "the city council | the trade unions | the bar association | the Ministry of Health | the employment agency | "
            "the ombudsperson | the diaspora council | the interministerial committee"
        ),
        _parts(
            "opens | runs | extends | simplifies | finances | evaluates | translates | replaces | publishes | harmonizes | "
            "digitizes | decentralizes"
        ),
        _parts(
            "a one-stop centre | the register of civil status | bilateral labour agreements | skills recognition | "
            "a helpline in nine languages | the screening procedure at sea | alternatives to detention | consular visits | "
            "school enrolment without papers | cheaper remittances | a survey of households | training for judges | "
            "the reintegration fund | access to primary care | early warning of drought | inspection of workplaces"
        ),
        _parts(
            "domestic workers | seasonal workers | unaccompanied children | returning families | victims of trafficking | "
            "students from abroad | people displaced by floods | women at risk | young people | elderly migrants"
        ),
        "{What} for {whom} in {place}",
    ),
    "fr": Words(
        _parts(
            "{who} {does} {what} pour {whom} à {place}. | Depuis {year}, {who} {does} {what}, ce qui a touché {number} "
            "personnes à {place}. | L’évaluation de {year} montre que {what} aide {whom}, surtout là où {who} {does} {what2}."
        ),
        _parts(
            "le ministère de l’Intérieur | le ministère du Travail | la police aux frontières | l’office statistique | "
            "la mairie | l’ordre des avocats | l’agence pour l’emploi | le médiateur de la République"
        ),
        _parts("ouvre | étend | simplifie | finance | évalue | traduit | publie | numérise"),
        _parts(
            "un guichet unique | l’état civil | les accords de main-d’œuvre | la reconnaissance des qualifications | "
            "une ligne d’écoute | la procédure d’accueil | des solutions de rechange à la détention | l’accès aux soins | "
            "l’inscription à l’école | l’enquête auprès des ménages"
        ),
        _parts(
            "les travailleuses domestiques | les saisonniers | les enfants non accompagnés | les familles de retour | "
            "les victimes de la traite | les étudiants étrangers | les personnes déplacées par les crues"
        ),
        "{What} pour {whom} à {place}",
    ),
    "es": Words(
        _parts(
            "{who} {does} {what} para {whom} en {place}. | Desde {year}, {who} {does} {what}, y llegó a {number} personas "
            "en {place}. | La evaluación de {year} mostró que {what} ayuda a {whom} donde {who} también {does} {what2}."
        ),
        _parts(
            "el Ministerio del Interior | el Ministerio de Trabajo | la policía de fronteras | el instituto de estadística | "
            "el ayuntamiento | el colegio de abogados | la agencia de empleo | la Defensoría del Pueblo"
        ),
        _parts("abre | amplía | simplifica | financia | evalúa | traduce | publica | digitaliza"),
        _parts(
            "una ventanilla única | el registro civil | los acuerdos laborales | el reconocimiento de competencias | "
            "una línea de ayuda | el procedimiento de acogida | las alternativas a la detención | la atención primaria | "
            "la matrícula escolar | la encuesta de hogares"
        ),
        _parts(
            "las trabajadoras del hogar | los temporeros | los niños no acompañados | las familias que regresan | "
            "las víctimas de trata | los estudiantes extranjeros | los desplazados por inundaciones"
        ),
        "{What} para {whom} en {place}",
    ),
    "ar": Words(
        _parts(
            "{does} {who} {what} لصالح {whom} في {place}. | منذ عام {year} {does} {who} {what}، وقد شمل ذلك {number} شخص "
            "في {place}. | بيّن تقييم عام {year} (انظر {place}) أن {what} يفيد {whom} حيث {does} {who} {what2}."
        ),
        _parts(
            "وزارة الداخلية | وزارة العمل | شرطة الحدود | الجهاز المركزي للإحصاء | المجلس البلدي | نقابة المحامين | "
            "وكالة التشغيل | أمين المظالم"
        ),
        _parts("تفتتح | توسّع | تبسّط | تموّل | تقيّم | تترجم | تنشر | ترقمن"),
        _parts(
            "مركز الخدمة الموحدة | سجل الأحوال المدنية | اتفاقات العمل الثنائية | الاعتراف بالمهارات | خط المساعدة | "
            "إجراءات الاستقبال | بدائل الاحتجاز | الرعاية الصحية الأولية | القيد في المدارس | مسح الأسر المعيشية"
        ),
        _parts(
            "عاملات المنازل | العمال الموسميين | الأطفال غير المصحوبين | الأسر العائدة | ضحايا الاتجار | "
            "الطلاب الأجانب | المشردين بسبب الفيضانات"
        ),
        "{what} لصالح {whom} في {place}",
    ),
    "ru": Words(
        _parts(
            "{who} {does} {what} для {whom}, {place}. | С {year} года {who} {does} {what}; охвачено {number} человек, {place}. | "
            "Оценка {year} года показала, что {what} помогает, когда {who} {does} {what2} для {whom}."
        ),
        _parts(
            "Министерство внутренних дел | Министерство труда | пограничная служба | служба статистики | городской совет | "
            "коллегия адвокатов | агентство занятости | уполномоченный по правам человека"
        ),
        _parts("открывает | расширяет | упрощает | финансирует | оценивает | переводит | публикует | оцифровывает"),
        _parts(
            "единое окно | реестр актов гражданского состояния | соглашения о труде | признание квалификаций | "
            "линию помощи | порядок приёма | меры вместо задержания | первичную медицинскую помощь | приём в школы | "
            "обследование домохозяйств"
        ),
        _parts(
            "домашних работниц | сезонных работников | детей без сопровождения | вернувшихся семей | жертв торговли людьми | "
            "иностранных студентов | пострадавших от наводнений"
        ),
        "{What} для {whom}, {place}",
    ),
    "zh": Words(
        _parts(
            "{who}在{place}为{whom}{does}{what}。 | 自{year}年以来，{who}{does}{what}，在{place}惠及{number}人。 | "
            "{year}年的评估显示，{who}{does}{what2}的地方，{what}对{whom}最有帮助。"
        ),
        _parts("内政部 | 劳动部 | 边防警察 | 国家统计局 | 市议会 | 律师协会 | 就业局 | 监察员"),
        _parts("设立 | 扩大 | 简化 | 资助 | 评估 | 翻译 | 公布 | 数字化"),
        _parts(
            "一站式服务中心 | 民事登记 | 双边劳务协议 | 技能认证 | 求助热线 | 接待程序 | 拘留的替代办法 | 初级保健 | "
            "入学登记 | 住户调查"
        ),
        _parts("家政工人 | 季节工人 | 无人陪伴儿童 | 返乡家庭 | 人口贩运受害者 | 外国学生 | 洪灾流离失所者"),
        "{place}{whom}{what}",
    ),
}

PLACES = _parts(
    "Mombasa | Kisumu | Nakuru | Garissa | Lamu | Dakar | Thiès | Saint-Louis | Kayes | Agadez | Oujda | Tanger | Sfax | "
    "Aswan | Port Said | Amman | Zarqa | Tyre | Mersin | Osh | Khujand | Termez | Shymkent | Kunming | Nanning | Da Nang | "
    "Davao | Cebu | Medan | Cox’s Bazar | Sylhet | Kochi | Galle | Cúcuta | Tumbes | Tacna | Tapachula | Choluteca | "
    "Belmopan | Paramaribo | Suva | Funafuti | Honiara | Tarawa"
)

PEOPLE = _parts(
    "A. Okello | B. Diallo | C. Haddad | D. Petrova | E. Wang | F. Morales | G. Njoroge | H. Saidi | I. Kim | J. Silva | "
    "K. Tesfaye | L. Nguyen | M. Rahman | N. Ivanov | O. Ba | P. Reyes"
)
