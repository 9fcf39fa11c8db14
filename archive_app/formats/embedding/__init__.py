"""Writing metadata into copies of pictures: XMP packets, IIM blocks, and the containers that hold them.

Nothing here reads records. ``copying.embed`` takes a packet's properties and IIM values and makes the bytes of a copy;
the picture's own data, and every segment and chunk that is not metadata of ours, are copied byte for byte.
"""
