package salvor.workload;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content address of an image, {@code sha256:<64 hex>} (OCI image specification, descriptor
 * digest).
 *
 * @param value the digest in lower case, with its algorithm
 */
public record ImageDigest(String value) implements Comparable<ImageDigest> {
  private static final Pattern FORM = Pattern.compile("sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})");
  private static final Pattern INSIDE =
      Pattern.compile("sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})(?![0-9a-f])");

  public ImageDigest {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an image digest: " + value);
    }
  }

  /**
   * The digest that an image reference, image id or status field holds, for example {@code
   * docker.io/library/redis@sha256:...} or a bare {@code sha256:...}; empty when it holds none.
   */
  public static Optional<ImageDigest> in(@Nullable String reference) {
    if (reference == null || reference.isEmpty()) {
      return Optional.empty();
    }
    Matcher found = INSIDE.matcher(reference);
    return found.find() ? Optional.of(new ImageDigest(found.group())) : Optional.empty();
  }

  /** The first 12 hex digits, as people quote it. */
  public String brief() {
    return value.substring(value.indexOf(':') + 1).substring(0, 12);
  }

  @Override
  public int compareTo(ImageDigest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
