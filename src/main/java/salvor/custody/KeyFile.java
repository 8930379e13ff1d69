package salvor.custody;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * A key pair in a file: the private half encrypted (PKCS #8, PBES2 of RFC 8018), the public half
 * readable, both as PEM (RFC 7468), so that {@code openssl pkey} reads it too.
 */
final class KeyFile {
  static final String PUBLIC = "PUBLIC KEY";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final String CIPHER = "PBEWithHmacSHA512AndAES_256";

  /** What OWASP advised in 2023 for PBKDF2 with HMAC-SHA-512. */
  private static final int ROUNDS = 210_000;

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private final Path file;

  KeyFile(Path file) {
    this.file = file;
  }

  /** Makes a new pair; when somebody was faster, theirs stays. */
  void make(SigningKey.Passphrase passphrase) throws IOException {
    char[] chosen = passphrase.of(file, true);
    try {
      KeyPair pair = KeyPairGenerator.getInstance(Seal.ALGORITHM).generateKeyPair();
      String text =
          pem(ENCRYPTED, encrypted(pair.getPrivate().getEncoded(), chosen))
              + pem(PUBLIC, pair.getPublic().getEncoded());
      put(text, false);
    } catch (FileAlreadyExistsException _) {
      // somebody was faster: theirs is taken
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    } finally {
      Arrays.fill(chosen, ' ');
    }
  }

  private void put(String text, boolean over) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] rights =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    Path fresh = Files.createTempFile(folder, "signing", ".new", rights);
    try {
      Files.writeString(fresh, text);
      if (over) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(fresh, file); // never over a key that is there
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** The public half, Base64. */
  String publicKey() throws IOException {
    try {
      return part(text(), PUBLIC);
    } catch (IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  /** Both halves. */
  SigningKey unlocked(SigningKey.Passphrase passphrase) throws IOException {
    String text = text();
    boolean encrypted = text.contains("-----BEGIN " + ENCRYPTED);
    char[] said = passphrase.of(file, !encrypted);
    try {
      byte[] stored = Base64.getDecoder().decode(part(text, encrypted ? ENCRYPTED : PRIVATE));
      PKCS8EncodedKeySpec plain =
          encrypted ? decrypted(stored, said) : new PKCS8EncodedKeySpec(stored);
      PrivateKey key = KeyFactory.getInstance(Seal.ALGORITHM).generatePrivate(plain);
      SigningKey found = new SigningKey(key, part(text, PUBLIC), file);
      byte[] probe = {1};
      if (!found.seal(probe).holds(probe)) {
        throw new GeneralSecurityException("its two halves do not belong together");
      }
      if (!encrypted) {
        put(pem(ENCRYPTED, encrypted(stored, said)) + found.publicPem(), true);
      }
      return found;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(e);
    } finally {
      Arrays.fill(said, ' ');
    }
  }

  private String text() throws IOException {
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
    return text;
  }

  private IOException unusable(Exception cause) {
    return new IOException(
        file + " holds no key that can be used; move it away, and a new one is made", cause);
  }

  private static byte[] encrypted(byte[] plain, char[] passphrase)
      throws GeneralSecurityException, IOException {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[16];
    byte[] start = new byte[16];
    random.nextBytes(salt);
    random.nextBytes(start);
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        secret(passphrase),
        new PBEParameterSpec(salt, ROUNDS, new IvParameterSpec(start)));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2"); // by its own name
    parameters.init(cipher.getParameters().getEncoded());
    return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(plain)).getEncoded();
  }

  private PKCS8EncodedKeySpec decrypted(byte[] stored, char[] passphrase)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(stored);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.DECRYPT_MODE, secret(passphrase), info.getAlgParameters());
      return info.getKeySpec(cipher);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " does not open with this passphrase", e);
    }
  }

  private static SecretKey secret(char[] passphrase) throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(passphrase);
    try {
      return SecretKeyFactory.getInstance(CIPHER).generateSecret(spec);
    } finally {
      spec.clearPassword();
    }
  }

  static String pem(String what, byte[] encoded) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + what
        + "-----\n";
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
}
