package salvor.workbench.timeline;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.timeline.Area;
import salvor.timeline.DrawingClass;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.triage.AreaCounts;
import salvor.triage.AreaTerm;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;

/** What lies in the selected part of the recording: counted elsewhere, and walked through. */
public final class AreaViewModel {
  /** What is known of the part. */
  public sealed interface State {
    /** Nothing is selected. */
    record None() implements State {}

    /** It is being counted; what was counted before is no longer true. */
    record Counting(Section part) implements State {}

    /** It is counted; the filter leaves exactly it, and is empty where none can be written. */
    record Counted(Section part, Area area, AreaCounts counts, String filter) implements State {}

    /** It could not be counted. */
    record Failed(Section part, Throwable cause) implements State {}
  }

  private record Wanted(TimelineModel model, Section part) {}

  private record Step(TimelineModel model, Area area, DrawingClass drawn, int after) {}

  private final TimelineViewModel timeline;
  private final Selection selection;
  private final NewestFirst<Wanted, State.Counted> count;
  private final NewestFirst<Step, Integer> walk;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.None());

  AreaViewModel(TimelineViewModel timeline, Jobs jobs, Executor fx) {
    this.timeline = timeline;
    this.selection = timeline.selection();
    this.count =
        new NewestFirst<>(
            "events of the area", jobs, fx, true, AreaViewModel::counted, this::show, this::failed);
    this.walk =
        new NewestFirst<>(
            "next of the area", jobs, fx, true, AreaViewModel::next, this::select, this::failed);
    selection.section().subscribe(_ -> ask());
    timeline.shown().addListener((_, _, _) -> ask());
  }

  private void ask() {
    Section part = selection.section().get();
    if (part == null) {
      state.set(new State.None());
    } else {
      state.set(new State.Counting(part));
      count.ask(new Wanted(timeline.model(), part));
    }
  }

  private static State.Counted counted(Wanted wanted, Progress progress) {
    Area area = area(wanted.model(), wanted.part());
    AreaCounts counts = AreaCounts.of(wanted.model(), area, progress);
    String filter = AreaTerm.of(wanted.model(), area, progress).orElse("");
    return new State.Counted(wanted.part(), area, counts, filter);
  }

  private static Area area(TimelineModel model, Section part) {
    Area area = part.area();
    return area != null
        ? area
        : Area.of(model, part.span().from(), part.span().to(), model.tree().roots());
  }

  private void show(State.Counted counted) {
    if (counted.part().equals(selection.section().get())) {
      state.set(counted);
    }
  }

  private void failed(Throwable cause) {
    Section part = selection.section().get();
    if (part != null) {
      state.set(new State.Failed(part, cause));
    }
  }

  /** Selects the next event of a class in it; after the last the first. */
  public void step(DrawingClass drawn) {
    if (state.get() instanceof State.Counted(_, Area area, _, _)) {
      walk.ask(new Step(timeline.model(), area, drawn, selection.row().get()));
    }
  }

  private static int next(Step step, Progress progress) {
    TimelineModel model = step.model();
    int from = model.observations().firstAtOrAfter(step.area().from());
    int to = model.observations().firstAtOrAfter(step.area().to());
    int after = Math.clamp(step.after() + 1, from, Math.max(from, to));
    int found = next(step, after, to, progress);
    return found >= 0 ? found : next(step, from, after, progress);
  }

  private static int next(Step step, int from, int to, Progress progress) {
    TimelineModel model = step.model();
    for (int row = from; row < to; row++) {
      if (row % (1 << 16) == 0) {
        progress.at(row - from, to - from, "looking");
      }
      if (model.drawingClass(row) == step.drawn() && model.shows(row) && step.area().isOn(row)) {
        return row;
      }
    }
    return Selection.NONE;
  }

  private void select(int row) {
    if (row >= 0) {
      selection.select(row);
    }
  }

  /** Selects the time between two pixel columns, on all lanes. */
  public void range(int one, int other) {
    Viewport now = timeline.viewport().get();
    long from = now.time(Math.min(one, other));
    selection.choose(Section.of(Span.between(from, now.time(Math.max(one, other) + 1))));
  }

  /** Selects the time and the lanes between two pixels. */
  public void mark(int x, int y, int otherX, int otherY) {
    timeline.marking().begin(x, y);
    timeline.marking().dragTo(otherX, otherY);
  }

  /** Shows the time of it, and no more. */
  public void zoom() {
    Section part = selection.section().get();
    if (part != null) {
      timeline.history().jump();
      timeline.show(part.span());
      lane(part);
    }
  }

  private void lane(Section part) {
    Area area = part.area();
    if (area != null && !area.lanes().isEmpty()) {
      timeline.seeLane(area.lanes().getFirst());
    }
  }

  /** Selects no part any more. */
  public void drop() {
    selection.choose(null);
  }

  /** What is known of it. */
  public ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /** Its time, null when nothing is selected. */
  public @Nullable Span span() {
    Section part = selection.section().get();
    return part == null ? null : part.span();
  }
}
