package salvor.baseline;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether one trait stands for everything that another stands for. Where two patterns cross in a
 * way that is hard to tell the answer is no: what is called wider surely is.
 */
final class Covering {
  private Covering() {}

  /** Whether the first stands for all of the second, and for more. */
  static boolean isWider(Trait wide, Trait narrow) {
    return covers(wide, narrow) && !covers(narrow, wide);
  }

  /** Whether the first stands for all of the second. */
  static boolean covers(Trait wide, Trait narrow) {
    return wide.equals(narrow)
        || switch (wide) {
          case Trait.Exec w -> narrow instanceof Trait.Exec n && exec(w, n);
          case Trait.File w -> narrow instanceof Trait.File n && file(w, n);
          case Trait.Network w -> narrow instanceof Trait.Network n && network(w, n);
          case Trait.Lookup(String w) -> narrow instanceof Trait.Lookup(String n) && name(w, n);
          case Trait.ApiCall w -> narrow instanceof Trait.ApiCall n && call(w, n);
          case Trait.Capability _, Trait.Syscall _ -> false; // a name stands for itself
        };
  }

  private static boolean exec(Trait.Exec wide, Trait.Exec narrow) {
    return path(wide.executable(), narrow.executable())
        && free(wide.applet(), narrow.applet())
        && free(wide.parent(), narrow.parent())
        && free(wide.inInitTree(), narrow.inInitTree())
        && arguments(wide, narrow);
  }

  /** What is not said may be anything. */
  private static boolean free(@Nullable Object wide, @Nullable Object narrow) {
    return wide == null || Objects.equals(wide, narrow);
  }

  /** A trait with arguments and a shape stands for what either does. */
  private static boolean arguments(Trait.Exec wide, Trait.Exec narrow) {
    if (wide.args() == null && wide.shape() == null) {
      return true;
    }
    boolean any = narrow.args() == null && narrow.shape() == null;
    return !any
        && (narrow.shape() == null || narrow.shape().equals(wide.shape()))
        && (narrow.args() == null || arguments(wide, narrow.executable(), narrow.args()));
  }

  private static boolean arguments(Trait.Exec wide, String executable, List<String> narrow) {
    boolean literal = narrow.stream().noneMatch(a -> a.contains(Wildcards.ONE));
    return (wide.args() != null && arguments(wide.args(), narrow))
        || (literal && ArgumentShape.of(executable, narrow).equals(wide.shape()));
  }

  /** The first word is the program again: its spelling says nothing. */
  private static boolean arguments(List<String> wide, List<String> narrow) {
    if (wide.isEmpty() || narrow.isEmpty()) {
      return wide.isEmpty() && narrow.isEmpty();
    }
    List<String> rest = narrow.subList(1, narrow.size());
    boolean more = narrow.size() > 1 && narrow.getLast().equals(Wildcards.REST);
    return (!more || wide.getLast().equals(Wildcards.REST))
        && Wildcards.arguments(
            wide.subList(1, wide.size()), more ? rest.subList(0, rest.size() - 1) : rest);
  }

  private static boolean file(Trait.File wide, Trait.File narrow) {
    return wide.access() == narrow.access()
        && free(wide.program(), narrow.program())
        && path(wide.path(), narrow.path())
        && (Sensitive.path(wide.path()) || !Sensitive.path(narrow.path()));
  }

  private static boolean path(String wide, String narrow) {
    int wild = wildcard(wide);
    if (wild < 0 || wide.equals(narrow)) {
      return wide.equals(narrow);
    }
    if (!narrow.startsWith(wide.substring(0, wild))) {
      return false; // most are told apart here
    }
    if (narrow.indexOf('*') < 0) {
      return Wildcards.path(wide, narrow);
    }
    int last = wide.length() - 1; // only what ends in any number of segments holds such
    String fixed = wide.endsWith("/*") ? wide.substring(0, last - 1) : "*";
    String[] segments = narrow.split("/", -1);
    int depth = fixed.split("/", -1).length;
    String begin = String.join("/", List.of(segments).subList(0, Math.min(depth, segments.length)));
    return fixed.indexOf('*') < 0
        && segments.length > depth
        && begin.indexOf('*') < 0
        && Wildcards.path(fixed, begin);
  }

  /** Where the first wildcard stands; negative where there is none. */
  private static int wildcard(String path) {
    int one = path.indexOf(Wildcards.ONE);
    int any = path.indexOf('*');
    return one < 0 || any < 0 ? Math.max(one, any) : Math.min(one, any);
  }

  private static boolean network(Trait.Network wide, Trait.Network narrow) {
    return wide.direction() == narrow.direction()
        && (wide.direction() == Trait.Network.Direction.LISTEN || peer(wide.peer(), narrow.peer()))
        && (wide.port() == 0 || wide.port() == narrow.port())
        && free(wide.protocol(), narrow.protocol())
        && free(wide.program(), narrow.program());
  }

  private static boolean peer(Peer wide, Peer narrow) {
    return wide.equals(narrow)
        || switch (wide) {
          case Peer.Address(String pattern) ->
              pattern.equals("*")
                  || (narrow instanceof Peer.Address(String address) && range(pattern, address));
          case Peer.Name(String pattern) ->
              narrow instanceof Peer.Name(String name) && name(pattern, name);
          case Peer.Outside() -> narrow instanceof Peer.Address(String a) && !a.equals("*");
          case Peer.OfWorkload _, Peer.OfService _, Peer.Selected _, Peer.Node _, Peer.Loopback _ ->
              false;
        };
  }

  private static boolean range(String wide, String narrow) {
    int slash = narrow.indexOf('/');
    if (slash < 0) {
      return Wildcards.address(wide, narrow);
    }
    String first = narrow.substring(0, slash);
    return Wildcards.address(wide, first) && prefix(wide) <= prefix(narrow);
  }

  /** How many bits of an address a range fixes; more than any has where it is no range. */
  private static int prefix(String range) {
    int slash = range.indexOf('/');
    String digits = range.substring(slash + 1);
    boolean plain = slash > 0 && digits.length() <= 3 && digits.matches("[0-9]+");
    return plain ? Integer.parseInt(digits) : slash > 0 ? Integer.MAX_VALUE : 128;
  }

  /** {@code x.*} is several labels, which only another such stands for. */
  private static boolean name(String wide, String narrow) {
    return wide.equals(narrow)
        || ((!narrow.endsWith("*") || wide.endsWith(".*")) && Wildcards.name(wide, narrow));
  }

  private static boolean call(Trait.ApiCall wide, Trait.ApiCall narrow) {
    boolean any = wide.resource().equals("*") && wide.subresource() == null;
    return (wide.verb().equals("*") || wide.verb().equals(narrow.verb()))
        && (any
            || (wide.resource().equals(narrow.resource())
                && Objects.equals(wide.subresource(), narrow.subresource())));
  }
}
