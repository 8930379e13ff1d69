package salvor.workbench.selection;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The one selection: an observation, and a range of time. Views write it when the investigator
 * points at something.
 */
public final class Selection {
  /** No observation is selected. */
  public static final int NONE = -1;

  private final ReadOnlyIntegerWrapper row = new ReadOnlyIntegerWrapper(NONE);
  private final ObjectProperty<@Nullable Span> range = new SimpleObjectProperty<>();

  /** The number of the selected observation, {@link #NONE} when none is. */
  public ReadOnlyIntegerProperty row() {
    return row.getReadOnlyProperty();
  }

  /** Selects an observation by its number. */
  public void select(int number) {
    row.set(Math.max(NONE, number));
  }

  /** Selects no observation. */
  public void clear() {
    row.set(NONE);
  }

  /** The selected range of time, null when none is. */
  public ObjectProperty<@Nullable Span> range() {
    return range;
  }
}
