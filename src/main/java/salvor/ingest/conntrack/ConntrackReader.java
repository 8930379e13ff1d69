package salvor.ingest.conntrack;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.Traffic;
import salvor.ingest.LineReader;
import salvor.ingest.OnTheWire;
import salvor.ingest.Recent;
import salvor.ingest.Sink;
import salvor.ingest.WireConnection;

/** Joins the events of each connection. */
final class ConntrackReader implements LineReader {
  private static final int CONNECTIONS = 200_000;

  /** A connection under way. */
  private static final class Tracked {
    final Event first;
    final RecordRef ref;
    final Set<String> states = new HashSet<>();
    Event last;
    long lines;
    @Nullable RecordRef answer;
    @Nullable ObservedTime answered;

    Tracked(Event first, RecordRef ref) {
      this.first = first;
      this.last = first;
      this.ref = ref;
    }
  }

  private final Recent<String, Tracked> connections = new Recent<>(CONNECTIONS);
  private @Nullable OnTheWire wire;

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    Event event = Event.of(line);
    if (event == null) {
      sink.unreadable(ref, "no event of connection tracking");
      return;
    }
    OnTheWire now = wire == null ? new OnTheWire(sink) : wire;
    wire = now;
    Tracked known = connections.get(event.id());
    if (known != null && event.type().equals("NEW")) {
      connections.remove(event.id());
      now.connection(told(known));
      known = null;
    }
    Tracked one = known == null ? new Tracked(event, ref) : known;
    one.lines++;
    one.last = event;
    if (event.state() != null) {
      one.states.add(event.state());
    }
    if (one.lines > 1 && event.replied() && one.answer == null) {
      one.answer = ref;
      one.answered = event.time();
    }
    if (event.type().equals("DESTROY")) {
      connections.remove(event.id());
      now.connection(told(one));
    } else if (known == null) {
      Tracked oldest = connections.put(event.id(), one);
      if (oldest != null) {
        sink.note("too many connections at once: the oldest are told before their end");
        now.connection(told(oldest));
      }
    }
  }

  private static WireConnection told(Tracked one) {
    Event first = one.first;
    Event last = one.last;
    Endpoint client = first.client();
    Endpoint server = first.server();
    Endpoint behind = last.behind();
    Endpoint seen = last.seen();
    boolean translated = !behind.equals(server) || !seen.equals(client);
    Traffic own = traffic(one, translated ? seen + " > " + behind : null);
    Traffic others = traffic(one, translated ? client + " > " + server : null).turned();
    return new WireConnection(
        first.time(),
        client,
        server,
        first.protocol(),
        own,
        outcome(one),
        first.type().equals("NEW") ? Set.of() : EnumSet.of(Quality.RUNNING_BEFORE_SENSOR),
        one.lines,
        one.ref,
        one.answer == null && !translated
            ? null
            : new WireConnection.Answer(
                one.answer == null ? first.time() : one.answered,
                one.answer == null ? one.ref : one.answer,
                behind,
                seen,
                others));
  }

  private static Traffic traffic(Tracked one, @Nullable String translated) {
    ObservedTime begin = one.first.time();
    ObservedTime end = one.last.time();
    return new Traffic(
        begin == null || end == null || one.lines == 1 ? -1 : end.nanos() - begin.nanos(),
        Event.count(one.last.original(), "packets"),
        Event.count(one.last.original(), "bytes"),
        Event.count(one.last.reply(), "packets"),
        Event.count(one.last.reply(), "bytes"),
        null,
        translated);
  }

  /** By the states of the kernel's tracking (nf_conntrack_proto_tcp). */
  private static Outcome outcome(Tracked one) {
    String said = one.last.state();
    if (!one.first.protocol().equals("tcp")) {
      return one.last.replied()
          ? new Outcome(Outcome.Result.SUCCEEDED, "answered")
          : new Outcome(Outcome.Result.UNKNOWN, "UNREPLIED");
    }
    Set<String> states = one.states;
    boolean established =
        states.contains("ESTABLISHED")
            || states.contains("FIN_WAIT")
            || states.contains("CLOSE_WAIT")
            || states.contains("LAST_ACK")
            || states.contains("TIME_WAIT");
    boolean begun = states.contains("SYN_SENT");
    Outcome.Result result =
        established
            ? Outcome.Result.SUCCEEDED
            : begun && (states.contains("CLOSE") || one.last.type().equals("DESTROY"))
                ? Outcome.Result.FAILED
                : Outcome.Result.UNKNOWN;
    return new Outcome(result, said);
  }

  @Override
  public void end(Sink sink) {
    OnTheWire last = wire;
    if (last != null) {
      connections.drain().forEach(one -> last.connection(told(one)));
      last.end();
    }
  }
}
