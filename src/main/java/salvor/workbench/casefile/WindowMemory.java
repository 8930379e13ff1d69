package salvor.workbench.casefile;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import salvor.casefile.CaseUnusable;
import salvor.casefile.EventId;
import salvor.casefile.OpenedCase;
import salvor.casefile.WindowState;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.RecordRef;
import salvor.jobs.Jobs;
import salvor.workbench.fx.NewestFirst;

/**
 * How the window was left, kept in its case. What is put is remembered at once and stored by {@link
 * #store}: a viewport changes with every move of the mouse, and no disk should. A case that cannot
 * be written forgets; that is said among its notes, and when it is lost later, once.
 */
public final class WindowMemory {
  /** What is remembered. */
  public enum Item {
    /** Width and height of the window, {@code 1600x1000}. */
    SIZE,
    /** The places of the dividers, each 0 to 1, separated by spaces. */
    DIVIDERS,
    /** The time in sight in nanoseconds, {@code FROM..TO}; empty for all. */
    TIME,
    /** Pixels of lanes above the surface. */
    SCROLL,
    BASELINE,
    /** What decides which lane stands first. */
    LANES,
    /** The lanes that are not as open or closed as they begin, see {@code LaneNames}. */
    TURNED_LANES,
    /** The lanes that were hidden one by one, see {@code LaneNames}. */
    HIDDEN_LANES,
    /** The lanes that stand first, in their order, see {@code LaneNames}. */
    PINNED_LANES,
    /** {@code yes} when lanes are hidden on which everything fits the baseline. */
    QUIET_LANES,
    /** The filter in force; empty for none. */
    FILTER,
    /** {@code yes} when what the filter leaves out is dimmed, not hidden. */
    DIMS,
    /** {@code yes} when rates by the hour are shown. */
    RATES,
    /** {@code yes} when the window filled the screen. */
    MAXIMISED,
    /** The columns of the event table in order, see {@code ColumnsViewModel}. */
    COLUMNS,
    /** The column that the event table is ordered by, {@code -} before it when falling. */
    SORT,
    /** The name of the chosen tab below the timeline. */
    TAB,
    /** The name of the chosen tab on the left. */
    LEFT_TAB,
    /** The selected event, {@code SHA256:OFFSET:N} for the Nth of its record; empty for none. */
    EVENT;

    private String key() {
      return "window." + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final int SETTLED = Integer.MIN_VALUE;

  private final Evidence evidence;
  private final WindowState state;
  private final Map<Item, String> values = new ConcurrentHashMap<>();
  private final AtomicInteger event = new AtomicInteger(SETTLED);
  private Runnable soon = () -> {};

  private WindowMemory(OpenedCase opened) {
    this.evidence = opened.evidence();
    this.state = opened.state();
    for (Item item : Item.values()) {
      state.get(item.key()).ifPresent(value -> values.put(item, value));
    }
  }

  /** What a case remembers. Waits for its database: not for the JavaFX thread. */
  public static WindowMemory of(OpenedCase opened) {
    return new WindowMemory(opened);
  }

  /** What is remembered of something; empty when nothing is. */
  public Optional<String> get(Item item) {
    return Optional.ofNullable(values.get(item));
  }

  /** Remembers something. */
  public void put(Item item, String value) {
    values.put(item, value);
  }

  /** Remembers which event is selected; a row below 0 for none. */
  public void putEvent(int row) {
    event.set(row);
  }

  /** Names the event as it will be found again; a record can have given many rows. */
  private void settle() {
    int row = event.getAndSet(SETTLED);
    if (row == SETTLED) {
      return;
    }
    put(Item.EVENT, row < 0 ? "" : eventName(evidence, row));
  }

  /** Names an event as {@link Item#EVENT} does: the same in every index of its evidence. */
  public static String eventName(Evidence evidence, int row) {
    Observations all = evidence.observations();
    RecordRef ref = all.source(row);
    int before = row;
    while (before > 0 && all.source(before - 1).equals(ref)) { // those of one record are neighbours
      before--;
    }
    return evidence.sources().get(ref.source()).sha256()
        + ":"
        + ref.offset()
        + ":"
        + (row - before);
  }

  /**
   * The row of the event that was selected, -1 when none was or it is no longer there. Looks at
   * every row.
   */
  public int eventRow() {
    return eventRow(evidence, get(Item.EVENT).orElse(""));
  }

  /** The row of an event with a name, -1 when there is none. Looks at every row. */
  public static int eventRow(Evidence evidence, String name) {
    String[] parts = name.split(":", -1);
    try {
      return parts.length == 3
          ? row(
              evidence, new EventId(parts[0], Long.parseLong(parts[1])), Integer.parseInt(parts[2]))
          : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static int row(Evidence evidence, EventId event, int number) {
    Observations all = evidence.observations();
    int left = number;
    for (int row = 0; row < all.size(); row++) {
      if (all.columns().offset().get(row) == event.offset()
          && evidence.sources().get(all.sourceId(row)).sha256().equals(event.sha256())
          && left-- == 0) {
        return row;
      }
    }
    return -1;
  }

  /**
   * Stores what is remembered, and says what hindered it; empty when nothing did. Not for the
   * JavaFX thread.
   */
  public Optional<CaseUnusable> store() {
    settle();
    for (Map.Entry<Item, String> value : values.entrySet()) {
      try {
        state.put(value.getKey().key(), value.getValue());
      } catch (CaseUnusable lost) {
        return Optional.of(lost);
      }
    }
    return Optional.empty();
  }

  /**
   * Has {@link #storeSoon} store from now on, in a job; calls while it runs are answered by one
   * more run.
   *
   * @param lost is told once what hinders storing, and again only when it had succeeded meanwhile
   */
  public void storeIn(Jobs jobs, Executor fx, Consumer<CaseUnusable> lost) {
    AtomicBoolean told = new AtomicBoolean();
    NewestFirst<WindowMemory, Optional<CaseUnusable>> work =
        new NewestFirst<>(
            "window state",
            jobs,
            fx,
            false,
            (memory, _) -> memory.store(),
            hindered -> {
              if (hindered.isPresent() && !told.get()) {
                lost.accept(hindered.get());
              }
              told.set(hindered.isPresent());
            },
            _ -> {});
    soon = () -> work.ask(this);
  }

  /** Has everything stored soon. */
  public void storeSoon() {
    soon.run();
  }
}
