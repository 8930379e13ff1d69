package salvor.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import salvor.cluster.Reach;
import salvor.training.apiserver.Api;
import salvor.training.apiserver.ApiFailure;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ApiServer;
import salvor.training.apiserver.Faults;
import salvor.training.apiserver.Identity;
import salvor.training.apiserver.LoggedRequest;
import salvor.training.apiserver.ObjectStore;
import salvor.training.apiserver.Tokens;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster to rehearse on: serves the recorded one on loopback and plays what happened in it.
 *
 * <p>Nothing of it is real: it starts no container and opens no connection. Its namespace {@code
 * kube-system} carries the label {@link #MARK}, by which everybody can tell it from a real one.
 */
public final class PracticeCluster implements AutoCloseable {
  /** The label of {@code kube-system} that says: this is for practice. */
  public static final String MARK = "salvor.io/practice";

  /** The annotation of {@code kube-system} that sets the speed; 0 stops the recorded time. */
  public static final String SPEED = "salvor.io/practice-speed";

  /** The annotation of {@code kube-system} that says that everything recorded has happened. */
  public static final String OVER = "salvor.io/practice-over";

  private static final long TICK_MILLIS = 50;
  private final PodExec exec;
  private final ApiServer server;
  private final ReplayClock clock;
  private final Faults faults = new Faults();
  private final PracticeAccess access;
  private final CountDownLatch over = new CountDownLatch(1);
  private final String name;

  /**
   * Starts to serve and to play.
   *
   * @param port the port on 127.0.0.1, 0 for any that is free
   * @param clock begins at the recorded time from which to play
   */
  public PracticeCluster(
      Recording recording,
      ApiResources resources,
      int port,
      ReplayClock clock,
      InstantSource wall) {
    this(recording, resources, port, clock, wall, PracticeAccess.create(wall.instant()));
  }

  /** Has something else answer for the toolbox, where it does. */
  void toolbox(Function<List<String>, Optional<Commands.Outcome>> other) {
    exec.toolbox(other);
  }

  /** Starts to serve and to play, with certificates and a token that may be known already. */
  public PracticeCluster(
      Recording recording,
      ApiResources resources,
      int port,
      ReplayClock clock,
      InstantSource wall,
      PracticeAccess access) {
    this.clock = clock;
    this.name = name(recording);
    this.access = access;
    Tokens tokens = new Tokens();
    tokens.accept(
        access.token(),
        new Identity("practice", List.of("system:masters", "system:authenticated")),
        Instant.MAX);
    ObjectStore store = new ObjectStore(wall);
    World world = new World();
    store.watch(change -> {
      if (change.resource().plural().equals("pods")) {
        switch (change.type()) {
          case ADDED, MODIFIED -> world.pod(change.object());
          case DELETED -> world.gone(change.object());
        }
      }
    });
    store.watch(change -> {
      if (isKubeSystem(change.resource(), change.object())) {
        controlled(change.object());
      }
    });
    Reach reach = new Reach(new StoredObjects(store, resources));
    Sensors sensors = new Sensors(store, resources, world, clock);
    Consequences consequences = new Consequences(recording.scenario(), store, resources, reach);
    fill(recording, store, resources);
    Replay replay = new Replay(recording, clock, store, resources, world, consequences, sensors);
    AttackerSpreads spreads =
        new AttackerSpreads(recording, clock, store, resources, world, consequences, replay);
    AttackerReturns returns =
        new AttackerReturns(recording, clock, store, resources, world, consequences, replay);
    Timetable timetable = new Timetable(wall);
    EventLog events = new EventLog(store, resources);
    new NodeAgents(
        store, resources, world, new Images(recording), timetable, replay::tells, events);
    Controllers controllers = new Controllers(store, resources, events);
    Batch batch = new Batch(store, resources, replay::tells, replay::isOver, events);
    Garbage garbage = new Garbage(store, resources);
    ServiceEndpoints endpoints = new ServiceEndpoints(store, resources);
    PodLogs logs = new PodLogs(world, clock);
    Reconnecting reconnecting = new Reconnecting(reach, timetable);
    this.exec = new PodExec(world, clock, reach, recording.scenario(), reconnecting);
    Api api =
        new Api(
            resources,
            store,
            recording.scenario().path("server").asString("v1.36.2"),
            List.of(),
            Map.of(
                "serviceaccounts/token", new AccountTokens(tokens, wall)::answer,
                "pods/log", logs::answer,
                "pods/exec", exec::exec,
                "pods/attach", exec::attach));
    replay.play(); // all of the past at once: on the server's loop everybody would wait for it
    spreads.play();
    this.server = new ApiServer(api, port, access.certificates(), tokens, faults, wall);
    server.every(
        TICK_MILLIS,
        () -> {
          replay.play();
          spreads.play();
          returns.play();
          controllers.reconcile();
          batch.work();
          garbage.collect();
          endpoints.follow();
          timetable.run();
          if (over.getCount() > 0 && replay.isOver() && spreads.isOver()) {
            tellOver(store, resources.named("namespaces"));
            over.countDown();
          }
        });
  }

  private void fill(Recording recording, ObjectStore store, ApiResources resources) {
    Carrier carrier = new Carrier(clock);
    for (ObjectNode object : recording.objects()) {
      resources
          .of(object.path("apiVersion").asString(""), object.path("kind").asString(""))
          .ifPresent(resource -> {
            ObjectNode carried = (ObjectNode) carrier.carry(object.deepCopy());
            if (isKubeSystem(resource, carried)) {
              ObjectNode metadata = carried.withObject("metadata");
              metadata.withObject("labels").put(MARK, name);
              metadata.remove("uid"); // each start is another cluster, and is told from all others
            }
            store.create(resource, carried);
          });
    }
    SensorPods.add(store, resources, clock.carried(recording.begin().minusSeconds(3600)));
  }

  private void controlled(ObjectNode namespace) {
    String wanted = namespace.path("metadata").path("annotations").path(SPEED).asString("");
    try {
      if (!wanted.isEmpty() && Double.parseDouble(wanted) != clock.speed()) {
        clock.speed(Double.parseDouble(wanted));
      }
    } catch (IllegalArgumentException e) {
      throw ApiFailure.badRequest(SPEED + " is a number from 0 to 1000, not " + wanted);
    }
  }

  private static void tellOver(ObjectStore store, ApiResource namespaces) {
    store
        .find(namespaces, "", "kube-system")
        .map(ObjectNode::deepCopy)
        .ifPresent(namespace -> {
          namespace.withObject("metadata").withObject("annotations").put(OVER, "true");
          store.replace(namespaces, namespace);
        });
  }

  private static boolean isKubeSystem(ApiResource resource, ObjectNode object) {
    return resource.plural().equals("namespaces")
        && object.path("metadata").path("name").asString("").equals("kube-system");
  }

  /** The port that is served. */
  public int port() {
    return server.port();
  }

  /** What goes wrong on purpose. */
  public Faults faults() {
    return faults;
  }

  /** What was asked so far, oldest first. */
  public List<LoggedRequest> requests() {
    return server.requests();
  }

  /** Closes the connections of all watches and logs that are open, in the middle of them. */
  public void cut() {
    server.cut();
  }

  /** Lets the recorded time go on at another speed; 0 stops it. */
  public void speed(double speed) {
    server.run(() -> {
      clock.speed(speed);
      return speed;
    });
  }

  /** By what the cluster of a recording is called in a kubeconfig. */
  public static String name(Recording recording) {
    return recording.scenario().path("id").asString("practice");
  }

  /** Whether everything that was recorded was played, and what is made of it beforehand. */
  public boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits until everything was played. */
  public void awaitOver() throws InterruptedException {
    over.await();
  }

  /** A kubeconfig for this cluster, with a token that is good until the cluster is closed. */
  public String kubeconfig() {
    return access.kubeconfig(name, port());
  }

  /** Writes the kubeconfig, readable for its owner only where the file system can say so. */
  public void writeKubeconfig(Path file) throws IOException {
    PracticeAccess.write(file, kubeconfig());
  }

  @Override
  public void close() {
    server.close();
  }
}
