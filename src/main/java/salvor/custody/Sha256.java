package salvor.custody;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), the hash by which evidence is known. */
public final class Sha256 {
  private final MessageDigest digest = digest();

  /** Takes in more bytes. */
  public void update(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
  }

  /** The hash of everything taken in, as 64 lower-case hex digits; starts anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The hash of a file's content. */
  public static String of(Path file) throws IOException {
    return of(file, Long.MAX_VALUE);
  }

  /** The hash of the first so many bytes of a file, of all where there are not so many. */
  public static String of(Path file, long bytes) throws IOException {
    Sha256 hash = new Sha256();
    byte[] buffer = new byte[1 << 16];
    long left = bytes;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n; (n = in.read(buffer, 0, (int) Math.min(buffer.length, left))) > 0; left -= n) {
        hash.update(buffer, 0, n);
      }
    }
    return hash.hex();
  }

  /** The hash of a text in UTF-8. */
  public static String ofText(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The hash of these bytes. */
  public static String of(byte[] bytes) {
    Sha256 hash = new Sha256();
    hash.update(bytes, 0, bytes.length);
    return hash.hex();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
