package salvor.workbench.evidence;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the events are in the order of.
 *
 * @param by a sortable column
 * @param ascending from the first to the last
 */
public record Sorting(EventColumn by, boolean ascending) {
  /** In the order of time. */
  public static final Sorting AT_FIRST = new Sorting(EventColumn.TIME, true);

  /** As it is kept: the column, {@code -} before it when falling. */
  public String kept() {
    return (ascending ? "" : "-") + by.name();
  }

  /** What {@link #kept} gave; empty where that is no text of its kind. */
  public static Optional<Sorting> of(String kept) {
    boolean falling = kept.startsWith("-");
    String name = falling ? kept.substring(1) : kept;
    return Arrays.stream(EventColumn.values())
        .filter(c -> c.isSortable() && c.name().equals(name))
        .findFirst()
        .map(c -> new Sorting(c, !falling));
  }
}
