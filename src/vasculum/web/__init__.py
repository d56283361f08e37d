"""The toolkit for pages and API: layout, negotiation, problems; it knows no slice."""
