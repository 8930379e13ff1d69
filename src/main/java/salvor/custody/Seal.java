package salvor.custody;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A signature (Ed25519, RFC 8032) with the key that it can be checked by. It proves that content
 * was not changed since somebody who holds that key signed it; whose key it is must be known
 * otherwise, by its {@link #signer}.
 *
 * @param publicKey X.509 SubjectPublicKeyInfo, Base64
 * @param signature Base64
 */
public record Seal(String publicKey, String signature) {
  /** The only algorithm there is. */
  public static final String ALGORITHM = "Ed25519";

  /** Whether this is the seal of some content; a seal that is damaged is the seal of nothing. */
  public boolean holds(byte[] content) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key());
      check.update(content);
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }

  /** Whether the key is one of the only algorithm. */
  boolean isKey() {
    try {
      return key() != null;
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }

  private PublicKey key() throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
  }

  /** What the key is known by: the SHA-256 of it, as 64 hex digits; of a damaged one too. */
  public String signer() {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(publicKey);
    } catch (IllegalArgumentException _) {
      key = new byte[0];
    }
    Sha256 hash = new Sha256();
    hash.update(key, 0, key.length);
    return hash.hex();
  }
}
