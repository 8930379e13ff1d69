package salvor.baseline;

/** Who is at the other end, in the words of a baseline. */
public sealed interface Peer {
  /** The pods of a workload; the kind is left out, so that it equals what a pod's name tells. */
  record OfWorkload(String namespace, String name) implements Peer {}

  /** A Kubernetes Service. */
  record OfService(String namespace, String name) implements Peer {}

  /**
   * Pods chosen by labels, as Kubescape writes them: {@code namespace selector / pod selector},
   * labels sorted.
   */
  record Selected(String labels) implements Peer {}

  /**
   * Any node of the cluster, its pod bridge included: where probes and service proxies come from.
   */
  record Node() implements Peer {}

  /** The container's own pod, by a loopback address. */
  record Loopback() implements Peer {}

  /** A DNS name; wildcards as in {@link Wildcards#name}. */
  record Name(String pattern) implements Peer {}

  /** An address, a CIDR range, or {@code *}; as in {@link Wildcards#address}. */
  record Address(String pattern) implements Peer {}

  /** Any address that is neither a pod, a Service nor a node: clients of a published service. */
  record Outside() implements Peer {}

  /** The peer in one word. */
  default String text() {
    return switch (this) {
      case OfWorkload(String namespace, String name) -> "workload:" + namespace + "/" + name;
      case OfService(String namespace, String name) -> "service:" + namespace + "/" + name;
      case Selected(String labels) -> "pods:" + labels;
      case Node() -> "node";
      case Loopback() -> "loopback";
      case Name(String pattern) -> "name:" + pattern;
      case Address(String pattern) -> pattern;
      case Outside() -> "outside";
    };
  }

  /** The peer that {@link #text} wrote. */
  static Peer of(String text) {
    int colon = text.indexOf(':');
    String value = text.substring(colon + 1);
    int slash = value.indexOf('/');
    return switch (colon < 0 ? text : text.substring(0, colon)) {
      case "workload" ->
          new OfWorkload(value.substring(0, Math.max(slash, 0)), value.substring(slash + 1));
      case "service" ->
          new OfService(value.substring(0, Math.max(slash, 0)), value.substring(slash + 1));
      case "pods" -> new Selected(value);
      case "node" -> new Node();
      case "loopback" -> new Loopback();
      case "name" -> new Name(value);
      case "outside" -> new Outside();
      default -> new Address(text);
    };
  }
}
