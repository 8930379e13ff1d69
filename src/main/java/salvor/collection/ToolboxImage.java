package salvor.collection;

import java.util.regex.Pattern;

/**
 * The image of the toolbox, by its digest: what a name without one leads to can be another
 * tomorrow, and nobody could tell afterwards what looked into the pod.
 *
 * @param reference as {@code repository@sha256:64 digits}
 */
public record ToolboxImage(String reference) {
  private static final Pattern PINNED =
      Pattern.compile("[a-z0-9][a-zA-Z0-9._:/-]{0,400}@sha256:[0-9a-f]{64}");

  /** In a practice cluster nothing is pulled: only the name counts there. */
  public static final ToolboxImage PRACTICE =
      new ToolboxImage("salvor/salvor-toolbox@sha256:" + "0".repeat(64));

  /**
   * Of a reference.
   *
   * @throws IllegalArgumentException when it names no digest
   */
  public ToolboxImage {
    if (!PINNED.matcher(reference).matches()) {
      throw new IllegalArgumentException("no digest");
    }
  }

  /** The digest with its algorithm. */
  public String digest() {
    return reference.substring(reference.indexOf('@') + 1);
  }
}
