package salvor.ingest.zeek;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.evidence.Traffic;
import salvor.ingest.DecimalTime;
import salvor.ingest.OnTheWire;
import salvor.ingest.Sink;
import salvor.ingest.WireConnection;

/** Entries of Zeek's logs, however they are written down. */
final class ZeekLog {
  /** The fields of an entry. */
  interface Entry {
    /** A field by its name, null where it is not set. */
    @Nullable String field(String name);
  }

  private final OnTheWire wire;
  private final Sink sink;

  ZeekLog(Sink sink) {
    this.sink = sink;
    this.wire = new OnTheWire(sink);
  }

  void end() {
    wire.end();
  }

  /**
   * An entry.
   *
   * @param path which log it is of
   */
  void entry(@Nullable String path, Entry fields, RecordRef ref) {
    if (fields.field("id.orig_h") == null || fields.field("id.resp_h") == null) {
      sink.unreadable(ref, "an entry without the addresses of both ends");
    } else if ("conn".equals(path)) {
      connection(fields, ref);
    } else if ("dns".equals(path)) {
      lookup(fields, ref);
    } else {
      sink.skipped("Zeek log " + path + ", which is not used");
    }
  }

  /** Seconds since 1970 or RFC 3339; seconds since another begin are no time. */
  private static @Nullable ObservedTime time(@Nullable String text) {
    ObservedTime time = DecimalTime.ofEpoch(text);
    return time != null ? time : TimeText.read(text).orElse(null);
  }

  private void connection(Entry fields, RecordRef ref) {
    String protocol = fields.field("proto");
    boolean ports = !"icmp".equals(protocol); // there they are type and code
    String state = fields.field("conn_state");
    String history = fields.field("history");
    // Zeek guesses who began a connection that it saw from its middle on ('^': it turned it round)
    boolean guessed =
        "tcp".equals(protocol)
            && ("OTH".equals(state) || (history != null && history.startsWith("^")));
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (guessed) {
      quality.add(Quality.DIRECTION_UNKNOWN);
    }
    wire.connection(
        new WireConnection(
            time(fields.field("ts")),
            end(fields, "orig", ports),
            end(fields, "resp", ports),
            protocol == null ? null : protocol.toLowerCase(Locale.ROOT),
            new Traffic(
                DecimalTime.nanos(fields.field("duration")),
                number(fields.field("orig_pkts")),
                bytes(fields, "orig"),
                number(fields.field("resp_pkts")),
                bytes(fields, "resp"),
                null),
            outcome(protocol, state),
            quality,
            1,
            ref,
            null));
  }

  private static Endpoint end(Entry fields, String end, boolean ports) {
    long port = ports ? number(fields.field("id." + end + "_p")) : 0;
    return new Endpoint(
        fields.field("id." + end + "_h"), port < 0 || port > 65_535 ? 0 : (int) port, null);
  }

  /** With headers where Zeek tells them. */
  private static long bytes(Entry fields, String end) {
    long all = number(fields.field(end + "_ip_bytes"));
    return all >= 0 ? all : number(fields.field(end + "_bytes"));
  }

  /** The meaning of {@code conn_state} (Zeek's documentation of conn.log). */
  private static Outcome outcome(@Nullable String protocol, @Nullable String state) {
    if (state == null) {
      return Outcome.UNKNOWN;
    }
    Outcome.Result result =
        switch (state) {
          case "SF", "S1", "S2", "S3", "RSTO", "RSTR" -> Outcome.Result.SUCCEEDED;
          case "REJ", "RSTOS0" -> Outcome.Result.FAILED;
          case "S0" -> "tcp".equals(protocol) ? Outcome.Result.FAILED : Outcome.Result.UNKNOWN;
          default -> Outcome.Result.UNKNOWN; // SH, SHR, RSTRH, OTH: not all was seen
        };
    return new Outcome(result, state);
  }

  private void lookup(Entry fields, RecordRef ref) {
    String name = fields.field("query");
    if (name == null) {
      sink.skipped("a DNS message without a name");
      return;
    }
    long code = number(fields.field("rcode"));
    wire.act(
        fields.field("id.orig_h"),
        time(fields.field("ts")),
        new Activity.NameLookedUp(name, fields.field("answers")),
        code < 0 ? new Outcome(Outcome.Result.UNKNOWN, "no answer") : Outcome.ofLookup(code),
        Set.of(),
        ref);
  }

  /** A whole number; negative when it is none. */
  private static long number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
