package salvor.training;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.RunningProcess;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays a recording into the cluster as its clock reaches each happening.
 *
 * <p>What the responder did counts: nothing happens any more in a pod that is gone, and a step of
 * the attacker that a policy now keeps from its pod does not happen, nor what would follow from it.
 *
 * <p>A container does something before the API tells of it: that waits until it does.
 */
final class Replay {
  private final Deque<Happening> toCome;
  private final ReplayClock clock;
  private final Carrier carrier;
  private final ObjectStore store;
  private final ApiResource pods;
  private final World world;
  private final Consequences consequences;
  private final Sensors sensors;
  private final Map<String, String> versions = new HashMap<>();
  private final Set<String> recorded = new HashSet<>();
  private final Map<String, List<Happening>> early = new LinkedHashMap<>();

  Replay(
      Recording recording,
      ReplayClock clock,
      ObjectStore store,
      ApiResources resources,
      World world,
      Consequences consequences,
      Sensors sensors) {
    this.toCome = new ArrayDeque<>(recording.happenings());
    this.clock = clock;
    this.carrier = new Carrier(clock);
    this.store = store;
    this.pods = resources.named("pods");
    this.world = world;
    this.consequences = consequences;
    this.sensors = sensors;
  }

  /** Plays everything that the clock has reached; gives how much that was. */
  int play() {
    Instant until = clock.recorded();
    int played = 0;
    for (String told : early.keySet().stream().filter(world::knew).toList()) {
      List<Happening> before = early.getOrDefault(told, List.of());
      early.remove(told);
      before.forEach(this::play);
    }
    while (!toCome.isEmpty() && !toCome.getFirst().time().isAfter(until)) {
      play(toCome.removeFirst());
      played++;
    }
    return played;
  }

  /** Whether the recording itself says what becomes of an object. */
  boolean tells(String uid) {
    return recorded.contains(uid);
  }

  /** Whether everything was played. */
  boolean isOver() {
    return toCome.isEmpty();
  }

  /** Plays one thing now, or once its container is told of. */
  void play(Happening happening) {
    String inside = happening.inside();
    if (!inside.isEmpty() && !world.knew(inside)) {
      early.computeIfAbsent(inside, _ -> new ArrayList<>()).add(happening);
      return;
    }
    switch (happening) {
      case Happening.ObjectSeen(Instant time, ApiResource resource, ObjectNode object) ->
          seen(resource, object);
      case Happening.ObjectGone(
              Instant time,
              ApiResource resource,
              String namespace,
              String name) ->
          store
              .find(resource, namespace, name)
              .ifPresent(object -> store.delete(resource, namespace, name));
      case Happening.ProcessBegan(Instant time, RunningProcess process) -> began(process);
      case Happening.ProcessEnded(Instant time, String container, long pid) ->
          world.container(container).ifPresent(box -> box.processes.remove(pid));
      case Happening.SocketOpened(Instant time, OpenSocket socket) -> {
        if (consequences.lets(socket)) {
          world.container(socket.container()).ifPresent(box -> box.sockets.add(socket));
        }
      }
      case Happening.SocketClosed(Instant time, OpenSocket socket) ->
          world.container(socket.container()).ifPresent(box -> box.sockets.remove(socket));
      case Happening.SensorLine(Instant time, JsonNode line, String container, String step) -> {
        if (world.container(container).isPresent() && consequences.lets(container, step)) {
          sensors.write(carrier.carry(line.deepCopy()), container);
        }
      }
      case Happening.LogLine(
              Instant time,
              String namespace,
              String pod,
              String container,
              String text) ->
          store
              .find(pods, namespace, pod)
              .filter(object -> consequences.lets(object, text))
              .flatMap(object -> world.container(object, container))
              .ifPresent(box -> box.write(new World.Line(clock.carried(time), carrier.text(text))));
    }
  }

  private void began(RunningProcess process) {
    if (consequences.lets(process.container(), process.step())) {
      world
          .container(process.container())
          .ifPresent(box -> box.processes.put(process.pid(), carried(process)));
    }
  }

  private RunningProcess carried(RunningProcess process) {
    return new RunningProcess(
        process.container(),
        process.pid(),
        process.parent(),
        process.number(),
        process.executable(),
        process.name(),
        process.arguments(),
        process.uid(),
        clock.carried(process.start()),
        process.step());
  }

  /**
   * An object as a recorded answer shows it. Objects that the responder has changed are left to the
   * simulated controllers from then on.
   */
  private void seen(ApiResource resource, ObjectNode object) {
    ObjectNode carried = (ObjectNode) carrier.carry(object.deepCopy());
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asString("");
    String name = metadata.path("name").asString("");
    String key = resource.qualified() + "/" + namespace + "/" + name;
    Optional<ObjectNode> there = store.find(resource, namespace, name);
    if (there.isPresent() && Consequences.touched(there.get())) {
      return;
    }
    String version = metadata.path("resourceVersion").asString("");
    if (!versions.getOrDefault(key, "").isEmpty()
        && Long.parseLong(versions.get(key)) >= Long.parseLong(version)) {
      return;
    }
    versions.put(key, version);
    recorded.add(metadata.path("uid").asString(""));
    ((ObjectNode) carried.path("metadata")).remove(Set.of("resourceVersion", "managedFields"));
    if (there.isPresent()) {
      store.replace(resource, carried);
    } else {
      store.create(resource, carried);
    }
  }
}
