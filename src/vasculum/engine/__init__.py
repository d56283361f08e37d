"""Where columns are computed: one DuckDB connection in this process, with a memory limit."""
