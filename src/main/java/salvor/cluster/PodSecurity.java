package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a pod's specification lets an attacker do who is in one of its containers, by the fields of
 * the Pod Security Standards and a few more; the gravest first.
 */
public final class PodSecurity {
  private static final Set<String> ESCAPING =
      Set.of(
          "ALL",
          "SYS_ADMIN",
          "SYS_MODULE",
          "SYS_PTRACE",
          "SYS_RAWIO",
          "DAC_READ_SEARCH",
          "BPF",
          "SYS_BOOT");

  private final JsonNode pod;
  private final JsonNode spec;
  private final Map<String, JsonNode> volumes;
  private final List<Fact> facts = new ArrayList<>();

  /** What is so. */
  public enum Risk {
    PRIVILEGED(true),
    HOST_PID(true),
    RUNTIME_SOCKET(true),
    HOST_PATH_WRITABLE(true),
    ESCAPING_CAPABILITY(true),
    HOST_NETWORK(false),
    HOST_IPC(false),
    HOST_PATH_READABLE(false),
    RUNS_AS_ROOT(false),
    USER_NOT_TOLD(false),
    ADDED_CAPABILITY(false),
    MAY_GAIN_PRIVILEGES(false),
    SECCOMP_UNCONFINED(false),
    PROC_UNMASKED(false),
    WRITABLE_ROOT(false),
    TOKEN_MOUNTED(false),
    SHARED_PROCESSES(false),
    HOST_PORT(false),
    /** Its users are none of the node's: root in it is nobody outside. */
    OWN_USERS(false);

    private final boolean escape;

    Risk(boolean escape) {
      this.escape = escape;
    }

    /** Whether it is a way to the node. */
    public boolean isEscape() {
      return escape;
    }
  }

  /**
   * One thing that is so.
   *
   * @param container of which container, empty for the whole pod
   * @param what the path, capability or number that is meant, empty when there is none
   */
  public record Fact(Risk risk, String container, String what) {}

  private PodSecurity(JsonNode pod) {
    this.pod = pod;
    this.spec = pod.path("spec");
    this.volumes =
        spec.path("volumes")
            .valueStream()
            .collect(Collectors.toMap(volume -> text(volume, "name"), v -> v, (one, other) -> one));
  }

  /** Of a pod object. */
  public static List<Fact> of(JsonNode pod) {
    PodSecurity security = new PodSecurity(pod);
    security.ofPod();
    Stream.of("initContainers", "containers", "ephemeralContainers")
        .flatMap(list -> security.spec.path(list).valueStream())
        .forEach(security::container);
    return security.facts.stream().sorted(Comparator.comparing(Fact::risk)).toList();
  }

  private void ofPod() {
    note(spec.path("hostPID"), Risk.HOST_PID);
    note(spec.path("hostNetwork"), Risk.HOST_NETWORK);
    note(spec.path("hostIPC"), Risk.HOST_IPC);
    note(spec.path("shareProcessNamespace"), Risk.SHARED_PROCESSES);
    if (!spec.path("hostUsers").asBoolean(true)) {
      facts.add(new Fact(Risk.OWN_USERS, "", ""));
    }
  }

  private void note(JsonNode field, Risk risk) {
    if (field.asBoolean(false)) {
      facts.add(new Fact(risk, "", ""));
    }
  }

  private void container(JsonNode container) {
    String name = text(container, "name");
    JsonNode context = container.path("securityContext");
    boolean privileged = context.path("privileged").asBoolean(false);
    if (privileged) {
      facts.add(new Fact(Risk.PRIVILEGED, name, ""));
    }
    user(name, context);
    capabilities(name, context);
    mounts(name, container);
    // a privileged container, or one with SYS_ADMIN, always may
    if (!privileged && context.path("allowPrivilegeEscalation").asBoolean(true)) {
      facts.add(new Fact(Risk.MAY_GAIN_PRIVILEGES, name, ""));
    }
    if (!context.path("readOnlyRootFilesystem").asBoolean(false)) {
      facts.add(new Fact(Risk.WRITABLE_ROOT, name, ""));
    }
    String profile =
        context
            .at("/seccompProfile/type")
            .asString(spec.at("/securityContext/seccompProfile/type").asString(""));
    if (profile.equals("Unconfined")) {
      facts.add(new Fact(Risk.SECCOMP_UNCONFINED, name, ""));
    }
    if (text(context, "procMount").equals("Unmasked")) {
      facts.add(new Fact(Risk.PROC_UNMASKED, name, ""));
    }
    for (JsonNode port : container.path("ports")) {
      if (port.path("hostPort").asInt(0) > 0) {
        facts.add(new Fact(Risk.HOST_PORT, name, port.path("hostPort").asString("")));
      }
    }
  }

  /** What the runtime reports is so; else what is asked for; else the image decides. */
  private void user(String name, JsonNode context) {
    JsonNode reported =
        Stream.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
            .flatMap(list -> pod.path("status").path(list).valueStream())
            .filter(status -> text(status, "name").equals(name))
            .map(status -> status.at("/user/linux/uid"))
            .findFirst()
            .orElse(spec.path("no status"));
    JsonNode asked =
        context.has("runAsUser")
            ? context.path("runAsUser")
            : spec.at("/securityContext/runAsUser");
    JsonNode uid = reported.isNumber() ? reported : asked;
    boolean notRoot =
        context.has("runAsNonRoot")
            ? context.path("runAsNonRoot").asBoolean(false)
            : spec.at("/securityContext/runAsNonRoot").asBoolean(false);
    if (uid.isNumber() && uid.asLong() == 0) {
      facts.add(new Fact(Risk.RUNS_AS_ROOT, name, ""));
    } else if (!uid.isNumber() && !notRoot) {
      facts.add(new Fact(Risk.USER_NOT_TOLD, name, ""));
    }
  }

  private void capabilities(String name, JsonNode context) {
    for (JsonNode added : context.at("/capabilities/add")) {
      String capability = added.asString("").replaceFirst("^CAP_", "");
      boolean escapes = ESCAPING.contains(capability);
      facts.add(
          new Fact(escapes ? Risk.ESCAPING_CAPABILITY : Risk.ADDED_CAPABILITY, name, capability));
    }
  }

  private void mounts(String name, JsonNode container) {
    for (JsonNode mount : container.path("volumeMounts")) {
      JsonNode volume = volumes.get(text(mount, "name"));
      if (volume == null) {
        continue;
      }
      String path = volume.at("/hostPath/path").asString("");
      if (path.matches(".*/(docker|containerd|crio|cri-dockerd|podman)(/.*)?\\.sock")) {
        facts.add(new Fact(Risk.RUNTIME_SOCKET, name, path));
      } else if (!path.isEmpty()) {
        boolean reads = mount.path("readOnly").asBoolean(false);
        facts.add(new Fact(reads ? Risk.HOST_PATH_READABLE : Risk.HOST_PATH_WRITABLE, name, path));
      }
      if (isToken(volume)) {
        facts.add(new Fact(Risk.TOKEN_MOUNTED, name, text(mount, "mountPath")));
      }
    }
  }

  private static boolean isToken(JsonNode volume) {
    return volume
            .at("/projected/sources")
            .valueStream()
            .anyMatch(source -> source.has("serviceAccountToken"))
        || (volume.has("secret") && text(volume, "name").matches(".*-token-[a-z0-9]{5}"));
  }
}
