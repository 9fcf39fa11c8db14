"""A desktop cataloguer for news media archives.

The map of the package, from the inside out (imports point inwards only; a linter keeps it so):

``assets``, ``i18n``   files and words that travel with the program
``domain``             what a catalogue is: frozen values and rules, standard library only
``store``              the catalogue on disk; the only package that knows SQL
``formats``            how things look outside the catalogue: importers, exporters, media readers
``operations``         the verbs: one function is one thing a person does, one transaction, one undo step
``settings``, ``logs`` the edges
``cli``, ``ui``        the command line and the window; both call ``operations`` and never each other
"""

__version__ = "0.1.0"
