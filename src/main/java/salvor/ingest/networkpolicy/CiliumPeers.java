package salvor.ingest.networkpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import salvor.baseline.Canonicaliser;
import salvor.baseline.Peer;
import salvor.baseline.Selection;
import salvor.baseline.Wildcards;
import salvor.ingest.Fields;
import salvor.ingest.Selectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Peers as a CiliumNetworkPolicy names them. */
final class CiliumPeers {
  private static final String SOURCE = "k8s:";
  private static final String NAMESPACE = "io.kubernetes.pod.namespace";
  private static final String NAMESPACE_LABEL = "io.cilium.k8s.namespace.labels.";

  private CiliumPeers() {}

  /** Takes a member of a rule; false when it names no peers that are known here. */
  static boolean take(
      JsonNode value, String member, String side, List<Peer> into, PolicyRules.Remarks remarks) {
    if (!member.startsWith(side)) {
      return false;
    }
    switch (member.substring(side.length())) {
      case "Endpoints" -> value.forEach(e -> into.add(new Peer.Selected(pods(e).text())));
      case "CIDR" -> value.forEach(c -> into.add(new Peer.Address(c.asString(""))));
      case "CIDRSet" -> value.forEach(c -> range(c, into, remarks));
      case "Entities" -> value.forEach(e -> entity(e.asString(""), into, remarks));
      case "FQDNs" ->
          value.forEach(n -> name(n, remarks).ifPresent(p -> into.add(new Peer.Name(p))));
      case "Services" -> value.forEach(s -> service(s, into, remarks));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void range(JsonNode set, List<Peer> into, PolicyRules.Remarks remarks) {
    String range = Fields.text(set, "cidr");
    if (range != null && set.path("except").isEmpty()) {
      into.add(new Peer.Address(range));
    } else {
      remarks.notTaken("a set of ranges with exceptions, or by a group");
    }
  }

  private static void entity(String entity, List<Peer> into, PolicyRules.Remarks remarks) {
    switch (entity) {
      case "all" -> into.addAll(Allowed.ANYBODY);
      case "world" -> into.add(new Peer.Outside());
      case "host", "remote-node" -> into.add(new Peer.Node());
      case "kube-apiserver" -> into.add(new Peer.OfService("default", "kubernetes"));
      case "cluster" -> {
        into.add(new Peer.Node());
        into.add(new Peer.Selected("* / *"));
      }
      case "none" -> {}
      default -> remarks.notTaken("the entity " + entity);
    }
  }

  private static void service(JsonNode service, List<Peer> into, PolicyRules.Remarks remarks) {
    String namespace = Fields.exact(service, "k8sService", "namespace");
    String name = Fields.exact(service, "k8sService", "serviceName");
    if (namespace == null || name == null) {
      remarks.notTaken("Services chosen by labels, or without a namespace");
    } else {
      into.add(new Peer.OfService(namespace, name));
    }
  }

  /** A name in a baseline's words: stars stand for whole labels there. */
  static Optional<String> name(JsonNode name, PolicyRules.Remarks remarks) {
    String exact = Fields.exact(name, "matchName");
    String pattern = Fields.exact(name, "matchPattern");
    if (exact != null && exact.indexOf('*') < 0) {
      return Optional.of(Canonicaliser.name(exact).text());
    }
    List<String> labels = new ArrayList<>();
    boolean whole = pattern != null;
    for (String label :
        (pattern == null ? "" : Canonicaliser.name(pattern).text()).split("\\.", -1)) {
      whole &= label.equals("*") || label.indexOf('*') < 0;
      labels.add(label.equals("*") && !labels.isEmpty() ? Wildcards.ONE : label);
    }
    if (!whole || labels.equals(List.of("*"))) {
      remarks.notTaken("names like " + (pattern == null ? exact : pattern));
      return Optional.empty();
    }
    return Optional.of(String.join(".", labels));
  }

  /** A selector without the sources before its keys. */
  static JsonNode bare(JsonNode selector) {
    if (!selector.isObject()) {
      return MissingNode.getInstance();
    }
    ObjectNode bare = JsonMapper.shared().createObjectNode();
    ObjectNode labels = bare.putObject("matchLabels");
    selector
        .path("matchLabels")
        .propertyStream()
        .forEach(e -> labels.set(key(e.getKey()), e.getValue()));
    for (JsonNode each : selector.path("matchExpressions")) {
      ObjectNode expression = each.deepCopy().asObject();
      expression.put("key", key(each.path("key").asString("")));
      bare.withArray("matchExpressions").add(expression);
    }
    return bare;
  }

  private static String key(String key) {
    return key.startsWith(SOURCE) ? key.substring(SOURCE.length()) : key;
  }

  /** What Cilium puts among the labels of a pod, taken apart. */
  private static Selection pods(JsonNode endpoint) {
    Selection.Selector all =
        Selectors.of(MissingNode.getInstance(), bare(endpoint)).orElse(Selectors.ALL).pods();
    TreeMap<String, String> namespaces = new TreeMap<>();
    TreeMap<String, String> labels = new TreeMap<>();
    all.labels()
        .forEach(
            (key, value) -> (isNamespaces(key) ? namespaces : labels).put(namespaced(key), value));
    List<Selection.Expression> ofNamespaces = new ArrayList<>();
    List<Selection.Expression> ofPods = new ArrayList<>();
    boolean every = false;
    for (Selection.Expression each : all.expressions()) {
      if (each.key().equals(NAMESPACE) && each.operator().equals("Exists")) {
        every = true;
      } else {
        (isNamespaces(each.key()) ? ofNamespaces : ofPods)
            .add(new Selection.Expression(namespaced(each.key()), each.operator(), each.values()));
      }
    }
    boolean own = namespaces.isEmpty() && ofNamespaces.isEmpty() && !every;
    return new Selection(
        own ? null : new Selection.Selector(namespaces, ofNamespaces),
        new Selection.Selector(labels, ofPods));
  }

  private static boolean isNamespaces(String key) {
    return key.equals(NAMESPACE) || key.startsWith(NAMESPACE_LABEL);
  }

  private static String namespaced(String key) {
    return key.equals(NAMESPACE)
        ? "kubernetes.io/metadata.name"
        : key.startsWith(NAMESPACE_LABEL) ? key.substring(NAMESPACE_LABEL.length()) : key;
  }
}
