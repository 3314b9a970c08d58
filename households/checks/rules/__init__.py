"""The rules, a module a subject: each reads from top to bottom like an official sheet (in order: households.checks.sheet)."""
