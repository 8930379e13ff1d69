package salvor.workbench.timeline;

import org.jspecify.annotations.Nullable;
import salvor.timeline.Viewport;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;

/** What happened around the selected event: five minutes on both sides, on all lanes. */
public final class EventContext {
  private static final long AROUND = 30_000_000_000L;
  private static final long MINUTES = 300_000_000_000L;

  /** What was looked at before. */
  private record Before(Viewport viewport, @Nullable Span fitted, @Nullable Section part) {}

  private final TimelineViewModel timeline;
  private final TimeWindow window;
  private @Nullable Before before;

  EventContext(TimelineViewModel timeline, TimeWindow window) {
    this.timeline = timeline;
    this.window = window;
  }

  /** Shows it, on the timeline and in the table; once more, what was looked at before. */
  public void toggle() {
    Selection selection = timeline.selection();
    int row = selection.row().get();
    if (!timeline.model().shows(row)) {
      return;
    }
    long time = timeline.model().observations().time(row);
    Section around = Section.of(Span.between(time - MINUTES, time + MINUTES));
    timeline.history().jump();
    if (around.equals(selection.section().get())) {
      leave(selection);
    } else {
      before = new Before(window.now(), window.fitted(), selection.section().get());
      selection.choose(around);
      timeline.show(around.span());
    }
  }

  private void leave(Selection selection) {
    Before then = before;
    before = null;
    if (then == null) { // it came about in another way, as by going back
      selection.choose(null);
      timeline.fitAll();
    } else {
      selection.choose(then.part());
      window.restore(then.viewport(), then.fitted());
    }
  }

  /** Shows the selected range; else the selected event; if that is shown already, everything. */
  void fit() {
    Selection selection = timeline.selection();
    Span range = selection.range().get();
    int row = selection.row().get();
    Viewport was = window.now();
    timeline.history().jump();
    if (range != null) {
      timeline.show(range);
    } else if (timeline.appearance().shows(timeline.model(), row)) {
      long time = timeline.model().observations().time(row);
      timeline.show(Span.between(time - AROUND, time + AROUND));
    } else {
      timeline.fitAll();
    }
    if (window.now().equals(was)) {
      timeline.fitAll();
    }
  }
}
