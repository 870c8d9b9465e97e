"""What a date dates: events as noun phrases."""
