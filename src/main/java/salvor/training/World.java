package salvor.training;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.RunningProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes on in the containers of the practice cluster now. Not for several threads. */
final class World {
  /** How many lines of a container are kept, as a node's rotation would. */
  static final int LINES_KEPT = 50_000;

  /** A line that a container wrote, and when. */
  record Line(Instant time, String text) {}

  /** A running container: its processes, sockets and what it wrote. */
  static final class Box {
    final String id;
    final String name;
    final String image;
    final Map<Long, RunningProcess> processes = new LinkedHashMap<>();
    final List<OpenSocket> sockets = new ArrayList<>();
    final Map<String, String> files = new HashMap<>();
    final Set<String> deleted = new HashSet<>();
    private final Deque<Line> lines = new ArrayDeque<>();
    private final List<Consumer<Line>> followers = new ArrayList<>();
    private final List<Runnable> whenGone = new ArrayList<>();

    Box(String id, String name, String image) {
      this.id = id;
      this.name = name;
      this.image = image;
    }

    List<Line> lines() {
      return List.copyOf(lines);
    }

    void write(Line line) {
      lines.add(line);
      if (lines.size() > LINES_KEPT) {
        lines.remove();
      }
      List.copyOf(followers).forEach(follower -> follower.accept(line));
    }

    void follow(Consumer<Line> follower) {
      followers.add(follower);
    }

    void whenGone(Runnable then) {
      whenGone.add(then);
    }

    private void gone() {
      List.copyOf(whenGone).forEach(Runnable::run);
      whenGone.clear();
    }

    void unfollow(Consumer<Line> follower) {
      followers.remove(follower);
    }
  }

  private final Map<String, Box> byId = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Map<String, Map<String, Box>> byPod = new HashMap<>();
  private final Map<String, Map<String, Box>> previous = new HashMap<>();

  /** Takes in what a pod's status says of its containers; a container that is new starts empty. */
  void pod(ObjectNode pod) {
    String uid = uid(pod);
    if (!pod.at("/spec/hostNetwork").asBoolean(false)) {
      addresses.put(uid, pod.at("/status/podIP").asString(""));
    }
    for (String list : List.of("containerStatuses", "ephemeralContainerStatuses")) {
      for (JsonNode status : pod.path("status").path(list)) {
        String id = id(status.path("containerID").asString(""));
        String name = status.path("name").asString("");
        Box known = byPod.computeIfAbsent(uid, u -> new LinkedHashMap<>()).get(name);
        if (!id.isEmpty() && (known == null || !known.id.equals(id))) {
          Box box = new Box(id, name, status.path("image").asString(""));
          if (known != null) {
            previous.computeIfAbsent(uid, u -> new HashMap<>()).put(name, known);
            byId.remove(known.id);
            known.gone();
          }
          listen(box, pod);
          byPod.get(uid).put(name, box);
          byId.put(id, box);
          told.add(id);
        }
      }
    }
  }

  /** A container listens on the ports that its pod declares. */
  private static void listen(Box box, ObjectNode pod) {
    for (JsonNode container : pod.at("/spec/containers")) {
      if (container.path("name").asString("").equals(box.name)) {
        for (JsonNode port : container.path("ports")) {
          String local = "0.0.0.0:" + port.path("containerPort").asInt(0);
          if (port.path("protocol").asString("TCP").equals("TCP")) {
            box.sockets.add(
                new OpenSocket(box.id, Instant.EPOCH, local, "0.0.0.0:0", "LISTEN", 0, null));
          }
        }
      }
    }
  }

  /** Forgets all containers of a pod: what was not collected is lost. */
  void gone(ObjectNode pod) {
    Map<String, Box> boxes = byPod.remove(uid(pod));
    addresses.remove(uid(pod));
    if (boxes != null) {
      for (Box box : boxes.values()) {
        byId.remove(box.id);
        box.gone();
      }
    }
    previous.remove(uid(pod));
  }

  /** Whether something listens at a port of a pod; empty where no pod has that address. */
  Optional<Boolean> listens(String address, int port) {
    return addresses.entrySet().stream()
        .filter(entry -> entry.getValue().equals(address))
        .findFirst()
        .map(entry ->
            byPod.getOrDefault(entry.getKey(), Map.of()).values().stream()
                .flatMap(box -> box.sockets.stream())
                .anyMatch(s -> s.state().equals("LISTEN") && Addresses.port(s.local()) == port));
  }

  Optional<Box> container(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Whether a container is there or was. */
  boolean knew(String id) {
    return told.contains(id);
  }

  Optional<Box> container(ObjectNode pod, String name) {
    return Optional.ofNullable(byPod.getOrDefault(uid(pod), Map.of()).get(name));
  }

  Optional<Box> previous(ObjectNode pod, String name) {
    return Optional.ofNullable(previous.getOrDefault(uid(pod), Map.of()).get(name));
  }

  Collection<Box> containers(ObjectNode pod) {
    return byPod.getOrDefault(uid(pod), Map.of()).values();
  }

  static String id(String containerId) {
    return containerId.substring(containerId.lastIndexOf('/') + 1);
  }

  static String uid(ObjectNode pod) {
    return pod.path("metadata").path("uid").asString("");
  }
}
