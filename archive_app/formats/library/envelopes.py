"""Documents that hold records of another format: answers of an OAI-PMH server, METS, SRU."""

from __future__ import annotations

_ROOTS = frozenset({"oai-pmh", "listrecords", "getrecord", "record", "records", "mets", "metadata", "collection",
                    "searchretrieveresponse"})  # fmt: skip


def is_wrapped(root: str, rest: str, head: bytes, wrapped_as: bytes = b"") -> bool:
    """Whether an element is one that other formats' records are sent in.

    Args:
        root: Its local name.
        rest: The rest of its start tag.
        head: The first bytes of the document.
        wrapped_as: What METS calls the format; a METS document declares many formats that it does not hold.
    """
    if root.casefold() == "mets":
        return bool(wrapped_as) and b'MDTYPE="' + wrapped_as + b'"' in head
    return root.casefold() in _ROOTS and "MARC21" not in rest
