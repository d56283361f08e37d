"""Sources, harvests and their reports: the spine from an archive to searchable specimens, composed."""
