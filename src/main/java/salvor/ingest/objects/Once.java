package salvor.ingest.objects;

import salvor.ingest.Recent;

/** What was met before, as far back as a number of things. */
final class Once {
  private final Recent<String, Boolean> met;

  Once(int kept) {
    met = new Recent<>(kept);
  }

  /** Whether this is met for the first time. */
  boolean put(String name) {
    boolean first = met.get(name) == null;
    met.put(name, true);
    return first;
  }
}
