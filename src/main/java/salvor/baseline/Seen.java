package salvor.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;

/** One observed act in the words of a baseline, ready to be compared with its traits. */
sealed interface Seen {
  /**
   * @param upperLayer whether the sensor says that the executable does not belong to the image
   */
  record Exec(Actor actor, boolean upperLayer) implements Seen {}

  record File(String path, Trait.File.Access access, @Nullable String program, List<String> rules)
      implements Seen {}

  /**
   * @param peers who that may be, the best name first
   */
  record Network(
      Trait.Network.Direction direction,
      List<Peer> peers,
      @Nullable String address,
      int port,
      @Nullable String protocol,
      @Nullable String program)
      implements Seen {}

  record Lookup(String name, List<String> rules) implements Seen {}

  record Capability(String name) implements Seen {}

  record Syscall(String name) implements Seen {}

  record ApiCall(String verb, String resource, @Nullable String subresource) implements Seen {}

  /**
   * What an activity is in these words; null when no baseline speaks of such.
   *
   * @param nanos when, or {@link Peers#NO_TIME}
   */
  static @Nullable Seen of(
      Activity activity, Actor actor, boolean upperLayer, Peers peers, long nanos) {
    return switch (activity) {
      case Activity.ProcessStarted() -> new Exec(actor, upperLayer);
      case Activity.ConnectionOpened(var local, var remote, String protocol, _) ->
          new Network(
              Trait.Network.Direction.OUT,
              peers.of(local, remote, nanos),
              remote.address(),
              Endpoint.served(local, remote, remote.port()),
              protocol,
              actor.name());
      case Activity.ConnectionAccepted(var local, var remote, String protocol, _) ->
          new Network(
              Trait.Network.Direction.IN,
              peers.of(local, remote, nanos),
              remote.address(),
              Endpoint.served(local, remote, local.port()),
              protocol,
              actor.name());
      case Activity.Listening(var local, String protocol) ->
          new Network(
              Trait.Network.Direction.LISTEN,
              List.of(),
              null,
              local.port(),
              protocol,
              actor.name());
      case Activity.NameLookedUp(String name, _) -> {
        Canonicaliser.Canonical canonical = Canonicaliser.name(name);
        yield new Lookup(canonical.text(), canonical.rules());
      }
      case Activity.FileOpened(String path, _) -> file(path, Trait.File.Access.READ, actor);
      case Activity.FileWritten(String path, _) -> file(path, Trait.File.Access.WRITE, actor);
      case Activity.FileDeleted(String path) -> file(path, Trait.File.Access.DELETE, actor);
      case Activity.KernelAction(Activity.KernelAction.Type type, String name, _) ->
          switch (type) {
            case CAPABILITY -> new Capability(capability(name));
            case SYSCALL -> new Syscall(name);
            case HOOK -> null;
          };
      case Activity.ApiRequest api ->
          new ApiCall(api.verb(), api.resource() == null ? "" : api.resource(), api.subresource());
      case Activity.Alert(_, _, _, Activity about) ->
          about == null ? null : of(about, actor, upperLayer, peers, nanos);
      case Activity.ProcessEnded _,
          Activity.EventsLost _,
          Activity.ClusterEvent _,
          Activity.NotHeard _,
          Activity.Logged _ ->
          null;
    };
  }

  private static Seen file(String path, Trait.File.Access access, Actor actor) {
    Canonicaliser.Canonical canonical = Canonicaliser.path(path);
    return new File(canonical.text(), access, actor.name(), canonical.rules());
  }

  /** A capability's name with its prefix. */
  static String capability(String name) {
    return name.startsWith("CAP_") ? name : "CAP_" + name;
  }

  /** What a baseline would keep of it; null when too little is said. */
  default @Nullable Trait trait() {
    return switch (this) {
      case Exec(Actor actor, _) ->
          actor.executable() == null
              ? null
              : new Trait.Exec(
                  actor.executable(),
                  actor.applet(),
                  actor.parent(),
                  actor.shape(),
                  null,
                  Program.RUNTIME.equals(actor.parent()) ? actor.inInitTree() : null);
      case File(String path, Trait.File.Access access, String program, _) ->
          new Trait.File(path, access, program);
      case Network n ->
          n.direction() == Trait.Network.Direction.LISTEN
              ? new Trait.Network(
                  n.direction(), new Peer.Address("*"), n.port(), n.protocol(), n.program())
              : n.peers().isEmpty()
                  ? null
                  : new Trait.Network(
                      n.direction(), n.peers().getFirst(), n.port(), n.protocol(), n.program());
      case Lookup(String name, _) -> new Trait.Lookup(name);
      case Capability(String name) -> new Trait.Capability(name);
      case Syscall(String name) -> new Trait.Syscall(name);
      case ApiCall(String verb, String resource, String subresource) ->
          new Trait.ApiCall(verb, resource, subresource);
    };
  }

  /** The facet that this is a matter of. */
  default Facet facet() {
    return switch (this) {
      case Exec _ -> Facet.EXEC;
      case File(String path, Trait.File.Access access, _, _) ->
          new Trait.File(path, access, null).facet();
      case Network _ -> Facet.NETWORK;
      case Lookup _ -> Facet.DNS;
      case Capability _ -> Facet.CAPABILITY;
      case Syscall _ -> Facet.SYSCALL;
      case ApiCall _ -> Facet.API;
    };
  }

  /** The canonicalisation rules that changed something. */
  default List<String> rules() {
    return switch (this) {
      case Exec(Actor actor, _) -> actor.rules();
      case File file -> file.rules();
      case Lookup lookup -> lookup.rules();
      case Network _, Capability _, Syscall _, ApiCall _ -> List.of();
    };
  }
}
