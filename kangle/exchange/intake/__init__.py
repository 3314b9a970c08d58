"""What people send in as a workbook: read, judged row by row, shown before it is written, taken in and undone as one act."""
