package salvor.ingest.suricata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.OnTheWire;
import salvor.ingest.Recent;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import salvor.ingest.WireConnection;
import tools.jackson.databind.JsonNode;

/**
 * Reads events. A flow is told when it ended; a request or handshake seen before then is held for
 * it, and told as a connection of its own where no flow comes. So is a name's question for its
 * answer.
 */
final class SuricataReader implements RecordReader {
  private static final int HELD = 50_000;

  private record Question(@Nullable String flow, String client, @Nullable String id, String name) {}

  private record Asked(@Nullable ObservedTime time, RecordRef ref) {}

  private final Recent<String, WireConnection> requests = new Recent<>(HELD);
  private final Recent<Question, Asked> questions = new Recent<>(HELD);
  private @Nullable OnTheWire wire;

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    OnTheWire now = wire == null ? new OnTheWire(sink) : wire;
    wire = now;
    String type = String.valueOf(Fields.text(record, "event_type"));
    switch (type) {
      case "flow", "alert", "http", "tls", "dns" -> {
        if (Fields.text(record, "src_ip") == null || Fields.text(record, "dest_ip") == null) {
          sink.unreadable(ref, "an event without the addresses of both ends");
        } else {
          event(type, record, ref, now, sink);
        }
      }
      default -> sink.skipped("Suricata event " + type + ", which is not used");
    }
  }

  private void event(String type, JsonNode record, RecordRef ref, OnTheWire wire, Sink sink) {
    switch (type) {
      case "flow" -> flow(record, ref, wire, sink);
      case "alert" -> alert(record, ref, wire);
      case "dns" -> dns(record, ref, wire, sink);
      default -> request(type, record, ref, wire, sink);
    }
  }

  private void flow(JsonNode record, RecordRef ref, OnTheWire wire, Sink sink) {
    String id = Fields.text(record, "flow_id");
    WireConnection request = id == null ? null : requests.remove(id);
    WireConnection flow = Eve.flow(record, ref);
    if (request != null) {
      sink.skipped("request or handshake told with its flow");
      String host = request.traffic() == null ? null : request.traffic().asked();
      flow = host == null ? flow : flow.asking(host);
    }
    wire.connection(flow);
  }

  private void request(String type, JsonNode record, RecordRef ref, OnTheWire wire, Sink sink) {
    String id = Fields.text(record, "flow_id");
    WireConnection now = Eve.plain(record, Eve.outcome(record), ref);
    String host =
        type.equals("http")
            ? Fields.text(record, "http", "hostname")
            : Fields.text(record, "tls", "sni");
    now = host == null ? now : now.asking(host);
    if (id == null) {
      wire.connection(now);
      return;
    }
    if (requests.get(id) != null) {
      sink.skipped("another request of a flow");
      return;
    }
    WireConnection oldest = requests.put(id, now);
    if (oldest != null) {
      wire.connection(oldest);
    }
  }

  private static void alert(JsonNode record, RecordRef ref, OnTheWire wire) {
    String signature = Fields.text(record, "alert", "signature");
    String id = Fields.text(record, "alert", "signature_id");
    String rule = signature != null ? signature : id != null ? "signature " + id : "alert";
    String severity = Fields.text(record, "alert", "severity");
    String category = Fields.text(record, "alert", "category");
    String action = Fields.text(record, "alert", "action");
    Outcome outcome =
        action == null
            ? Outcome.UNKNOWN
            : new Outcome(
                action.equals("blocked")
                    ? Outcome.Result.DENIED
                    : action.equals("allowed") ? Outcome.Result.ALLOWED : Outcome.Result.UNKNOWN,
                action);
    wire.alert(
        Eve.plain(record, outcome, ref),
        about -> new Activity.Alert(rule, severity, category, about));
  }

  private void dns(JsonNode record, RecordRef ref, OnTheWire wire, Sink sink) {
    JsonNode dns = Fields.at(record, "dns");
    String name = Fields.text(dns, "rrname");
    JsonNode asked = Fields.at(dns, "queries");
    if (name == null && asked != null && asked.isArray() && !asked.isEmpty()) {
      name = Fields.text(asked.get(0), "rrname");
    }
    if (name == null) {
      sink.skipped("a DNS message without a name");
      return;
    }
    boolean turned = Fields.port(record, "src_port") == 53; // older versions tell the packet's ends
    String client = String.valueOf(Fields.text(record, turned ? "dest_ip" : "src_ip"));
    String type = Fields.text(dns, "type");
    Question question =
        new Question(Fields.text(record, "flow_id"), client, Fields.text(dns, "id"), name);
    if ("query".equals(type) || "request".equals(type)) {
      Map.Entry<Question, Asked> oldest =
          questions.push(question, new Asked(Fields.time(record, "timestamp"), ref));
      if (oldest != null) {
        unanswered(oldest, wire);
      }
      return;
    }
    if (questions.remove(question) != null) {
      sink.skipped("question of a name lookup told with its answer");
    }
    wire.act(
        client,
        Fields.time(record, "timestamp"),
        new Activity.NameLookedUp(name, answers(dns)),
        Eve.lookup(Fields.text(dns, "rcode")),
        Set.of(),
        ref);
  }

  private static @Nullable String answers(@Nullable JsonNode dns) {
    List<String> all = new ArrayList<>();
    JsonNode answers = Fields.at(dns, "answers");
    if (answers != null && answers.isArray()) {
      for (JsonNode each : answers) {
        String data = Fields.text(each, "rdata");
        if (data != null) {
          all.add(data);
        }
      }
    }
    JsonNode grouped = Fields.at(dns, "grouped");
    if (all.isEmpty() && grouped != null && grouped.isObject()) {
      grouped.properties().forEach(member -> all.addAll(Fields.texts(member.getValue())));
    }
    String single = Fields.text(dns, "rdata"); // one event for each answer, in old versions
    if (all.isEmpty() && single != null) {
      all.add(single);
    }
    return all.isEmpty() ? null : String.join(" ", all);
  }

  private static void unanswered(Map.Entry<Question, Asked> question, OnTheWire wire) {
    wire.act(
        question.getKey().client(),
        question.getValue().time(),
        new Activity.NameLookedUp(question.getKey().name(), null),
        new Outcome(Outcome.Result.UNKNOWN, "no answer"),
        Set.of(),
        question.getValue().ref());
  }

  @Override
  public void end(Sink sink) {
    OnTheWire last = wire;
    if (last != null) {
      requests.drain().forEach(last::connection);
      questions.drainEntries().forEach(q -> unanswered(q, last));
      last.end();
    }
  }
}
