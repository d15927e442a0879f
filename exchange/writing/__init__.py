"""Lists as files: a workbook, a CSV for German spreadsheets, JSON for machines."""
