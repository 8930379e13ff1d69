package salvor.ingest.recorded;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Recent;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/**
 * Reads when a sensor, or a kind of objects, was not heard. That it began is held until it is told
 * how it ended; where that is never told, it was not heard again while it was recorded.
 */
final class RecordedReader implements RecordReader {
  private static final int HELD = 10_000;

  private record Silence(ObservedTime from, JsonNode record, RecordRef ref) {}

  private final Recent<String, Silence> begun = new Recent<>(HELD);

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    if ("recording".equals(Fields.text(record, "salvor"))) {
      sink.skipped("what was recorded");
      return;
    }
    ObservedTime from = Fields.time(record, "from");
    if (from == null) {
      sink.unreadable(ref, "no time from which on nothing was heard");
      return;
    }
    String of = String.valueOf(Fields.at(record, "of"));
    if (begun.remove(of) != null) {
      sink.skipped("the beginning of a silence whose end is told");
    }
    ObservedTime to = Fields.time(record, "to");
    if ("heard-again".equals(Fields.text(record, "salvor"))) {
      sink.skipped("heard again, and nothing was missed");
    } else if (to != null) {
      sink.observed(observation(from, Math.max(0, to.nanos() - from.nanos()), record, ref));
    } else {
      pass(begun.put(of, new Silence(from, record, ref)), sink);
    }
  }

  @Override
  public void end(Sink sink) {
    begun.drain().forEach(silence -> pass(silence, sink));
  }

  private static void pass(@Nullable Silence silence, Sink sink) {
    if (silence != null) {
      sink.observed(observation(silence.from, -1, silence.record, silence.ref));
    }
  }

  private static Observation observation(
      ObservedTime from, long nanos, JsonNode record, RecordRef ref) {
    String watch = Fields.text(record, "of", "watch");
    String sensor = Fields.text(record, "of", "sensor");
    String why = Fields.text(record, "why");
    String who = watch == null ? sensor : watch;
    String node = Fields.text(record, "of", "node");
    return new Observation(
        from,
        new Location(node, null, null, null, null, null, null, null, null),
        ProcessInfo.UNKNOWN,
        new Activity.NotHeard(nanos, who == null ? why : why == null ? who : who + ": " + why),
        Set.of(),
        ref);
  }
}
