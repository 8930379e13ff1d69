package salvor.report.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Selection;
import salvor.baseline.Trait;
import salvor.baseline.Trait.Network.Direction;
import salvor.baseline.Wildcards;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CiliumNetworkPolicies (cilium.io/v2): as NetworkPolicies, and with names, nodes, Services without
 * pods, and what is outside of the cluster.
 */
final class CiliumPolicies implements NetworkRules.Words {
  private static final String NAME = "a CiliumNetworkPolicy";
  private static final Set<Facet> HELD = EnumSet.of(Facet.NETWORK, Facet.DNS);
  private static final Pattern DNS_NAME = Pattern.compile("([-a-zA-Z0-9_]+\\.?)+");
  private static final Pattern DNS_PATTERN = Pattern.compile("([-a-zA-Z0-9_*]+\\.?)+");
  private static final String NAMESPACE = "k8s:io.kubernetes.pod.namespace";
  private static final String NAMESPACE_LABEL = "k8s:io.cilium.k8s.namespace.labels.";

  private final Draft draft = new Draft();

  private CiliumPolicies() {}

  static Handover of(List<Profile> profiles, PodLabels pods) {
    return new CiliumPolicies().write(profiles, pods);
  }

  private Handover write(List<Profile> profiles, PodLabels pods) {
    for (Workloads.Subject subject :
        new Workloads(draft, pods).of(profiles, EnumSet.of(Facet.NETWORK))) {
      NetworkRules rules = new NetworkRules(draft, pods, this);
      Set<String> names = new TreeSet<>();
      for (Profile profile : subject.profiles()) {
        draft.lostSupport(profile);
        draft.facets(profile, HELD, NAME);
        rules.take(profile);
        names(profile, names);
      }
      Profile first = subject.first();
      String name =
          draft.unique(ObjectNames.of(first.key().kind(), first.key().workload(), "baseline"));
      String namespace = PodLabels.namespace(first, draft);
      boolean knowsNames = subject.is(Facet.DNS, FacetState.STABLE) && !names.isEmpty();
      if (rules.asksDns()) {
        draft.assume("the cluster's DNS are the pods of kube-system with k8s-app=kube-dns");
        draft.assume(
            knowsNames
                ? "nothing looks up names by search domains: only names that were seen are allowed"
                : "any name may be looked up where names were not learned to the end");
      }
      ObjectNode object =
          draft.kubernetes(
              "cilium.io/v2", "CiliumNetworkPolicy", name, namespace, Map.of(), subject.profiles());
      ObjectNode spec = object.putObject("spec");
      ObjectNode labels = spec.putObject("endpointSelector").putObject("matchLabels");
      subject.labels().forEach(labels::put);
      rules(spec.putArray("ingress"), rules.of(Direction.IN));
      ArrayNode egress = spec.putArray("egress");
      if (rules.asksDns()) {
        dns(egress.addObject(), knowsNames ? names : Set.of("*"));
      }
      rules(egress, rules.of(Direction.OUT));
      closed(spec, "ingress");
      closed(spec, "egress");
      draft.add(name, first.name(), object, "CiliumNetworkPolicy", PolicyDocument.Form.YAML);
    }
    return draft.done();
  }

  /** Without any rule a direction would be open; an empty rule closes it. */
  private static void closed(ObjectNode spec, String direction) {
    if (spec.path(direction).isEmpty()) {
      spec.withArray(direction).addObject();
    }
  }

  /** The names that may be looked up. */
  private void names(Profile profile, Set<String> names) {
    for (Element element : profile.elements()) {
      String name =
          switch (element.trait()) {
            case Trait.Lookup(String pattern) -> pattern;
            case Trait.Network n
                when n.direction() == Direction.OUT && n.peer() instanceof Peer.Name(String p) ->
                p;
            default -> null;
          };
      if (name != null) {
        String pattern = pattern(profile, element, name);
        if (pattern != null) {
          names.add(pattern);
        }
      }
    }
  }

  /** A name or pattern in Cilium's words, null when there is none. */
  private @Nullable String pattern(Profile profile, Element element, String name) {
    String pattern = name.replace(Wildcards.ONE, "*");
    if (pattern.contains("**")
        || pattern.length() > 255
        || !DNS_PATTERN.matcher(pattern).matches()) {
      draft.lost(profile, element, "it is no name that Cilium can match");
      return null;
    }
    if (name.endsWith(".*")) {
      draft.lost(profile, element, "any number of labels at the end: only one is allowed there");
    }
    return pattern;
  }

  private static void dns(ObjectNode rule, Set<String> names) {
    rule.putArray("toEndpoints").add(endpoints(NetworkRules.DNS_PODS));
    ObjectNode ports = rule.putArray("toPorts").addObject();
    ObjectNode port = ports.putArray("ports").addObject();
    port.put("port", "53");
    port.put("protocol", "ANY");
    ArrayNode dns = ports.putObject("rules").putArray("dns");
    names.forEach(name -> fqdn(dns.addObject(), name));
  }

  private static void fqdn(ObjectNode node, String name) {
    node.put(DNS_NAME.matcher(name).matches() ? "matchName" : "matchPattern", name);
  }

