package salvor.ingest.suricata;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.RecordRef;
import salvor.evidence.Traffic;
import salvor.ingest.DecimalTime;
import salvor.ingest.Fields;
import salvor.ingest.WireConnection;
import tools.jackson.databind.JsonNode;

/** What events of several types have in common. */
final class Eve {
  private Eve() {}

  /** The connection that a flow event is about: its source is the client. */
  static WireConnection flow(JsonNode record, RecordRef ref) {
    ObservedTime begin = Fields.time(record, "flow", "start");
    ObservedTime end = Fields.time(record, "flow", "end");
    String age = Fields.text(record, "flow", "age");
    long nanos =
        begin != null && end != null ? end.nanos() - begin.nanos() : DecimalTime.nanos(age);
    String state = Fields.text(record, "flow", "state");
    boolean answered = number(record, "pkts_toclient") > 0;
    Outcome.Result result =
        "new".equals(state) || !answered ? Outcome.Result.UNKNOWN : Outcome.Result.SUCCEEDED;
    return connection(
        record,
        begin != null ? begin : Fields.time(record, "timestamp"),
        false,
        new Traffic(
            nanos < 0 ? -1 : nanos,
            number(record, "pkts_toserver"),
            number(record, "bytes_toserver"),
            number(record, "pkts_toclient"),
            number(record, "bytes_toclient"),
            null),
        state == null ? Outcome.UNKNOWN : new Outcome(result, state),
        ref);
  }

  /** The connection that another event is about, of which it tells no more. */
  static WireConnection plain(JsonNode record, Outcome outcome, RecordRef ref) {
    String from = Fields.text(record, "flow", "src_ip");
    boolean turned =
        from != null
            ? from.equals(Fields.text(record, "dest_ip"))
                && Fields.port(record, "flow", "src_port") == Fields.port(record, "dest_port")
            : "to_client".equals(Fields.text(record, "direction"));
    return connection(record, Fields.time(record, "timestamp"), turned, null, outcome, ref);
  }

  private static WireConnection connection(
      JsonNode record,
      @Nullable ObservedTime time,
      boolean turned,
      @Nullable Traffic traffic,
      Outcome outcome,
      RecordRef ref) {
    String protocol = Fields.text(record, "proto");
    Endpoint source = end(record, "src");
    Endpoint destination = end(record, "dest");
    return new WireConnection(
        time,
        turned ? destination : source,
        turned ? source : destination,
        protocol == null
            ? null
            : protocol.toLowerCase(Locale.ROOT).replaceFirst("^(ipv6-)?icmp$", "icmp"),
        traffic,
        outcome,
        Set.of(),
        1,
        ref,
        null);
  }

  private static Endpoint end(JsonNode record, String side) {
    return new Endpoint(
        Fields.text(record, side + "_ip"), Fields.port(record, side + "_port"), null);
  }

  private static long number(JsonNode record, String name) {
    Long number = Fields.number(record, "flow", name);
    return number == null || number < 0 ? -1 : number;
  }

  /** How a request ended. */
  static Outcome outcome(JsonNode record) {
    Integer status = Fields.integer(record, "http", "status");
    return status == null ? Outcome.UNKNOWN : Outcome.ofStatus(status);
  }

  /** How a lookup ended, by the name of its code. */
  static Outcome lookup(@Nullable String code) {
    return code == null
        ? Outcome.UNKNOWN
        : code.equals("NOERROR") ? Outcome.ofLookup(0) : new Outcome(Outcome.Result.FAILED, code);
  }
}
