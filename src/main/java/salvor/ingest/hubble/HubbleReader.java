package salvor.ingest.hubble;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.BriefText;
import salvor.ingest.Fields;
import salvor.ingest.Recent;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/**
 * Reads flows. Hubble reports packets, and one packet at several points of up to two nodes; what is
 * observed here are connections: the first packet in the direction of a connection is its opening
 * for the source (judged at its end, EGRESS) and its acceptance for the destination (INGRESS), once
 * for each. All other packets are skipped, each with the reason.
 *
 * <p>A name's question is held until its answer comes, so that a lookup is one observation, with
 * the answers.
 */
final class HubbleReader implements RecordReader {
  private static final int CONNECTIONS = 100_000;
  private static final int QUESTIONS = 5_000;

  /**
   * A SYN on the addresses of a known connection is a new one after this time: the last retry comes
   * before.
   */
  private static final long NEW_AFTER = 60_000_000_000L;

  private record Connection(
      boolean accepted,
      boolean dropped,
      Endpoint source,
      Endpoint destination,
      @Nullable String protocol) {}

  private record Question(Endpoint asker, Endpoint server, String name, String types) {}

  private final Recent<Connection, Long> connections = new Recent<>(CONNECTIONS);
  private final Recent<Question, Observation> questions = new Recent<>(QUESTIONS);

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode body = HubbleFormat.flow(record);
    if (body == null) {
      other(record, ref, sink);
      return;
    }
    Flow flow = Flow.of(record, body);
    JsonNode l7 = Fields.at(body, "l7");
    if (l7 != null && l7.isObject()) {
      message(flow, l7, ref, sink);
    } else if ("SOCK".equals(Fields.text(body, "Type"))) {
      sink.skipped("socket address translation");
    } else {
      packet(flow, "packet", ref, sink);
    }
  }

  private static void other(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode lost = Fields.at(record, "lost_events");
    if (lost == null) {
      String name = HubbleFormat.other(record);
      sink.skipped("hubble message: " + (name == null ? "unknown" : name));
      return;
    }
    Long count = Fields.number(lost, "num_events_lost");
    Activity activity =
        new Activity.EventsLost(
            count == null ? 0 : Math.max(0, count),
            new BriefText().add(Fields.text(lost, "source")).add(Fields.at(lost, "cpu")).orNull());
    Location node =
        new Location(
            Fields.text(record, "node_name"), null, null, null, null, null, null, null, null);
    sink.observed(
        new Observation(
            Fields.time(record, "time"), node, ProcessInfo.UNKNOWN, activity, Set.of(), ref));
  }

  private void message(Flow flow, JsonNode l7, RecordRef ref, Sink sink) {
    boolean response = "RESPONSE".equals(Fields.text(l7, "type"));
    String name = Fields.text(l7, "dns", "query");
    if (name != null) {
      lookup(flow, l7, name, response, ref, sink);
    } else if (Fields.present(l7, "dns")) {
      sink.unreadable(ref, "DNS message without query");
    } else if (response) {
      sink.skipped("response of a request");
    } else {
      packet(flow, "request", ref, sink);
    }
  }

  private void lookup(
      Flow flow, JsonNode l7, String name, boolean response, RecordRef ref, Sink sink) {
    String types = String.valueOf(BriefText.of(Fields.at(l7, "dns", "qtypes")));
    if (!response) {
      Observation asked =
          observation(
              flow,
              flow.place("source"),
              new Activity.NameLookedUp(name, null),
              outcome(flow),
              ref);
      Question question = new Question(bare(flow.source()), bare(flow.destination()), name, types);
      pass(questions.remove(question), sink);
      pass(questions.put(question, asked), sink);
      return;
    }
    if (questions.remove(new Question(bare(flow.destination()), bare(flow.source()), name, types))
        != null) {
      sink.skipped("question of a name lookup reported with its answer");
    }
    Long code = Fields.number(l7, "dns", "rcode");
    Outcome verdict = outcome(flow);
    Outcome outcome =
        code == null || verdict.result() == Outcome.Result.DENIED
            ? verdict
            : Outcome.ofLookup(code);
    Activity activity = new Activity.NameLookedUp(name, answers(l7));
    sink.observed(observation(flow, flow.place("destination"), activity, outcome, ref));
  }

  private static @Nullable String answers(JsonNode l7) {
    StringBuilder all = new StringBuilder();
    for (String member : new String[] {"cnames", "ips"}) {
      JsonNode list = Fields.at(l7, "dns", member);
      if (list != null && list.isArray()) {
        for (JsonNode each : list) {
          String answer = Fields.text(each);
          if (answer != null) {
            all.append(all.isEmpty() ? "" : " ").append(answer);
          }
        }
      }
    }
    return all.isEmpty() ? null : all.toString();
  }

  private static void pass(@Nullable Observation held, Sink sink) {
    if (held != null) {
      sink.observed(held);
    }
  }

  @Override
  public void end(Sink sink) {
    questions.drain().forEach(sink::observed);
  }

  private void packet(Flow flow, String word, RecordRef ref, Sink sink) {
    if (!flow.hasPeers()) {
      sink.unreadable(ref, "flow without IP and without pod names");
      return;
    }
    if (Boolean.TRUE.equals(flow.reply())) {
      sink.skipped("reply " + word);
      return;
    }
    boolean accepted = Boolean.TRUE.equals(flow.ingress());
    Connection connection =
        new Connection(
            accepted,
            dropped(flow),
            bare(flow.source()),
            bare(flow.destination()),
            flow.protocol());
    if (known(connection, flow)) {
      sink.skipped(word + " of a connection already reported");
    } else if (flow.reply() == null && !flow.opens()) {
      sink.skipped(word + " of a connection whose opening was not recorded");
    } else {
      connections.put(connection, flow.time() == null ? 0 : flow.time().nanos());
      sink.observed(opening(flow, accepted, ref));
    }
  }

  /** The names of an end are not given at every point. */
  private static Endpoint bare(Endpoint end) {
    return end.address() == null ? end : new Endpoint(end.address(), end.port(), null);
  }

  private boolean known(Connection connection, Flow flow) {
    Long since = connections.get(connection);
    if (since == null) {
      return false;
    }
    boolean again =
        flow.opens() && flow.time() != null && Math.abs(flow.time().nanos() - since) > NEW_AFTER;
    return !again;
  }

  private static Observation opening(Flow flow, boolean accepted, RecordRef ref) {
    Activity activity =
        accepted
            ? new Activity.ConnectionAccepted(flow.destination(), flow.source(), flow.protocol())
            : new Activity.ConnectionOpened(flow.source(), flow.destination(), flow.protocol());
    return observation(
        flow, flow.place(accepted ? "destination" : "source"), activity, outcome(flow), ref);
  }

  private static boolean dropped(Flow flow) {
    return "DROPPED".equals(Fields.text(flow.body(), "verdict"));
  }

  /** What the network did with the packet; whether somebody answered it, another packet says. */
  private static Outcome outcome(Flow flow) {
    String verdict = Fields.text(flow.body(), "verdict");
    return verdict == null || verdict.equals("VERDICT_UNKNOWN")
        ? Outcome.UNKNOWN
        : new Outcome(
            switch (verdict) {
              case "FORWARDED", "REDIRECTED", "AUDIT" -> Outcome.Result.ALLOWED;
              case "DROPPED" -> Outcome.Result.DENIED;
              case "ERROR" -> Outcome.Result.FAILED;
              default -> Outcome.Result.UNKNOWN;
            },
            verdict);
  }

  private static Observation observation(
      Flow flow, Location place, Activity activity, Outcome outcome, RecordRef ref) {
    ObservedTime time = Fields.orWithoutZone(flow.time(), flow.body(), "time");
    return new Observation(time, place, ProcessInfo.UNKNOWN, activity, outcome, Set.of(), ref);
  }
}
