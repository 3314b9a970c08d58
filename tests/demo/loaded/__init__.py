"""Tests of the loaded demo county: one load for all of them, taken back after the last (a folder of its own ends it)."""
