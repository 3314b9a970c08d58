"""通报: what a round or a published ranking showed, as an official document: drafted from the data, edited, signed, issued."""
