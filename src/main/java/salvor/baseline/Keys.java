package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elements that a question can match without comparing it with all of them: an element
 * has one key, a question has the keys of all elements that may match it. An element with a
 * wildcard has none and must be compared.
 */
final class Keys {
  private static final Peer ANYBODY = new Peer.Address("*");

  /** The same program: any element of it comes nearer than one of another. */
  private record Called(String name) {}

  private record Shaped(String name, @Nullable String shape) {}

  /** The same peer: any element of it comes nearer than one of another. */
  private record With(Trait.Network.Direction direction, Peer peer) {}

  private record At(With with, int port) {}

  private record Path(String path) {}

  private record Name(String name) {}

  private Keys() {}

  /** The key of an element; null when it must be compared with every question. */
  static @Nullable Object of(Trait trait) {
    return switch (trait) {
      case Trait.Exec e ->
          hasWildcard(e.executable())
              ? null
              : new Shaped(Program.base(e.executable()), e.args() == null ? e.shape() : null);
      case Trait.Network n -> {
        With with = with(n);
        yield with == null ? null : new At(with, n.port());
      }
      case Trait.File(String path, _, _) -> hasWildcard(path) ? null : new Path(path);
      case Trait.Lookup(String pattern) ->
          hasWildcard(pattern) ? null : new Name(Wildcards.plain(pattern));
      case Trait.Capability _, Trait.Syscall _, Trait.ApiCall _ -> null; // there are few of them
    };
  }

  /**
   * The key of elements that come nearer to each other than to others; null when there is no such.
   */
  static @Nullable Object near(Trait trait) {
    return switch (trait) {
      case Trait.Exec e ->
          hasWildcard(e.executable()) ? null : new Called(Program.base(e.executable()));
      case Trait.Network n -> with(n);
      case Trait.File _, Trait.Lookup _, Trait.Capability _, Trait.Syscall _, Trait.ApiCall _ ->
          of(trait);
    };
  }

  private static @Nullable With with(Trait.Network network) {
    if (network.direction() == Trait.Network.Direction.LISTEN) {
      return new With(network.direction(), ANYBODY);
    }
    Peer peer = literal(network.peer());
    return peer == null ? null : new With(network.direction(), peer);
  }

  /** One form for each peer that only itself matches; null for a pattern. */
  private static @Nullable Peer literal(Peer peer) {
    return switch (peer) {
      case Peer.Selected _ -> null;
      case Peer.Name(String pattern) ->
          hasWildcard(pattern) ? null : new Peer.Name(Wildcards.plain(pattern));
      case Peer.Address(String pattern) -> {
        byte[] bytes = Wildcards.bytes(pattern);
        yield bytes.length == 0
            ? null
            : new Peer.Address(java.util.HexFormat.of().formatHex(bytes));
      }
      case Peer.OfWorkload _, Peer.OfService _, Peer.Node _, Peer.Loopback _, Peer.Outside _ ->
          peer;
    };
  }

  /** The keys of the elements that may match. */
  static List<Object> of(Seen seen) {
    List<Object> keys = new ArrayList<>();
    switch (seen) {
      case Seen.Exec(Actor actor, _) -> {
        for (String name : names(actor)) {
          keys.add(new Shaped(name, actor.shape()));
          keys.add(new Shaped(name, null));
        }
      }
      case Seen.Network network -> {
        for (With with : with(network)) {
          keys.add(new At(with, network.port()));
          keys.add(new At(with, 0));
        }
      }
      case Seen.File(String path, _, _, _) -> keys.add(new Path(path));
      case Seen.Lookup(String name, _) -> keys.add(new Name(Wildcards.plain(name)));
      case Seen.Capability _, Seen.Syscall _, Seen.ApiCall _ -> {}
    }
    return keys;
  }

  /** The keys of the elements among which the nearest is. */
  static List<Object> near(Seen seen) {
    return switch (seen) {
      case Seen.Exec(Actor actor, _) -> names(actor).stream().<Object>map(Called::new).toList();
      case Seen.Network network -> List.copyOf(with(network));
      case Seen.File _, Seen.Lookup _, Seen.Capability _, Seen.Syscall _, Seen.ApiCall _ ->
          of(seen);
    };
  }

  /** The last parts of the paths by which {@link Program#same} may know it. */
  private static List<String> names(Actor actor) {
    List<String> names = new ArrayList<>();
    String base = Program.base(actor.executable() == null ? "" : actor.executable());
    names.add(base);
    if (actor.applet() != null && !actor.applet().equals(base)) {
      names.add(actor.applet());
    }
    if (Program.isShell(base) && !names.contains("sh")) {
      names.add("sh");
    }
    return names;
  }

  private static List<With> with(Seen.Network network) {
    if (network.direction() == Trait.Network.Direction.LISTEN) {
      return List.of(new With(network.direction(), ANYBODY));
    }
    List<With> keys = new ArrayList<>();
    for (Peer peer : network.peers()) {
      Peer literal = literal(peer);
      if (literal != null) {
        keys.add(new With(network.direction(), literal));
      }
    }
    return keys;
  }

  private static boolean hasWildcard(String pattern) {
    return pattern.indexOf('*') >= 0 || pattern.contains(Wildcards.ONE);
  }
}
