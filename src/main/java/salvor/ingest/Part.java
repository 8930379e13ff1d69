package salvor.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads one member of an archive, or file of a folder, that is one thing with others. */
final class Part {
  private Part() {}

  /**
   * @param packed whether the member itself is unpacked from something
   */
  static void read(
      Unpack.Label label, InputStream in, Budget budget, boolean packed, Unpack.Whole whole)
      throws IOException {
    HashedInput bytes = new HashedInput(in, _ -> {});
    Guarded outer = new Guarded(() -> bytes, packed ? budget : null);
    Peeked peeked = new Peeked(outer, Magic.LENGTH);
    Magic magic = Magic.of(peeked.head());
    Guarded inner = outer;
    HashedInput content = null;
    if (magic.compressed()) {
      InputStream compressed = new BufferedInputStream(peeked, 1 << 16);
      inner = new Guarded(() -> magic.open(compressed), budget);
      content = new HashedInput(inner, _ -> {});
    }
    ArchiveFormat.End end =
        content == null ? whole.member(label, peeked) : whole.member(label.asPacked(), content);
    if (content != null) {
      content.transferTo(OutputStream.nullOutputStream()); // what is left is hashed
    }
    outer.drain();
    String failure = inner.failure() != null ? inner.failure() : outer.failure();
    String sha256 = bytes.hex();
    end.closed(sha256, content == null ? sha256 : content.hex(), failure);
  }
}
