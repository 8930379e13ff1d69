package salvor.ingest.capture;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.evidence.Traffic;
import salvor.ingest.WireConnection;

/** A conversation of two ends, from one packet on. */
final class Flow {
  /**
   * Both ends, the lower address first, and the protocol.
   *
   * @param ports both ports, in the same order
   */
  record Key(Address low, Address high, int ports, int protocol) {
    static Key of(Packet packet) {
      return isLow(packet)
          ? new Key(
              packet.source,
              packet.destination,
              packet.sourcePort << 16 | packet.destinationPort,
              packet.protocol)
          : new Key(
              packet.destination,
              packet.source,
              packet.destinationPort << 16 | packet.sourcePort,
              packet.protocol);
    }

    static boolean isLow(Packet packet) {
      int by = packet.source.compareTo(packet.destination);
      return by < 0 || (by == 0 && packet.sourcePort <= packet.destinationPort);
    }

    @Override
    public int hashCode() {
      return ((low.hashCode() * 31 + high.hashCode()) * 31 + ports) * 0x9E37_79B9 + protocol;
    }
  }

  /** What one end sent. */
  private static final class Side {
    long packets;
    long bytes;
    int flags;
    boolean begun;
    boolean synced;
    boolean goesOn;
    int sequence;
    @Nullable RecordRef first;
    long firstNanos = Frame.NO_TIME;
  }

  private final Key key;
  private final Side low = new Side();
  private final Side high = new Side();
  private final boolean firstLow;
  private @Nullable Boolean clientLow;
  private final @Nullable String name;
  private @Nullable String asked;
  private @Nullable String unreachable;
  private int digits;
  private long begin = Frame.NO_TIME;
  private long last = Frame.NO_TIME;
  private long told;
  private boolean closed;

  /**
   * A conversation that this packet begins.
   *
   * @param name the name by which its sender knew the other end
   */
  Flow(Key key, Packet packet, @Nullable String name) {
    this.key = key;
    this.firstLow = Key.isLow(packet);
    this.name = name;
  }

  /** Whether a SYN begins another connection between the same ports. */
  boolean isOver(Packet packet) {
    Side side = Key.isLow(packet) ? low : high;
    return packet.protocol == Packet.TCP
        && packet.has(Packet.SYN)
        && !packet.has(Packet.ACK)
        && side.begun
        && (!side.synced || side.sequence != packet.sequence);
  }

  /** Takes in a packet; what it is told by is asked for afterwards. */
  void add(Frame frame, Packet packet) {
    boolean isLow = Key.isLow(packet);
    Side side = isLow ? low : high;
    side.packets++;
    side.bytes += packet.size;
    side.flags |= packet.flags;
    side.begun = true;
    side.goesOn |= (packet.flags & (Packet.ACK | Packet.SYN | Packet.RST)) == Packet.ACK;
    if (packet.has(Packet.SYN)) {
      side.synced = true;
      side.sequence = packet.sequence;
    }
    direction(packet, isLow);
    if (frame.nanos != Frame.NO_TIME) {
      digits = Math.max(digits, frame.digits);
      begin = begin == Frame.NO_TIME ? frame.nanos : Math.min(begin, frame.nanos);
      last = Math.max(last, frame.nanos);
    }
    if (asked == null
        && packet.beginsDatagram
        && packet.protocol == Packet.TCP
        && packet.to > packet.from) {
      asked = AskedHost.of(frame.bytes, packet.from, packet.to);
    }
  }

  private void direction(Packet packet, boolean isLow) {
    if (packet.protocol == Packet.TCP) {
      if (packet.has(Packet.SYN)) {
        clientLow = packet.has(Packet.ACK) != isLow;
      }
    } else if (clientLow == null) { // of these, who sends first
      clientLow = packet.isEchoReply() != isLow;
    }
  }

