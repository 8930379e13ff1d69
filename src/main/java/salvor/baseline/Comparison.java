package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where something seen differs from a known trait, field by field; no difference is a match. */
final class Comparison {
  private static final String PROGRAM = "program";
  private static final String APPLET = "applet";
  private static final String ARGUMENTS = "arguments";
  private static final String PARENT = "parent";
  private static final String INIT_TREE = "init tree";
  private static final String PEER = "peer";
  private static final String PORT = "port";
  private static final String PROTOCOL = "protocol";

  private final List<Judgement.Difference> differences = new ArrayList<>();
  private int weight;

  private Comparison() {}

  /** The comparison, or null when the two are of different kinds altogether. */
  static @Nullable Comparison of(Trait known, Seen seen) {
    Comparison result = new Comparison();
    boolean comparable =
        switch (seen) {
          case Seen.Exec exec -> known instanceof Trait.Exec k && result.exec(k, exec.actor());
          case Seen.File file -> known instanceof Trait.File k && result.file(k, file);
          case Seen.Network network ->
              known instanceof Trait.Network k && result.network(k, network);
          case Seen.Lookup(String name, _) ->
              known instanceof Trait.Lookup(String pattern)
                  && result.check(Wildcards.name(pattern, name), "name", pattern, name, 1);
          case Seen.Capability(String name) ->
              known instanceof Trait.Capability(String k)
                  && result.check(k.equals(name), "capability", k, name, 1);
          case Seen.Syscall(String name) ->
              known instanceof Trait.Syscall(String k)
                  && result.check(k.equals(name), "syscall", k, name, 1);
          case Seen.ApiCall call -> known instanceof Trait.ApiCall k && result.call(k, call);
        };
    return comparable ? result : null;
  }

  List<Judgement.Difference> differences() {
    return List.copyOf(differences);
  }

  /** How far apart the two are; 0 for a match. */
  int weight() {
    return weight;
  }

  private boolean check(
      boolean same, String field, @Nullable Object expected, @Nullable Object observed, int heavy) {
    if (!same) {
      differences.add(
          new Judgement.Difference(
              field, String.valueOf(expected), observed == null ? "" : observed.toString()));
      weight += heavy;
    }
    return true;
  }

  private boolean exec(Trait.Exec known, Actor actor) {
    String executable = actor.executable() == null ? "" : actor.executable();
    boolean same = Program.same(known.executable(), executable, actor.applet());
    check(same, PROGRAM, known.executable(), executable, 32);
    check(
        known.applet() == null || known.applet().equals(actor.applet()),
        APPLET,
        known.applet(),
        actor.applet(),
        16);
    boolean free = known.args() == null && known.shape() == null;
    boolean literal = known.args() != null && literal(known.args(), actor.argv());
    boolean shaped = known.shape() != null && known.shape().equals(actor.shape());
    check(
        free || literal || shaped,
        ARGUMENTS,
        known.shape() == null
            ? String.join(" ", known.args() == null ? List.of() : known.args())
            : known.shape(),
        actor.shape(),
        8);
    boolean sameParent =
        known.parent() == null
            || actor.parent() == null
            || known.parent().equals(actor.parent())
            || Program.same(known.parent(), actor.parent(), null);
    check(sameParent, PARENT, known.parent(), actor.parent(), 4);
    return check(
        agree(known.inInitTree(), actor.inInitTree()),
        INIT_TREE,
        known.inInitTree(),
        actor.inInitTree(),
        2);
  }

  /** Whether only the name of a program of many names is another. */
  boolean differsOnlyInApplet() {
    return differences.stream().map(Judgement.Difference::field).toList().equals(List.of(APPLET));
  }

  /** The first word is the program again, told by the executable: its spelling says nothing. */
  private static boolean literal(List<String> known, List<String> argv) {
    boolean any = known.isEmpty() || argv.isEmpty();
    return any
        ? known.isEmpty() && argv.isEmpty()
        : Wildcards.arguments(known.subList(1, known.size()), argv.subList(1, argv.size()));
  }

  /** What one side does not say is no difference. */
  private static boolean agree(@Nullable Object known, @Nullable Object seen) {
    return known == null || seen == null || known.equals(seen);
  }

  private boolean file(Trait.File known, Seen.File file) {
    boolean same =
        Wildcards.path(known.path(), file.path())
            && (Sensitive.path(known.path()) || !Sensitive.path(file.path()));
    check(same, "path", known.path(), file.path(), 8); // no pattern swallows what is sensitive
    check(known.access() == file.access(), "access", known.access(), file.access(), 4);
    return check(
        sameName(known.program(), file.program()), PROGRAM, known.program(), file.program(), 2);
  }

