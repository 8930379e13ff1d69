package salvor.ingest;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.Traffic;

/**
 * A connection as somebody told it who watched the network, and so knows addresses but no pods.
 *
 * @param time when it began
 * @param client the end that began it; one of both where {@link Quality#DIRECTION_UNKNOWN} says so
 * @param server the other end
 * @param protocol in lower case
 * @param traffic what went over it, out being what the client sent
 * @param outcome how it ended
 * @param quality what is to be known of the record
 * @param records how many records, lines or packets, it is made of
 * @param ref the first of them
 * @param answer the first of those that the server sent, null when there is none
 */
public record WireConnection(
    @Nullable ObservedTime time,
    Endpoint client,
    Endpoint server,
    @Nullable String protocol,
    @Nullable Traffic traffic,
    Outcome outcome,
    Set<Quality> quality,
    long records,
    RecordRef ref,
    @Nullable Answer answer) {
  /**
   * The first record of the server.
   *
   * @param own the server's end as it has it itself, where addresses may be translated between
   * @param peer the client's end as the server has it
   * @param traffic what went over it as the server has it, null when that is not known
   */
  public record Answer(
      @Nullable ObservedTime time,
      RecordRef ref,
      Endpoint own,
      Endpoint peer,
      @Nullable Traffic traffic) {}

  /** The same with a host that its client asked for. */
  public WireConnection asking(String host) {
    Traffic now =
        traffic == null
            ? new Traffic(-1, -1, -1, -1, -1, host)
            : new Traffic(
                traffic.nanos(),
                traffic.packetsOut(),
                traffic.bytesOut(),
                traffic.packetsIn(),
                traffic.bytesIn(),
                host,
                traffic.translated());
    return new WireConnection(
        time, client, server, protocol, now, outcome, quality, records, ref, answer);
  }
}
