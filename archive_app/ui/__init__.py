"""The window: Qt lives here and nowhere else.

Start reading at ``context`` (what every page is given), ``actions`` (every command once), ``tasks`` (work off
the main thread), ``feed`` (what changed) and ``theme``; then ``main_window``.
"""
