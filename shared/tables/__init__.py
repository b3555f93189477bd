"""Tables as people keep them: CSV and XLSX, read without trust and written without formulas."""

from shared.tables.reading import NotATable, Row, Table, TooLarge, read_table
from shared.tables.writing import fill_sheet, workbook, write_csv, write_xlsx

__all__ = ["NotATable", "Row", "Table", "TooLarge", "read_table"]
__all__ += ["fill_sheet", "workbook", "write_csv", "write_xlsx"]