  private static void rules(
      ArrayNode list, List<Map.Entry<NetworkRules.Entry, Set<NetworkRules.Port>>> rules) {
    for (Map.Entry<NetworkRules.Entry, Set<NetworkRules.Port>> rule : rules) {
      ObjectNode node = list.addObject();
      node.setAll(rule.getKey().peer().deepCopy());
      if (!rule.getKey().anyPort()) {
        ArrayNode ports = node.putArray("toPorts").addObject().putArray("ports");
        for (NetworkRules.Port port : rule.getValue()) {
          ObjectNode each = ports.addObject();
          each.put("port", port.port() == 0 ? "1" : String.valueOf(port.port()));
          if (port.port() == 0) {
            each.put("endPort", 65_535);
          }
          each.put("protocol", port.protocol() == null ? "ANY" : port.protocol());
        }
      }
    }
  }

  @Override
  public @Nullable ObjectNode peer(
      Profile profile, Element element, Direction direction, Peer peer, @Nullable Selection pods) {
    String side = direction == Direction.OUT ? "to" : "from";
    ObjectNode node = Draft.object();
    if (pods != null) {
      node.putArray(side + "Endpoints").add(endpoints(pods));
      return node;
    }
    return switch (peer) {
      case Peer.Address(String pattern) -> address(profile, element, side, pattern);
      case Peer.Outside() -> entities(side, "world");
      case Peer.Node() -> entities(side, "host", "remote-node");
      case Peer.Name(String name) -> name(profile, element, direction, name);
      case Peer.OfService(String namespace, String name) ->
          service(profile, element, direction, namespace, name);
      case Peer.OfWorkload _ -> lost(profile, element, "a workload that no label can name");
      case Peer.Selected _ -> lost(profile, element, "labels that cannot be told apart");
      case Peer.Loopback() -> throw new IllegalStateException("no policy governs it");
    };
  }

  private @Nullable ObjectNode address(
      Profile profile, Element element, String side, String pattern) {
    if (pattern.equals("*")) {
      return entities(side, "all");
    }
    Optional<String> range = Cidr.of(pattern);
    if (range.isEmpty()) {
      return lost(profile, element, "it is neither an address nor a range");
    }
    draft.assume("addresses are none of pods and nodes: Cilium holds ranges against others only");
    ObjectNode node = Draft.object();
    node.putArray(side + "CIDR").add(range.get());
    return node;
  }

  private @Nullable ObjectNode name(
      Profile profile, Element element, Direction direction, String name) {
    if (direction == Direction.IN) {
      return lost(profile, element, "a name that connects: only names connected to");
    }
    String pattern = pattern(profile, element, name);
    if (pattern == null) {
      return null;
    }
    ObjectNode node = Draft.object();
    fqdn(node.putArray("toFQDNs").addObject(), pattern);
    return node;
  }

  private @Nullable ObjectNode service(
      Profile profile, Element element, Direction direction, String namespace, String name) {
    if (namespace.equals("default") && name.equals("kubernetes")) {
      return entities(direction == Direction.OUT ? "to" : "from", "kube-apiserver");
    }
    if (direction == Direction.IN
        || !ObjectNames.isNamespace(namespace)
        || !ObjectNames.isNamespace(name)) {
      return lost(profile, element, "a Service that connects, or whose name is not valid");
    }
    draft.assume("Cilium is 1.17 or later: before, a rule of a Service cannot have ports");
    ObjectNode node = Draft.object();
    ObjectNode service = node.putArray("toServices").addObject().putObject("k8sService");
    service.put("serviceName", name);
    service.put("namespace", namespace);
    return node;
  }

  private @Nullable ObjectNode lost(Profile profile, Element element, String reason) {
    draft.lost(profile, element, reason);
    return null;
  }

  private static ObjectNode entities(String side, String... names) {
    ObjectNode node = Draft.object();
    ArrayNode entities = node.putArray(side + "Entities");
    for (String name : names) {
      entities.add(name);
    }
    return node;
  }

  /** Pods of other namespaces are told by labels that Cilium makes of their namespace. */
  private static ObjectNode endpoints(Selection pods) {
    ObjectNode node = Draft.object();
    SelectorNode.write(node, pods.pods());
    Selection.Selector namespaces = pods.namespaces();
    if (namespaces == null) {
      return node;
    }
    namespaces
        .labels()
        .forEach((key, value) -> node.withObject("matchLabels").put(namespaced(key), value));
    for (Selection.Expression each : namespaces.expressions()) {
      ObjectNode expression = node.withArray("matchExpressions").addObject();
      expression.put("key", namespaced(each.key()));
      expression.put("operator", each.operator());
      if (!each.values().isEmpty()) {
        each.values().forEach(expression.putArray("values")::add);
      }
    }
    if (namespaces.labels().isEmpty() && namespaces.expressions().isEmpty()) {
      ObjectNode expression = node.withArray("matchExpressions").addObject();
      expression.put("key", NAMESPACE);
      expression.put("operator", "Exists");
    }
    return node;
  }

  private static String namespaced(String key) {
    return key.equals("kubernetes.io/metadata.name") ? NAMESPACE : NAMESPACE_LABEL + key;
  }
}
