package salvor.ingest.networkpolicy;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Trait.Network.Direction;
import salvor.ingest.Declared;

/** What the policies of one selector allow together. */
final class Allowed {
  /** Anybody: by address, and pods that are known by their names alone. */
  static final List<Peer> ANYBODY = List.of(new Peer.Address("*"), new Peer.Selected("* / *"));

  private static final Set<Direction> BOTH = EnumSet.of(Direction.IN, Direction.OUT);

  private final @Nullable String namespace;
  private final @Nullable String workload;
  private final Set<Direction> governed = EnumSet.noneOf(Direction.class);
  private final Set<Trait> traits = new LinkedHashSet<>();
  private boolean complete = true;
  private boolean namesGoverned;

  /** A port that is allowed; 0 and null are any. */
  record Port(int port, @Nullable String protocol) {
    static final Port ANY = new Port(0, null);
  }

  Allowed(@Nullable String namespace, @Nullable String workload) {
    this.namespace = namespace;
    this.workload = workload;
  }

  void governs(Direction direction) {
    governed.add(direction);
  }

  void allow(Direction direction, List<Peer> peers, List<Port> ports) {
    for (Peer peer : peers) {
      for (Port port : ports) {
        traits.add(new Trait.Network(direction, peer, port.port(), port.protocol(), null));
      }
    }
  }

  /** A name may be looked up, and others may not. */
  void lookup(String name) {
    traits.add(new Trait.Lookup(name));
    namesGoverned = true;
  }

  /** Something that is allowed could not be taken. */
  void isNotComplete() {
    complete = false;
  }

  /** Whether it allows something, and it is not known to which workload's pods. */
  boolean isOfUnknownPods() {
    return workload == null && !traits.isEmpty();
  }

  boolean isBeside(Allowed other) {
    return java.util.Objects.equals(namespace, other.namespace);
  }

  Profile profile(String origin) {
    Declared declared = new Declared(origin);
    traits.forEach(declared::add);
    for (Direction direction : BOTH) {
      if (!governed.contains(direction)) {
        ANYBODY.forEach(p -> declared.add(new Trait.Network(direction, p, 0, null, null)));
      }
      declared.add(new Trait.Network(direction, new Peer.Loopback(), 0, null, null));
    }
    declared.add(new Trait.Network(Direction.IN, new Peer.Node(), 0, null, null));
    declared.add(new Trait.Network(Direction.LISTEN, new Peer.Address("*"), 0, null, null));
    FacetState state = complete ? FacetState.STABLE : FacetState.TRUNCATED;
    declared.state(Facet.NETWORK, state);
    if (namesGoverned) {
      declared.state(Facet.DNS, state);
    }
    return declared.profile(namespace, workload, null);
  }
}
