package salvor.ingest.table;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.TimeKind;

/**
 * What the columns of a table mean.
 *
 * @param name what it is called
 * @param columns a table that has all of these is read by it
 * @param times where the time stands; the first that gives a moment counts
 * @param timeKind what the times are the time of
 * @param timeKindColumn the column that says so row by row, as plaso's {@code timestamp_desc}; null
 *     when none does
 * @param activity what a row is where its own column says nothing else
 * @param activityColumn the column that says what a row is; null when none does
 * @param activities what a row is, by what stands in that column
 * @param fields what else the columns tell
 */
public record Mapping(
    String name,
    List<String> columns,
    List<TimeColumns> times,
    TimeKind timeKind,
    @Nullable String timeKindColumn,
    Kind activity,
    @Nullable String activityColumn,
    Map<String, Kind> activities,
    Map<Meaning, String> fields) {
  /** What a row can become. */
  public static final List<Kind> KINDS =
      List.of(
          Kind.LOGGED,
          Kind.PROCESS_STARTED,
          Kind.PROCESS_ENDED,
          Kind.CONNECTION_OPENED,
          Kind.CONNECTION_ACCEPTED,
          Kind.LISTENING,
          Kind.NAME_LOOKED_UP,
          Kind.FILE_OPENED,
          Kind.FILE_WRITTEN,
          Kind.FILE_DELETED,
          Kind.ALERT);

  public Mapping {
    columns = List.copyOf(columns);
    times = List.copyOf(times);
    activities = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(activities));
    fields =
        java.util.Collections.unmodifiableMap(
            fields.isEmpty() ? new EnumMap<>(Meaning.class) : new EnumMap<>(fields));
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("it names no columns");
    }
    Set<Kind> kinds = new HashSet<>(activities.values());
    kinds.add(activity);
    kinds.removeAll(KINDS);
    if (!kinds.isEmpty()) {
      throw new IllegalArgumentException("a row cannot become: " + kinds.iterator().next());
    }
  }

  /** Whether it calls columns by their numbers: it reads tables that name none. */
  boolean isByNumber() {
    return columns.stream().allMatch(column -> column.matches("#[1-9][0-9]{0,3}"));
  }

  /** Whether a table with these columns is read by it. */
  boolean fits(Predicate<String> has) {
    return columns.stream().allMatch(has);
  }

  /** What is told of a source that was read by it: what kind of time it has is part of that. */
  String format() {
    return timeKindColumn != null
        ? "table"
        : switch (timeKind) {
          case EVENT -> "table-event";
          case OBSERVATION -> "table-observation";
          case STATE -> "table-state";
          case FILE -> "table-file";
          case UNKNOWN -> "table";
        };
  }
}
