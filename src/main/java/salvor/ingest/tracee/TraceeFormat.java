package salvor.ingest.tracee;

import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/**
 * Tracee's JSON: the flat events of the first versions, those with nested {@code container} and
 * {@code kubernetes} (tracee/types/trace), and {@code tracee.v1beta1.Event} of today.
 */
public final class TraceeFormat implements Format {
  @Override
  public String name() {
    return "tracee";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return Fields.present(record, "eventName")
        ? Fields.present(record, "processName")
            || Fields.present(record, "args")
            || Fields.present(record, "hostName")
        : isToday(record);
  }

  /** Whether it is an event of the third generation. */
  static boolean isToday(JsonNode record) {
    return Fields.present(record, "name")
        && Fields.present(record, "timestamp")
        && (Fields.present(record, "workload") || Fields.present(record, "data"))
        && !Fields.present(record, "kind");
  }

  @Override
  public RecordReader reader() {
    return new TraceeReader();
  }
}
