package salvor.custody.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What was found, and what stands in its place: the rule, the number of the value among those of
 * the rule, and a hash with a key that nobody keeps. A value has one marker wherever it stands, and
 * none tells how long it was.
 */
final class Secrets {
  /** What every marker begins with. */
  static final String MARK = "REDACTED.";

  /** Of a longer value this much is sought elsewhere; rules find the rest. */
  private static final int LONGEST = 64;

  private static final int MOST = 200_000;
  private static final int DIGITS = 10;
  private static final int PLAIN_WORD = 10;

  private final Mac mac;
  private final Map<String, String> markers = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> found = new HashSet<>();
  private Sought sought = Sought.NOTHING;
  private boolean open = true;

  Secrets() {
    try {
      byte[] salt = new byte[32];
      new SecureRandom().nextBytes(salt);
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** What stands for a value. */
  String marker(String rule, String value) {
    String hash =
        HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.ISO_8859_1)));
    String known = markers.get(hash);
    if (known == null) {
      if (markers.size() >= MOST) {
        throw new TooMany();
      }
      known =
          MARK
              + rule
              + "."
              + numbers.merge(rule, 1, Integer::sum)
              + "."
              + hash.substring(0, DIGITS);
      markers.put(hash, known);
      seek(value);
    }
    return known;
  }

  /** Where a marker ends that begins here: whatever it is made of is not sought. */
  static int endOfMarker(String text, int at) {
    int end = at + MARK.length();
    while (end < text.length()
        && (text.charAt(end) == '.'
            || text.charAt(end) == '-'
            || (text.charAt(end) >= '0' && text.charAt(end) <= '9')
            || (text.charAt(end) >= 'a' && text.charAt(end) <= 'z'))
        && end - at < 80) {
      end++;
    }
    return end;
  }

  /** Has a value sought everywhere, unless it is one that stands everywhere. */
  void seek(String value) {
    if (!open || value.length() < Sought.SHORTEST || isPlain(value)) {
      return;
    }
    found.add(value.substring(0, Math.min(LONGEST, value.length())));
  }

  /** Short words of lower-case letters name namespaces and programs, too. */
  private static boolean isPlain(String value) {
    return value.length() < PLAIN_WORD && value.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  /** No more will be sought than what was found until now. */
  void close() {
    open = false;
    sought = new Sought(found);
  }

  Sought sought() {
    return sought;
  }

  /** How many values have a marker. */
  int size() {
    return markers.size();
  }

  /** There are more different secrets than are held. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany() {
      super("more than " + MOST + " different secrets; redact the evidence in parts");
    }
  }
}
