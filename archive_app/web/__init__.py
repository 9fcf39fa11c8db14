"""The only part of the program that speaks to a network, and only when a person asked for an address."""
