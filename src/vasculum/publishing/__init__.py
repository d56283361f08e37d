"""Publishing: what is published together, made into archives that replace one another in one step, and told in feeds."""
