"""The single-record tests of TDWG BDQ Core: one function per test, found by GUID (https://github.com/tdwg/bdq, CC BY 4.0)."""
