package salvor.workbench.evidence;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.TimelineModel;
import salvor.triage.SeenBefore;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;

/** Where else the selected event's program, file, peer or request was seen; looked up elsewhere. */
public final class SeenBeforeViewModel {
  private TimelineModel whole;
  private final Selection selection;
  private final NewestFirst<Asked, SeenBefore> look;
  private final ReadOnlyObjectWrapper<@Nullable SeenBefore> seen = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");

  /**
   * @param whole the timeline without a filter
   * @param fx where properties change
   */
  public SeenBeforeViewModel(TimelineModel whole, Selection selection, Jobs jobs, Executor fx) {
    this.whole = whole;
    this.selection = selection;
    this.look =
        new NewestFirst<>(
            "where else it was seen",
            jobs,
            fx,
            true,
            (asked, progress) -> SeenBefore.of(asked.whole(), asked.row(), progress),
            this::show,
            cause -> state.set("It could not be looked up: " + cause));
    selection.row().subscribe(row -> want(row.intValue()));
  }

  private record Asked(TimelineModel whole, int row) {}

  /** Has a later timeline in place of the one before; what was found stands until it is renewed. */
  public void grow(TimelineModel later) {
    whole = later;
  }

  /** Looks again for what is selected; what was found stands until then. */
  public void again() {
    int row = selection.row().get();
    if (row >= 0 && row < whole.observations().size()) {
      look.ask(new Asked(whole, row));
    }
  }

  private void want(int row) {
    seen.set(null);
    boolean any = row >= 0 && row < whole.observations().size();
    state.set(any ? "Looking where else it was seen\u2026" : "");
    if (any) {
      look.ask(new Asked(whole, row));
    }
  }

  private void show(SeenBefore found) {
    if (found.row() == selection.row().get()) {
      state.set("");
      seen.set(found);
    }
  }

  /** Selects another event. */
  public void go(int row) {
    selection.select(row);
  }

  TimelineModel whole() {
    return whole;
  }

  /** What was found; null while it is looked up. */
  public ReadOnlyObjectProperty<@Nullable SeenBefore> seen() {
    return seen.getReadOnlyProperty();
  }

  /** What is being done, or why nothing was found; empty when all is said. */
  public ReadOnlyStringProperty state() {
    return state.getReadOnlyProperty();
  }
}
