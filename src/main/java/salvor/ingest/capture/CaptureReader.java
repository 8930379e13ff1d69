package salvor.ingest.capture;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.ingest.OnTheWire;
import salvor.ingest.Recent;
import salvor.ingest.Sink;
import salvor.ingest.WireConnection;
import salvor.workload.Location;

/** Reads one capture. */
final class CaptureReader implements Capture.Aside {
  private static final int QUESTIONS = 50_000;
  private static final int NAMES = 100_000;

  /** Who asked whom for what. */
  private record Question(
      Address client, Address server, int port, int id, String name, int type) {}

  private record Asked(Flow flow, boolean fromLow, long nanos, int digits, RecordRef ref) {}

  /** An address that was the answer to a client's lookup. */
  private record Known(Address client, Address address) {}

  private final Capture capture;
  private final int source;
  private final Sink sink;
  private final OnTheWire wire;
  private final int most;
  private final Frame frame = new Frame();
  private final LinkLayer link = new LinkLayer();
  private final Packet packet = new Packet();
  private final Packet returned = new Packet();
  private final LinkedHashMap<Flow.Key, Flow> flows = new LinkedHashMap<>(1 << 10, 0.75f, true);
  private final Recent<Question, Asked> questions = new Recent<>(QUESTIONS);
  private final Recent<Known, String> names = new Recent<>(NAMES);
  private final Recent<Address, String> given = new Recent<>(NAMES);
  private final Map<String, Long> skipped = new HashMap<>();
  private long packets;
  private long tcp;
  private long udp;
  private long icmp;
  private long asked;
  private long answered;

  CaptureReader(Capture capture, int source, Sink sink, int most) {
    this.capture = capture;
    this.source = source;
    this.sink = sink;
    this.wire = new OnTheWire(sink);
    this.most = most;
  }

  void read() throws IOException {
    while (capture.next(frame, this)) {
      packets++;
      String reason = link.find(frame);
      if (reason == null) {
        reason = packet.read(frame, link.at);
        undelivered();
      }
      if (reason == null) {
        conversation();
      } else {
        skipped(reason);
      }
    }
    questions.drainEntries().forEach(e -> unanswered(e.getKey(), e.getValue()));
    flows.values().forEach(this::told);
    skipped.forEach(sink::skipped);
    wire.end();
    sink.note(
        ("%,d packets in %,d TCP, %,d UDP and %,d ICMP conversations; %,d DNS questions and %,d"
                + " answers")
            .formatted(packets, tcp, udp, icmp, asked, answered));
  }

  private void conversation() {
    Flow.Key key = Flow.Key.of(packet);
    Flow flow = flows.get(key);
    if (flow != null && flow.isOver(packet)) {
      flows.remove(key);
      told(flow);
      flow = null;
    }
    if (flow == null) {
      flow = new Flow(key, packet, name(packet.source, packet.destination));
      begin(key, flow);
    }
    flow.add(frame, packet);
    Dns dns = dns();
    RecordRef ref = ref(frame);
    if (dns == null) {
      flow.spare(Flow.Key.isLow(packet), ref, frame.nanos);
    } else if (dns.response()) {
      answer(dns, ref);
    } else {
      question(dns, flow, ref);
    }
  }

  private void begin(Flow.Key key, Flow flow) {
    switch (key.protocol()) {
      case Packet.TCP -> tcp++;
      case Packet.UDP -> udp++;
      default -> icmp++;
    }
    flows.put(key, flow);
    if (flows.size() > most) {
      Map.Entry<Flow.Key, Flow> idle = flows.pollFirstEntry();
      told(idle.getValue());
      sink.note(
          "more than %,d conversations at once: those idle for longest are told before their end"
              .formatted(most));
    }
  }

  private void told(Flow flow) {
    WireConnection connection = flow.connection();
    if (connection != null) {
      wire.connection(connection);
    }
  }

