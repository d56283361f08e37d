"""The survey: a collection described in ten minutes, by form or by spreadsheet, and asked about again after a year."""
