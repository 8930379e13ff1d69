package salvor.custody.redact;

import java.nio.ByteBuffer;
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

  /** One that is held takes 250 bytes, and as much again while all are sorted. */
  private static final int MEMORY_OF_ONE = 1024;

  private static final int MOST = 20_000_000;
  private static final int DIGITS = 10;
  private static final int PLAIN_WORD = 10;

  private final Mac mac;
  private final int most;
  private final Map<Hash, Numbered> markers = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> found = new HashSet<>();
  private Sought sought = Sought.NOTHING;
  private boolean open = true;

  /** A keyed hash of a value, as much of it as no two values share. */
  private record Hash(long first, long second) {}

  /** What it is called. */
  private record Numbered(String rule, int number) {}

  /** As many as the memory holds. */
  Secrets() {
    this((int) Math.min(MOST, Runtime.getRuntime().maxMemory() / MEMORY_OF_ONE));
  }

  Secrets(int most) {
    this.most = most;
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
    byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer of = ByteBuffer.wrap(hash);
    Hash key = new Hash(of.getLong(), of.getLong());
    Numbered is = markers.get(key);
    if (is == null) {
      if (markers.size() >= most) {
        throw new TooMany(most);
      }
      is = new Numbered(rule, numbers.merge(rule, 1, Integer::sum));
      markers.put(key, is);
      seek(value);
    }
    String digits = HexFormat.of().formatHex(hash, 0, DIGITS / 2);
    return MARK + is.rule() + "." + is.number() + "." + digits;
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

    TooMany(int most) {
      super(
          "more than "
              + most
              + " different secrets, which is as many as the memory of this program holds;"
              + " give it more (JAVA_TOOL_OPTIONS=-Xmx4g), or redact the evidence in parts");
    }
  }
}
