package salvor.workbench.timeline;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.Cell;
import salvor.timeline.DrawingClass;
import salvor.timeline.InSight;
import salvor.timeline.Lane;
import salvor.timeline.Lanes;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;

/** What becomes of events that fit the baseline, and of those that the filter leaves out. */
public final class Appearance {
  private static final int NEAR = 4;

  private final ReadOnlyObjectWrapper<BaselineDisplay> display =
      new ReadOnlyObjectWrapper<>(BaselineDisplay.FULL);
  private final BooleanProperty dims = new SimpleBooleanProperty();

  Appearance() {}

  /** What becomes of events in profile. */
  ReadOnlyObjectProperty<BaselineDisplay> display() {
    return display.getReadOnlyProperty();
  }

  /** Changes what becomes of events in profile. */
  public void display(BaselineDisplay chosen) {
    display.set(chosen);
  }

  /** Whether what the filter leaves out is dimmed; else it is hidden. */
  public BooleanProperty dims() {
    return dims;
  }

  /** How many events of a timeline are seen, and in which way. */
  public InSight count(TimelineModel model, Lanes lanes) {
    return InSight.of(model, lanes, display.get(), dims.get());
  }

  /** Whether the filter's part lets a row be seen, if only faintly. */
  boolean shows(TimelineModel model, int row) {
    return model.shows(row) || isDimmed(model, row);
  }

  /** Whether a row is dimmed since the filter leaves it out. */
  boolean isDimmed(TimelineModel model, int row) {
    return dims.get() && !model.shows(row) && model.whole().shows(row);
  }

  /** What stands at a pixel of a lane or next to it: what fits the filter before what is dimmed. */
  @Nullable Cell cell(TimelineModel model, Lane lane, Viewport viewport, int x) {
    Cell fitting = seen(model.cellNear(lane, viewport, x, NEAR));
    return fitting != null || !dims.get()
        ? fitting
        : seen(model.whole().cellNear(lane, viewport, x, NEAR));
  }

  /** What stands in a pixel column of a lane, as far as it is to be seen. */
  @Nullable Cell cellAt(TimelineModel model, Lane lane, Viewport viewport, int x) {
    Cell fitting = seen(model.cellAt(lane, viewport, x));
    return fitting != null || !dims.get() ? fitting : seen(model.whole().cellAt(lane, viewport, x));
  }

  /** Whether the cells of a lane can be asked for on a thread that must not wait. */
  boolean isReady(TimelineModel model, Lane lane) {
    return model.isReady(lane) && (!dims.get() || model.whole().isReady(lane));
  }

  private @Nullable Cell seen(@Nullable Cell cell) {
    boolean hidden =
        cell != null && cell.worst() == DrawingClass.IN && display.get() == BaselineDisplay.HIDE;
    return hidden ? null : cell;
  }
}
