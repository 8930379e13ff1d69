package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The container and pod of a process, as runtimes name the control groups. */
class ControlGroupTest {
  private static final String UID = "d12c7010-8483-4755-b8c4-0cddf75b45b1";
  private static final String ID =
      "f72931d9101a9922ed09b96cf4e8c6598a416d72aa8ff5e391e9f4ab858ee776";
  private static final Path RECORDING = Path.of("../shared/recordings/miner-policy-enforced");

  private static String filled(String path) {
    return path.replace("UID", UID)
        .replace("U_D", UID.replace('-', '_'))
        .replace("ID2", "0".repeat(63) + "a")
        .replace("ID", ID);
  }

  @ParameterizedTest
  @CsvSource({
    "/kubepods/burstable/podUID/ID, UID, ID",
    "/node1/kubepods/besteffort/podUID/ID, UID, ID",
    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podU_D.slice/cri-containerd-ID.scope, UID, ID",
    "/kubepods.slice/kubepods-podU_D.slice/crio-ID.scope, UID, ID",
    "/kubepods.slice/kubepods-podU_D.slice/crio-ID.scope/container, UID, ID",
    "/kubepods.slice/kubepods-podU_D.slice/docker-ID.scope, UID, ID",
    "/system.slice/containerd.service/kubepods-besteffort-podU_D.slice:cri-containerd:ID, UID, ID",
    "/../../kubepods-besteffort-podU_D.slice/cri-containerd-ID.scope, UID, ID",
    "/docker/ID2/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-podU_D.slice/cri-containerd-ID.scope, UID, ID",
    "/kubepods/burstable/podUID/ID/docker/ID2, UID, ID",
    "/docker/ID,, ID",
    "/system.slice/docker-ID.scope,, ID",
    "/machine.slice/libpod-ID.scope/container,, ID",
    "/machine.slice/libpod-conmon-ID.scope,,",
    "/kubepods.slice/kubepods-podU_D.slice/crio-conmon-ID.scope,,",
    "/kubepods.slice/kubepods-pod0123456789abcdef0123456789abcdef.slice/cri-containerd-ID.scope, 0123456789abcdef0123456789abcdef, ID",
    "/kubepods/podUID, UID,",
    "/system.slice/ssh.service,,",
    "/,,",
    "/tripod0123456789abcdef0123456789abcdef,,",
  })
  void tellsPodAndContainer(String path, String pod, String container) {
    assertThat(ControlGroup.of(filled(path)))
        .isEqualTo(
            new ControlGroup(
                pod == null ? null : filled(pod), container == null ? null : filled(container)));
  }

  @Test
  void linesOfEachHierarchyMustAgree() {
    String line = filled("memory:/kubepods/podUID/ID\n");
    assertThat(ControlGroup.ofLines("11:" + line + "10:rdma:/\n1:name=systemd:/x\n2:" + line))
        .isEqualTo(new ControlGroup(UID, ID));
    assertThat(ControlGroup.ofLines("11:" + line + "3:" + line.replace('f', 'e')))
        .isEqualTo(new ControlGroup(null, null));
    assertThat(ControlGroup.ofLines("0::/\n")).isEqualTo(new ControlGroup(null, null));
  }

  /** What a responder saw on the nodes, and what the API said of the same pods. */
  @Test
  void agreesWithTheApiOnARealNode() throws Exception {
    Path processes = RECORDING.resolve("host/processes-before.txt");
    assumeTrue(Files.exists(processes), processes + " is not there");
    Map<String, String> podOf = new HashMap<>();
    JsonNode pods =
        new JsonMapper().readTree(Files.readAllBytes(RECORDING.resolve("response/all-pods.json")));
    for (JsonNode pod : pods.get("items")) {
      for (JsonNode container : pod.at("/status/containerStatuses")) {
        podOf.put(
            container.get("containerID").stringValue().replace("containerd://", ""),
            pod.at("/metadata/uid").stringValue());
      }
    }
    int found = 0;
    for (String line : Files.readAllLines(processes)) {
      String[] cells = line.split(" ", 6);
      ControlGroup group = ControlGroup.of(cells[4]);
      assertThat(group.container()).as(line).isNotNull();
      String pod = podOf.get(group.container());
      if (pod != null) {
        assertThat(group.pod()).isEqualTo(pod);
        found++;
      }
    }
    assertThat(found).isGreaterThan(10);
  }
}
