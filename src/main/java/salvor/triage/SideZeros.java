package salvor.triage;

import java.util.Arrays;
import java.util.function.IntPredicate;
import salvor.baseline.Acts;
import salvor.baseline.Lineage;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

/** Where the time of each unit of a side begins. */
final class SideZeros {
  private final Observations observations;
  private final ComparedSide side;
  private final SideUnits units;
  private final long[] times;
  private final int[] rows;
  private final Alignment.Zero[] from;
  private final Progress progress;

  private SideZeros(
      Observations observations, ComparedSide side, SideUnits units, Progress progress) {
    this.progress = progress;
    this.observations = observations;
    this.side = side;
    this.units = units;
    this.times = new long[units.lanes().size()];
    this.from = new Alignment.Zero[times.length];
    this.rows = new int[times.length];
    Arrays.fill(rows, -1);
    Arrays.fill(from, Alignment.Zero.NOTHING);
  }

  static SideZeros of(
      Observations observations,
      ComparedSide side,
      SideUnits units,
      Alignment alignment,
      Acts acts,
      Progress progress) {
    SideZeros zeros = new SideZeros(observations, side, units, progress);
    switch (alignment) {
      case Alignment.Start() -> zeros.starts();
      case Alignment.Event event -> zeros.event(event, acts);
      case Alignment.Window() -> zeros.window();
      case Alignment.Clock() -> Arrays.fill(zeros.from, Alignment.Zero.CLOCK);
    }
    return zeros;
  }

  private void starts() {
    for (int unit = 0; unit < times.length; unit++) {
      Long started = units.started(unit);
      if (started != null) {
        set(unit, started, Alignment.Zero.CLUSTER_OBJECTS);
      }
    }
    first(
        row -> Lineage.kind(observations, row) == Kind.PROCESS_STARTED,
        Alignment.Zero.FIRST_PROCESS);
    first(_ -> true, Alignment.Zero.FIRST_EVENT);
  }

  private void event(Alignment.Event chosen, Acts acts) {
    int own = own(chosen);
    int row = own >= 0 ? own : chosen.row();
    if (own >= 0) {
      set(units.of(own), own, Alignment.Zero.CHOSEN_EVENT);
    }
    int act = acts.of(row);
    if (act >= 0) {
      first(
          other -> side.holds(observations.time(other)) && acts.of(other) == act,
          Alignment.Zero.LIKE_EVENT);
    }
    for (int unit = 0; unit < times.length; unit++) {
      if (from[unit] == Alignment.Zero.NOTHING) {
        set(unit, observations.time(row), Alignment.Zero.CLOCK_OF_CHOSEN_EVENT);
      }
    }
  }

  /** Which of what was chosen is of this side, best in its window; -1 when neither is. */
  private int own(Alignment.Event chosen) {
    int found = -1;
    for (int row : new int[] {chosen.other(), chosen.row()}) {
      if (row >= 0 && units.of(row) >= 0 && (found < 0 || side.holds(observations.time(row)))) {
        found = row;
      }
    }
    return found;
  }

  private void window() {
    Long begin = side.from();
    long first = observations.timed() == 0 ? 0 : observations.time(0);
    Arrays.fill(times, begin == null ? first : begin);
    Arrays.fill(from, Alignment.Zero.WINDOW);
  }

  /** Gives the units that have no zero yet the time of their first row that is wanted. */
  private void first(IntPredicate wanted, Alignment.Zero what) {
    long open = Arrays.stream(from).filter(z -> z == Alignment.Zero.NOTHING).count();
    for (int row = 0; row < observations.timed() && open > 0; row++) {
      if ((row & 0x3FFF) == 0) {
        progress.at(row, observations.timed(), "Finding where both begin");
      }
      int unit = units.of(row);
      if (unit >= 0 && from[unit] == Alignment.Zero.NOTHING && wanted.test(row)) {
        set(unit, row, what);
        open--;
      }
    }
  }

  private void set(int unit, int row, Alignment.Zero what) {
    set(unit, observations.time(row), what);
    rows[unit] = row;
  }

  private void set(int unit, long time, Alignment.Zero what) {
    times[unit] = time;
    from[unit] = what;
  }

  long time(int unit) {
    return times[unit];
  }

  int row(int unit) {
    return rows[unit];
  }

  Alignment.Zero from(int unit) {
    return from[unit];
  }

  /** Nanoseconds from a unit's zero to a time; as far as a long reaches. */
  long offset(int unit, long time) {
    long zero = times[unit];
    long offset = time - zero;
    boolean wrapped = ((time ^ zero) & (time ^ offset)) < 0;
    return wrapped ? (time < zero ? Long.MIN_VALUE : Long.MAX_VALUE) : offset;
  }
}
