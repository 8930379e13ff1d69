package salvor.report.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names and label values that the Kubernetes API accepts. What a baseline says of itself may come
 * from evidence, so it is checked; a name that had to be changed ends in a hash of the whole, so
 * that two baselines never share one.
 */
final class ObjectNames {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final int LONGEST = 63;
  private static final int HASH = 8;

  private ObjectNames() {}

  /** A DNS label (RFC 1123) of the parts, by hyphens; what is null is left out. */
  static String of(@Nullable String... parts) {
    StringBuilder all = new StringBuilder();
    for (String part : parts) {
      if (part != null) {
        all.append(all.isEmpty() ? "" : "-").append(part);
      }
    }
    String whole = all.toString();
    String name =
        whole.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    boolean same = name.equals(whole.toLowerCase(Locale.ROOT));
    if (same && LABEL.matcher(name).matches()) {
      return name;
    }
    String kept = name.substring(0, Math.min(name.length(), LONGEST - HASH - 1));
    String begin = kept.isEmpty() ? "baseline" : kept.replaceAll("-+$", "");
    return begin + "-" + sha256(whole).substring(0, HASH);
  }

  static boolean isNamespace(@Nullable String name) {
    return name != null && LABEL.matcher(name).matches();
  }

  /** A text that may be the value of a label; empty when it may not. */
  static Optional<String> labelValue(@Nullable String text) {
    return text != null && !text.isEmpty() && VALUE.matcher(text).matches()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Whether a text may be the key of a label. */
  static boolean isLabelKey(String text) {
    return KEY.matcher(text).matches();
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
