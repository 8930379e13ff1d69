package salvor.containment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.containment.Verification.Connection;
import salvor.containment.Verification.Fate;
import salvor.containment.Verification.Finding;
import salvor.containment.Verification.Result;
import salvor.containment.Verification.Tried;
import salvor.containment.Verification.Unproved;

/**
 * What was seen from inside a pod, before and after it was cut off, and what that proves.
 *
 * <p>A probe that never succeeded proves nothing, and without one that does nothing is verified;
 * nor is anything while one that did is not told of. A connection that stood goes on under a policy
 * with many network plugins: it is judged by its bytes between two lists made after everything else
 * was blocked. One over which nothing went meanwhile may go on, so it counts as passing; one whose
 * packets stay unanswered although they are sent again does not.
 *
 * @param targets what was tried
 * @param before what came of it before; null where nobody tried then
 * @param beside the pod from which that was tried, where it was another one that nothing cuts off;
 *     null where it was this pod
 * @param socketsBefore the sockets then; null where nobody looked
 * @param blocked the first of the rounds without a gap in which nothing passes that could be
 *     blocked; the last round where there is none
 * @param after the last round
 * @param first the sockets between these rounds; null where they were not told
 * @param last the sockets after them; null where they were not told
 * @param nodeAddresses those of the pod's own node
 */
public record InsideView(
    List<ProbeTarget> targets,
    @Nullable ProbeRound before,
    @Nullable ChosenPod beside,
    @Nullable SocketTable socketsBefore,
    ProbeRound blocked,
    ProbeRound after,
    @Nullable SocketTable first,
    @Nullable SocketTable last,
    Set<String> nodeAddresses) {
  /** Copies the collections. */
  public InsideView {
    targets = List.copyOf(targets);
    nodeAddresses = Set.copyOf(nodeAddresses);
  }

  /** What it proves. */
  public Verification judge() {
    List<Tried> tried = targets.stream().map(target -> tried(target, before, after)).toList();
    List<Connection> connections = connections();
    boolean sockets = first != null && last != null && first.whole() && last.whole();
    boolean open = tried.stream().anyMatch(Tried::isLeftOpen);
    boolean seen = sockets && !open;
    Result result = result(tried, connections, seen);
    return new Verification(
        result,
        result == Result.VERIFIED
            ? blocked.answers().stream()
                .filter(answer -> proves(tried, answer))
                .map(blocked::when)
                .min(java.time.Instant::compareTo)
                .orElse(blocked.answered())
            : null,
        tried,
        connections,
        unproved(sockets, open),
        beside);
  }

  private static boolean proves(List<Tried> tried, ProbeAnswer answer) {
    return answer.packets() == ProbeAnswer.Packets.STOPPED
        && tried.stream()
            .anyMatch(each ->
                each.finding() == Finding.BLOCKED && each.target().word().equals(answer.target()));
  }

  /** What a target proves. */
  static Tried tried(ProbeTarget target, @Nullable ProbeRound before, ProbeRound after) {
    ProbeAnswer then = before == null ? null : before.of(target).orElse(null);
    ProbeAnswer now = after.of(target).orElse(null);
    return new Tried(target, then, now, finding(target, then, now));
  }

  private static Finding finding(
      ProbeTarget target, @Nullable ProbeAnswer before, @Nullable ProbeAnswer after) {
    if (after == null) {
      return Finding.UNCLEAR;
    }
    if (before != null && !before.isSuccess() && !after.isSuccess()) {
      return Finding.NEVER_ANSWERED; // refused before and after, too
    }
    return switch (after.packets()) {
      case UNKNOWN -> Finding.UNCLEAR;
      case PASS -> target.ofNode() ? Finding.PASSES_TO_NODE : Finding.PASSES;
      case STOPPED -> before == null ? Finding.NOT_TRIED_BEFORE : Finding.BLOCKED;
    };
  }

  private static Result result(List<Tried> tried, List<Connection> connections, boolean seen) {
    boolean passes = tried.stream().anyMatch(each -> each.finding() == Finding.PASSES);
    boolean blocked = tried.stream().anyMatch(each -> each.finding() == Finding.BLOCKED);
    if (passes) {
      return blocked ? Result.PARTIAL : Result.NOT_ENFORCED;
    }
    if (blocked) {
      return connections.stream().anyMatch(each -> each.fate().passes())
          ? Result.PARTIAL
          : seen ? Result.VERIFIED : Result.NOT_PROVED;
    }
    // without a probe only what surely moves is told of; that something stands may be chance
    return connections.stream().anyMatch(each -> each.fate().passes() && each.fate() != Fate.STANDS)
        ? Result.PARTIAL
        : Result.NOT_PROVED;
  }

  private Set<Unproved> unproved(boolean sockets, boolean open) {
    Set<Unproved> unproved =
        EnumSet.of(Unproved.FROM_OUTSIDE, Unproved.OTHER_PROTOCOLS, Unproved.NODE_TRAFFIC);
    if (!sockets) {
      unproved.add(Unproved.SOCKETS_NOT_SEEN);
    }
    if (open) {
      unproved.add(Unproved.TARGETS_LEFT_OPEN);
    }
    if (before == null) {
      unproved.add(Unproved.NOTHING_BEFORE);
    }
    if (beside != null) {
      unproved.add(Unproved.BY_ANOTHER_POD);
    }
    return unproved;
  }

  private List<Connection> connections() {
    SocketTable now = last;
    if (now == null) {
      return List.of();
    }
    List<Connection> connections = new ArrayList<>();
    for (PodSocket socket : now.sockets()) {
      if (!socket.isInside()) {
        fate(socket)
            .ifPresent(
                fate -> connections.add(new Connection(socket, now.isInbound(socket), fate)));
      }
    }
    SocketTable then = socketsBefore;
    if (then != null) {
      for (PodSocket socket : then.sockets()) {
        if (socket.carries() && !socket.isInside() && now.find(socket).isEmpty()) {
          connections.add(new Connection(socket, then.isInbound(socket), Fate.GONE));
        }
      }
    }
    return connections;
  }

  /** Empty for what is no connection: what listens, or is closed already. */
  private Optional<Fate> fate(PodSocket socket) {
    boolean node = nodeAddresses.contains(PodSocket.host(socket.remote()));
    if (socket.state().equals("SYN-SENT")) {
      return Optional.of(Fate.TRIED);
    }
    if (socket.state().equals("SYN-RECV")) {
      return Optional.of(node ? Fate.TO_NODE : Fate.ARRIVES);
    }
    if (!socket.carries()) {
      return Optional.empty();
    }
    if (node) {
      return Optional.of(Fate.TO_NODE);
    }
    return Optional.of(socket.isDatagrams() ? datagrams(socket) : stream(socket));
  }

  /**
   * A socket for datagrams has no handshake that proves anything. What is new sends packets that
   * are judged anew; only what stood before may be let through as known.
   */
  private Fate datagrams(PodSocket socket) {
    boolean stood = socketsBefore == null || socketsBefore.find(socket).isPresent();
    return stood ? Fate.STANDS : Fate.TRIED;
  }

  private Fate stream(PodSocket socket) {
    Optional<PodSocket> earlier = first == null ? Optional.empty() : first.find(socket);
    if (earlier.isEmpty()) {
      return first == null || !first.whole() ? Fate.STANDS : Fate.OPENED_SINCE;
    }
    Boolean moved = socket.movedSince(earlier.get());
    if (moved == null) {
      return Fate.STANDS;
    }
    return moved ? Fate.MOVES : socket.isUnheard() ? Fate.CUT : Fate.STANDS;
  }
}
