"""Days printed with the month's name in languages that ``domain.date_words`` has no table for.

At the head of an article only whole days count, so that a language needs no more than its twelve names, in the
forms that stand beside a day. The order is the language's own: day month year, year month day, or month day year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

_MONTHS = {
    "bg": "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "ca": "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
    "cs": "ledna leden|února únor|března březen|dubna duben|května květen|června červen|července červenec|srpna srpen"
    "|září|října říjen|listopadu listopad|prosince prosinec",
    "el": "ιανουαρίου ιαν|φεβρουαρίου φεβ|μαρτίου μαρ|απριλίου απρ|μαΐου μαϊου μαι|ιουνίου ιουν|ιουλίου ιουλ"
    "|αυγούστου αυγ|σεπτεμβρίου σεπ|οκτωβρίου οκτ|νοεμβρίου νοε|δεκεμβρίου δεκ",
    "et": "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
    "fi": "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta"
    "|marraskuuta|joulukuuta",
    "he": "ינואר|פברואר|מרץ מרס|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר",
    "hr": "siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|studenoga studenog|prosinca",
    "hu": "január jan|február febr feb|március márc|április ápr|május máj|június jún|július júl|augusztus aug"
    "|szeptember szept|október okt|november nov|december dec",
    "id": "januari jan|februari feb|maret mar|april apr|mei|juni jun|juli jul|agustus agu|september sep|oktober okt"
    "|november nov|desember des",
    "is": "janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember",
    "lt": "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio",
    "lv": "janvāris janvārī|februāris februārī|marts martā|aprīlis aprīlī|maijs maijā|jūnijs jūnijā|jūlijs jūlijā"
    "|augusts augustā|septembris septembrī|oktobris oktobrī|novembris novembrī|decembris decembrī",
    "ro": "ianuarie ian|februarie feb|martie mar|aprilie apr|mai|iunie iun|iulie iul|august aug|septembrie sept"
    "|octombrie oct|noiembrie nov|decembrie dec",
    "sk": "januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra",
    "sl": "januar januarja|februar februarja|marec marca|april aprila|maj maja|junij junija|julij julija|avgust avgusta"
    "|september septembra|oktober oktobra|november novembra|december decembra",
    "sr": "januar januara јануар јануара|februar februara фебруар фебруара|mart marta март марта"
    "|april aprila април априла|maj maja мај маја|jun juna јун јуна|jul jula јул јула|avgust avgusta август августа"
    "|septembar septembra септембар септембра|oktobar oktobra октобар октобра|novembar novembra новембар новембра"
    "|decembar decembra децембар децембра",
    "tr": "ocak oca|şubat şub|mart mar|nisan nis|mayıs may|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki"
    "|kasım kas|aralık ara",
    "vi": "|".join(f"tháng_{number}" for number in range(1, 13)),
}
_SAME_AS = {"ms": "id", "bs": "hr", "mk": "sr", "iw": "he"}
_DAY, _YEAR = r"(?P<d>3[01]|[12]\d|0?[1-9])", r"(?P<y>(?:19|20)\d\d)(?!\d)"
_LINK = r"[.,]?\s(?:(?:de|d['’]|di|lui|i|ב)\s?)?"


def printed_days(text: str, language: str) -> Iterator[tuple[date, int, int]]:
    """(day, start, end) of the whole days in a text of one of these languages; none for other languages."""
    key = _SAME_AS.get(language, language)
    if key not in _MONTHS:
        return
    patterns, numbers = _patterns(key)
    for pattern in patterns:
        for found in pattern.finditer(text):
            try:
                day = date(int(found["y"]), numbers[" ".join(found["m"].casefold().split())], int(found["d"]))
            except (ValueError, KeyError):
                continue
            yield day, found.start(), found.end()


@lru_cache(maxsize=len(_MONTHS))
def _patterns(key: str) -> tuple[tuple[re.Pattern[str], ...], dict[str, int]]:
    """The three orders for one language, and the numbers of its months."""
    numbers = {
        form.replace("_", " "): number
        for number, forms in enumerate(_MONTHS[key].casefold().split("|"), 1)
        for form in forms.split()
    }
    names = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in sorted(numbers, key=len, reverse=True))
    month = rf"(?:ב)?(?P<m>{names})\b\.?"
    turned = rf"\sgada\s{_DAY}\.\s{month}" if key == "lv" else rf"(?:\sm\.)?\s{month}\s{_DAY}(?!\d)"
    orders = (
        rf"(?<![\w.]){_DAY}(?:\.|º)?{_LINK}{month}{_LINK}{_YEAR}",
        rf"(?<!\w){_YEAR}\.?{turned}",
        rf"(?<!\w){month}\s{_DAY}(?!\d)[.,]?\s{_YEAR}",
    )
    return tuple(re.compile(order, re.IGNORECASE) for order in orders), numbers
