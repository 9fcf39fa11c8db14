"""The formats of libraries and archives: what their exporters and importers share.

Writing goes in two steps. ``describing`` makes an ``Item`` of a work, in the terms that all these formats have in
common (names with roles, plain dates, rights in words); each format's ``…_out`` module turns items into elements.
Reading is the other way round: each ``…_in`` module makes the ``WireItem`` of ``formats.wire``.
"""

from __future__ import annotations
