package salvor.custody.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import salvor.jobs.Progress;

/** Hashes by SHA-256 and SHA-512 in one reading. */
final class Hashing {
  private static final int BUFFER = 1 << 17;
  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest sha512 = digest("SHA-512");
  private final byte[] buffer = new byte[BUFFER];
  private final Progress progress;
  private final long all;
  private long done;

  /**
   * @param all how many bytes there will be together; 0 when it is not known
   */
  Hashing(Progress progress, long all) {
    this.progress = progress;
    this.all = all;
  }

  /** Reads to the end, writing everything on. */
  Manifest.Hashes copy(InputStream in, OutputStream out, String what) throws IOException {
    return copy(in, out, what, Long.MAX_VALUE);
  }

  /** Reads so many bytes at most, writing them on. */
  Manifest.Hashes copy(InputStream in, OutputStream out, String what, long most)
      throws IOException {
    long size = 0;
    for (int n;
        size < most && (n = in.read(buffer, 0, (int) Math.min(BUFFER, most - size))) > 0; ) {
      sha256.update(buffer, 0, n);
      sha512.update(buffer, 0, n);
      out.write(buffer, 0, n);
      size += n;
      done += n;
      progress.bytes(done, all, what);
    }
    HexFormat hex = HexFormat.of();
    return new Manifest.Hashes(
        size, hex.formatHex(sha256.digest()), hex.formatHex(sha512.digest()));
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