  /** Of TCP what lies whole in one segment. */
  private @Nullable Dns dns() {
    if (!packet.beginsDatagram
        || (packet.sourcePort != Dns.PORT && packet.destinationPort != Dns.PORT)) {
      return null;
    }
    if (packet.protocol == Packet.UDP) {
      return Dns.of(frame.bytes, packet.from, packet.to);
    }
    return packet.protocol == Packet.TCP
            && packet.to - packet.from > 14
            && frame.u16(packet.from) <= packet.to - packet.from - 2
        ? Dns.of(frame.bytes, packet.from + 2, packet.to)
        : null;
  }

  private void question(Dns dns, Flow flow, RecordRef ref) {
    asked++;
    Question question =
        new Question(
            packet.source, packet.destination, packet.sourcePort, dns.id(), dns.name(), dns.type());
    spare(questions.remove(question)); // asked again
    Map.Entry<Question, Asked> oldest =
        questions.push(
            question, new Asked(flow, Flow.Key.isLow(packet), frame.nanos, frame.digits, ref));
    if (oldest != null) {
      unanswered(oldest.getKey(), oldest.getValue());
    }
  }

  /** A question that need not be told by itself: it is part of its connection. */
  private void spare(@Nullable Asked question) {
    if (question != null
        && !question.flow().spare(question.fromLow(), question.ref(), question.nanos())) {
      skipped("question of a name lookup told with its answer");
    }
  }

  private void unanswered(Question question, Asked asked) {
    wire.act(
        question.client().toString(),
        time(asked.nanos(), asked.digits()),
        new Activity.NameLookedUp(question.name(), null),
        new Outcome(Outcome.Result.UNKNOWN, "no answer"),
        Set.of(),
        asked.ref());
  }

  private void answer(Dns dns, RecordRef ref) {
    answered++;
    Asked question =
        questions.remove(
            new Question(
                packet.destination,
                packet.source,
                packet.destinationPort,
                dns.id(),
                dns.name(),
                dns.type()));
    spare(question);
    for (Address address : dns.addresses()) {
      names.put(new Known(packet.destination, address), dns.name());
    }
    wire.act(
        packet.destination.toString(),
        time(frame.nanos, frame.digits),
        new Activity.NameLookedUp(dns.name(), dns.line()),
        Outcome.ofLookup(dns.code()),
        dns.whole() ? Set.of() : Set.of(Quality.TRUNCATED),
        ref);
  }

  /** The name by which somebody knew an address: its own lookup, or what the capture says. */
  private @Nullable String name(Address client, Address address) {
    String own = names.get(new Known(client, address));
    return own != null ? own : given.get(address);
  }

  /** A router, or the peer itself, says that a packet could not be delivered. */
  private void undelivered() {
    if (packet.isUnreachable()
        && packet.from + 8 < packet.to
        && returned.read(frame, packet.from + 8) == null) {
      Flow flow = flows.get(Flow.Key.of(returned));
      if (flow != null) {
        boolean port = packet.code == (packet.protocol == Packet.ICMP ? 3 : 4);
        flow.undelivered(port ? "ECONNREFUSED" : "EHOSTUNREACH");
      }
    }
  }

  private static @Nullable ObservedTime time(long nanos, int digits) {
    return nanos == Frame.NO_TIME ? null : new ObservedTime(nanos, TimeText.rfc3339(nanos, digits));
  }

  private RecordRef ref(Frame of) {
    return new RecordRef(source, of.number, of.offset, of.recordLength);
  }

  @Override
  public void skipped(String reason) {
    skipped.merge(reason, 1L, Long::sum);
  }

  @Override
  public void unreadable(Frame of, String reason) {
    sink.unreadable(ref(of), reason);
  }

  @Override
  public void lost(Frame of, long count) {
    sink.observed(
        new Observation(
            time(of.nanos, of.digits),
            Location.UNKNOWN,
            ProcessInfo.UNKNOWN,
            new Activity.EventsLost(count, "packets that the capture did not keep up with"),
            Set.of(),
            ref(of)));
  }

  @Override
  public void named(Address address, String name) {
    given.put(address, name);
  }

  @Override
  public void note(String remark) {
    sink.note(remark);
  }
}
