"""A WordPiece tokenizer with the traits of Chinese BERT's: single Han, numbers as words and pieces, lower case only."""

from pathlib import Path

from transformers import BertTokenizerFast

HAN = "中国的企业年月日亿元万家个市产新高投资区北京一二三四五六七八九十工业增长百分点发展省县园"
WORDS = ["2022", "2021", "128", "##22", "##5", "##0", "##.", "gdp", "##p", "％", "“", "”", "，", "。", "、", "℃"]


def chinese_bert(folder: Path) -> BertTokenizerFast:
    """Save the vocabulary as BERT does and load it with BERT's own tokenizer."""
    specials = ["[PAD]", "[unused1]", "[unused2]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    plain = [chr(code) for code in range(0x21, 0x7F) if not chr(code).isupper()]
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = [*specials, *plain, *dict.fromkeys(HAN), *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    return BertTokenizerFast(str(folder / "vocab.txt"))
