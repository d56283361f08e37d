"""Darwin Core Data Package: tables of things and events that refer to one another, described by Table Schema."""
