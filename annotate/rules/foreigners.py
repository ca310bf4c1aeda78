"""PERSON: foreigners, by how they sound in Chinese or in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.boundaries import closes
from annotate.rules.lexicons import is_wordy
from annotate.rules.people import DESK, OFFICE, SAYS
from annotate.rules.registry import Context, rule

_SOUND = (
    "[阿埃艾安奥巴贝本比彼波伯勃博布查达戴德迪丁多恩尔法菲费弗福盖戈格古哈海汉赫亨胡霍基吉加杰卡凯康考柯科克肯库拉莱兰劳勒雷里利莉林卢鲁路"
    "罗洛马麦曼摩梅蒙米莫姆穆纳奈内尼诺努欧帕佩皮普奇乔琼萨塞桑瑟沙舍史斯翰苏索塔拜泰坦汤特图托瓦威韦维沃乌西希夏肖谢辛休雅亚扬耶伊因约泽扎詹兹"
    "珀珊蕾茨滕弥楚杜邦钦葛佐森顿登伦妮娜丽莎珍琳琪蒂黛丝芙茹迈帖木提买江孜孟坎纽芬根桂昂焦贾邓温伍匹季尤捷黎尚让切热什涅舒廷娅露茜甘宾彭平易京何鲍潘庞裴翁朗齐蓬顺宁敏丹历玛依施莲牙廉默厄昆]"
)
_RARER = "夫理隆得逊文门显乐圣贺若冈绍黑柳士萝娃哥洪瑙贡阮道奎麻拿赛佛高欣申丘戎柏狄诸蔡伽朵娥嘉凡汀歌翠亮瓜发思罕祖"
"""What stands for foreign sounds behind another such character only, as it is frequent in places and brands too."""
_SOUNDING = f"[{_SOUND[1:-1]}{_RARER}]"
FOREIGN = re.compile(
    f"(?!(?<=富)翁)(?:{_SOUND}{_SOUNDING}{{1,5}}|(?:{_SOUND}|山大){{1,6}})"
    f"(?:[·•・‧](?:[A-Z]\\.?(?=[·•・‧])|冯(?=[·•・‧])|(?:{_SOUND}|冯|山大)(?:{_SOUNDING}|山大){{0,7}}))+"
)
_SOUNDS = re.compile(f"{OFFICE}({_SOUND}{{2,6}})")
_PART = "[A-Z][A-Za-zÀ-ÿ.'-]*"
_CHIEF = "C[EFIMOT]O "
_LATIN = re.compile(
    f"[A-Z](?:(?<![A-Za-zÀ-ÿ].)(?<![A-Za-zÀ-ÿ] .)|(?<={_CHIEF}.))"
    f"(?!(?<=C)[EFIMOT]O )[A-Za-zÀ-ÿ.'-]*(?: (?!{_CHIEF}){_PART}){{0,3}}(?![A-Za-zÀ-ÿ’])"
)
_BEARER = re.compile(f"(?:(?:{OFFICE}|记者|作者)[ 、：:]?|(?:[·•・‧]|{_SOUND}{{2}}){_SOUND}{{1,6}}[（(])$")
_BYLINE = re.compile(f"{DESK}[：:/／] ?$")


@rule("PERSON", priority=2, score=0.93)
def foreign_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find foreign names by the dot between their parts and the characters that stand for foreign sounds.

    >>> from annotate.rules.registry import found
    >>> found(foreign_name, "会长肖恩·奥布莱恩7月说，大师何塞·路易斯·梅林到场，武汉·中国光谷")
    ['肖恩·奥布莱恩', '何塞·路易斯·梅林']
    """
    for match in FOREIGN.finditer(context.text):
        yield match.span()


@rule("PERSON", priority=2, score=0.9)
def foreign_speaker(context: Context) -> Iterator[tuple[int, int]]:
    """Find who speaks behind an office and is named by foreign sounds.

    >>> from annotate.rules.registry import found
    >>> found(foreign_speaker, "首席执行官塔索表示，总经理安排部署")
    ['塔索']
    """
    for match in _SOUNDS.finditer(context.text):
        says = closes(context, match.end()) or SAYS.match(context.text, match.end())
        if says and not is_wordy(match[1]):
            yield match.span(1)


@rule("PERSON", priority=2, score=0.9)
def latin_person(context: Context) -> Iterator[tuple[int, int]]:
    """Find names in Latin letters behind an office or a desk, or in brackets behind how they sound.

    >>> from annotate.rules.registry import found
    >>> found(latin_person, "首席经济学家Ada Quillon表示，约翰·塔索（John Tasso）说。编辑/Tessa")
    ['Ada Quillon', 'John Tasso', 'Tessa']
    """
    for match in _LATIN.finditer(context.text):
        bears = _BEARER if " " in match[0] else _BYLINE
        if bears.search(context.text, max(match.start() - 12, 0), match.start()):
            yield match.span()
