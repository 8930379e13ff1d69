package salvor.workbench.collection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import salvor.collection.CollectionListener;
import salvor.collection.CollectionPlan;
import salvor.collection.Item;
import salvor.collection.Taken;

/** How a collection goes on, item by item. Safe for many threads. */
final class Course implements CollectionListener {
  private static final long STEP = 1 << 20;
  private final Map<String, ItemRow> rows = new LinkedHashMap<>();
  private final Map<String, Long> told = new LinkedHashMap<>();
  private final Consumer<Course> listener;

  /**
   * Of a plan.
   *
   * @param listener told whenever something is another than before
   */
  Course(CollectionPlan plan, Consumer<Course> listener) {
    this.listener = listener;
    plan.pods().forEach(pod -> pod.items().forEach(item -> row(pod, item)));
  }

  /** Each item, what must be seen first. */
  synchronized List<ItemRow> rows() {
    return rows.values().stream().sorted(ItemRow.WORST).toList();
  }

  private ItemRow row(CollectionPlan.OfPod pod, Item item) {
    return rows.computeIfAbsent(
        key(pod.namespace(), pod.name(), item), _ -> ItemRow.waiting(rows.size(), pod, item));
  }

  private static String key(String namespace, String pod, Item item) {
    return namespace + "/" + pod + "/" + item.file();
  }

  @Override
  public void begun(CollectionPlan.OfPod pod, Item item) {
    arrived(pod, item, 0);
  }

  /** Told in large steps: each is a turn of the screen. */
  @Override
  public void arrived(CollectionPlan.OfPod pod, Item item, long bytes) {
    synchronized (this) {
      String key = key(pod.namespace(), pod.name(), item);
      if (bytes > 0 && bytes - told.getOrDefault(key, 0L) < STEP) {
        return;
      }
      told.put(key, bytes);
      rows.put(key, row(pod, item).arrived(bytes));
    }
    listener.accept(this);
  }

  @Override
  public void ended(Taken taken) {
    synchronized (this) {
      rows.computeIfPresent(
          key(taken.namespace(), taken.pod(), taken.item()), (_, row) -> row.ended(taken));
    }
    listener.accept(this);
  }
}
