package salvor.workbench.comparison;

import org.jspecify.annotations.Nullable;
import salvor.timeline.Lane;
import salvor.triage.Alignment;
import salvor.triage.BaselineChoice;
import salvor.triage.ComparedSide;
import salvor.workbench.selection.Span;

/**
 * What is compared.
 *
 * @param b null for the baseline of A
 * @param row the event that both are laid upon, for {@link AlignBy#EVENT}; else -1
 * @param other what the other side is laid upon it at; -1 for the first of its like
 */
record Question(ComparedSide a, @Nullable ComparedSide b, AlignBy by, int row, int other) {
  /** How much time before and after an event is compared. */
  static final long AROUND = 300_000_000_000L;

  /** Two lanes, all their time, from the starts of their containers. */
  static Question of(Lane a, Lane b) {
    return new Question(ComparedSide.of(a), ComparedSide.of(b), AlignBy.START, -1, -1);
  }

  /** The time before a moment of a lane, and the time from it on. */
  static Question around(Lane lane, long time) {
    return new Question(
        new ComparedSide(lane, time - AROUND, time),
        new ComparedSide(lane, time, time + AROUND),
        AlignBy.WINDOW,
        -1,
        -1);
  }

  Alignment alignment() {
    return switch (by) {
      case START -> new Alignment.Start();
      case EVENT -> new Alignment.Event(row, other);
      case CLOCK -> new Alignment.Clock();
      case WINDOW -> new Alignment.Window();
    };
  }

  /** Of a pod, its only container that has a baseline, where that is compared. */
  Question of(BaselineChoice choice) {
    return b == null && choice instanceof BaselineChoice.One one
        ? new Question(new ComparedSide(one.lane(), a.from(), a.until()), null, by, row, other)
        : this;
  }

  /** With another lane on one side; two windows of one lane give way to all time. */
  Question with(boolean first, Lane lane) {
    Question from = by == AlignBy.WINDOW ? within(null) : this;
    ComparedSide before = first || from.b == null ? from.a : from.b;
    ComparedSide chosen = new ComparedSide(lane, before.from(), before.until());
    return first
        ? new Question(chosen, from.b, from.by, from.row, -1)
        : new Question(from.a, chosen, from.by, from.row, -1);
  }

  /** Laid upon something else. */
  Question aligned(AlignBy how, int at, int like) {
    return new Question(a, b, how, at, like);
  }

  /** With the baseline of A as B. */
  Question withBaseline() {
    Question from = by == AlignBy.WINDOW ? within(null) : this;
    return new Question(from.a, null, from.by, from.row, -1);
  }

  /** The other way round; a baseline stays below. */
  Question exchanged() {
    return b == null ? this : new Question(b, a, by, row, other);
  }

  /** In a range of time on both sides, null for all time. */
  Question within(@Nullable Span range) {
    Long from = range == null ? null : (Long) range.from();
    Long to = range == null ? null : (Long) range.to();
    return new Question(
        new ComparedSide(a.lane(), from, to),
        b == null ? null : new ComparedSide(b.lane(), from, to),
        by == AlignBy.WINDOW ? AlignBy.START : by,
        row,
        other);
  }

  /** Whether a side is compared in a window of time. */
  boolean hasWindow() {
    return a.from() != null || (b != null && b.from() != null);
  }

  /** The second side's name. */
  String nameOfB() {
    return b == null ? BaselineWords.name(a.lane()) : CompareWords.name(b);
  }
}
