"""Facts as a file that a spreadsheet opens, in which no text of an article can become a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from annotate.records import InputError, whole_file
from extract.table import Fact, number

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

COLUMNS = tuple(field.name for field in fields(Fact))
WIDTHS = {"article": 36, "subject": 24, "indicator": 24, "amount": 16, "period": 14, "text": 14, "sentence": 80}
"""Characters, where a column's is not WIDTH."""

WIDTH = 12
SHEET_ROWS = 1_048_576

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def write_table(rows: Iterable[Fact], path: Path) -> int:
    """Write facts as .csv or .xlsx by the name's end, whole or not at all; return how many.

    InputError for another ending, or more rows than a sheet has.
    """
    writers = {".csv": _write_csv, ".xlsx": _write_xlsx}
    if path.suffix not in writers:
        raise InputError(f"{path}: a table is written as .csv, .xlsx or .html; choose one of these endings")
    with whole_file(path) as file:
        return writers[path.suffix](rows, cast(TextIO, file))


def _write_csv(rows: Iterable[Fact], file: TextIO) -> int:
    """Write with the mark by which Excel knows UTF-8."""
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    count = 0
    for fact in rows:
        writer.writerow([_harmless(cell) for cell in astuple(fact)])
        count += 1
    return count


def _harmless(cell: str | int | None) -> str | int | None:
    """Keep a text of an article from being read as a formula, as spreadsheets do with =, +, - and @.

    >>> _harmless("=1+1"), _harmless("-0.2"), _harmless("-2+3")
    ("'=1+1", '-0.2', "'-2+3")
    """
    if isinstance(cell, str) and _FORMULA.match(cell) and number(cell) is None:
        return f"'{cell}"
    return cell


def _write_xlsx(rows: Iterable[Fact], file: TextIO) -> int:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("facts")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, WIDTH)
    sheet.append(COLUMNS)
    count = 0
    for fact in rows:
        count += 1
        if count == SHEET_ROWS:
            raise InputError(f"the facts are more than the {SHEET_ROWS - 1:,} rows of a sheet; write them as .csv")
        sheet.append([_cell(sheet, name, getattr(fact, name)) for name in COLUMNS])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{count + 1}"
    book.save(file.buffer)
    return count


def _cell(sheet: WriteOnlyWorksheet, column: str, value: str | int | None) -> object:
    """Return a number where the column counts, else a text that is no formula whatever it starts with."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    if column in ("value", "value_high") and (read := number(value)) is not None:
        return read
    cell = WriteOnlyCell(sheet, _CONTROL.sub(" ", value))
    cell.data_type = "s"
    return cell
