"""Downloads: the result of any search to take away, with its citation, its licences counted and a lasting address."""
