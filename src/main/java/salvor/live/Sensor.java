package salvor.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container that writes what it sees on its node.
 *
 * @param kind what it is
 * @param namespace the namespace of its pod
 * @param pod the name of its pod
 * @param container its name
 * @param node the node that it watches
 */
public record Sensor(Kind kind, String namespace, String pod, String container, String node) {

  /** The sensors that are known, by the images and containers of their charts. */
  public enum Kind {
    /** Falco, with {@code json_output}. */
    FALCO("falco", "falcosecurity/falco", "falco"),
    /** Tetragon's exporter of events. */
    TETRAGON("tetragon", "/", "export-stdout"),
    /** Tracee, with JSON output. */
    TRACEE("tracee", "aquasec/tracee", "tracee"),
    /** Inspektor Gadget. */
    INSPEKTOR_GADGET("inspektor-gadget", "inspektor-gadget", "gadget"),
    /** Kubescape's node agent. */
    KUBESCAPE("kubescape", "kubescape/node-agent", "node-agent"),
    /** Cilium's agent or relay, where it exports flows of Hubble. */
    HUBBLE("hubble", "hubble-export", "hubble-export-stdout");

    private final String id;
    private final String image;
    private final String container;

    Kind(String id, String image, String container) {
      this.id = id;
      this.image = image;
      this.container = container;
    }

    /** Its name in files and on the command line. */
    public String id() {
      return id;
    }

    private boolean fits(String name, String of) {
      return name.equals(container) && of.contains(image);
    }
  }

  /**
   * The sensor that a pod is.
   *
   * @param images the images of its containers, by the containers' names
   */
  public static Optional<Sensor> in(
      String namespace, String pod, String node, Map<String, String> images) {
    for (Kind kind : List.of(Kind.values())) {
      for (Map.Entry<String, String> container : images.entrySet()) {
        if (kind.fits(container.getKey(), container.getValue())) {
          return Optional.of(new Sensor(kind, namespace, pod, container.getKey(), node));
        }
      }
    }
    return Optional.empty();
  }
}
