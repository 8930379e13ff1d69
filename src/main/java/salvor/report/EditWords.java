package salvor.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Edit;
import salvor.casefile.Edit.Change;
import salvor.casefile.Edit.Entry;
import salvor.casefile.Edit.Kind;
import salvor.evidence.OffsetText;
import salvor.evidence.Visible;
import salvor.timeline.Milestone;

/** What people did to a case, in words. */
public final class EditWords {
  private static final int LONGEST = 60;

  private EditWords() {}

  /** An edit in a few words that begin small: {@code tag “checked” on 3 events}. */
  public static String of(Edit edit) {
    Change first = edit.changes().getFirst();
    if (edit.changes().stream().map(c -> c.slot().kind()).distinct().count() > 1) {
      return edit.events() == 0
          ? "clocks of sources set"
          : "all marks taken from " + events(edit.events());
    }
    boolean set = first.after() != null;
    boolean changed = set && first.before() != null;
    String events = events(edit.events());
    String name = "\u201c" + Visible.text(first.slot().name(), LONGEST) + "\u201d";
    return switch (first.slot().kind()) {
      case STAR -> set ? "star on " + events : "star taken from " + events;
      case TAG -> "tag " + name + (set ? " on " : " taken from ") + events;
      case COMMENT ->
          changed
              ? "comment changed"
              : set ? "comment on " + events : "comment removed from " + events;
      case FILTER -> "filter " + name + (changed ? " changed" : set ? " kept" : " forgotten");
      case MILESTONE ->
          "milestone \u201c"
              + milestone(first.slot().name())
              + "\u201d "
              + (isReached(edit.changes()) ? "set" : "opened again");
      case OFFSET -> offset(edit.changes());
      case ZONE -> zone(first.after());
      case ACCEPTED ->
          changed
              ? "reason changed why " + events + " are accepted"
              : events + (set ? " accepted as normal" : " no longer accepted as normal");
    };
  }

  private static String zone(@Nullable Entry named) {
    return named == null ? "zone forgotten" : "zone " + named.text() + " named";
  }

  private static String offset(List<Change> changes) {
    if (changes.size() > 1) {
      return "clock offsets of " + changes.size() + " sources set";
    }
    Entry after = changes.getFirst().after();
    Entry before = changes.getFirst().before();
    return after != null
        ? "clock offset " + OffsetText.of(Long.parseLong(after.text())) + " set"
        : "clock offset "
            + (before == null ? "" : OffsetText.of(Long.parseLong(before.text())) + " ")
            + "taken away";
  }

  private static boolean isReached(List<Change> changes) {
    return changes.stream().anyMatch(change -> change.after() != null);
  }

  private static String events(int count) {
    return String.format(Locale.ROOT, "%,d event%s", count, count == 1 ? "" : "s");
  }

  /** What a kind of mark is called. */
  public static String kind(Kind kind) {
    return switch (kind) {
      case STAR -> "Star";
      case TAG -> "Tag";
      case COMMENT -> "Comment";
      case FILTER -> "Filter";
      case MILESTONE -> "Milestone";
      case ACCEPTED -> "Accepted as normal";
      case OFFSET -> "Clock offset";
      case ZONE -> "Zone";
    };
  }

  /** What a milestone is called by its stored name. */
  public static String milestone(String name) {
    for (Milestone each : Milestone.values()) {
      if (each.name().equals(name)) {
        return each.words();
      }
    }
    return Visible.text(name, LONGEST);
  }
}
