package salvor.ingest;

import java.util.HashSet;
import java.util.Set;

/**
 * Names from the evidence as part of a reason: reasons are counted by their text, so a file must
 * not be able to make as many of them as it has lines.
 */
public final class FewNames {
  private static final int LIMIT = 200;
  private static final int LENGTH = 63;
  private final Set<String> seen = new HashSet<>();

  /**
   * The name; {@code other} when it is long, holds anything but letters, digits and {@code _-.}, or
   * comes after many.
   */
  public String of(String name) {
    boolean plain = name.length() <= LENGTH && name.chars().allMatch(FewNames::isPlain);
    return plain && (seen.contains(name) || (seen.size() < LIMIT && seen.add(name)))
        ? name
        : "other";
  }

  private static boolean isPlain(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
  }
}
