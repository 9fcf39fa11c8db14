"""More words that point at videos: Dutch, Polish, Chinese, Japanese, Arabic; ``mention_cues`` takes them in."""

# ruff: noqa: E501 - a pattern is read whole, on its line

from __future__ import annotations

MORE_BELOW = r"\b(?:hieronder|onderaan|onderstaand\w*|poniżej|poniższ\w+|qui sotto|hier onder)\b|下面|下方|以下|下の|أدناه|التالي"
MORE_ABOVE = r"\b(?:hierboven|bovenstaand\w*|bovenaan|powyżej|powyższ\w+|qui sopra)\b|上面|上方|上の|أعلاه"
MORE_STEMS = ("wideo", "nagrani", "视频", "視頻", "影片", "動画", "فيديو")

_QUIET = r"[^.!?:;()\[\]\n]"


def more_shapes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The shapes of each language, as patterns."""
    dutch = r"(?:video(?:'s|’s)?|videobeelden|filmpje|clip|trailer)"
    polish = r"(?:wideo|film\w*|nagrani\w+|klip\w*|zwiastun\w*|materia\w+ wideo)"
    return (
        (
            "en",
            (
                r"(?:^|(?<=[.!?…(]\s)|(?<=\())(?:Watch|See|View)\s(?:[\w’'-]+\s){1,5}?(?:video|clip|footage)\s(?:here|below|above)\b",
            ),
        ),
        ("it", (r"\b[Nn]el (?:video|filmato) (?:qui )?(?:sotto|sopra|in basso|in alto)\b",)),
        ("pt", (r"\b[Nn]o (?:vídeo|filme) (?:abaixo|acima|a seguir)\b",)),
        ("ru", (r"\b[Нн]а (?:этом )?видео (?:ниже|выше)\b",)),
        ("uk", (r"\b[Нн]а (?:цьому )?відео (?:нижче|вище)\b",)),
        (
            "nl",
            (
                rf"[(\[](?:zie |bekijk |met |\+\s?)?(?:de )?{dutch}(?: (?:hieronder|hierboven))?[)\]]",
                rf"\b(?:[Bb]ekijk|[Kk]ijk|[Zz]ie|[Ii]n)\b{_QUIET}{{0,40}}\b{dutch} (?:hieronder|hierboven|onderaan|bovenaan)\b",
                rf"\b(?:de|deze|het) {dutch} (?:hieronder|hierboven)\b|\b(?:onderstaande|bovenstaande) {dutch}\b",
                rf"(?:^|(?<=[.!?…]\s))(?:Hieronder|Hierboven):?\s(?:[\w-]+\s){{0,4}}?{dutch}\b",
                r"^(?:VIDEO|BEKIJK|KIJK)\s?[|:–—]\s?(?=(?:\S+\s){3})",
            ),
        ),
        (
            "pl",
            (
                rf"[(\[](?:zobacz |patrz |\+\s?)?{polish}(?: (?:poniżej|powyżej))?[)\]]",
                rf"\b(?:[Zz]obacz|[Oo]bejrzyj|[Nn]a|[Ww])\b{_QUIET}{{0,30}}\b{polish} (?:poniżej|powyżej)\b",
                rf"\b[Pp]oniżej:?\s(?:[\w-]+\s){{0,3}}?{polish}\b|\b[Nn]a (?:poniższym|powyższym) {polish}\b",
                r"^(?:WIDEO|Wideo|ZOBACZ WIDEO)\s?[|:–—]\s?(?=(?:\S+\s){3})",
            ),
        ),
        (
            "zh",
            (
                r"(?:下面|下方|以下|上面|上方)(?:的)?(?:视频|視頻|影片)|(?:视频|視頻|影片)(?:见|見|请看)(?:下|上)|[（【](?:视频|視頻|影片|有视频)[】）]|点击(?:观看|播放)视频",
            ),
        ),
        ("ja", (r"(?:下|上|以下|次)の(?:動画|映像)|動画は(?:こちら|下)|[（【](?:動画|動画あり|映像)[】）]",)),
        ("ar", (r"(?:في )?(?:ال)?فيديو (?:أدناه|أعلاه|التالي)|شاهد(?:وا)? (?:ال)?فيديو",)),
    )
