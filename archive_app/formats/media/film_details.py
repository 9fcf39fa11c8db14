"""The facts of films and recordings: streams, codecs, length, and what the container says of itself (media.md §8).

MediaInfo tells most of it. Where it finds no stream at all (a few packets of a camera's transport stream), FFmpeg is
asked. Both are libraries of others reading bytes of strangers: this runs in a confined process only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive_app.formats.media.embedded import FAULTS

LONGEST = 30 * 24 * 3600.0
"""Seconds; what claims more is not believed."""

_VIDEO = {
    "AVC": "h264", "HEVC": "hevc", "AV1": "av1", "VP8": "vp8", "VP9": "vp9", "JPEG": "mjpeg", "MPEG-4 Visual": "mpeg4",
    "Theora": "theora", "WMV1": "wmv1", "WMV2": "wmv2", "WMV3": "wmv3", "VC-1": "vc1", "ProRes": "prores",
    "DV": "dvvideo",
    "H.263": "h263", "Sorenson Spark": "flv1", "FFV1": "ffv1", "RGB": "rawvideo", "YUV": "rawvideo",
    "Cinepak": "cinepak",
}  # fmt: skip
_AUDIO = {
    "AAC": "aac", "Opus": "opus", "FLAC": "flac", "Vorbis": "vorbis", "AC-3": "ac3", "E-AC-3": "eac3", "ALAC": "alac",
    "PCM": "pcm", "AMR": "amr_nb", "WMA": "wmav2", "DTS": "dts", "ADPCM": "adpcm", "MLP FBA": "truehd",
}  # fmt: skip
_TEXTS = {
    "title": "Film:Title", "performer": "Film:Performer", "copyright": "Film:Copyright", "comment": "Film:Comment",
    "recorded_date": "Film:Date", "date": "Film:Date", "description": "Film:Description", "xyz": "Film:Location",
    "encoded_date": "Film:EncodedDate", "director": "Film:Director", "writing_application": "Film:Software",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream: "video", "audio" or "text", its codec as FFmpeg names it, and its measures."""

    kind: str
    codec: str
    width: int = 0
    height: int = 0
    frame_rate: float = 0.0
    rotation: int = 0
    pixel_aspect: float = 1.0
    sample_rate: int = 0
    channels: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class FilmDetails:
    """What is known of a film."""

    container: str = ""
    duration: float | None = None
    streams: tuple[Stream, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of the first picture stream as it is shown: turned, its pixels made square."""
        for one in self.streams:
            if one.kind == "video" and one.width and one.height:
                width = round(one.width * one.pixel_aspect) or one.width
                return (one.height, width) if one.rotation % 180 == 90 else (width, one.height)
        return None


def film_details(path: Path) -> FilmDetails:
    """The facts of a film; empty ones where nothing can be read of it."""
    found = _by_mediainfo(path)
    return found if found.streams else _merged(found, _by_ffmpeg(path))


def _merged(one: FilmDetails, other: FilmDetails) -> FilmDetails:
    duration = one.duration if one.duration is not None else other.duration
    return FilmDetails(one.container or other.container, duration, other.streams, other.texts | one.texts)


def _by_mediainfo(path: Path) -> FilmDetails:
    try:
        from pymediainfo import MediaInfo

        tracks: list[dict[str, Any]] = [one.to_data() for one in MediaInfo.parse(str(path)).tracks]
    except (ImportError, RuntimeError, *FAULTS):
        return FilmDetails()
    general = next((one for one in tracks if one.get("track_type") == "General"), {})
    streams = tuple(_stream(one) for one in tracks if one.get("track_type") in ("Video", "Audio", "Text"))
    lengths = [
        _seconds(one.get("duration")) for one in tracks if one.get("track_type") in ("General", "Video", "Audio")
    ]
    texts = {name: str(general[key]).strip() for key, name in _TEXTS.items() if str(general.get(key) or "").strip()}
    texts = {name: text for name, text in texts.items() if not text.startswith("1970-01-01 00:00:00")}
    encoded = texts.pop("Film:EncodedDate", "").removesuffix(" UTC").strip()
    if encoded:
        texts["Matroska:Date" if general.get("format") in ("Matroska", "WebM") else "Film:EncodedDate"] = f"{encoded}Z"
    return FilmDetails(str(general.get("format") or ""), next((one for one in lengths if one), None), streams, texts)


def _stream(track: dict[str, Any]) -> Stream:
    kind = str(track["track_type"]).lower()
    return Stream(
        kind=kind,
        codec=_codec(kind, track),
        width=_whole(track.get("width")),
        height=_whole(track.get("height")),
        frame_rate=_real(track.get("frame_rate")) if kind == "video" else 0.0,
        rotation=round(_real(track.get("rotation"))) % 360,
        pixel_aspect=_real(track.get("pixel_aspect_ratio")) or 1.0,
        sample_rate=_whole(track.get("sampling_rate")),
        channels=_whole(track.get("channel_s")),
        language=str(track.get("language") or ""),
    )


def _codec(kind: str, track: dict[str, Any]) -> str:
    name = str(track.get("format") or "")
    if name == "MPEG Video":
        return "mpeg1video" if "1" in str(track.get("format_version") or "") else "mpeg2video"
    if name == "MPEG Audio":
        return "mp3" if "3" in str(track.get("format_profile") or "") else "mp2"
    return (_VIDEO if kind == "video" else _AUDIO).get(name, name.lower())


def _by_ffmpeg(path: Path) -> FilmDetails:
    import av

    try:
        with av.open(str(path), options={"protocol_whitelist": "file"}) as held:
            streams = tuple(
                Stream(
                    one.type,
                    getattr(one.codec_context, "name", ""),
                    width=getattr(one.codec_context, "width", 0) or 0,
                    height=getattr(one.codec_context, "height", 0) or 0,
                    sample_rate=getattr(one.codec_context, "sample_rate", 0) or 0,
                    channels=getattr(one.codec_context, "channels", 0) or 0,
                )
                for one in held.streams
                if one.type in ("video", "audio")
            )
            duration = held.duration / 1_000_000 if held.duration else None
            return FilmDetails(held.format.long_name, _bounded(duration), streams)
    except (av.FFmpegError, RuntimeError, *FAULTS):
        return FilmDetails()


def _seconds(value: object) -> float | None:
    """MediaInfo's milliseconds."""
    number = _real(value)
    return _bounded(round(number / 1000, 3)) if number > 0 else None


def _bounded(value: float | None) -> float | None:
    return value if value is not None and 0 < value <= LONGEST else None


def _real(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return 0.0


def _whole(value: object) -> int:
    return int(_real(str(value).partition("/")[0].strip())) if value is not None else 0
