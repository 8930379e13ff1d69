package salvor.custody.redact;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import salvor.custody.bundle.Sealing;

/**
 * A redacted copy that was made.
 *
 * @param parts what became of each file
 * @param values how many different values were taken out
 */
public record Redacted(List<Part> parts, int values, Sealing.Sealed sealed) {
  /** Copies the list. */
  public Redacted {
    parts = List.copyOf(parts);
  }

  /** What became of a file. */
  public enum Way {
    /** It was read, and what the rules meet was taken out. */
    REDACTED,
    /** It cannot be looked into, and stayed out. */
    LEFT_OUT,
    /** It cannot be looked into, and is in as it was, since somebody wanted it so. */
    UNREAD
  }

  /**
   * A file, or a member of an archive.
   *
   * @param path as it is called in the copy; of the original without what was taken out of it
   * @param counts how often something was taken out, by rule
   */
  public record Part(String path, Way way, Map<String, Long> counts) {
    /** Copies the map. */
    public Part {
      counts = Map.copyOf(counts);
    }
  }

  /** How often something was taken out, by rule. */
  public Map<String, Long> counts() {
    return counts(parts);
  }

  /** The counts of all these together. */
  public static Map<String, Long> counts(List<Part> parts) {
    Map<String, Long> all = new TreeMap<>();
    parts.forEach(
        part -> part.counts().forEach((rule, count) -> all.merge(rule, count, Long::sum)));
    return all;
  }
}
