"""What is wrong with the records of a source, a collection, an institution, and what to mend first."""
