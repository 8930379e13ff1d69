package salvor.training.apiserver;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that let in, each for one identity and until a time. */
public final class Tokens {
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private final Map<String, Issued> issued = new ConcurrentHashMap<>();

  private record Issued(Identity who, Instant until) {}

  /** A token that lets nobody in yet. */
  public static String fresh() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  /** Whether a text has the form of a token. */
  public static boolean isOne(String text) {
    return text.length() == 2 * BYTES && text.chars().allMatch(HexFormat::isHexDigit);
  }

  /** A new token. */
  public String issue(Identity who, Instant until) {
    String token = fresh();
    issued.put(token, new Issued(who, until));
    return token;
  }

  /** Lets somebody in with a token that was agreed on. */
  public void accept(String token, Identity who, Instant until) {
    issued.put(token, new Issued(who, until));
  }

  /** Lets nobody in any more with a token. */
  void revoke(String token) {
    issued.remove(token);
  }

  /** Whom a token lets in now. */
  Optional<Identity> who(String token, Instant now) {
    return Optional.ofNullable(issued.get(token))
        .filter(known -> now.isBefore(known.until()))
        .map(Issued::who);
  }
}
