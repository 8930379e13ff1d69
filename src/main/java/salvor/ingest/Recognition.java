package salvor.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.jobs.JobCancelled;
import tools.jackson.databind.JsonNode;

/**
 * Gives each record of a source to the reader of its format. The format of the record before is
 * asked first.
 *
 * <p>A format with a {@link FastLine} has readers without memory, one for each chunk; other
 * formats' readers see the whole source in order, so where chunks are read apart their records are
 * put aside until it is the chunk's turn.
 */
final class Recognition {
  /** A record put aside. */
  record Deferred(Format format, JsonNode node, RecordRef ref) {}

  private static final int MOST_KINDS = 100;
  private static final int MOST_KEYS = 8;

  private final List<Format> formats;
  private final Map<Format, RecordReader> readers = new HashMap<>();
  private final Map<String, String> kinds = new HashMap<>();
  private final @Nullable List<Deferred> deferred;
  private @Nullable Format last;

  private Recognition(List<Format> formats, @Nullable List<Deferred> deferred) {
    this.formats = formats;
    this.deferred = deferred;
  }

  /** For records that come in the order of the source. */
  static Recognition inOrder(List<Format> formats) {
    return new Recognition(formats, null);
  }

  /** For a chunk that is read apart from the others. */
  static Recognition apart(List<Format> formats) {
    return new Recognition(formats, new ArrayList<>());
  }

  /** The records put aside, in order. */
  List<Deferred> deferred() {
    return deferred == null ? List.of() : deferred;
  }

  /** Which format a record is of, null when none knows it. */
  static @Nullable Format of(List<Format> formats, @Nullable Format first, JsonNode node) {
    if (first != null && first.recognises(node)) {
      return first;
    }
    for (Format format : formats) {
      if (!format.equals(first) && format.recognises(node)) {
        return format;
      }
    }
    return null;
  }

  /** A record was read from a source. */
  void record(JsonNode node, RecordRef ref, Tally tally) {
    tally.issue();
    if (!node.isObject()) {
      tally.unreadable(ref, "a JSON value that is not an object");
      return;
    }
    Format format = of(formats, last, node);
    if (format == null) {
      tally.skipped(kind(node));
      return;
    }
    last = format;
    tally.recognised(format);
    if (deferred != null && format.fastLine() == null) {
      deferred.add(new Deferred(format, node, ref));
    } else {
      read(format, node, ref, tally);
    }
  }

  /** Has a record read that was put aside. */
  void resume(Deferred later, long linesBefore, Tally tally) {
    RecordRef ref = later.ref();
    read(
        later.format(),
        later.node(),
        new RecordRef(ref.source(), ref.line() + linesBefore, ref.offset(), ref.length()),
        tally);
  }

  /** No more records will come. */
  void end(Tally tally) {
    for (Format format : formats) {
      RecordReader reader = readers.get(format);
      if (reader != null) {
        try {
          reader.end(tally);
        } catch (RuntimeException cause) {
          tally.note("the " + format.name() + " reader failed at the end of the source: " + cause);
        }
      }
    }
  }

  private void read(Format format, JsonNode node, RecordRef ref, Tally tally) {
    long before = tally.accounted();
    try {
      readers.computeIfAbsent(format, Format::reader).read(node, ref, tally);
    } catch (JobCancelled stop) {
      throw stop;
    } catch (RuntimeException cause) { // a reader's fault must cost no more than the record
      if (tally.accounted() == before) {
        tally.unreadable(
            ref,
            "the " + format.name() + " reader cannot read it: " + cause.getClass().getSimpleName());
      }
    }
  }

  private String kind(JsonNode node) {
    JsonNode kind = node.get("kind");
    String told;
    if (kind != null && kind.isString()) {
      JsonNode version = node.get("apiVersion");
      told =
          (version != null && version.isString() ? version.stringValue() + " " : "")
              + kind.stringValue();
    } else {
      told = "with " + String.join(", ", node.propertyNames().stream().limit(MOST_KEYS).toList());
    }
    String brief = Words.clean(told, 120);
    if (kinds.size() >= MOST_KINDS && !kinds.containsKey(brief)) {
      return "unknown record kind: others";
    }
    return kinds.computeIfAbsent(brief, b -> "unknown record kind: " + b);
  }
}
