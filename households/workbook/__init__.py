"""The national form as a workbook: three sheets with the form's columns, filled in for a village, and taken in again."""
