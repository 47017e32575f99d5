"""Tests: sentences about what Mengtu does."""
