package salvor.ingest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** What a file is by its first bytes; names are never asked. */
enum Magic {
  EMPTY,
  GZIP,
  ZSTD,
  ZIP,
  TAR,
  XZ,
  BZIP2,
  LZ4,
  SEVEN_ZIP,
  RAR,
  CONTENT;

  /** How many bytes are needed to tell. */
  static final int LENGTH = 512;

  static Magic of(byte[] head) {
    if (head.length == 0) {
      return EMPTY;
    } else if (begins(head, "\u001f\u008b\u0008")) {
      return GZIP;
    } else if (begins(head, "(\u00b5/\u00fd") || begins(head, 1, "*M\u0018")) {
      return ZSTD;
    } else if (begins(head, "PK\u0003\u0004") || begins(head, "PK\u0005\u0006")) {
      return ZIP;
    } else if (TarArchiveInputStream.matches(head, head.length)) {
      return TAR;
    } else if (begins(head, "\u00fd7zXZ\u0000")) {
      return XZ;
    } else if (begins(head, "BZh")) {
      return BZIP2;
    } else if (begins(head, "\u0004\"M\u0018")) {
      return LZ4;
    } else if (begins(head, "7z\u00bc\u00af")) {
      return SEVEN_ZIP;
    } else if (begins(head, "Rar!")) {
      return RAR;
    }
    return CONTENT;
  }

  boolean compressed() {
    return this == GZIP || this == ZSTD;
  }

  boolean archive() {
    return this == ZIP || this == TAR;
  }

  /** The decompressed stream of {@link #GZIP} and {@link #ZSTD}. */
  InputStream open(InputStream in) throws IOException {
    return this == GZIP
        ? GzipCompressorInputStream.builder()
            .setInputStream(in)
            .setDecompressConcatenated(true)
            .get()
        : new ZstdInputStream(in);
  }

  private static boolean begins(byte[] head, String magic) {
    return begins(head, 0, magic);
  }

  private static boolean begins(byte[] head, int from, String magic) {
    byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      if (from + i >= head.length || head[from + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
