"""What a record is worth: digitisation levels and the tests of the field, as pure functions."""
