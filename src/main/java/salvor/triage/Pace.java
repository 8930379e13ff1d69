package salvor.triage;

import java.util.Arrays;

/**
 * When something happened again and again, and how long nothing of it was seen at the end.
 *
 * @param first epoch nanoseconds of the first time
 * @param last epoch nanoseconds of the last time
 * @param until how far what saw it recorded, not before the last time
 * @param beat how far apart the last few times are as a rule, 0 when there are too few to tell
 * @param longest the longest pause between two times
 */
public record Pace(long first, long last, long until, long beat, long longest) {
  /** So many pauses tell what the rule is: what was done long before does not. */
  private static final int RECENT = 8;

  /** With fewer there is no rule. */
  private static final int FEWEST = 2;

  /** Less than this is no silence. */
  private static final long MOMENT = 1_000_000_000L;

  public Pace {
    if (last < first || until < last) {
      throw new IllegalArgumentException(first + " to " + last + ", recorded until " + until);
    }
  }

  /** The pace of these times, ascending and at least one. */
  static Pace of(long[] times, long until) {
    long[] apart = Arrays.stream(times).distinct().toArray();
    long[] pauses = new long[apart.length - 1];
    for (int i = 0; i < pauses.length; i++) {
      pauses[i] = apart[i + 1] - apart[i];
    }
    long longest = Arrays.stream(pauses).max().orElse(0);
    long[] recent = Arrays.copyOfRange(pauses, Math.max(0, pauses.length - RECENT), pauses.length);
    Arrays.sort(recent);
    long beat = recent.length < FEWEST ? 0 : recent[(recent.length - 1) / 2];
    long last = apart[apart.length - 1];
    return new Pace(apart[0], last, Math.max(last, until), beat, longest);
  }

  /** For how long it was recorded that nothing of it happened any more. */
  public long silence() {
    return until - last;
  }

  /** Whether the silence is no longer than between one time and the next, give or take one. */
  public boolean goesOn() {
    return silence() <= MOMENT || silence() / 2 <= beat;
  }
}
