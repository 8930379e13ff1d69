package salvor.workbench.selection;

import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The one selection: an observation, and a range of time with all lanes or some. Views write it
 * when the investigator points at something.
 */
public final class Selection {
  /** No observation is selected. */
  public static final int NONE = -1;

  private final ReadOnlyIntegerWrapper row = new ReadOnlyIntegerWrapper(NONE);
  private final ObjectProperty<@Nullable Span> range = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<@Nullable Section> section = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Several> several = new ReadOnlyObjectWrapper<>(Several.NONE);
  private boolean choosing;

  /** Nothing is selected. */
  public Selection() {
    range.addListener((_, _, now) -> {
      if (!choosing) {
        section.set(now == null ? null : Section.of(now));
      }
    });
  }

  /** The number of the selected observation, {@link #NONE} when none is. */
  public ReadOnlyIntegerProperty row() {
    return row.getReadOnlyProperty();
  }

  /** Selects an observation by its number. */
  public void select(int number) {
    several.set(Several.NONE);
    row.set(Math.max(NONE, number));
  }

  /** Selects no observation. */
  public void clear() {
    select(NONE);
  }

  /**
   * Selects several observations at once, one of which the other views show; less than two of them
   * are that one.
   */
  public void select(int number, Several all) {
    row.set(Math.max(NONE, number));
    several.set(all.count() < 2 ? Several.NONE : all);
  }

  /** The several observations that are selected at once; {@link Several#NONE} when it is one. */
  public ReadOnlyObjectProperty<Several> several() {
    return several.getReadOnlyProperty();
  }

  /** How many observations are selected. */
  public int count() {
    return Math.max(several.get().count(), row.get() < 0 ? 0 : 1);
  }

  /** The rows of all that are selected. */
  public IntStream rows() {
    return several.get().count() > 0
        ? several.get().rows()
        : row.get() < 0 ? IntStream.empty() : IntStream.of(row.get());
  }

  /** Selects a part of the recording, or none when null. */
  public void choose(@Nullable Section part) {
    choosing = true; // whoever hears of another range can ask for its lanes at once
    section.set(part);
    range.set(part == null ? null : part.span());
    choosing = false;
  }

  /** The selected range of time and its lanes, null when none is. */
  public ReadOnlyObjectProperty<@Nullable Section> section() {
    return section.getReadOnlyProperty();
  }

  /** The selected range of time, null when none is; set, it is of all lanes. */
  public ObjectProperty<@Nullable Span> range() {
    return range;
  }
}
