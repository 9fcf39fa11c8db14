"""Ports of this computer on which a test's own servers listen; the guard against network in tests lets them be."""

PORTS: set[int] = set()
