package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.fabric8.PracticeApi;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor collect} by somebody who may look at pods and little else. */
class LimitedCollectTest {
  /** What verifying tells of a bundle that is valid and not signed. */
  private static final int UNSIGNED = 11;

  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  private static List<String> results(JsonNode report, String result) {
    return report
        .path("taken")
        .valueStream()
        .filter(each -> each.path("result").asString().equals(result))
        .map(each -> each.path("words").asString())
        .toList();
  }

  @Test
  void takesWhatIsAllowedAndSaysOfTheRestWhichRightIsMissing() throws Exception {
    try (PracticeApi api = new PracticeApi()) {
      api.create("namespaces", "{\"metadata\": {\"name\": \"shop\"}}");
      api.create(
          "pods",
          """
          {"metadata": {"namespace": "shop", "name": "web"},
           "spec": {"nodeName": "node1", "containers": [{"name": "app", "image": "app:1"}]},
           "status": {"phase": "Running", "containerStatuses": [{"name": "app", "ready": true,
            "restartCount": 1, "containerID": "containerd://one", "state": {"running": {}}}]}}
          """);
      api.allowIn(
          "shop",
          "[{\"apiGroups\": [\"\"], \"resources\": [\"pods\", \"events\"], \"verbs\": [\"get\", \"list\"]}]");
      Path kubeconfig = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.LIMITED));
      assertThat(
              terminal.run(
                  "collect",
                  "--kubeconfig",
                  kubeconfig.toString(),
                  "-n",
                  "shop",
                  "--case",
                  dir.resolve("case").toString(),
                  "--toolbox",
                  "toolbox@sha256:" + "a".repeat(64),
                  "--reason",
                  "incident 7",
                  "--unsigned",
                  "--yes",
                  "--json",
                  "-",
                  "web"))
          .as(terminal.err())
          .isEqualTo(ExitCode.FOUND);
      JsonNode report = JsonMapper.shared().readTree(terminal.out());
      assertThat(report.path("missingRights").toString())
          .contains("{\"verb\":\"patch\",\"resource\":\"pods/ephemeralcontainers\"}")
          .contains("{\"verb\":\"get\",\"resource\":\"pods/log\"}")
          .doesNotContain("{\"verb\":\"get\",\"resource\":\"pods\"}");
      assertThat(report.at("/pods/0/tried")).as("the others are the same request").hasSize(1);
      assertThat(report.at("/pods/0/footprint")).isEmpty();
      assertThat(results(report, "collected")).as("pod, events, rights").hasSize(3);
      assertThat(results(report, "failed"))
          .hasSizeGreaterThan(15)
          .allMatch(words -> words.startsWith("not taken: Not allowed: "))
          .anyMatch(words -> words.contains("pods/exec"))
          .anyMatch(words -> words.contains("list nodes"));
      assertThat(results(report, "not-served"))
          .as("nobody may list them, and there are none")
          .hasSizeGreaterThan(5);
      assertThat(api.asked("PATCH")).allMatch(each -> each.query().contains("dryRun=All"));
      String bundle = report.path("bundle").asString();
      assertThat(terminal.run("verify", bundle)).isEqualTo(UNSIGNED);
      assertThat(Files.readString(Path.of(bundle).resolve("custody.jsonl")))
          .contains("verb=list, resource=nodes", "\"k8sUser\":\"limited\"");
    }
  }
}
