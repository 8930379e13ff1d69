package salvor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of two clusters with the same pods in one case. */
class ClustersGalleryTest extends Gallery {
  @TempDir private Path dir;

  private void recorded(String cluster, String sample) throws IOException {
    Path own = Files.createDirectories(dir.resolve(cluster));
    Files.writeString(
        own.resolve("recording.json"),
        "{\"salvor\":\"recording\",\"context\":\"%s\",\"server\":\"https://%s\"}\n"
            .formatted(cluster, cluster));
    Path evidence = Path.of("evidence-samples", sample, "evidence");
    Files.copy(evidence.resolve("falco.jsonl.gz"), own.resolve("falco.jsonl.gz"));
    try (var files = Files.walk(evidence.resolve("k8s"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, own.resolve(String.valueOf(file.getFileName())));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void twoClusters(Theme theme, int width, int height, FxRobot robot) throws Exception {
    recorded("prod-east", "webshell");
    recorded("prod-west", "webshell");
    Path baseline = WEB_SHELL.resolve("baseline.json");
    String suffix = open(robot, evidence(List.of(dir, baseline)), theme, width, height);
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    robot.write(".");
    save("clusters" + suffix);
  }
}
