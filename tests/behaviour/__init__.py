"""What must hold of a node whatever happens to it: harvests, crashes, full disks, damaged files."""
