"""What a bundle tells, in the terms of news and web standards: works with their prints, rights, dates and addresses.

Exporters of one standard each ask here instead of looking through statements and uses themselves, so that all of them
answer alike: which statement counts, who is the originator, what must be said where a prohibition has no home.
"""
