"""Vasculum: the software node of a distributed system of scientific collections."""
