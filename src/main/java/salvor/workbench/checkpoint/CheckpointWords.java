package salvor.workbench.checkpoint;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.evidence.checkpoint.MemoryFound;
import salvor.evidence.checkpoint.MemoryHit;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Checkpoints in words, safe to show. */
final class CheckpointWords {
  private static final int BEFORE = 8;
  private static final int BEHIND = 16;
  private static final int LONGEST = 200;

  private CheckpointWords() {}

  /** The end of a path, as much of it as tells it from the others. */
  static String name(String path, List<String> all) {
    int from = path.lastIndexOf('/');
    while (from > 0) {
      String end = path.substring(from);
      if (all.stream().filter(each -> each.endsWith(end)).count() < 2) {
        break;
      }
      from = path.lastIndexOf('/', from - 1);
    }
    return path.substring(from + 1);
  }

  /** What it is of, and when it was taken. */
  static String told(Checkpoint read) {
    String place =
        read.location().pod() != null
            ? (read.location().namespace() == null ? "" : read.location().namespace() + "/")
                + read.location().pod()
            : read.name() != null ? read.name() : "a container";
    String when =
        read.taken() == null
            ? ", at a time that is not told"
            : ", taken " + Moments.seconds(read.taken().nanos());
    String notes = read.notes().isEmpty() ? "" : ". " + String.join(". ", read.notes());
    return VisibleText.of(place, 200)
        + when
        + ": "
        + (read.processes().size() == 1
            ? "1 process"
            : Moments.count(read.processes().size()) + " processes")
        + ", "
        + Moments.count(read.changes().stream().filter(c -> !c.folder()).count(), "file")
        + " unlike the image's"
        + VisibleText.of(notes, 500);
  }

  /** How much there is to be known of the container. */
  static String inAll(Checkpoint read) {
    return Moments.count(read.changes().stream().filter(c -> !c.folder()).count(), "file")
        + " unlike the image's, "
        + Moments.count(read.mounts().size(), "mount")
        + (read.notes().isEmpty() ? "" : ", " + Moments.count(read.notes().size(), "remark"));
  }

  /** How much was found. */
  static String found(MemoryFound result) {
    String notes = result.notes().isEmpty() ? "" : ". " + String.join(". ", result.notes());
    return Moments.count(result.count(), "hit")
        + (result.count() > result.hits().size()
            ? ", the first " + Moments.count(result.hits().size()) + " shown"
            : "")
        + " in "
        + Moments.count(result.bytes() >> 10)
        + " KiB"
        + VisibleText.of(notes, 500);
  }

  /** What is said where nothing was found: unless all was searched, that is no answer. */
  static String none(MemoryFound result) {
    return result.notes().isEmpty()
        ? "Not found"
        : "Not found, but not all could be searched: see above";
  }

  /** What a piece of memory is of. */
  static String mapping(Checkpoint.@Nullable Mapping mapping) {
    if (mapping == null) {
      return "no mapping that is known";
    }
    String path = mapping.path() == null ? "without a name" : VisibleText.of(mapping.path(), 300);
    return mapping.deleted() ? path + " (deleted)" : path;
  }

  /** Whose memory it is. */
  static String who(Checkpoint of, MemoryHit hit) {
    String names =
        of.processes().stream()
            .filter(p -> hit.pids().contains(p.pid()))
            .map(p -> p.pid() + " " + VisibleText.of(String.valueOf(p.name()), 60))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "not known" : names;
  }

  /**
   * What was found with what is around it, as text: what is no printable ASCII is a dot. A cell
   * leaves out the middle of what is too long, so little comes before.
   */
  static String around(MemoryHit hit) {
    byte[] bytes = hit.context();
    int from = Math.max(0, hit.before() - BEFORE);
    int to = Math.min(bytes.length, hit.before() + Math.min(hit.length(), LONGEST) + BEHIND);
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '\u00b7');
    }
    return text.toString();
  }
}
