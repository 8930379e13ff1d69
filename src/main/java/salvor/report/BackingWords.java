package salvor.report;

import salvor.containment.Backing;

/** What stands behind a label of a pod, in words. */
final class BackingWords {
  private BackingWords() {}

  /** After the status of a pod; empty where it has no label of a quarantine. */
  static String after(Backing quarantine) {
    return switch (quarantine) {
      case UNMARKED -> "";
      case STANDS -> " QUARANTINED";
      case NOTHING -> " LABEL-ONLY (nothing stands behind its quarantine label)";
      case NOT_SEEN -> " LABELLED (what stands behind its quarantine label was not seen)";
    };
  }

  /** The word of the JSON documents; null where there is no label. */
  static @org.jspecify.annotations.Nullable String word(Backing quarantine) {
    return switch (quarantine) {
      case UNMARKED -> null;
      case STANDS -> "stands";
      case NOTHING -> "nothing";
      case NOT_SEEN -> "not-seen";
    };
  }

  static String labels(boolean one) {
    return one ? " bears" : " bear";
  }

  /** What is done about a label that says that a pod is cut off. */
  static String replaced(Backing behind) {
    return " a label salvor.io/quarantine that "
        + (behind == Backing.NOT_SEEN
            ? "perhaps nothing stands behind, as not all policies were seen"
            : "nothing stands behind: whoever makes a pod may set it, and it cuts nothing off")
        + ". It is replaced, and is put back when this is taken back";
  }
}
