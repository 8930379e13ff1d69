package salvor.training;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Reach;
import salvor.training.Happening.OpenSocket;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the recorded attacker can still do after what the responder did.
 *
 * <p>Each step begins with a request from outside: it does not happen once no such request reaches
 * the pod. A new connection does not happen once the pod may not reach its peer. A connection that
 * stands already goes on under a policy, as it does with kube-router and most others.
 */
final class Consequences {
  private static final int WEB = 80;
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** The label of the requests with which the steps begin: each comes from outside anew. */
  private static final String REQUEST = "request-of-the-attacker";

  private final ObjectStore store;
  private final ApiResource pods;
  private final Reach reach;
  private final String attacker;
  private final Map<String, String> podOf = new HashMap<>();
  private final Set<String> prevented = new HashSet<>();
  private final Set<String> begun = new HashSet<>();

  Consequences(JsonNode scenario, ObjectStore store, ApiResources resources, Reach reach) {
    this.store = store;
    this.pods = resources.named("pods");
    this.reach = reach;
    this.attacker = scenario.path("attackers").path(0).asString("").replaceAll("\\d+/\\d+$", "66");
    store.watch(change -> {
      if (change.resource().equals(pods)) {
        change
            .object()
            .at("/status/containerStatuses")
            .forEach(status ->
                podOf.put(
                    World.id(status.path("containerID").asString("")),
                    change.object().path("metadata").path("namespace").asString("")
                        + "/"
                        + change.object().path("metadata").path("name").asString("")));
      }
    });
  }

  private Optional<ObjectNode> pod(String container) {
    String[] name = podOf.getOrDefault(container, "/").split("/", 2);
    return store.find(pods, name[0], name[1]);
  }

  /** Whether the attacker's requests arrive at a pod. */
  boolean reached(ObjectNode pod) {
    return reach.enters(pod, attacker, WEB);
  }

  /** Whether something of a step still happens in a container; whatever is of no step does. */
  boolean lets(String container, @Nullable String step) {
    if (step == null || begun.contains(step + container)) {
      return true;
    }
    Optional<ObjectNode> pod = pod(container);
    if (step.equals(REQUEST)) {
      return pod.isPresent() && reached(pod.get());
    }
    if (prevented.contains(step + container) || pod.isEmpty() || !reached(pod.get())) {
      prevented.add(step + container);
      return false;
    }
    begun.add(step + container);
    return true;
  }

  /** Whether a connection comes to be. */
  boolean lets(OpenSocket socket) {
    boolean in = socket.pid() == 0;
    String remote = Addresses.host(socket.remote());
    return lets(socket.container(), socket.step())
        && pod(socket.container())
            .filter(pod ->
                in
                    ? reach.enters(pod, remote, Addresses.port(socket.local()))
                    : reach.connects(pod, remote, Addresses.port(socket.remote())))
            .isPresent();
  }

  /**
   * Whether a pod writes a line: one that begins with the address of who asked is only written
   * where the request arrives. A node's probes always do.
   */
  boolean lets(ObjectNode pod, String line) {
    String first = line.split(" ", 2)[0];
    boolean asked = ADDRESS.matcher(first).matches() && !line.contains("kube-probe");
    return !asked || reach.enters(pod, first, WEB);
  }

  /**
   * Whether somebody who practises has changed an object: only the practice server itself notes who
   * set which field.
   */
  static boolean touched(ObjectNode object) {
    return object.path("metadata").has("managedFields");
  }
}
