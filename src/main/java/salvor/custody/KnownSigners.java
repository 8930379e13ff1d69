package salvor.custody;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The public keys that the user takes for those of somebody, one file each. A signature by another
 * key proves that nothing was changed since, but not by whom.
 */
public final class KnownSigners {
  private static final String ENDING = ".pub";
  private static final int LONGEST = 64 << 10;
  private final Path folder;

  /** Those in a folder, which need not be there. */
  public KnownSigners(Path folder) {
    this.folder = folder;
  }

  /** Those of the user, beside his own key. */
  public static KnownSigners ofUser() {
    return new KnownSigners(SigningKey.ofUser().resolveSibling("signers"));
  }

  /**
   * Names by the fingerprints of their keys.
   *
   * @throws IOException with the file that is no key in its message
   */
  public Map<String, String> all() throws IOException {
    Map<String, String> names = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
          String fingerprint = fingerprint(file);
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          names.put(
              fingerprint,
              text.startsWith("# ") ? text.lines().findFirst().orElse("").substring(2) : "");
        }
      }
    }
    return names;
  }

  /**
   * Takes a key for somebody's.
   *
   * @param pem a file with a public key, as {@code openssl} writes it
   * @return its fingerprint
   */
  public String trust(Path pem, String name) throws IOException {
    String fingerprint = fingerprint(pem);
    Files.createDirectories(folder);
    Files.write(
        folder.resolve(fingerprint + ENDING),
        List.of("# " + name.replaceAll("\\s+", " ").strip(), pem(pem)),
        StandardCharsets.UTF_8);
    return fingerprint;
  }

  /** Takes a key for nobody's any more; whether it was somebody's. */
  public boolean forget(String fingerprint) throws IOException {
    return fingerprint.matches("[0-9a-f]{64}")
        && Files.deleteIfExists(folder.resolve(fingerprint + ENDING));
  }

  private static String pem(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException(file + " is too long to be a public key");
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int from = text.indexOf("-----BEGIN PUBLIC KEY-----");
    int to = text.indexOf("-----END PUBLIC KEY-----");
    if (from < 0 || to < from) {
      throw new IOException(
          file + " holds no public key; it begins with -----BEGIN PUBLIC KEY-----");
    }
    return text.substring(from, to) + "-----END PUBLIC KEY-----";
  }

  private static String fingerprint(Path file) throws IOException {
    String key = pem(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    Seal seal = new Seal(key, "");
    if (!seal.isKey()) {
      throw new IOException(file + " holds no Ed25519 key, or a damaged one");
    }
    return seal.signer();
  }
}
