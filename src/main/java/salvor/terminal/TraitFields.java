package salvor.terminal;

import org.jspecify.annotations.Nullable;
import salvor.baseline.Canonicaliser;
import salvor.baseline.Peer;
import salvor.baseline.Trait;
import salvor.baseline.Wildcards;

/** The fields of an element as a command line names them. */
final class TraitFields {
  private static final String ANY = "any";

  private TraitFields() {}

  /**
   * A trait with one field set.
   *
   * @param assignment {@code FIELD=VALUE}
   * @throws IllegalArgumentException when it has no such field; the message says which there are
   */
  static Trait set(Trait trait, String assignment) {
    int equal = assignment.indexOf('=');
    String field = assignment.substring(0, Math.max(equal, 0));
    String value = assignment.substring(equal + 1);
    if (value.isEmpty()) {
      throw new IllegalArgumentException("is no FIELD=VALUE");
    }
    return switch (trait) {
      case Trait.Exec e -> exec(e, field, value);
      case Trait.File f ->
          switch (field) {
            case "path" -> new Trait.File(path(value), f.access(), f.program());
            case "program" -> new Trait.File(f.path(), f.access(), orAny(value));
            default -> throw none("path and program");
          };
      case Trait.Network n -> network(n, field, value);
      case Trait.Lookup _ -> {
        if (!field.equals("name")) {
          throw none("name");
        }
        yield new Trait.Lookup(Canonicaliser.name(pattern(value)).text());
      }
      case Trait.ApiCall a ->
          switch (field) {
            case "verb" -> new Trait.ApiCall(star(value), a.resource(), a.subresource());
            case "resource" -> new Trait.ApiCall(a.verb(), star(value), null);
            default -> throw none("verb and resource");
          };
      case Trait.Capability _, Trait.Syscall _ ->
          throw new IllegalArgumentException("it stands for itself and has no fields");
    };
  }

  private static Trait exec(Trait.Exec e, String field, String value) {
    return switch (field) {
      case "path" ->
          new Trait.Exec(path(value), e.applet(), e.parent(), e.shape(), e.args(), e.inInitTree());
      case "parent" ->
          new Trait.Exec(
              e.executable(), e.applet(), orAny(value), e.shape(), e.args(), e.inInitTree());
      case "arguments" ->
          new Trait.Exec(
              e.executable(), e.applet(), e.parent(), orAny(value), null, e.inInitTree());
      default -> throw none("path, parent and arguments");
    };
  }

  private static Trait network(Trait.Network n, String field, String value) {
    return switch (field) {
      case "peer" ->
          new Trait.Network(
              n.direction(), Peer.of(star(value)), n.port(), n.protocol(), n.program());
      case "port" ->
          new Trait.Network(n.direction(), n.peer(), port(value), n.protocol(), n.program());
      case "protocol" ->
          new Trait.Network(n.direction(), n.peer(), n.port(), orAny(value), n.program());
      case "program" ->
          new Trait.Network(n.direction(), n.peer(), n.port(), n.protocol(), orAny(value));
      default -> throw none("peer, port, protocol and program");
    };
  }

  private static IllegalArgumentException none(String fields) {
    return new IllegalArgumentException("the fields of this element are " + fields);
  }

  private static int port(String value) {
    if (value.equals(ANY)) {
      return 0;
    }
    if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > 65_535) {
      throw new IllegalArgumentException("is no port");
    }
    return Integer.parseInt(value);
  }

  private static String path(String value) {
    return Canonicaliser.path(pattern(value)).text();
  }

  /** Few keyboards have the wildcard. */
  private static String pattern(String value) {
    return value.replace("...", Wildcards.ONE);
  }

  private static String star(String value) {
    return value.equals(ANY) ? "*" : value;
  }

  private static @Nullable String orAny(String value) {
    return value.equals(ANY) ? null : value;
  }
}
