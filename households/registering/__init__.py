"""What was decided about many households before the county kept its records here: put down at once, and taken back as one."""
