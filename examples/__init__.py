"""Small, lifelike examples of our own: a registry, and collections drawn from a seed."""
