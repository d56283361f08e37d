"""The harvest ledger: every version of every specimen of a source, in Parquet files that a Delta Lake log lists.

A snapshot is a version of that table. Files are only ever added, so a snapshot once committed never changes, and what a
specimen was at any time can be read back to the byte.
"""
