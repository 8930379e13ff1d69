package salvor.training;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import salvor.cluster.Reach;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Json;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.node.ObjectNode;

/** Everything of a practice cluster but the server, with a clock that tests move on. */
final class PracticeWorld {
  final ApiResources resources = new ApiResources();
  final World world = new World();
  final Recording recording;
  final ObjectStore store;
  final ReplayClock clock;
  final Replay replay;
  final Reach reach;
  final AttackerSpreads spreads;
  private final AttackerReturns returns;
  private final Timetable timetable;
  private final Controllers controllers;
  private final Batch batch;
  private final Garbage garbage;
  private final ServiceEndpoints endpoints;
  private Instant now = Instant.parse("2030-01-01T00:00:30Z");

  /** The web shell's cluster, so many seconds after the attack began. */
  PracticeWorld(long afterAttack) throws java.io.IOException {
    this("webshell");
    pass(
        Duration.between(recording.begin(), recording.attack().orElseThrow()).toSeconds()
            + afterAttack);
  }

  /** A recorded cluster at its begin. */
  static PracticeWorld of(String scenario) throws java.io.IOException {
    PracticeWorld cluster = new PracticeWorld(scenario);
    cluster.pass(1);
    return cluster;
  }

  private PracticeWorld(String scenario) throws java.io.IOException {
    recording = Recording.read(Path.of("evidence-samples", scenario), resources);
    store = new ObjectStore(() -> now);
    clock = new ReplayClock(() -> now, recording.begin(), 1);
    store.watch(change -> {
      if (change.resource().plural().equals("pods")) {
        if (change.type() == ObjectStore.Change.Type.DELETED) {
          world.gone(change.object());
        } else {
          world.pod(change.object());
        }
      }
    });
    reach = new Reach(new StoredObjects(store, resources));
    Sensors sensors = new Sensors(store, resources, world, clock);
    Consequences consequences = new Consequences(recording.scenario(), store, resources, reach);
    for (ObjectNode object : recording.objects()) {
      resources
          .of(object.path("apiVersion").asString(""), object.path("kind").asString(""))
          .ifPresent(kind -> store.create(kind, object));
    }
    SensorPods.add(store, resources, now);
    replay = new Replay(recording, clock, store, resources, world, consequences, sensors);
    spreads = new AttackerSpreads(recording, clock, store, resources, world, consequences, replay);
    returns = new AttackerReturns(recording, clock, store, resources, world, consequences, replay);
    timetable = new Timetable(() -> now);
    EventLog events = new EventLog(store, resources);
    new NodeAgents(
        store, resources, world, new Images(recording), timetable, replay::tells, events);
    controllers = new Controllers(store, resources, events);
    batch = new Batch(store, resources, replay::tells, replay::isOver, events);
    garbage = new Garbage(store, resources);
    endpoints = new ServiceEndpoints(store, resources);
  }

  /** Lets seconds pass; everybody acts in each. */
  void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      turn();
    }
  }

  private void turn() {
    replay.play();
    spreads.play();
    returns.play();
    controllers.reconcile();
    batch.work();
    garbage.collect();
    endpoints.follow();
    timetable.run();
  }

  ObjectNode add(String kind, String object) {
    return store.create(resources.named(kind), Json.object(object));
  }

  Optional<ObjectNode> find(String kind, String name) {
    return store.find(resources.named(kind), "shop", name);
  }

  void change(String kind, String name, java.util.function.Consumer<ObjectNode> edit) {
    store.change(
        resources.named(kind),
        "shop",
        name,
        object -> {
          edit.accept(object);
          return object;
        });
  }

  void delete(String kind, String name) {
    store.delete(resources.named(kind), "shop", name);
  }

  List<ObjectNode> list(String kind) {
    return store.list(resources.named(kind), "shop");
  }

  List<ObjectNode> pods(String app) {
    return list("pods").stream()
        .filter(pod -> pod.at("/metadata/labels/app").asString("").equals(app))
        .toList();
  }

  /** Everything that the sensors wrote. */
  String falco() {
    StringBuilder lines = new StringBuilder();
    for (ObjectNode pod : store.list(resources.named("pods"), SensorPods.NAMESPACE)) {
      world.containers(pod).forEach(box -> box.lines().forEach(line -> lines.append(line.text())));
    }
    return lines.toString();
  }

  World.Box box(String pod, String container) {
    return world.container(find("pods", pod).orElseThrow(), container).orElseThrow();
  }
}
