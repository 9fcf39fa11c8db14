"""Documents that hold records of another format: answers of an OAI-PMH server, METS, SRU."""

from __future__ import annotations

_ROOTS = frozenset({"oai-pmh", "listrecords", "getrecord", "record", "records", "mets", "metadata", "collection",
                    "searchretrieveresponse"})  # fmt: skip


def is_wrapped(root: str, rest: str) -> bool:
    """Whether an element is one that other formats' records are sent in.

    Args:
        root: Its local name.
        rest: The rest of its start tag.
    """
    return root.casefold() in _ROOTS and "MARC21" not in rest
