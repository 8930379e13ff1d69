package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the real one does with a kubeconfig; where there is none the test is skipped. */
final class Kubectl {
  private Kubectl() {}

  static String says(Path kubeconfig, String... arguments) throws Exception {
    Path program =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "kubectl"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseGet(() -> abort("there is no kubectl on the path"));
    List<String> line =
        new ArrayList<>(List.of(program.toString(), "--kubeconfig", kubeconfig.toString()));
    line.add("--request-timeout=20s");
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
