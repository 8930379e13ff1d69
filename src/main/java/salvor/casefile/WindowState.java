package salvor.casefile;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the window was left: keys and values that only the window understands. Not undoable. Safe for
 * many threads.
 */
public final class WindowState {
  private final Journal journal;
  private final Map<String, String> values;

  WindowState(Journal journal, Map<String, String> values) {
    this.journal = journal;
    this.values = new ConcurrentHashMap<>(values);
  }

  /** The value of a key; empty when it was never put. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Keeps a value, durable when it returns. */
  public void put(String key, String value) throws CaseUnusable {
    if (!value.equals(values.get(key))) {
      journal.put(key, value);
      values.put(key, value);
    }
  }
}
