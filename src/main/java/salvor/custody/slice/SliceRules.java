package salvor.custody.slice;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the observations of a slice were chosen.
 *
 * @param from the first time, as it was written; null or blank for none
 * @param to the last time
 * @param filter what they meet; null or blank for anything
 * @param pods of which pods; none for all
 * @param lanes on which lanes; none for all
 * @param untimed whether those without a time are in
 */
public record SliceRules(
    @Nullable String from,
    @Nullable String to,
    @Nullable String filter,
    List<String> pods,
    List<String> lanes,
    boolean untimed) {
  /** Copies the lists. */
  public SliceRules {
    pods = List.copyOf(pods);
    lanes = List.copyOf(lanes);
  }

  /** The same as the ledger says it. */
  public Map<String, String> told() {
    Map<String, String> rules = new TreeMap<>();
    put(rules, "from", from);
    put(rules, "to", to);
    put(rules, "filter", filter);
    put(rules, "pods", String.join(", ", pods));
    put(rules, "lanes", String.join(", ", lanes));
    rules.put("untimed", untimed ? "in" : "out");
    return rules;
  }

  private static void put(Map<String, String> rules, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      rules.put(name, value);
    }
  }
}
