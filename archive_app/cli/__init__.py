"""The command line: the same verbs as the window, one thread, a progress line, exit codes a script can trust."""
