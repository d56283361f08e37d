"""Names of taxa for programs: the checklists of a node, matching and suggestions in the shape of GBIF's web service."""
