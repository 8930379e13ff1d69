package salvor.workbench;

import java.util.Arrays;
import javafx.beans.property.BooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.timeline.BaselineDisplay;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.casefile.WindowMemory.Item;
import salvor.workbench.evidence.EventTableViewModel;
import salvor.workbench.evidence.Sorting;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FilterViewModel;

/** How a session was left, for the next time its case is opened. */
final class SessionMemory {
  private final LaneMemory lanes;
  private final WindowMemory memory;
  private final TimelineViewModel timeline;
  private final FilterViewModel filter;
  private final EventTableViewModel table;
  private final Selection selection;
  private final BooleanProperty rates;

  SessionMemory(Session session, LaneMemory lanes) {
    this.lanes = lanes;
    this.memory = session.memory();
    this.timeline = session.timeline();
    this.filter = session.filter();
    this.table = session.table();
    this.selection = session.selection();
    this.rates = session.rates().on();
  }

  /**
   * Brings the timeline back to where it was left; at first nothing is zoomed, so that normal life
   * is seen beside the attack.
   */
  void restore(int selected) {
    memory
        .get(Item.BASELINE)
        .flatMap(name ->
            Arrays.stream(BaselineDisplay.values()).filter(d -> d.name().equals(name)).findFirst())
        .ifPresent(timeline.appearance()::display);
    lanes.restore(timeline.arrangement());
    memory.get(Item.DIMS).map("yes"::equals).ifPresent(filter.dims()::set);
    memory.get(Item.RATES).map("yes"::equals).ifPresent(rates::set);
    memory.get(Item.FILTER).ifPresent(filter.text()::set);
    memory.get(Item.COLUMNS).ifPresent(table.columns()::restore);
    memory
        .get(Item.SORT)
        .flatMap(Sorting::of)
        .ifPresent(sorting -> table.sortBy(sorting.by(), sorting.ascending()));
    selection.select(selected);
    memory.get(Item.TIME).map(SessionMemory::span).ifPresent(timeline::show);
    memory
        .get(Item.SCROLL)
        .map(SessionMemory::number)
        .ifPresent(scroll -> timeline.scrollWhenSized(scroll.intValue()));
  }

  /**
   * Few changes are stored at once; where the mouse moves the view to is stored with the next of
   * them or at the end.
   */
  void remember(Runnable store) {
    timeline
        .viewport()
        .addListener((_, _, now) -> {
          Span span = timeline.inSight();
          memory.put(Item.TIME, span == null ? "" : span.from() + ".." + span.to());
          memory.put(Item.SCROLL, Integer.toString(now.scroll()));
        });
    timeline
        .display()
        .addListener((_, _, now) -> {
          memory.put(Item.BASELINE, now.name());
          store.run();
        });
    lanes.remember(timeline, store);
    filter
        .dims()
        .addListener((_, _, now) -> {
          memory.put(Item.DIMS, now ? "yes" : "no");
          store.run();
        });
    rates.addListener((_, _, now) -> {
      memory.put(Item.RATES, now ? "yes" : "no");
      store.run();
    });
    filter
        .inForce()
        .addListener((_, _, now) -> {
          memory.put(Item.FILTER, now);
          store.run();
        });
    table
        .columns()
        .kept()
        .addListener((_, _, now) -> {
          memory.put(Item.COLUMNS, now);
          store.run();
        });
    table
        .sorting()
        .addListener((_, _, now) -> {
          memory.put(Item.SORT, now.kept());
          store.run();
        });
    selection
        .row()
        .addListener((_, _, row) -> {
          memory.putEvent(row.intValue());
          store.run();
        });
  }

  private static @Nullable Span span(String text) {
    int dots = text.indexOf("..");
    Long from = dots < 0 ? null : number(text.substring(0, dots));
    Long to = dots < 0 ? null : number(text.substring(dots + 2));
    return from == null || to == null || to <= from ? null : new Span(from, to);
  }

  private static @Nullable Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
