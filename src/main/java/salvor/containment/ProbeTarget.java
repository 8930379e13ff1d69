package salvor.containment;

/**
 * Something that is tried from inside a pod.
 *
 * @param word how the toolbox is told, such as {@code tcp:192.0.2.1:443}
 * @param name what it is, as the cluster calls it
 * @param ofNode whether the pod's own node may be what answers: that a pod always reaches
 */
public record ProbeTarget(Role role, String word, String name, boolean ofNode) {
  /** What it is for the pod. */
  public enum Role {
    /** The cluster's API, by its Service or one of the servers behind it. */
    API_SERVER,
    /** The cluster's names. */
    CLUSTER_DNS,
    /** Where clouds give credentials to what runs on a machine. */
    METADATA,
    /** Another pod. */
    PEER,
    /** The other end of a connection that the pod had. */
    REMOTE,
    /** An address that somebody named. */
    NAMED,
    /** The node that the pod runs on. */
    NODE
  }

  /** The address that is tried. */
  String host() {
    return host(word);
  }

  /** The address in the words by which something is tried. */
  static String host(String word) {
    String rest = word.substring(word.indexOf(':') + 1);
    int end = rest.startsWith("[") ? rest.indexOf(']') : rest.indexOf(':');
    return end < 0 ? rest : rest.substring(rest.startsWith("[") ? 1 : 0, end);
  }
}
