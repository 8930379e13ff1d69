package salvor.workbench.timeline;

import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;

/** What happened around the selected event: five minutes on both sides, on all lanes. */
public final class EventContext {
  private static final long MINUTES = 300_000_000_000L;

  private EventContext() {}

  /** Shows it, on the timeline and in the table; once more, all time is shown again. */
  public static void toggle(TimelineViewModel timeline) {
    Selection selection = timeline.selection();
    int row = selection.row().get();
    if (!timeline.model().shows(row)) {
      return;
    }
    long time = timeline.model().observations().time(row);
    Span around = Span.between(time - MINUTES, time + MINUTES);
    timeline.history().jump();
    if (around.equals(selection.range().get())) {
      selection.range().set(null);
      timeline.fitAll();
    } else {
      selection.range().set(around);
      timeline.show(around);
    }
  }
}
