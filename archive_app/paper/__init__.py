"""Pages on paper: HTML laid out and written as PDF, in a process of its own, because that needs Qt's text engine.

``press.Press`` is what the rest of the program uses; ``printing`` runs in the other process and alone imports Qt.
"""
