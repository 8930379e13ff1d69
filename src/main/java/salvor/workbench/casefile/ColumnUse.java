package salvor.workbench.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.ingest.table.Meaning;

/**
 * What a column of a table is used for.
 *
 * @param part a part of the time; null for what tells something else, or nothing
 * @param meaning what else it tells; null for a part of the time, or nothing
 */
record ColumnUse(@Nullable Part part, @Nullable Meaning meaning) {
  /** What a column can tell of the time. */
  enum Part {
    TIME,
    TIME_OF_DAY,
    ZONE,
    TIME_KIND
  }

  /** It is left where it is: in the raw record. */
  static final ColumnUse NOTHING = new ColumnUse(null, null);

  /** All there are, in the order in which they are offered. */
  static final List<ColumnUse> ALL = all();

  private static List<ColumnUse> all() {
    List<ColumnUse> all = new ArrayList<>();
    all.add(NOTHING);
    for (Part part : Part.values()) {
      all.add(new ColumnUse(part, null));
    }
    for (Meaning meaning : Meaning.values()) {
      all.add(new ColumnUse(null, meaning));
    }
    return List.copyOf(all);
  }

  /** In words. */
  String words() {
    return part != null
        ? switch (part) {
          case TIME -> "Time, or its date";
          case TIME_OF_DAY -> "Time of day, beside the date";
          case ZONE -> "Zone of the time";
          case TIME_KIND -> "What the time is of, in plaso's words";
        }
        : meaning == null
            ? "Nothing: only in the raw record"
            : switch (Objects.requireNonNull(meaning)) {
              case MESSAGE -> "Message";
              case NODE -> "Node";
              case NAMESPACE -> "Namespace";
              case POD -> "Pod";
              case POD_UID -> "Pod's UID";
              case CONTAINER -> "Container";
              case CONTAINER_ID -> "Container's id";
              case IMAGE -> "Image";
              case DIGEST -> "Image's digest";
              case USER -> "User, name or number";
              case PID -> "Process id";
              case EXECUTABLE -> "Program's path";
              case PROCESS_NAME -> "Process name";
              case COMMAND_LINE -> "Command line";
              case WORKING_DIRECTORY -> "Working directory";
              case PARENT_PID -> "Parent's process id";
              case PARENT -> "Parent's program";
              case PATH -> "File";
              case ADDRESS -> "Peer's address";
              case PORT -> "Peer's port";
              case LOCAL_ADDRESS -> "Own address";
              case LOCAL_PORT -> "Own port";
              case PROTOCOL -> "Protocol";
              case NAME -> "Name looked up";
              case ANSWERS -> "Answers to it";
              case RULE -> "Rule of an alert";
              case PRIORITY -> "Priority of an alert";
              case OUTCOME -> "How it ended";
              case OUTCOME_SAID -> "How it ended, source's word";
            };
  }
}
