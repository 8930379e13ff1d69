package salvor.custody.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The lists of hashes in a bag. */
final class Manifest {
  static final String DATA = "data/";
  static final String BAGIT = "bagit.txt";
  static final String INFO = "bag-info.txt";
  static final String SIGNER = "signer.pub";
  static final String SIGNATURE = "custody-head.json.sig";
  static final String TIMESTAMP = "custody-head.json.tsr";
  static final String FETCH = "fetch.txt";

  /** What {@code bagit.txt} says. */
  static final String DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

  private Manifest() {}

  /** The hashes of a file. */
  record Hashes(long size, String sha256, String sha512) {}

  static String payload(String algorithm) {
    return "manifest-" + algorithm + ".txt";
  }

  static String tags(String algorithm) {
    return "tagmanifest-" + algorithm + ".txt";
  }

  /** A list of SHA-256. */
  static byte[] sha256(Map<String, Hashes> files) {
    StringBuilder out = new StringBuilder();
    files.forEach((name, hashes) -> line(hashes.sha256(), name, out));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A list of SHA-512. */
  static byte[] sha512(Map<String, Hashes> files) {
    StringBuilder out = new StringBuilder();
    files.forEach((name, hashes) -> line(hashes.sha512(), name, out));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(String hash, String name, StringBuilder out) {
    out.append(hash).append("  ").append(PayloadPath.encoded(name)).append('\n');
  }
}
