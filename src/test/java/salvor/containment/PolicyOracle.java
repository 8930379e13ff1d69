package salvor.containment;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Says whether one connection passes, word by word as the API's documentation has it, and knows
 * nothing of how plans are made: {@code networking.k8s.io/v1} and the admin's policies of {@code
 * policy.networking.k8s.io}. It is itself compared with the answers of np-guard.
 */
final class PolicyOracle {
  /** One end of a connection: a pod, or an address outside. */
  record End(String address, JsonNode pod) {
    static End outside(String address) {
      return new End(address, null);
    }

    boolean isPod() {
      return pod != null;
    }

    String namespace() {
      return pod.at("/metadata/namespace").asString("default");
    }
  }

  private enum Verdict {
    ALLOW,
    DENY,
    PASS
  }

  private final List<JsonNode> policies;
  private final List<JsonNode> admins;
  private final List<JsonNode> baselines;
  private final List<JsonNode> namespaces;

  PolicyOracle(List<JsonNode> objects) {
    policies = kind(objects, "NetworkPolicy"::equals);
    admins =
        kind(
                objects,
                kind -> kind.equals("AdminNetworkPolicy") || kind.equals("ClusterNetworkPolicy"))
            .stream()
            .sorted(Comparator.comparingInt(policy -> policy.at("/spec/priority").asInt()))
            .toList();
    baselines = kind(objects, "BaselineAdminNetworkPolicy"::equals);
    namespaces = kind(objects, "Namespace"::equals);
  }

  private static List<JsonNode> kind(List<JsonNode> objects, Predicate<String> kind) {
    return objects.stream().filter(object -> kind.test(object.path("kind").asString(""))).toList();
  }

  boolean passes(End from, End to, String protocol, int port) {
    return (!from.isPod() || lets(from, to, to, "egress", protocol, port))
        && (!to.isPod() || lets(to, from, to, "ingress", protocol, port));
  }

  private boolean lets(End self, End peer, End to, String way, String protocol, int port) {
    for (JsonNode policy : admins) {
      switch (admin(policy, self, peer, to, way, protocol, port)) {
        case ALLOW -> {
          return true;
        }
        case DENY -> {
          return false;
        }
        case PASS -> {
          return byNamespace(self, peer, to, way, protocol, port);
        }
        case null -> {
          // the next one
        }
      }
    }
    return byNamespace(self, peer, to, way, protocol, port);
  }

  private boolean byNamespace(End self, End peer, End to, String way, String protocol, int port) {
    List<JsonNode> selecting = new ArrayList<>();
    for (JsonNode policy : policies) {
      String namespace = policy.at("/metadata/namespace").asString("default");
      if (namespace.equals(self.namespace())
          && matches(policy.at("/spec/podSelector"), labels(self.pod()))
          && types(policy).contains(way)) {
        selecting.add(policy);
      }
    }
    if (!selecting.isEmpty()) {
      return selecting.stream().anyMatch(policy -> allows(policy, peer, to, way, protocol, port));
    }
    for (JsonNode policy : baselines) {
      Verdict said = admin(policy, self, peer, to, way, protocol, port);
      if (said != null) {
        return said == Verdict.ALLOW;
      }
    }
    return true;
  }

  private static List<String> types(JsonNode policy) {
    List<String> types = new ArrayList<>();
    policy.at("/spec/policyTypes").forEach(type -> types.add(type.asString().toLowerCase()));
    if (types.isEmpty()) {
      types.add("ingress");
      if (!policy.at("/spec/egress").isEmpty()) {
        types.add("egress");
      }
    }
    return types;
  }

  private boolean allows(JsonNode policy, End peer, End to, String way, String protocol, int port) {
    String namespace = policy.at("/metadata/namespace").asString("default");
    for (JsonNode rule : policy.at("/spec/" + way)) {
      JsonNode peers = rule.path(way.equals("ingress") ? "from" : "to");
      boolean isPeer = peers.isEmpty();
      for (JsonNode each : peers) {
        isPeer |= isPeer(each, namespace, peer);
      }
      boolean isPort = rule.path("ports").isEmpty();
      for (JsonNode each : rule.path("ports")) {
        isPort |= isPort(each, to, protocol, port);
      }
      if (isPeer && isPort) {
        return true;
      }
    }
    return false;
  }

  private boolean isPeer(JsonNode peer, String namespace, End end) {
    if (peer.has("ipBlock")) {
      if (end.isPod() || !in(end.address(), peer.at("/ipBlock/cidr").asString())) {
        return false;
      }
      for (JsonNode except : peer.at("/ipBlock/except")) {
        if (in(end.address(), except.asString())) {
          return false;
        }
      }
      return true;
    }
    return end.isPod()
        && (peer.has("namespaceSelector")
            ? matches(peer.path("namespaceSelector"), labels(end.namespace()))
            : end.namespace().equals(namespace))
        && matches(peer.path("podSelector"), labels(end.pod()));
  }

