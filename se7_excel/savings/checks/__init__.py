"""The checks: plain functions from what was read to findings; they never raise and never change anything."""
