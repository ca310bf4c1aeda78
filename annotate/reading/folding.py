"""One spelling of a character for matching: full-width, compatibility and traditional forms fold, one for one."""

from __future__ import annotations

import re
import unicodedata

TRADITIONAL = "負萬億兩個餘馀數點幾噸畝臺輛項條戶隻頭幣圓圆長約達過為較從環減漲貳參肆柒捌玖拾佰仟壹贰叁弍弐零倆俩"
SIMPLIFIED = "负万亿两个余余数点几吨亩台辆项条户只头币元元长约达过为较从环减涨二三四七八九十百千一二三二二〇两两"
WIDE_COMMA = re.compile("，(?:(?<=[０-９]，)(?=[０-９]{3})|(?<=[0-9],[0-9]{3}，)(?=[0-9]{3},[0-9]{3}))")
FORMAL = re.compile(
    "[伍陆陸](?=[拾佰仟萬]|[点點][一二三四五六七八九])|(?<=[拾佰仟萬万亿億零])[伍陆陸](?=[拾佰仟萬万亿億圆圓元])"
)
MARKS = {"％": "%", "﹪": "%", "∶": ":", "：": ":", "．": ".", "〜": "~", "～": "~", "∼": "~", "＋": "+", "－": "-"}
DASHES = "—–−‐‑‒―"


class _Folding(dict[int, str]):
    """Folds letters and digits on demand; whatever has no one-character form stays."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character) if unicodedata.category(character) in _FOLDED else character
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_FOLDED = {"Nd", "Nl", "Lu", "Ll", "Lo", "So"}
_FOLDS = _Folding(
    {ord(old): new for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True)}
    | {ord(old): new for old, new in MARKS.items()}
    | {ord(dash): "-" for dash in DASHES}
)


def fold(text: str) -> str:
    """Return a text of the same length in the plain spelling.

    >>> fold("１２０億元，增長９．５％")
    '120亿元，增长9.5%'
    """
    if text.isascii():
        return text
    if "伍" in text or "陆" in text or "陸" in text:
        text = FORMAL.sub(lambda digit: "五" if digit[0] == "伍" else "六", text)
    return WIDE_COMMA.sub(",", text).translate(_FOLDS)