  private static boolean isPort(JsonNode wanted, End to, String protocol, int port) {
    if (!wanted.path("protocol").asString("TCP").equals(protocol)) {
      return false;
    }
    JsonNode number = wanted.path("port");
    if (number.isMissingNode() || number.isNull()) {
      return true;
    }
    if (number.isString()) {
      return named(to, number.asString(), protocol, port);
    }
    return port >= number.asInt() && port <= wanted.path("endPort").asInt(number.asInt());
  }

  private static boolean named(End to, String name, String protocol, int port) {
    if (!to.isPod()) {
      return false;
    }
    for (JsonNode container : to.pod().at("/spec/containers")) {
      for (JsonNode each : container.path("ports")) {
        if (each.path("name").asString("").equals(name)
            && (protocol.isEmpty() || each.path("protocol").asString("TCP").equals(protocol))
            && each.path("containerPort").asInt() == port) {
          return true;
        }
      }
    }
    return false;
  }

  private Verdict admin(
      JsonNode policy, End self, End peer, End to, String way, String protocol, int port) {
    if (!isSubject(policy.at("/spec/subject"), self)) {
      return null;
    }
    for (JsonNode rule : policy.at("/spec/" + way)) {
      boolean isPeer = false;
      for (JsonNode each : rule.path(way.equals("ingress") ? "from" : "to")) {
        isPeer |= isAdminPeer(each, peer);
      }
      boolean isPort = rule.path("ports").isEmpty();
      for (JsonNode each : rule.path("ports")) {
        isPort |= isAdminPort(each, to, protocol, port);
      }
      if (isPeer && isPort) {
        return switch (rule.path("action").asString()) {
          case "Allow", "Accept" -> Verdict.ALLOW;
          case "Deny" -> Verdict.DENY;
          default -> Verdict.PASS;
        };
      }
    }
    return null;
  }

  private boolean isSubject(JsonNode subject, End end) {
    return subject.has("namespaces")
        ? matches(subject.path("namespaces"), labels(end.namespace()))
        : matches(subject.at("/pods/namespaceSelector"), labels(end.namespace()))
            && matches(subject.at("/pods/podSelector"), labels(end.pod()));
  }

  private boolean isAdminPeer(JsonNode peer, End end) {
    if (peer.has("networks")) {
      for (JsonNode network : peer.path("networks")) {
        if (in(end.address(), network.asString())) {
          return true;
        }
      }
      return false;
    }
    return end.isPod() && !peer.has("nodes") && isSubject(peer, end);
  }

  private static boolean isAdminPort(JsonNode wanted, End to, String protocol, int port) {
    if (wanted.has("namedPort")) {
      return named(to, wanted.path("namedPort").asString(), protocol, port);
    }
    if (wanted.has("portRange")) {
      JsonNode range = wanted.path("portRange");
      return range.path("protocol").asString("TCP").equals(protocol)
          && port >= range.path("start").asInt()
          && port <= range.path("end").asInt();
    }
    JsonNode number = wanted.path("portNumber");
    return number.path("protocol").asString("TCP").equals(protocol)
        && number.path("port").asInt() == port;
  }

  private static JsonNode labels(JsonNode object) {
    return object.at("/metadata/labels");
  }

  private JsonNode labels(String namespace) {
    JsonNode own = null;
    for (JsonNode each : namespaces) {
      if (each.at("/metadata/name").asString("").equals(namespace)) {
        own = each.deepCopy();
      }
    }
    var labels = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    if (own != null) {
      labels(own).forEachEntry(labels::set);
    }
    labels.put("kubernetes.io/metadata.name", namespace);
    return labels;
  }

  private static boolean matches(JsonNode selector, JsonNode labels) {
    for (String key : selector.path("matchLabels").propertyNames()) {
      if (!labels
          .path(key)
          .asString("\0")
          .equals(selector.path("matchLabels").path(key).asString())) {
        return false;
      }
    }
    for (JsonNode each : selector.path("matchExpressions")) {
      String is = labels.path(each.path("key").asString()).asString("\0");
      boolean listed = false;
      for (JsonNode value : each.path("values")) {
        listed |= value.asString().equals(is);
      }
      boolean fits =
          switch (each.path("operator").asString()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> !is.equals("\0");
            case "DoesNotExist" -> is.equals("\0");
            default -> throw new IllegalArgumentException(each.toString());
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** By numbers: the address and the block's begin differ only below the prefix. */
  static boolean in(String address, String block) {
    if (address.contains(":") != block.contains(":")) {
      return false;
    }
    String[] part = block.split("/");
    int bits = block.contains(":") ? 128 : 32;
    int below = bits - (part.length > 1 ? Integer.parseInt(part[1]) : bits);
    return number(address).shiftRight(below).equals(number(part[0]).shiftRight(below));
  }

  private static BigInteger number(String address) {
    return new BigInteger(1, InetAddress.ofLiteral(address).getAddress());
  }
}
