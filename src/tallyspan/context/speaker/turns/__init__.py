"""Turns of a text: quotations and interviews."""
