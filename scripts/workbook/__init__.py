"""The analyst's workbook: the marts of a company as sheets whose every number leads to its source."""
