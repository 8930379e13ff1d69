package salvor.training;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be done at a later time. Not for several threads. */
final class Timetable {
  private record Entry(Instant due, long number, Runnable work) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
  private final InstantSource clock;
  private long number;

  Timetable(InstantSource clock) {
    this.clock = clock;
  }

  void in(Duration delay, Runnable work) {
    entries.add(new Entry(clock.instant().plus(delay), number++, work));
  }

  /** Does what is due. */
  void run() {
    Instant now = clock.instant();
    while (!entries.isEmpty() && !entries.peek().due().isAfter(now)) {
      entries.remove().work().run();
    }
  }
}
