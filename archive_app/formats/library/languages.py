"""Language codes of two letters (ISO 639-1) as the three that MARC and PBCore write (ISO 639-2, bibliographic)."""

from __future__ import annotations

_CODES = (
    "af afr,am amh,ar ara,az aze,be bel,bg bul,bn ben,bo tib,br bre,bs bos,ca cat,co cos,cs cze,cy wel,da dan,de ger,"
    "el gre,en eng,eo epo,es spa,et est,eu baq,fa per,fi fin,fo fao,fr fre,fy fry,ga gle,gd gla,gl glg,gu guj,ha hau,"
    "he heb,hi hin,hr hrv,ht hat,hu hun,hy arm,id ind,ig ibo,is ice,it ita,ja jpn,jv jav,ka geo,kk kaz,kl kal,km khm,"
    "kn kan,ko kor,ku kur,ky kir,la lat,lb ltz,lo lao,lt lit,lv lav,mg mlg,mi mao,mk mac,ml mal,mn mon,mr mar,ms may,"
    "mt mlt,my bur,nb nob,ne nep,nl dut,nn nno,no nor,oc oci,or ori,pa pan,pl pol,ps pus,pt por,qu que,rm roh,ro rum,"
    "ru rus,rw kin,sa san,sd snd,se sme,si sin,sk slo,sl slv,sm smo,sn sna,so som,sq alb,sr srp,su sun,sv swe,sw swa,"
    "ta tam,te tel,tg tgk,th tha,ti tir,tk tuk,tl tgl,tr tur,tt tat,ug uig,uk ukr,ur urd,uz uzb,vi vie,xh xho,yi yid,"
    "yo yor,zh chi,zu zul"
)
_BY_TWO = {pair[:2]: pair[3:] for pair in _CODES.split(",")}
_BY_THREE = {three: two for two, three in _BY_TWO.items()} | {
    "deu": "de", "fra": "fr", "zho": "zh", "ces": "cs", "cym": "cy", "ell": "el", "eus": "eu", "fas": "fa",
    "hye": "hy", "isl": "is", "kat": "ka", "mri": "mi", "mkd": "mk", "msa": "ms", "mya": "my", "nld": "nl",
    "ron": "ro", "slk": "sk", "sqi": "sq", "bod": "bo",
}  # fmt: skip


def three_letters(tag: str) -> str:
    """The code of three letters for a BCP 47 tag; "" where there is none."""
    first = tag.partition("-")[0].casefold()
    return first if len(first) == 3 and first.isascii() and first.isalpha() else _BY_TWO.get(first, "")


def shortest(code: str) -> str:
    """A language as BCP 47 writes it: two letters where there are two."""
    return _BY_THREE.get(code.strip().casefold(), code.strip())
