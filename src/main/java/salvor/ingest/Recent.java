package salvor.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must remember of earlier records, in the order of coming, never more than a limit.
 */
public final class Recent<K, V> {
  private final LinkedHashMap<K, V> kept = new LinkedHashMap<>();
  private final int limit;

  /** Remembers at most so many. */
  public Recent(int limit) {
    this.limit = limit;
  }

  /** What is remembered for the key. */
  public @Nullable V get(K key) {
    return kept.get(key);
  }

  /** Forgets the key and gives what was remembered for it. */
  public @Nullable V remove(K key) {
    return kept.remove(key);
  }

  /** Remembers a value as the newest; gives the oldest when that had to be forgotten for it. */
  public @Nullable V put(K key, V value) {
    Map.Entry<K, V> oldest = push(key, value);
    return oldest == null ? null : oldest.getValue();
  }

  /** As {@link #put}, and gives the key as well. */
  public Map.@Nullable Entry<K, V> push(K key, V value) {
    kept.remove(key);
    kept.put(key, value);
    return kept.size() > limit ? kept.pollFirstEntry() : null;
  }

  /** As {@link #drain}, with the keys. */
  public List<Map.Entry<K, V>> drainEntries() {
    List<Map.Entry<K, V>> all = new ArrayList<>(kept.entrySet());
    kept.clear();
    return all;
  }

  /** Gives all that is remembered, oldest first, and forgets it. */
  public List<V> drain() {
    List<V> all = new ArrayList<>(kept.values());
    kept.clear();
    return all;
  }
}
