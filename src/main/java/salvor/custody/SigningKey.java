package salvor.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/**
 * The key that a user signs by: made on first use, and kept in a file that nobody else may read,
 * encrypted by a passphrase.
 */
public final class SigningKey {
  private final PrivateKey key;
  private final String publicKey;
  private final Path file;

  SigningKey(PrivateKey key, String publicKey, Path file) {
    this.key = key;
    this.publicKey = publicKey;
    this.file = file;
  }

  /** Where a passphrase comes from. */
  @FunctionalInterface
  public interface Passphrase {
    /**
     * The passphrase of a key.
     *
     * @param isNew whether one is to be chosen
     * @throws IOException when there is none to be had, with what to do about it in its message
     */
    char[] of(Path key, boolean isNew) throws IOException;
  }

  /** Where the user's key is: below {@code $XDG_CONFIG_HOME} or {@code ~/.config}. */
  public static Path ofUser() {
    String home = System.getenv("XDG_CONFIG_HOME");
    Path config =
        home != null && Path.of(home).isAbsolute()
            ? Path.of(home)
            : Path.of(System.getProperty("user.home", "."), ".config");
    return config.resolve("salvor").resolve("signing.pem");
  }

  /**
   * The key in a file, which is made when there is none; one that is not encrypted yet is.
   *
   * @throws IOException with file, cause and remedy in its message
   */
  public static SigningKey in(Path file, Passphrase passphrase) throws IOException {
    KeyFile kept = new KeyFile(file);
    try {
      return kept.unlocked(passphrase);
    } catch (NoSuchFileException _) {
      kept.make(passphrase);
      return kept.unlocked(passphrase);
    }
  }

  /**
   * What the key in a file is known by, without its passphrase; empty when there is no such file.
   */
  public static Optional<String> fingerprint(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(new Seal(new KeyFile(file).publicKey(), "").signer())
        : Optional.empty();
  }

  /** The public half of the key in a file, as {@link #publicPem}, without its passphrase. */
  public static String publicPem(Path file) throws IOException {
    return KeyFile.pem(KeyFile.PUBLIC, Base64.getDecoder().decode(new KeyFile(file).publicKey()));
  }

  /** Signs some content. */
  public Seal seal(byte[] content) {
    return new Seal(publicKey, Base64.getEncoder().encodeToString(signature(content)));
  }

  /** What the key is known by, as {@link Seal#signer}. */
  public String fingerprint() {
    return new Seal(publicKey, "").signer();
  }

  /** The public half, as {@code openssl} reads it (RFC 7468). */
  public String publicPem() {
    return KeyFile.pem(KeyFile.PUBLIC, Base64.getDecoder().decode(publicKey));
  }

  /** The signature of some content, as {@code openssl} reads it: 64 bytes (RFC 8032). */
  public byte[] signature(byte[] content) {
    try {
      Signature signature = Signature.getInstance(Seal.ALGORITHM);
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read can sign", e);
    }
  }

  /** Where it is kept. */
  public Path file() {
    return file;
  }
}
