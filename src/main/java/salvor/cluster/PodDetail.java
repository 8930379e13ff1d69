package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.workload.WorkloadRef;

/**
 * What a pod object tells beyond {@link LivePod}.
 *
 * @param owners what owns it, the nearest first, as far up as is seen
 * @param services those that lead to it
 * @param containers of all roles, in the order of the object
 * @param conditions its conditions, the oldest change first
 * @param account its service account, empty when none is told
 */
public record PodDetail(
    List<Owner> owners,
    List<ServiceOf> services,
    List<Container> containers,
    List<Volume> volumes,
    List<Condition> conditions,
    String account) {
  /** Copies the lists. */
  public PodDetail {
    owners = List.copyOf(owners);
    services = List.copyOf(services);
    containers = List.copyOf(containers);
    volumes = List.copyOf(volumes);
    conditions = List.copyOf(conditions);
  }

  /**
   * An owner in the chain.
   *
   * @param seen whether its object is there; if not, nothing above it is known
   */
  public record Owner(WorkloadRef what, boolean seen) {}

  /**
   * A Service that selects the pod.
   *
   * @param address its own, empty when it has none
   * @param ports as {@code 80/TCP → 8080}
   * @param endpoint whether an endpoint slice names the pod now, and says that it is ready
   */
  public record ServiceOf(
      String name, String type, String address, List<String> ports, Endpoint endpoint) {
    /** Copies the list. */
    public ServiceOf {
      ports = List.copyOf(ports);
    }
  }

  /** What the endpoint slices say of a pod. */
  public enum Endpoint {
    READY,
    NOT_READY,
    NONE,
    /** The slices may not be seen. */
    UNKNOWN
  }

  /** A container. */
  public record Container(
      LiveContainer.Role role,
      String name,
      String image,
      String imageId,
      boolean ready,
      int restarts,
      Run now,
      @Nullable Run before,
      List<String> command,
      List<String> ports,
      List<Variable> environment,
      List<Mount> mounts) {
    /** Copies the lists. */
    public Container {
      command = List.copyOf(command);
      ports = List.copyOf(ports);
      environment = List.copyOf(environment);
      mounts = List.copyOf(mounts);
    }
  }

  /**
   * One run of a container: that of now, or the one before its last restart.
   *
   * @param exit its exit code, null while it runs
   * @param signal the signal that ended it, null when none is told
   */
  public record Run(
      LiveContainer.State state,
      String reason,
      String message,
      @Nullable Instant started,
      @Nullable Instant finished,
      @Nullable Integer exit,
      @Nullable Integer signal) {}

  /**
   * A variable.
   *
   * @param value the text without secrets, or where it is taken from
   */
  public record Variable(String name, Origin origin, String value) {}

  /** Where a variable's value comes from. */
  public enum Origin {
    PLAIN,
    SECRET,
    CONFIG_MAP,
    FIELD,
    ALL_OF_SECRET,
    ALL_OF_CONFIG_MAP
  }

  /** A volume where a container sees it. */
  public record Mount(String volume, String path, boolean readOnly) {}

  /**
   * A volume.
   *
   * @param kind the name of its field, such as {@code hostPath}
   * @param what the path, claim or names that are meant, empty when there are none
   */
  public record Volume(String name, String kind, String what) {}

  /** A condition, since it last changed. */
  public record Condition(
      String type, String status, String reason, String message, @Nullable Instant since) {}

  /** Of a pod, with what is known beside it. */
  public static PodDetail of(tools.jackson.databind.JsonNode pod, ClusterObjects objects) {
    PodSurroundings around = new PodSurroundings(objects);
    return new PodDetail(
        around.owners(pod),
        around.services(pod),
        DetailReading.containers(pod),
        DetailReading.volumes(pod),
        DetailReading.conditions(pod),
        text(pod.path("spec"), "serviceAccountName"));
  }
}
