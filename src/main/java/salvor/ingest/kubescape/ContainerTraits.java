package salvor.ingest.kubescape;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import salvor.baseline.ArgumentShape;
import salvor.baseline.Canonicaliser;
import salvor.baseline.Element;
import salvor.baseline.Peer;
import salvor.baseline.Trait;
import salvor.baseline.Trait.File.Access;
import salvor.baseline.Trait.Network.Direction;
import salvor.baseline.Wildcards;
import salvor.ingest.Selectors;
import tools.jackson.databind.JsonNode;

/** What the profile of one container lists. */
final class ContainerTraits {
  private final JsonNode container;
  private final Set<Trait> traits = new LinkedHashSet<>();

  ContainerTraits(JsonNode container) {
    this.container = container;
  }

  List<Element> elements() {
    container.path("execs").valueStream().forEach(this::exec);
    container.path("opens").valueStream().forEach(this::open);
    container
        .path("capabilities")
        .valueStream()
        .forEach(c -> traits.add(new Trait.Capability(capability(c.asString("")))));
    container
        .path("syscalls")
        .valueStream()
        .forEach(s -> traits.add(new Trait.Syscall(s.asString(""))));
    container.path("egress").valueStream().forEach(n -> neighbour(n, Direction.OUT));
    container.path("ingress").valueStream().forEach(n -> neighbour(n, Direction.IN));
    return traits.stream().map(Element::of).toList();
  }

  private static String capability(String name) {
    return name.startsWith("CAP_") ? name : "CAP_" + name;
  }

  private void exec(JsonNode exec) {
    String path = ProfileObject.text(exec.path("path"));
    if (path == null) {
      return;
    }
    List<String> args = strings(exec.path("args"));
    boolean wild = args.stream().anyMatch(a -> a.contains(Wildcards.ONE));
    String shape = args.isEmpty() || wild ? null : ArgumentShape.of(path, args);
    traits.add(
        new Trait.Exec(
            Canonicaliser.path(path).text(),
            null,
            null,
            shape,
            args.isEmpty() ? null : args,
            null));
  }

  private void open(JsonNode open) {
    String path = ProfileObject.text(open.path("path"));
    if (path == null) {
      return;
    }
    String canonical = Canonicaliser.path(path).text();
    List<String> flags = strings(open.path("flags"));
    boolean writes =
        flags.stream()
            .anyMatch(f -> f.equals("O_WRONLY") || f.equals("O_RDWR") || f.equals("O_CREAT"));
    if (writes) {
      traits.add(new Trait.File(canonical, Access.WRITE, null));
    }
    if (!writes || flags.contains("O_RDWR") || flags.contains("O_RDONLY")) {
      traits.add(new Trait.File(canonical, Access.READ, null));
    }
  }

  private void neighbour(JsonNode neighbour, Direction direction) {
    Set<String> names = new TreeSet<>(strings(neighbour.path("dnsNames")));
    add(names, neighbour.path("dns"));
    if (direction == Direction.OUT) {
      names.forEach(n -> traits.add(new Trait.Lookup(Canonicaliser.name(n).text())));
    }
    List<Peer> peers = new ArrayList<>();
    names.forEach(n -> peers.add(new Peer.Name(Canonicaliser.name(n).text())));
    Set<String> addresses = new TreeSet<>(strings(neighbour.path("ipAddresses")));
    add(addresses, neighbour.path("ipAddress"));
    addresses.forEach(a -> peers.add(new Peer.Address(a)));
    Selectors.of(neighbour.path("namespaceSelector"), neighbour.path("podSelector"))
        .filter(s -> peers.isEmpty() || !s.equals(Selectors.ALL))
        .ifPresent(s -> peers.add(new Peer.Selected(s.text())));
    for (Peer peer : peers) {
      ports(neighbour, peer, direction);
    }
  }

  private void ports(JsonNode neighbour, Peer peer, Direction direction) {
    if (neighbour.path("ports").isEmpty()) {
      traits.add(new Trait.Network(direction, peer, 0, null, null));
    }
    neighbour
        .path("ports")
        .valueStream()
        .forEach(p -> {
          String protocol = ProfileObject.text(p.path("protocol"));
          traits.add(
              new Trait.Network(
                  direction,
                  peer,
                  p.path("port").asInt(0),
                  protocol == null ? null : protocol.toLowerCase(Locale.ROOT),
                  null));
        });
  }

  private static void add(Set<String> values, JsonNode deprecated) {
    String value = ProfileObject.text(deprecated);
    if (value != null) {
      values.add(value);
    }
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
  }
}
