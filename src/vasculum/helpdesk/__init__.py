"""The help desk: a question becomes a ticket at the institution that can answer it, with a day by which it is answered."""
