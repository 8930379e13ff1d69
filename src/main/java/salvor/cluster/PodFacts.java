package salvor.cluster;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** What a pod says of its readiness and its ports. */
public final class PodFacts {
  private PodFacts() {}

  /** Whether it takes connections through Services. */
  public static boolean isReady(JsonNode pod) {
    return pod.at("/status/conditions")
        .valueStream()
        .anyMatch(condition ->
            condition.path("type").asString("").equals("Ready")
                && condition.path("status").asString("").equals("True"));
  }

  /** The number of a named port; a name is for one protocol. */
  public static OptionalInt port(JsonNode pod, String name, String protocol) {
    return pod.at("/spec/containers")
        .valueStream()
        .flatMap(container -> container.path("ports").valueStream())
        .filter(
            port -> port.path("name").asString("").equals(name) && protocol(port).equals(protocol))
        .mapToInt(port -> port.path("containerPort").asInt(0))
        .findFirst();
  }

  private static String protocol(JsonNode port) {
    return port.path("protocol").asString("TCP");
  }

  /** To which port of a pod a port of a Service leads; 0 where the pod has none of that name. */
  public static int targetPort(JsonNode port, JsonNode pod) {
    JsonNode target = port.path("targetPort");
    return target.isString()
        ? port(pod, target.asString(""), protocol(port)).orElse(0)
        : target.asInt(port.path("port").asInt(0));
  }
}
