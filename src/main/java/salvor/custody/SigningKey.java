package salvor.custody;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * The key that a user signs by: made on first use, and kept in a file that nobody else may read. It
 * is not encrypted there: who can read the user's files can sign in the user's name.
 */
public final class SigningKey {
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final PrivateKey key;
  private final String publicKey;
  private final Path file;

  private SigningKey(PrivateKey key, String publicKey, Path file) {
    this.key = key;
    this.publicKey = publicKey;
    this.file = file;
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
   * The key in a file, which is made when there is none.
   *
   * @throws IOException with file, cause and remedy in its message
   */
  public static SigningKey in(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException _) {
      make(file);
      return read(file);
    }
  }

  private static void make(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] rights =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    Path fresh = Files.createTempFile(folder, "signing", ".new", rights);
    try {
      KeyPair pair = KeyPairGenerator.getInstance(Seal.ALGORITHM).generateKeyPair();
      Files.writeString(
          fresh,
          pem(PRIVATE, pair.getPrivate().getEncoded())
              + pem(PUBLIC, pair.getPublic().getEncoded()));
      Files.move(fresh, file);
    } catch (FileAlreadyExistsException _) {
      // somebody was faster: theirs is taken
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String pem(String what, byte[] encoded) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private static SigningKey read(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new IOException(file + " is a link; put the key itself there");
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && !OWNER.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
      throw new IOException(
          file
              + " can be read by others: anybody may have signed with it; make a new one, or chmod 600 it");
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance(Seal.ALGORITHM)
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getDecoder().decode(part(text, PRIVATE))));
      SigningKey found = new SigningKey(key, part(text, PUBLIC), file);
      byte[] probe = {1};
      if (!found.seal(probe).holds(probe)) {
        throw new GeneralSecurityException("its two halves do not belong together");
      }
      return found;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          file + " holds no key that can be used; move it away, and a new one is made", e);
    }
  }

  private static String part(String text, String what) {
    String begin = "-----BEGIN " + what + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + what + "-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no " + what);
    }
    return text.substring(from + begin.length(), to).replaceAll("\\s", "");
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
    return pem(PUBLIC, Base64.getDecoder().decode(publicKey));
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
