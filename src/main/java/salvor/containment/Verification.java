package salvor.containment;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen from inside a pod that was to be cut off.
 *
 * @param beside the pod from which the targets were tried that count as tried before, where nobody
 *     looked into this one then; null where somebody did, or nobody tried them at all
 * @param since when the first probe was blocked of the round that proved it, by our clock: the time
 *     of containment; null unless it is verified
 * @param targets what was tried, and what that proves
 * @param connections those that matter: that stood before, or stand now
 * @param unproved what this leaves open
 */
public record Verification(
    Result result,
    @Nullable Instant since,
    List<Tried> targets,
    List<Connection> connections,
    Set<Unproved> unproved,
    @Nullable ChosenPod beside) {
  /** Copies the collections. */
  public Verification {
    targets = List.copyOf(targets);
    connections = List.copyOf(connections);
    unproved = Set.copyOf(unproved);
  }

  /** What it comes to. */
  public enum Result {
    /** What answered before is blocked, and no connection that is known goes on. */
    VERIFIED,
    /** Something is blocked, something passes. */
    PARTIAL,
    /** What could be blocked passes. */
    NOT_ENFORCED,
    /** Nothing was tried that could prove anything. */
    NOT_PROVED
  }

  /**
   * A target, and what it proves.
   *
   * @param before what came of it before the pod was cut off; null where it was not tried then
   * @param after what comes of it now; null where nothing was told of it
   */
  public record Tried(
      ProbeTarget target,
      @Nullable ProbeAnswer before,
      @Nullable ProbeAnswer after,
      Finding finding) {
    /** Whether it answered before, and now nothing was told of it, or it could not be tried. */
    boolean isLeftOpen() {
      return before != null
          && before.isSuccess()
          && (after == null || after.outcome() == ProbeAnswer.Outcome.ERROR);
    }
  }

  /** What a target proves. */
  public enum Finding {
    /** It answered before, and packets do not pass any more. */
    BLOCKED,
    /** Packets pass. */
    PASSES,
    /** Packets pass to the pod's own node, as they always do. */
    PASSES_TO_NODE,
    /** It did not answer before either: that it does not now proves nothing. */
    NEVER_ANSWERED,
    /** Nobody tried it before: that it does not answer now proves nothing. */
    NOT_TRIED_BEFORE,
    /** What came of it can be explained otherwise. */
    UNCLEAR
  }

  /**
   * A connection.
   *
   * @param socket as it was seen last
   * @param inbound whether somebody else began it
   */
  public record Connection(PodSocket socket, boolean inbound, Fate fate) {}

  /** What became of a connection. */
  public enum Fate {
    /** It stands, and bytes go over it. */
    MOVES(true),
    /** It stands; nothing went over it meanwhile, which may be chance. */
    STANDS(true),
    /** It came to be after everything else was blocked. */
    OPENED_SINCE(true),
    /** Somebody's first packet arrived. */
    ARRIVES(true),
    /** It stands in name: what is sent over it stays unanswered. */
    CUT(false),
    /** It is tried, and does not come to be. */
    TRIED(false),
    /** It stands, to the pod's own node, as it always may. */
    TO_NODE(false),
    /** It is gone. */
    GONE(false);

    private final boolean passes;

    Fate(boolean passes) {
      this.passes = passes;
    }

    /** Whether something passes, or may pass, that should not. */
    public boolean passes() {
      return passes;
    }
  }

  /** What a look from inside leaves open. */
  public enum Unproved {
    /** The sockets were not told, or not all. */
    SOCKETS_NOT_SEEN,
    /** Of something that answered before nothing was told, or it could not be tried. */
    TARGETS_LEFT_OPEN,
    /** Nothing was tried before the pod was cut off. */
    NOTHING_BEFORE,
    /** Another pod reaches what this one does not; nobody saw this one reach it. */
    BY_ANOTHER_POD,
    /** Whether others reach the pod was not tried, only whether connections of others stand. */
    FROM_OUTSIDE,
    /** Only TCP and UDP were tried; ICMP and others were not. */
    OTHER_PROTOCOLS,
    /** A pod and its own node reach each other always. */
    NODE_TRAFFIC
  }

  /** The targets that still pass. */
  public List<Tried> passing() {
    return targets.stream().filter(tried -> tried.finding() == Finding.PASSES).toList();
  }

  /** The connections over which something passes, or may pass. */
  public List<Connection> surviving() {
    return connections.stream().filter(each -> each.fate().passes()).toList();
  }
}
