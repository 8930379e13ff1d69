package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.PodSecurity.Fact;
import salvor.cluster.PodSecurity.Risk;
import salvor.training.apiserver.Json;

class PodSecurityTest {
  private static final String HARDENED =
      "runAsNonRoot: true, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // of the pod | of the container's security context | of the container | what is so
        "hostPID: true                  | |                                       | HOST_PID",
        "hostNetwork: true              | |                                       | HOST_NETWORK",
        "hostIPC: true                  | |                                       | HOST_IPC",
        "shareProcessNamespace: true    | |                                       | SHARED_PROCESSES",
        "hostUsers: false               | |                                       | OWN_USERS",
        " | privileged: true            |                                         | PRIVILEGED",
        " | capabilities: {add: ['CAP_SYS_ADMIN']} |                              | ESCAPING_CAPABILITY SYS_ADMIN",
        " | capabilities: {add: ['ALL']}           |                              | ESCAPING_CAPABILITY ALL",
        " | capabilities: {add: ['NET_RAW']}       |                              | ADDED_CAPABILITY NET_RAW",
        " | capabilities: {drop: ['ALL']}          |                              | ",
        " | runAsUser: 0                |                                         | RUNS_AS_ROOT",
        " | runAsUser: 1000             |                                         | ",
        " | seccompProfile: {type: 'Unconfined'}   |                              | SECCOMP_UNCONFINED",
        " | procMount: 'Unmasked'       |                                         | PROC_UNMASKED",
        " |                             | ports: [{hostPort: 8080}]               | HOST_PORT 8080",
        "volumes: [{name: 'v', hostPath: {path: '/'}}]        | | volumeMounts: [{name: 'v'}] | HOST_PATH_WRITABLE /",
        "volumes: [{name: 'v', hostPath: {path: '/var/log'}}] | | volumeMounts: [{name: 'v', readOnly: true}] | HOST_PATH_READABLE /var/log",
        "volumes: [{name: 'v', hostPath: {path: '/run/containerd/containerd.sock'}}] | | volumeMounts: [{name: 'v', readOnly: true}] | RUNTIME_SOCKET /run/containerd/containerd.sock",
        "volumes: [{name: 'v', hostPath: {path: '/var/run/docker.sock'}}] | | volumeMounts: [{name: 'v'}] | RUNTIME_SOCKET /var/run/docker.sock",
        "volumes: [{name: 'v', hostPath: {path: '/'}}]        | |                 | ",
        "volumes: [{name: 'v', emptyDir: {}}]                 | | volumeMounts: [{name: 'v'}] | ",
        "volumes: [{name: 'v', projected: {sources: [{serviceAccountToken: {path: 'token'}}]}}] | | volumeMounts: [{name: 'v', mountPath: '/t'}] | TOKEN_MOUNTED /t",
      })
  void tellsWhatAnAttackerWouldFind(String pod, String context, String container, String wanted) {
    assertThat(
            PodSecurity.of(
                    Json.of(
                        "{spec: {%s containers: [{name: 'app', securityContext: {%s %s} %s}]}}"
                            .formatted(
                                pod == null ? "" : pod + ",",
                                context == null ? "" : context + ",",
                                HARDENED,
                                container == null ? "" : ", " + container)))
                .stream()
                .map(fact -> (fact.risk() + " " + fact.what()).strip())
                .toList())
        .isEqualTo(wanted == null ? List.of() : List.of(wanted));
  }

  @Test
  void whatIsNotToldIsNotTakenForGood() {
    assertThat(PodSecurity.of(Json.of("{spec: {containers: [{name: 'app'}]}}")))
        .extracting(Fact::risk)
        .containsExactly(Risk.USER_NOT_TOLD, Risk.MAY_GAIN_PRIVILEGES, Risk.WRITABLE_ROOT);
  }

  @Test
  void whatTheRuntimeReportsIsMoreThanWhatIsAskedFor() {
    String pod =
        "{spec: {securityContext: {runAsUser: 0}, containers: [{name: 'a', securityContext: {%s}}]},"
            + " status: {containerStatuses: [{name: 'a', user: {linux: {uid: %d}}}]}}";
    assertThat(PodSecurity.of(Json.of(pod.formatted(HARDENED, 1000)))).isEmpty();
    assertThat(PodSecurity.of(Json.of(pod.formatted(HARDENED, 0))))
        .containsExactly(new Fact(Risk.RUNS_AS_ROOT, "a", ""));
  }

  @Test
  void theGravestIsFirstAndAWayToTheNodeIsOne() {
    List<Fact> facts =
        PodSecurity.of(
            Json.of(
                "{spec: {hostPID: true, initContainers: [{name: 'i', securityContext: {privileged: true}}],"
                    + " containers: [{name: 'a', securityContext: {runAsUser: 0}}]}}"));
    assertThat(facts.getFirst()).isEqualTo(new Fact(Risk.PRIVILEGED, "i", ""));
    assertThat(facts.getFirst().risk().isEscape()).isTrue();
    assertThat(Risk.RUNS_AS_ROOT.isEscape()).isFalse();
  }
}
