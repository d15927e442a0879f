"""pydyf writes the file. It builds things anew at each call; here they are kept.

The tuple of page references was built once per tag; every stream was compressed and every other
object put into words twice, for the file and for its identifier. Streams are packed as tightly as
zlib does of its own accord: the last four in a hundred of a file's size took four times as long.
"""

import zlib


def improve() -> None:
    """Set the two properties once per process. What they return stays the same."""
    import pydyf

    if pydyf.PDF.page_references.fget.__module__ != __name__:  # once is enough
        pydyf.PDF.page_references = property(_kept_references(pydyf.PDF.page_references.fget))
        pydyf.Stream.data = property(_kept_stream(pydyf.Stream.data.fget))


def put_into_words(pdf) -> None:
    """The last step before the file is written: nothing changes any more but streams.

    Half of all objects are tags of the same few words; here each word is made bytes once, and
    what is no plain word is left to pydyf.
    """
    import pydyf

    words = _words(pydyf)

    class Written(pydyf.Object):
        data = b""

    for place, item in enumerate(pdf.objects):
        if item.free == "f":
            continue
        if isinstance(item, pydyf.Stream):
            item.stream = [b"\n".join(map(words, item.stream))]
        else:
            written = Written()
            written.number, written.data = item.number, words(item)
            pdf.objects[place] = written


def _words(pydyf):
    """The function that says an object as pydyf would, to the byte."""
    known: dict[str, bytes] = {}

    def words(item) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str:
            said = known.get(item)
            if said is None:
                said = known[item] = item.encode("ascii")
            return said
        if kind is int:
            return b"%d" % item
        if kind is pydyf.Dictionary:
            return b"<<%b>>" % b"".join(
                [b"/%b %b" % (words(key), words(value)) for key, value in item.items()]
            )
        if kind is pydyf.Array:
            return b"[%b]" % b" ".join([words(one) for one in item])
        return pydyf._to_bytes(item)

    return words


def _kept_references(build):
    def page_references(pdf):
        kept = pdf.__dict__.get("_kept_page_references", ())
        if len(kept) != pdf.pages["Count"]:
            kept = pdf.__dict__["_kept_page_references"] = build(pdf)
        return kept

    return page_references


def _kept_stream(build):
    """Streams are asked for their data when the file is written, and nothing changes any more.

    One that ends with a carriage return gets a whole CR LF before `endstream`: otherwise its last
    byte passes for the first half of the line end, and a validator finds a wrong length.
    """

    def data(stream):
        kept = stream.__dict__.get("_kept_data")
        if kept is None:
            _pack(stream)
            kept = build(stream)
            if kept.endswith(b"\r\nendstream"):
                kept = kept.removesuffix(b"\nendstream") + b"\r\nendstream"
            stream.__dict__["_kept_data"] = kept
        return kept

    return data


def _pack(stream) -> None:
    """Compress now what pydyf would compress at its highest level."""
    import pydyf

    if stream.compress:
        whole = b"\n".join(map(pydyf._to_bytes, stream.stream))
        stream.stream = [zlib.compress(whole)]
        stream.extra = {**stream.extra, "Filter": "/FlateDecode"}
        stream.compress = False
