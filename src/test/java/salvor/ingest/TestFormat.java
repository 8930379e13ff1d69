package salvor.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Rows;
import salvor.evidence.Tables;
import salvor.evidence.TimeText;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/**
 * A format for tests: {@code {"test":"<time>","file":"<path>","id":"<container
 * id>","pod":"<name>"}}.
 */
record TestFormat(String name, String mark, boolean isFast) implements Format {
  static final TestFormat PLAIN = new TestFormat("plain", "test", false);
  static final TestFormat FAST = new TestFormat("fast", "test", true);

  @Override
  public boolean recognises(JsonNode record) {
    return record.has(mark);
  }

  @Override
  public RecordReader reader() {
    return new RecordReader() {
      private int read;

      @Override
      public void read(JsonNode record, RecordRef ref, Sink sink) {
        read++;
        String file = record.path("file").asString(null);
        if (record.has("skip")) {
          sink.skipped("asked to skip");
        } else if (record.has("fail")) {
          throw new IllegalStateException("asked to fail");
        } else if (file == null) {
          sink.unreadable(ref, "no file");
        } else {
          sink.observed(
              new Observation(
                  TimeText.read(record.path(mark).asString(null)).orElse(null),
                  location(record),
                  ProcessInfo.UNKNOWN,
                  new Activity.FileOpened(file, null),
                  Set.of(),
                  ref));
        }
      }

      @Override
      public void end(Sink sink) {
        if (!isFast && read > 1000) {
          sink.note(read + " records read in order");
        }
      }
    };
  }

  private static Location location(JsonNode record) {
    String pod = record.path("pod").asString(null);
    return new Location(
        null,
        pod == null ? null : "ns",
        pod,
        null,
        null,
        record.path("id").asString(null),
        null,
        null,
        null);
  }

  /** Takes lines of exactly {@code {"test":"<20 characters>","file":"<no escapes>"}}. */
  @Override
  public @Nullable FastLine fastLine() {
    return isFast ? TestFormat::fast : null;
  }

  private static boolean fast(
      byte[] bytes,
      int from,
      int to,
      int source,
      long line,
      long offset,
      Rows rows,
      Tables tables) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    if (!text.matches("\\{\"test\":\"[-0-9T:Z]{20}\",\"file\":\"[a-z0-9/]*\"}")) {
      return false;
    }
    long nanos = TimeText.read(text.substring(9, 29)).orElseThrow().nanos();
    int path = from + 39;
    int[] activity = {
      Kind.FILE_OPENED.ordinal(),
      tables.texts.add(bytes, path, to - 2 - path),
      0,
      Outcome.Result.UNKNOWN.ordinal(),
      0
    };
    rows.add(
        nanos,
        TimeText.RFC3339,
        0,
        Kind.FILE_OPENED,
        0,
        tables.add(Location.UNKNOWN),
        tables.add(ProcessInfo.UNKNOWN),
        tables.numbers,
        tables.activities.add(activity, activity.length),
        source,
        line,
        offset,
        to - from);
    return true;
  }
}
