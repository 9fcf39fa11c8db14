"""Furniture of pages that is no part of an article: "Latest Stories", share and subscribe lines, copyright lines.

Only whole lines are judged, and only lines that say nothing else, so that a sentence about subscribing stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 240

# A heading of a list of other stories, or a button. The line holds nothing more.
_WHOLE = re.compile(
    r"""(?ix)^[\W_]*(?:
    (?:the\s)?(?:latest|more|top|related|recommended|recent|trending|popular|featured|other|further)\s
        (?:from\b.{1,40}|(?:news\s)?(?:stories|news|articles|posts|videos|headlines|reading|content|coverage|topics|links)
        (?:\s(?:from|on|about|in|for\syou)\b.{0,60})?)
    |(?:most\s(?:read|popular|viewed|shared)|read\s(?:more|next|also)|see\salso|also\sread|you\s(?:may|might)\s(?:also\s)?(?:like|be\sinterested\sin)|more\s(?:on\sthis\b.{0,40}|like\sthis|\w+\snews)|popular\s(?:now|stories)|up\snext
        |don['’]t\smiss|keep\sreading|continue\sreading|recommended(?:\sfor\syou)?|trending(?:\snow)?|related|more\sfor\syou|sponsored)
    |(?:share|tweet|print|e-?mail|comments?|leave\sa\s(?:comment|reply)|view\scomments|log\sin|sign\sin|subscribe(?:\snow)?
        |sign\sup|advertisement|ad|story\scontinues(?:\sbelow)?(?:\sadvertisement)?|back\sto\stop|follow\sus|tags?|filed\sunder|topics?)
    |share\s(?:this|on|via)\b.{0,60}|(?:follow|find|join)\sus\son\b.{0,80}|follow\s\w+\son\s(?:twitter|x|facebook|instagram)\b.{0,60}
    |(?:save|listen\sto\sthis\sarticle|report\san?\s(?:error|typo))
    |(?:mehr\s(?:zum\sthema|nachrichten|artikel)|weitere\s(?:artikel|nachrichten|meldungen|themen)|lesen\ssie\sauch|auch\sinteressant
        |das\skönnte\s(?:sie|dich)\sauch\sinteressieren|meistgelesen|artikel\steilen|teilen|drucken|anzeige|werbung|kommentare?|zur\sstartseite
        |zum\sthema|themen|mehr\sdazu|jetzt\sabonnieren|newsletter|neueste\s(?:artikel|nachrichten)|verwandte\s\w+|schlagworte)
    |(?:à\slire\s(?:aussi|également)|lire\saussi|sur\sle\smême\s(?:thème|sujet)|articles?\s(?:liés?|similaires?|récents?|recommandés?)
        |les\splus\slus|derni(?:ers|ères)\s(?:articles|actualités|nouvelles|infos)|partager|imprimer|commentaires?|publicité|à\sla\sune
        |voir\saussi|s['’]abonner|abonnez-vous|la\ssuite\saprès\s(?:cette|la)\spublicité|mots?-clés?|nos\sderniers\sarticles|dans\sla\smême\srubrique)
    |(?:le[ae]r?\s(?:también|más)|también\slee|te\spuede\sinteresar|más\s(?:noticias|información|leídas|sobre\seste\stema)
        |(?:(?:noticias|artículos)\s)?relacionad[oa]s|últimas\snoticias|comparte|compartir|imprimir|comentarios?|publicidad
        |suscr[ií]bete|s[ií]guenos(?:\sen\b.{0,60})?|temas|etiquetas|lo\smás\s(?:leído|visto))
    |(?:leia\s(?:mais|também)|veja\s(?:também|mais)|saiba\smais|últimas\snotícias|mais\slidas|(?:notícias|conteúdos)\srelacionad[oa]s|compartilh[ae]r?|partilhar|publicidade
        |assine|comentários?|siga-nos\b.{0,60})
    |(?:leggi\s(?:anche|tutto)|potrebbe\sinteressarti|ultime\snotizie|articoli\scorrelati|più\sletti|condividi|stampa|pubblicità|commenti
        |abbonati|iscriviti|seguici\b.{0,60})
    |(?:czytaj\s(?:także|też|więcej|dalej)|zobacz\s(?:także|też)|przeczytaj\stakże|najnowsze\swiadomości|udostępnij|komentarze|reklama|polecane|tagi
        |lees\s(?:meer|verder)|meer\s(?:nieuws|artikelen|over\s.{1,30})|deel\s(?:dit\s)?(?:artikel)?|reacties|advertentie|gerelateerd\w*|laatste\snieuws
        |اقرأ\s(?:أيضا|أيضاً|المزيد)|أخبار\sذات\sصلة|مواضيع\sذات\sصلة|شارك(?:\sالخبر)?|الأكثر\sقراءة|إعلان)
    |(?:list\sof\s(?:figures|illustrations)|(?:photo|picture|image)\s(?:credits|sources)|abbildungsverzeichnis|bildnachweise?|bildquellen
        |crédits?\s(?:photos?|photographiques)|créditos\s(?:fotográficos|de\slas\sfotos)|table\sdes\sillustrations|источники\sфото|список\sиллюстраций)
    |(?:share|compartir|compartilhar|partager|teilen|condividi|поделиться|поширити|tweet|udostępnij|delen|enviar|send|auf)\b.{0,40}
        (?:facebook|twitter|whatsapp|telegram|linkedin|e-?mail|pinterest|reddit|bluesky|mastodon|вконтакте|vk)(?:\s(?:teilen|delen))?
    |(?:riproduzione\s(?:riservata|vietata)|reproduction\s(?:interdite|prohibited)|nachdruck\sverboten|перепечатка\sзапрещена)
    |(?:\d+\s(?:comments?|kommentare?|commentaires?|comentarios?|комментари\w+|shares?))
    |(?:baca\sjuga|simak\sjuga|scroll\sto\scontinue.{0,20}|artikel\sterkait|xem\sthêm|tin\sliên\squan|cite(?:ș|ş)te\s(?:și|şi)|
        vezi\s(?:și|şi)|čtěte\s(?:také|také\szde|více)|mohlo\sby\svás\szajímat|olvassa?\s(?:el|tovább)|kapcsolódó(?:\scikk\w*)?|
        ilgili\shaber\w*|sıradaki\shaber|διαβάστε\s(?:επίσης|ακόμα|ακόμη)|pročitajte\s(?:i|još)|skaitykite\s(?:taip\spat|daugiau)|
        (?:people|others)\s(?:are\s)?(?:also\s)?(?:reading|read)(?:\snow)?|mirá\stambién|관련\s?기사|많이\s본\s뉴스|קראו\sעוד|כתבות\sנוספות)
    |(?:lees\sook|læs\sogså|les\sogså|läs\s(?:också|mer|även)|lue\s(?:myös|lisää)\b.{0,40})
    |(?:см\.\sтакже|читайте\s(?:также|ещё|еще|далее)|смотрите\sтакже|по\sтеме|материалы\sпо\sтеме|последние\sновости|новости\sпо\sтеме|популярное|самое\sчитаемое
        |главные\sновости|поделиться(?:\sв\b.{0,40})?|подписаться|подпишитесь|комментарии|распечатать|реклама|теги|ещё\sпо\sтеме|другие\sновости)
    |(?:читайте\sтакож|дивіться\sтакож|останні\sновини|новини\sза\sтемою|поділитися|підписатися|коментарі|реклама)
    |(?:最新(?:新闻|消息)|相关(?:新闻|阅读|文章|链接|报道)|关连|延伸阅读|推荐阅读|分享到?|責任編輯.{0,12}|责任编辑.{0,12}|関連(?:記事|ニュース)|おすすめ記事|あわせて読みたい|こちらもおすすめ|最新ニュース|シェア)
    |(?:older|newer|previous|next)(?:\s(?:posts?|article|story))?(?:[\W_]+(?:older|newer|previous|next)(?:\s(?:posts?|article|story))?)?
    )[\W_]*(?:\(\d{1,5}\))?[\W_]*$"""
)

# A line that begins like this is furniture to its end.
_OPENING = re.compile(
    r"""(?ix)^[\W_]*(?:
    (?:©|\(c\)\s|copyright\b|&copy;)
    |(?:baca\sjuga|xem\sthêm|cite(?:ș|ş)te\s(?:și|şi)|διαβάστε\sεπίσης|mirá\stambién|people\sare\salso\sreading)\s*:
    |(?:descarcă|download|downloade|descarga|descargue|baixe|scarica|télécharge[rz]|lade|загрузите|скачайте|unduh|indirin)\b.{1,30}\b(?:aplica[țţ]i\w+|apps?|aplicaci[oó]n|aplicativo|appli(?:cation)?|приложение|aplikasi|uygulama\w*)\b
    |(?:all\srights\sreserved|tous\sdroits\sréservés|alle\srechte\svorbehalten|todos\s(?:los\sderechos|os\sdireitos)\sreservados
        |tutti\si\sdiritti\s(?:sono\s)?riservati|все\sправа\sзащищены|усі\sправа\sзахищені|版权所有|無断転載)
    |(?:sign\sup\s(?:for|to)|subscribe\s(?:to|for|now|today)|get\s(?:the\slatest|our\s(?:free\s)?newsletter)|join\sour\s(?:newsletter|channel))\b
    |(?:download|get)\s(?:our|the)\s(?:free\s)?app\b|click\shere\sto\b|(?:read|view)\sthe\s(?:full\s)?(?:original\s)?(?:article|story)\s(?:on|at|here)\b
    |abonnez-vous\sà|inscrivez-vous\sà|(?:jetzt\s)?(?:newsletter\sabonnieren|abonnieren\ssie)|melden\ssie\ssich\s.{0,30}newsletter
    |suscr[ií]b[ae](?:te|se)\sa\b|reg[ií]strate\b|assine\s(?:a|o|nossa)\b|iscriviti\s(?:alla|al)\b
    |подписывайтесь\sна|подпишитесь\sна|читайте\sнас\sв|следите\sза\sнашими|підписуйтесь\sна
    |(?:this\s(?:article|post|story|piece|text)\s(?:was\s|has\s)?(?:originally\s|first\s)?(?:appeared|published|been\spublished)|originally\spublished)\s(?:on|in|at|by)\b
    |(?:we\suse|this\s(?:site|website)\suses)\scookies\b
    |(?:contact|e-?mail|reach|write\sto|kontakt|contacto|contacter|schreiben\ssie\san|escriba\sa)\b.{0,80}\S@\S
    )"""
)

# With one of these a press release ends; whatever stands below is for the press, not for readers.
_END_MARK = re.compile(
    r"""(?ix)^[\s*_]*(?:\#\s?\#\s?\#|-\s?30\s?-|-\s?ends?\s?-|\(?ends\)?|ende\sder\s(?:presse)?mitteilung|fin\sdu\scommuniqué
    |fin\sdel\scomunicado|конец\sсообщения
    |(?:media|press)\s(?:contacts?|enquiries|inquiries)|(?:for\s)?(?:more|further)\sinformation(?:,\s(?:please\s)?contact)?|notes?\s(?:to|for)\seditors
    |contacts?\s(?:presse|média)|pressekontakt|rückfragen\san|ansprechpartner(?:in)?\sfür\s.{1,30}|contacto\sde\sprensa|contatti\sstampa
    |contatos?\s(?:para\s(?:a\s)?imprensa)|контакты\sдля\s(?:сми|прессы))\s?:?[\s*_]*$"""
)
_ABOUT = re.compile(r"(?i)^(?:about|über|à propos d|sobre|о компании|informazioni su|over)\b[^.!?]{2,60}$")

# The agency's own closing line: "(Reporting by …; Editing by …)", "(With AFP)", "dpa/ab".
_SIGN_OFF = re.compile(
    r"""(?ix)^[(\[–—-]*\s?(?:
    (?:additional\s)?(?:reporting|writing|editing)\sby\b
    |(?:with\s(?:files|reporting|information|material|inputs?)\sfrom|con\sinformación\sde|avec\s(?:afp|reuters|ap)\b|mit\smaterial\svon|с\sинформацией\sот)
    )"""
)


def is_boilerplate(line: str) -> bool:
    """True when a whole line is furniture, wherever it stands."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return not line
    # "The latest news from Moscow is bad." is a sentence, not a heading.
    sentence = line.endswith((".", "!", "?")) and line.count(" ") > 3
    return bool(_OPENING.match(line)) or (not sentence and bool(_WHOLE.match(line)))


def is_sign_off(line: str) -> bool:
    """True when a line names only who reported and edited; the archivist keeps it in the source, not in the body."""
    return len(line) <= _LONGEST and _SIGN_OFF.match(line.strip()) is not None


def end_mark(lines: Sequence[str], *, release: bool) -> int:
    """Where a press release ends ("###", "Media contact:"); the number of lines when it has no such mark.

    Args:
        lines: The paragraphs, cleaned.
        release: The text says that it is a press release: "About the company" ends it, too.
    """
    longest = 0
    for place, line in enumerate(lines):
        if longest > 120 and (_END_MARK.match(line) or (release and place > 3 and _ABOUT.match(line))):
            return place
        longest = max(longest, len(line))
    return len(lines)


def trailing_start(lines: Sequence[str]) -> int:
    """Where the furniture at the end begins: ``lines[:n]`` is the article.

    Furniture ends an article when no sentence follows it: after "Latest Stories" come headlines and
    buttons. A list heading with running text after it ("Related" in the middle) ends nothing.

    Args:
        lines: The paragraphs, cleaned.
    """
    end = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line and (is_boilerplate(line) or is_sign_off(line)):
            end = place
        elif _is_running_text(line):
            break
    return end


def _is_running_text(line: str) -> bool:
    # A headline in a list of stories seldom ends with a full stop; a paragraph does, or is long.
    return len(line) > 200 or (len(line) > 40 and line.rstrip(")”»\"'’]").endswith((".", "!", "?", "…", "。")))
