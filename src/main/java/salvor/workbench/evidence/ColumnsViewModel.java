package salvor.workbench.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * Which columns the event table has, in which order and how wide. Those that are not shown keep
 * their place, so that one taken away for a while comes back to where it was.
 *
 * <p>It is kept as text: the columns in order, {@code -} before one that is not shown, and {@code
 * :WIDTH} behind one that was given a width. What is not understood is left out, so that a case of
 * another version still opens.
 */
public final class ColumnsViewModel {
  /** Narrower than this nothing can be read or grasped. */
  public static final double NARROWEST = 36;

  private static final double WIDEST = 4000;

  private final List<EventColumn> order = new ArrayList<>();
  private final Set<EventColumn> chosen = EnumSet.noneOf(EventColumn.class);
  private final Map<EventColumn, Double> widths = new EnumMap<>(EventColumn.class);
  private final ReadOnlyObjectWrapper<List<EventColumn>> all = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<EventColumn>> shown = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper kept = new ReadOnlyStringWrapper("");

  /** The columns as they are at first. */
  public ColumnsViewModel() {
    reset();
  }

  /** Brings back the columns, their order and their widths as they are at first. */
  public void reset() {
    order.clear();
    Collections.addAll(order, EventColumn.values());
    chosen.clear();
    chosen.addAll(EventColumn.atFirst());
    widths.clear();
    changed();
  }

  /** Brings back what {@link #kept} gave; nothing where that is no text of its kind. */
  public void restore(String text) {
    List<EventColumn> read = new ArrayList<>();
    Set<EventColumn> on = EnumSet.noneOf(EventColumn.class);
    Map<EventColumn, Double> wide = new EnumMap<>(EventColumn.class);
    for (String part : text.trim().split(" ")) {
      boolean hidden = part.startsWith("-");
      String[] named = (hidden ? part.substring(1) : part).split(":", 2);
      Arrays.stream(EventColumn.values())
          .filter(c -> c.name().equals(named[0]) && !read.contains(c))
          .findFirst()
          .ifPresent(column -> {
            read.add(column);
            if (!hidden) {
              on.add(column);
            }
            if (named.length == 2 && named[1].matches("\\d{1,4}")) {
              wide.put(column, width(Double.parseDouble(named[1])));
            }
          });
    }
    if (!on.isEmpty()) {
      order.clear();
      order.addAll(read);
      Arrays.stream(EventColumn.values()).filter(c -> !read.contains(c)).forEach(order::add);
      chosen.clear();
      chosen.addAll(on);
      widths.clear();
      widths.putAll(wide);
      changed();
    }
  }

  /** Shows a column or takes it away; one is always left. */
  public void show(EventColumn column, boolean on) {
    if (on ? chosen.add(column) : chosen.size() > 1 && chosen.remove(column)) {
      changed();
    }
  }

  /** Moves a column among all of them by so many places, to the left where negative. */
  public void move(EventColumn column, int by) {
    int from = order.indexOf(column);
    int to = Math.clamp((long) from + by, 0, order.size() - 1);
    if (to != from) {
      order.remove(from);
      order.add(to, column);
      changed();
    }
  }

  /** Has the columns that are shown stand in this order; nothing where these are not they. */
  public void arrange(List<EventColumn> asShown) {
    if (asShown.size() == chosen.size() && chosen.containsAll(asShown)) {
      int next = 0;
      for (int i = 0; i < order.size(); i++) {
        if (chosen.contains(order.get(i))) {
          order.set(i, asShown.get(next++));
        }
      }
      changed();
    }
  }

  /**
   * Gives a column a width.
   *
   * @param width in pixels at letters of 100 %
   */
  public void widen(EventColumn column, double width) {
    widths.put(column, width(Math.rint(width)));
    keep();
  }

  private static double width(double asked) {
    return Math.clamp(asked, NARROWEST, WIDEST);
  }

  /** Whether somebody gave a column its width. */
  public boolean isWidened(EventColumn column) {
    return widths.containsKey(column);
  }

  /** The width of a column in pixels at letters of 100 %. */
  public double width(EventColumn column) {
    return widths.getOrDefault(column, column.width());
  }

  private void changed() {
    all.set(List.copyOf(order));
    shown.set(order.stream().filter(chosen::contains).toList());
    keep();
  }

  private void keep() {
    StringJoiner text = new StringJoiner(" ");
    for (EventColumn column : order) {
      Double width = widths.get(column);
      text.add(
          (chosen.contains(column) ? "" : "-")
              + column.name()
              + (width == null ? "" : ":" + Math.round(width)));
    }
    kept.set(text.toString());
  }

  /** Whether a column is shown. */
  public boolean isShown(EventColumn column) {
    return chosen.contains(column);
  }

  /** All columns in order, also those that are not shown. */
  public ReadOnlyObjectProperty<List<EventColumn>> all() {
    return all.getReadOnlyProperty();
  }

  /** The columns that are shown, in order; never none. */
  public ReadOnlyObjectProperty<List<EventColumn>> shown() {
    return shown.getReadOnlyProperty();
  }

  /** All of it as text, to be given to {@link #restore} later. */
  public ReadOnlyStringProperty kept() {
    return kept.getReadOnlyProperty();
  }
}
