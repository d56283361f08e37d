"""What a realistic archive is made of: names, places, people and dates that repeat as they do in real collections."""
