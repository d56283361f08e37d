"""The one gate on the way out: what the public may see and search."""
