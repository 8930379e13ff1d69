package salvor.training.apiserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses long answers for those who take it, as Kubernetes does: fast rather than well. */
final class Gzip {
  private static final int LONG = 128 << 10;

  private Gzip() {}

  /** Whether an answer of this length is compressed for who accepts these encodings. */
  static boolean fits(String accepted, int length) {
    return length > LONG && accepted.contains("gzip");
  }

  static byte[] of(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 8);
    try (OutputStream out = new Fast(packed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream to) throws IOException {
      super(to, 1 << 16);
      def.setLevel(1);
    }
  }
}
