package salvor.timeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.evidence.TimeText;
import salvor.jobs.Progress;
import salvor.workload.Container;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;

/** A cluster in small: what its audit log and the sensor of a node say, by their own clocks. */
public final class Anchored {
  public static final int AUDIT = 0;
  public static final int SENSOR = 1;
  static final long SECOND = 1_000_000_000L;
  static final long START = 1_795_410_000_000_000_000L;

  private final List<Observation> rows = new ArrayList<>();
  private final List<Container> containers = new ArrayList<>();
  private int pid = 100;

  /** An exec that the API server was asked for. */
  public Anchored asked(String pod, String container, String command, long time, int code) {
    String query = "?command=" + command.replace(" ", "&command=") + "&container=" + container;
    return row(
        AUDIT,
        time,
        Location.UNKNOWN,
        ProcessInfo.UNKNOWN,
        new Activity.ApiRequest(
            "get",
            "pods",
            "exec",
            "shop",
            pod,
            "alice",
            null,
            null,
            null,
            null,
            code,
            "/api/v1/namespaces/shop/pods/p/exec" + query));
  }

  /** A process start that the sensor saw. */
  public Anchored started(String pod, String container, String command, long time) {
    pid++;
    return row(
        SENSOR,
        time,
        at(pod, container, null),
        process(pid, 7, command),
        new Activity.ProcessStarted());
  }

  /** The start of the first process of a container. */
  Anchored first(String id, long time) {
    pid++;
    return row(
        SENSOR,
        time,
        at("web", "web", id),
        process(pid, 1, "start.sh"),
        new Activity.ProcessStarted());
  }

  /** A container as the cluster objects know it. */
  Anchored container(String id, long startedAt) {
    containers.add(new Container("web", id, null, null, startedAt, List.of()));
    return this;
  }

  /** A Kubernetes event that a kubelet made and sent. */
  Anchored event(String node, long made, long kept) {
    return row(
        AUDIT,
        kept,
        Location.UNKNOWN,
        ProcessInfo.UNKNOWN,
        new Activity.ApiRequest(
            "create",
            "events",
            null,
            "shop",
            "web." + Long.toHexString(made),
            "system:node:" + node,
            null,
            null,
            null,
            null,
            201,
            null));
  }

  private static Location at(String pod, String container, @Nullable String id) {
    return new Location("node1", "shop", pod, null, container, id, null, null, null);
  }

  private static ProcessInfo process(int pid, int inside, String command) {
    return new ProcessInfo(pid, inside, null, null, null, command, null, null, null);
  }

  private Anchored row(int source, long time, Location at, ProcessInfo process, Activity activity) {
    rows.add(
        new Observation(
            new ObservedTime(time, TimeText.rfc3339(time, 9)),
            at,
            process,
            activity,
            Set.of(),
            new RecordRef(source, rows.size() + 1, rows.size(), 1)));
    return this;
  }

  /** All of it. */
  public Evidence evidence(String path) {
    List<Source> sources =
        Stream.of("audit", "falco")
            .map(format -> {
              int id = format.equals("audit") ? AUDIT : SENSOR;
              long count = rows.stream().filter(o -> o.source().source() == id).count();
              return new Source(
                  id,
                  path + format,
                  "",
                  format,
                  1,
                  count,
                  count,
                  0,
                  List.of(),
                  Map.of(),
                  List.of());
            })
            .toList();
    Pod pod = new Pod("shop", "web", null, "node1", List.of(), null, null, containers);
    return new Evidence(
        sources, Observations.of(rows), new Inventory(List.of(pod), List.of(), Map.of()));
  }

  List<DetectedOffset> offsets() {
    BitSet all = new BitSet();
    all.set(0, rows.size());
    return DetectedOffsets.of(evidence(""), all, Progress.NONE);
  }
}
