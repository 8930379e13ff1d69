package salvor.workbench.comparison;

import org.jspecify.annotations.Nullable;
import salvor.timeline.Lane;
import salvor.triage.Alignment;
import salvor.triage.ComparedSide;
import salvor.workbench.selection.Span;

/**
 * What is compared.
 *
 * @param row the event that both are laid upon, for {@link AlignBy#EVENT}; else -1
 */
record Question(ComparedSide a, ComparedSide b, AlignBy by, int row) {
  /** How much time before and after an event is compared. */
  static final long AROUND = 300_000_000_000L;

  /** Two lanes, all their time, from the starts of their containers. */
  static Question of(Lane a, Lane b) {
    return new Question(ComparedSide.of(a), ComparedSide.of(b), AlignBy.START, -1);
  }

  /** The time before a moment of a lane, and the time from it on. */
  static Question around(Lane lane, long time) {
    return new Question(
        new ComparedSide(lane, time - AROUND, time),
        new ComparedSide(lane, time, time + AROUND),
        AlignBy.WINDOW,
        -1);
  }

  Alignment alignment() {
    return switch (by) {
      case START -> new Alignment.Start();
      case EVENT -> new Alignment.Event(row);
      case CLOCK -> new Alignment.Clock();
      case WINDOW -> new Alignment.Window();
    };
  }

  /** With another lane on one side; two windows of one lane give way to all time. */
  Question with(boolean first, Lane lane) {
    boolean windows = by == AlignBy.WINDOW;
    Question from = windows ? within(null) : this;
    ComparedSide before = first ? from.a : from.b;
    ComparedSide chosen = new ComparedSide(lane, before.from(), before.until());
    return first
        ? new Question(chosen, from.b, from.by, from.row)
        : new Question(from.a, chosen, from.by, from.row);
  }

  Question exchanged() {
    return new Question(b, a, by, row);
  }

  /** In a range of time on both sides, null for all time. */
  Question within(@Nullable Span range) {
    Long from = range == null ? null : (Long) range.from();
    Long to = range == null ? null : (Long) range.to();
    return new Question(
        new ComparedSide(a.lane(), from, to),
        new ComparedSide(b.lane(), from, to),
        by == AlignBy.WINDOW ? AlignBy.START : by,
        row);
  }
}
