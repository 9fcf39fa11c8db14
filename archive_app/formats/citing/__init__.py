"""Citations in words: CSL items put through citation styles by citeproc-py."""
