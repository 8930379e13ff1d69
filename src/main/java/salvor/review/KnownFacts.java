package salvor.review;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Canonicaliser;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Wildcards;
import salvor.evidence.Kind;
import salvor.evidence.Quality;

/**
 * What a baseline knows, as facts. A pattern may be many things, so that it is only ever said that
 * a rule may fire on it; what a baseline does not keep may be anything.
 */
record KnownFacts(Profile.Key key, Trait trait) implements Facts {
  private static final Pattern OPERATOR = Pattern.compile("[;&|<>`$(){}\n]+");

  /** Parts of a shape that may stand for operators too. */
  private static final List<String> ANYTHING = List.of("<text>", "<url>", "<deep>", "<cut");

  @Override
  public Kind kind() {
    return switch (trait) {
      case Trait.Exec _ -> Kind.PROCESS_STARTED;
      case Trait.File(_, Trait.File.Access access, _) ->
          switch (access) {
            case READ -> Kind.FILE_OPENED;
            case WRITE -> Kind.FILE_WRITTEN;
            case DELETE -> Kind.FILE_DELETED;
          };
      case Trait.Network n ->
          switch (n.direction()) {
            case OUT -> Kind.CONNECTION_OPENED;
            case IN -> Kind.CONNECTION_ACCEPTED;
            case LISTEN -> Kind.LISTENING;
          };
      case Trait.Lookup _ -> Kind.NAME_LOOKED_UP;
      case Trait.Capability _, Trait.Syscall _ -> Kind.KERNEL_ACTION;
      case Trait.ApiCall _ -> Kind.API_REQUEST;
    };
  }

  @Override
  public Holds is(Field field, String text) {
    return switch (field) {
      case NAMESPACE -> same(key.namespace(), text);
      case CONTAINER -> same(key.container(), text);
      case DIGEST -> same(key.digest() == null ? null : key.digest().value(), text);
      case USER, USER_AGENT -> Holds.MAYBE;
      default -> did(field, text);
    };
  }

  private Holds did(Field field, String text) {
    return switch (trait) {
      case Trait.Exec e -> started(e, field, text);
      case Trait.File(String path, _, String program) ->
          field == Field.FILE ? path(path, text) : program(field, program, text);
      case Trait.Network n ->
          switch (field) {
            case PEER -> peer(n.peer(), text);
            case PORT ->
                n.port() == 0 ? Holds.MAYBE : Holds.of(Integer.toString(n.port()).equals(text));
            default -> program(field, n.program(), text);
          };
      case Trait.Lookup(String pattern) ->
          pattern.equals(text) ? Holds.YES : Wildcards.name(pattern, text) ? Holds.MAYBE : Holds.NO;
      case Trait.Capability(String name) -> same(name, text);
      case Trait.Syscall(String name) -> same(name, text);
      case Trait.ApiCall(String verb, String resource, String subresource) ->
          field == Field.VERB
              ? same(verb, text)
              : same(ObservedFacts.resource(resource, subresource), text);
    };
  }

  private static Holds started(Trait.Exec exec, Field field, String text) {
    return switch (field) {
      case EXECUTABLE -> path(exec.executable(), text);
      case NAME ->
          exec.applet() == null ? called(exec.executable(), text) : same(exec.applet(), text);
      case PARENT -> exec.parent() == null ? Holds.MAYBE : path(exec.parent(), text);
      default -> Holds.MAYBE; // the arguments are kept by their shape
    };
  }

  /** A path may be a link, or lead to where links of like names lead; a shell has any name. */
  private static Holds called(String path, String name) {
    String base = path.substring(path.lastIndexOf('/') + 1);
    boolean like = base.startsWith(name) || name.startsWith(base);
    return like || base.endsWith("sh") ? Holds.MAYBE : Holds.NO;
  }

  /** Who it was is kept by its short name. */
  private static Holds program(Field field, @Nullable String program, String text) {
    boolean tells = field == Field.EXECUTABLE || field == Field.NAME;
    String called = text.substring(text.lastIndexOf('/') + 1);
    return program == null || !tells
        ? Holds.MAYBE
        : program.equals(called)
            ? field == Field.NAME ? Holds.YES : Holds.MAYBE
            : called.startsWith(program) || program.startsWith(called) ? Holds.MAYBE : Holds.NO;
  }

  private static Holds same(@Nullable String known, String text) {
    return known == null ? Holds.MAYBE : Holds.of(known.equals(text));
  }

  private static Holds path(String pattern, String path) {
    String canonical = Canonicaliser.path(path).text();
    if (pattern.equals(path)) {
      return Holds.YES;
    }
    return pattern.equals(canonical) || Wildcards.path(pattern, canonical) ? Holds.MAYBE : Holds.NO;
  }

  /** A workload, a service or a name may have any address. */
  private static Holds peer(Peer peer, String address) {
    return switch (peer) {
      case Peer.Address(String pattern) ->
          pattern.equals(address)
              ? Holds.YES
              : Wildcards.address(pattern, address) ? Holds.MAYBE : Holds.NO;
      case Peer.Loopback() ->
          Holds.of(address.startsWith("127.") || address.equals("::1")).and(Holds.MAYBE);
      case Peer.OfWorkload _,
          Peer.OfService _,
          Peer.Selected _,
          Peer.Node _,
          Peer.Name _,
          Peer.Outside _ ->
          Holds.MAYBE;
    };
  }

  @Override
  public Holds contains(Field field, String text) {
    if (trait instanceof Trait.Exec exec
        && (field == Field.ARGUMENTS || field == Field.COMMAND_LINE)) {
      List<String> args = exec.args();
      if (args != null) {
        String line = String.join(" ", args);
        return line.contains(text)
            ? Holds.YES
            : Holds.of(line.contains(Wildcards.ONE)).and(Holds.MAYBE);
      }
      String shape = exec.shape();
      return shape != null
              && OPERATOR.matcher(text).matches()
              && !shape.contains(text)
              && ANYTHING.stream().noneMatch(shape::contains)
          ? Holds.NO
          : Holds.MAYBE;
    }
    return Holds.MAYBE;
  }

  /** A baseline does not keep how an executable was marked. */
  @Override
  public Holds marked(Quality quality) {
    return Holds.MAYBE;
  }
}