  /**
   * A packet is one of those that the connection is made of, and not told by itself; false when the
   * connection has been told already.
   */
  boolean spare(boolean fromLow, RecordRef ref, long nanos) {
    if (closed) {
      return false;
    }
    told++;
    Side side = fromLow ? low : high;
    if (side.first == null) {
      side.first = ref;
      side.firstNanos = nanos;
    }
    return true;
  }

  /** A router says that a packet of it could not be delivered. */
  void undelivered(String why) {
    unreachable = why;
  }

  /** The connection; null when each packet of it was told by itself. */
  @Nullable WireConnection connection() {
    closed = true;
    if (told == 0) {
      return null;
    }
    boolean isLow = clientLow == null ? firstLow : clientLow;
    Side client = isLow ? low : high;
    Side server = isLow ? high : low;
    RecordRef answer = server.first;
    RecordRef first = client.first;
    boolean onlyAnswer = first == null;
    RecordRef ref = first != null ? first : answer;
    Endpoint local = end(isLow, false);
    Endpoint remote = end(!isLow, isLow == firstLow);
    Traffic traffic = traffic(client, server);
    return new WireConnection(
        time(begin),
        local,
        remote,
        protocol(),
        traffic,
        outcome(client, server),
        quality(),
        told,
        Objects.requireNonNull(ref),
        answer == null || onlyAnswer
            ? null
            : new WireConnection.Answer(
                time(server.firstNanos), answer, remote, local, traffic.turned()));
  }

  private Traffic traffic(Side client, Side server) {
    return new Traffic(
        begin == Frame.NO_TIME ? -1 : last - begin,
        client.packets,
        client.bytes,
        server.packets,
        server.bytes,
        asked);
  }

  private Set<Quality> quality() {
    return clientLow == null ? EnumSet.of(Quality.DIRECTION_UNKNOWN) : Set.of();
  }

  private @Nullable ObservedTime time(long nanos) {
    return nanos == Frame.NO_TIME ? null : new ObservedTime(nanos, TimeText.rfc3339(nanos, digits));
  }

  private String protocol() {
    return key.protocol() == Packet.TCP ? "tcp" : key.protocol() == Packet.UDP ? "udp" : "icmp";
  }

  private Endpoint end(boolean isLow, boolean named) {
    int port =
        key.protocol() == Packet.ICMP || key.protocol() == Packet.ICMP6
            ? 0 // an echo's identifier is none
            : isLow ? key.ports() >>> 16 : key.ports() & 0xFFFF;
    return new Endpoint((isLow ? key.low() : key.high()).toString(), port, named ? name : null);
  }

  /** In the words of system calls where they have one, so that all sensors are found by one. */
  private Outcome outcome(Side client, Side server) {
    if (unreachable != null && server.packets == 0) {
      return new Outcome(Outcome.Result.FAILED, unreachable);
    }
    if (key.protocol() != Packet.TCP) {
      return server.packets > 0
          ? new Outcome(Outcome.Result.SUCCEEDED, "answered")
          : new Outcome(Outcome.Result.UNKNOWN, "no answer");
    }
    int all = client.flags | server.flags;
    boolean asked = (client.flags & Packet.SYN) != 0;
    boolean answered = (server.flags & Packet.SYN) != 0;
    boolean reset = (all & Packet.RST) != 0;
    if (asked && !answered && (server.flags & Packet.RST) != 0) {
      return new Outcome(Outcome.Result.FAILED, "ECONNREFUSED");
    }
    if (client.packets == 0 || server.packets == 0) {
      Side seen = client.packets == 0 ? server : client;
      // who acknowledges and goes on has been answered, on a way that was not captured
      return seen.goesOn
          ? new Outcome(Outcome.Result.SUCCEEDED, "one direction captured")
          : asked
              ? new Outcome(Outcome.Result.FAILED, "no answer")
              : new Outcome(Outcome.Result.UNKNOWN, "one direction captured");
    }
    boolean closed = (client.flags & server.flags & Packet.FIN) != 0;
    return new Outcome(
        Outcome.Result.SUCCEEDED, reset ? "reset" : closed ? "closed" : "not closed");
  }
}
