package salvor.casefile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an analyst did, which can be undone and done again.
 *
 * @param number counts the edits of a case from 1
 * @param author who did it
 * @param at when
 * @param state whether it holds now
 * @param changes what it changed, never empty
 */
public record Edit(long number, String author, Instant at, State state, List<Change> changes) {
  /** Whether an edit holds. The order is part of the stored format. */
  public enum State {
    DONE,
    UNDONE,
    /**
     * It was undone and then overtaken by another edit: it stays in the log and cannot be done
     * again.
     */
    DROPPED
  }

  /** What can be changed. The order is part of the stored format. */
  public enum Kind {
    STAR,
    TAG,
    COMMENT,
    FILTER,
    MILESTONE,
    ACCEPTED,
    OFFSET,
    ZONE
  }

  /**
   * Where a value stands.
   *
   * @param kind what it is
   * @param event the observation it belongs to; null for a filter and an offset
   * @param name the tag, the comment's id, the filter's name, the milestone's or the SHA-256 of the
   *     source whose clock was wrong or whose zone was named; empty for a star and an acceptance
   */
  public record Slot(Kind kind, @Nullable EventId event, String name) {}

  /**
   * A value.
   *
   * @param text the comment, the filter's expression, why it was accepted or the nanoseconds of an
   *     offset, a zone's id; empty for a star, a tag and a milestone
   * @param author who put it there
   * @param at when
   */
  public record Entry(String text, String author, Instant at) {}

  /** A value before and after an edit, null where there is none. */
  public record Change(Slot slot, @Nullable Entry before, @Nullable Entry after) {
    public Change {
      for (Entry each : new @Nullable Entry[] {before, after}) {
        if (each != null) {
          require(slot.kind(), each.text());
        }
      }
    }

    /** A database from elsewhere can hold anything. */
    private static void require(Kind kind, String text) {
      if (kind == Kind.OFFSET || kind == Kind.ZONE) {
        try {
          Object _ = kind == Kind.ZONE ? ZoneId.of(text) : Long.valueOf(text);
        } catch (DateTimeException | NumberFormatException e) {
          throw new IllegalArgumentException(kind + " of " + text.length() + " characters", e);
        }
      }
    }
  }

  public Edit {
    changes = List.copyOf(changes);
  }

  /** Of how many events it changed something; 0 for a filter and an offset. */
  public int events() {
    return (int)
        changes.stream().map(c -> c.slot().event()).filter(Objects::nonNull).distinct().count();
  }

  Edit in(State now) {
    return new Edit(number, author, at, now, changes);
  }
}
