package salvor.ingest.audit;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Observation;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Recent;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/**
 * Reads audit events. The API server writes one request up to three times, once a stage; they are
 * one observation, the last stage, because it knows the outcome. An earlier stage is held until the
 * last one comes or nothing more is to be expected.
 */
final class AuditReader implements RecordReader {
  private static final int HELD = 20_000;
  private static final int LAST = 2;

  /**
   * What is known of a request: the observation of its latest stage, null once it was passed on.
   */
  private record Request(int stage, String name, @Nullable Observation held) {}

  private final Recent<String, Request> requests = new Recent<>(HELD);

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode parts = AuditFormat.parts(record);
    if (parts == null) {
      one(record, ref, sink);
    } else if (parts.isEmpty()) {
      sink.skipped("empty list of audit events");
    } else {
      for (JsonNode part : parts) {
        one(part, ref, sink);
      }
    }
  }

  private void one(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode event = AuditFormat.event(record);
    if (event == null) {
      sink.unreadable(ref, "the text in properties.log is no JSON");
      return;
    }
    String id = Fields.text(event, "auditID");
    if (Fields.text(event, "verb") == null || id == null) {
      sink.unreadable(ref, "audit event without " + (id == null ? "auditID" : "verb"));
      return;
    }
    staged(id, event, ApiRequests.observation(event, ref), sink);
  }

  private void staged(String id, JsonNode event, Observation observation, Sink sink) {
    String name = Fields.text(event, "stage");
    int stage = stage(name);
    Request before = requests.get(id);
    if (before != null && stage < before.stage) {
      sink.skipped("earlier stage of the same request: " + shown(name));
      return;
    }
    if (before != null && before.held != null) {
      sink.skipped(
          (stage == before.stage ? "repeated" : "earlier")
              + " stage of the same request: "
              + before.name);
    }
    if (stage >= LAST) {
      sink.observed(observation);
    }
    Request forgotten =
        requests.put(id, new Request(stage, shown(name), stage >= LAST ? null : observation));
    pass(forgotten, sink);
  }

  @Override
  public void end(Sink sink) {
    for (Request request : requests.drain()) {
      pass(request, sink);
    }
  }

  private static void pass(@Nullable Request request, Sink sink) {
    if (request != null && request.held != null) {
      sink.observed(request.held);
    }
  }

  /** An event that does not say its stage stands for itself. */
  private static int stage(@Nullable String name) {
    return name == null
        ? LAST
        : switch (name) {
          case "RequestReceived" -> 0;
          case "ResponseStarted" -> 1;
          default -> LAST;
        };
  }

  private static String shown(@Nullable String name) {
    return name == null
        ? "none"
        : switch (name) {
          case "RequestReceived", "ResponseStarted", "ResponseComplete", "Panic" -> name;
          default -> "other";
        };
  }
}
