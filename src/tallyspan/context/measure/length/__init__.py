"""What a length measures: how large something is, where it lies, how far it moved."""
