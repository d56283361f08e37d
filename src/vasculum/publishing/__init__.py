"""What is published together: datasets, archives, feeds, harvesting by others."""
