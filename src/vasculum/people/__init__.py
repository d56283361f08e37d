"""People: accounts, roles at institutions, the one permission policy, and the trail of what was done."""
