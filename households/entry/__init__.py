"""How a household is entered and corrected: in screens of at most seven fields, each saved as it is left."""
