"""The formats the node reads and writes, a folder for each: text of others in, plain tables out."""