  private boolean network(Trait.Network known, Seen.Network seen) {
    if (known.direction() != seen.direction()) {
      return false;
    }
    boolean listens = known.direction() == Trait.Network.Direction.LISTEN;
    check(
        listens || anySame(known.peer(), seen.peers()),
        PEER,
        known.peer().text(),
        seen.peers().isEmpty() ? "" : seen.peers().getFirst().text(),
        8);
    check(known.port() == 0 || known.port() == seen.port(), PORT, known.port(), seen.port(), 4);
    check(agree(known.protocol(), seen.protocol()), PROTOCOL, known.protocol(), seen.protocol(), 1);
    return check(
        sameName(known.program(), seen.program()), PROGRAM, known.program(), seen.program(), 2);
  }

  private boolean call(Trait.ApiCall known, Seen.ApiCall seen) {
    check(
        known.verb().equals("*") || known.verb().equals(seen.verb()),
        "verb",
        known.verb(),
        seen.verb(),
        1);
    String a = known.resource() + (known.subresource() == null ? "" : "/" + known.subresource());
    String b = seen.resource() + (seen.subresource() == null ? "" : "/" + seen.subresource());
    return check(a.equals("*") || a.equals(b), "resource", a, b, 2);
  }

  /**
   * Sensors without a short name give the file's name, which may carry a version: {@code
   * python3.11} is {@code python3}.
   */
  private static boolean sameName(@Nullable String known, @Nullable String seen) {
    return known == null
        || seen == null
        || known.equals(seen)
        || versionless(known).equals(versionless(seen));
  }

  private static String versionless(String name) {
    int end = name.length();
    while (end > 1 && (Character.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean anySame(Peer known, List<Peer> seen) {
    for (Peer peer : seen) {
      if (same(known, peer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(Peer known, Peer seen) {
    return switch (known) {
      case Peer.OfWorkload _, Peer.OfService _, Peer.Node _, Peer.Loopback _, Peer.Outside _ ->
          known.equals(seen);
      case Peer.Selected(String labels) ->
          seen instanceof Peer.OfWorkload(_, String name) && labels.contains("=" + name + ",");
      case Peer.Name(String pattern) ->
          seen instanceof Peer.Name(String name) && Wildcards.name(pattern, name);
      case Peer.Address(String pattern) ->
          seen instanceof Peer.Address(String address) && Wildcards.address(pattern, address);
    };
  }

  /** The reason for OUT that these differences are. */
  Reason reason(Seen seen) {
    return switch (seen) {
      case Seen.Exec exec -> exec(exec);
      case Seen.File file -> file(file);
      case Seen.Network network ->
          network.direction() == Trait.Network.Direction.LISTEN
              ? Reason.NEW_LISTENER
              : has(PEER) || !(has(PORT) || has(PROTOCOL)) ? Reason.NEW_PEER : Reason.NEW_PORT;
      case Seen.Lookup _ -> Reason.NEW_DNS;
      case Seen.Capability _ -> Reason.NEW_CAPABILITY;
      case Seen.Syscall _ -> Reason.NEW_SYSCALL;
      case Seen.ApiCall _ -> Reason.NEW_API_REQUEST;
    };
  }

  /** The reason where nothing is known to compare with. */
  static Reason reasonWithoutAny(Seen seen) {
    Comparison nothing = new Comparison();
    nothing.check(false, PROGRAM, "", "", 1);
    nothing.check(false, PEER, "", "", 1);
    return nothing.reason(seen);
  }

  private Reason exec(Seen.Exec exec) {
    if (has(PROGRAM) || has(APPLET)) {
      return exec.upperLayer() ? Reason.NEW_BINARY_NOT_IN_IMAGE : Reason.NEW_BINARY_IN_IMAGE;
    }
    return has(ARGUMENTS)
        ? Reason.NEW_ARG_SHAPE
        : has(PARENT) ? Reason.NEW_PARENT : Reason.NOT_IN_INIT_TREE;
  }

  private static Reason file(Seen.File file) {
    return switch (file.facet()) {
      case SENSITIVE_READ -> Reason.SENSITIVE_READ;
      case FILE_READ -> Reason.NEW_FILE_READ;
      case EXEC, FILE_WRITE, NETWORK, DNS, CAPABILITY, SYSCALL, API -> Reason.NEW_FILE_WRITE;
    };
  }

  private boolean has(String field) {
    return differences.stream().anyMatch(d -> d.field().equals(field));
  }
}
