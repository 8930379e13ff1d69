package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.ToolboxInstead;
import salvor.training.apiserver.ApiResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code salvor collect} with the toolbox as it is built, which the practice cluster runs for an
 * exec over its WebSocket: it looks at processes of this test.
 */
class RealToolboxTest {
  private static final Path SAMPLE = Path.of("evidence-samples/webshell");
  private static final String WEB = "shop/" + LivePractice.VICTIM;
  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();
  private Toolbox toolbox;
  private PracticeCluster practice;

  @BeforeEach
  void play() throws Exception {
    toolbox = Toolbox.built();
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(SAMPLE, resources);
    InstantSource wall = InstantSource.system();
    practice =
        new PracticeCluster(
            recording,
            resources,
            0,
            new ReplayClock(wall, recording.attack().orElseThrow().plusSeconds(120), 1),
            wall);
    practice.writeKubeconfig(dir.resolve("kubeconfig"));
  }

  @AfterEach
  void close() {
    if (practice != null) {
      practice.close();
    }
  }

  /**
   * Has the toolbox itself answer, which is told whom to look at as a shared namespace tells it.
   */
  private void answersOf(long target) {
    ToolboxInstead.answer(
        practice,
        words -> {
          List<String> all = new ArrayList<>(List.of(words.getFirst()));
          if (words.getFirst().equals("collect")) {
            all.addAll(List.of("--target", Long.toString(target)));
          }
          all.addAll(words.subList(1, words.size()));
          try {
            Toolbox.Result result = toolbox.run(all.toArray(String[]::new));
            return new ToolboxInstead.Gave(result.code(), result.out(), result.err());
          } catch (java.io.IOException cause) {
            throw new UncheckedIOException(cause);
          } catch (Exception cause) {
            throw new AssertionError(cause);
          }
        });
  }

  private JsonNode collected(String into) throws Exception {
    int code =
        terminal.run(
            "collect",
            "--kubeconfig",
            dir.resolve("kubeconfig").toString(),
            "--json",
            "-",
            "--unsigned",
            "--case",
            dir.resolve(into).toString(),
            "--reason",
            "incident 7",
            "--yes",
            WEB);
    assertThat(code).as(terminal.err() + terminal.out()).isZero();
    return JsonMapper.shared().readTree(terminal.out());
  }

  private static JsonNode state(JsonNode report) {
    return report
        .path("taken")
        .valueStream()
        .filter(each -> each.path("kind").asString().equals("state"))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> observed(String bundle) throws Exception {
    Path lines = dir.resolve("observed.jsonl");
    terminal.said("triage", bundle, "--why", "not signed here", "--observations", lines.toString());
    try (Stream<String> all = Files.lines(lines)) {
      return all.map(line -> (JsonNode) JsonMapper.shared().readTree(line)).toList();
    }
  }

  private static String of(List<JsonNode> all, long pid) {
    return all.stream()
        .filter(each -> each.path("pid").asLong() == pid)
        .filter(each -> each.path("kind").asString().equals("process_started"))
        .map(JsonNode::toString)
        .findFirst()
        .orElseThrow(() -> new AssertionError(pid + " is not told"));
  }

  @Test
  void whatHidesFromItsFilesIsInTheSealedBundle() throws Exception {
    assumeTrue(Toolbox.can("chroot", "/", "true"), "to change the root is not permitted here");
    Path root = Files.createDirectories(dir.resolve("root/bin")).getParent();
    Files.copy(toolbox.target, root.resolve("bin/target"));
    Files.writeString(Files.createDirectories(root.resolve("tmp")).resolve("drop.sh"), "id\n");
    Path dropped = Files.copy(toolbox.target, dir.resolve("dropped"));
    String hash = ToolboxTest.sha256(Files.readAllBytes(dropped));
    try (Toolbox.Running target = Toolbox.start(List.of("chroot", root.toString(), "/bin/target"));
        Toolbox.Running gone = Toolbox.start(List.of(dropped.toString()));
        Toolbox.Running memory = toolbox.start("memfd");
        Toolbox.Running evil = toolbox.start("hostile")) {
      Files.delete(dropped);
      answersOf(target.pid());
      JsonNode report = collected("case");
      assertThat(state(report).path("result").asString()).isEqualTo("collected");
      assertThat(state(report).path("archive").asString()).isEqualTo("whole");
      List<JsonNode> all = observed(report.path("bundle").asString());
      assertThat(of(all, gone.pid())).contains(hash).contains("EXECUTED_DELETED_FILE");
      assertThat(of(all, memory.pid())).contains(hash).contains("EXECUTED_FROM_MEMORY");
      assertThat(of(all, evil.pid())).containsIgnoringCase("\\u001b[2J");
      assertThat(all).anyMatch(each -> each.toString().contains("/tmp/drop.sh"));
    }
  }

  private static Map<String, Set<String>> fields(Toolbox.Archive archive) {
    Map<String, Set<String>> fields = new TreeMap<>();
    for (String name : archive.contents().keySet()) {
      if (name.startsWith("collected/")) {
        Set<String> of = fields.computeIfAbsent(name, _ -> new TreeSet<>());
        archive.lines(name).forEach(line -> of.addAll(line.propertyNames()));
      }
    }
    return fields;
  }

  @Test
  void thePlayedToolboxTellsTheFieldsOfTheRealOne() throws Exception {
    assumeTrue(Toolbox.can("chroot", "/", "true"), "to change the root is not permitted here");
    Toolbox.Archive played =
        Toolbox.Archive.of(
            Files.readAllBytes(
                dir.resolve("played").resolve(state(collected("played")).path("path").asString())));
    Path root = Files.createDirectories(dir.resolve("root/bin")).getParent();
    Files.copy(toolbox.target, root.resolve("bin/target"));
    Files.writeString(
        Files.createDirectories(root.resolve("etc")).resolve("passwd"), "root:x:0:0::/:/\n");
    try (Toolbox.Running target =
        Toolbox.start(List.of("chroot", root.toString(), "/bin/target"))) {
      Toolbox.Archive real = toolbox.run("collect", "--target", "" + target.pid()).archive();
      Set<String> refusal =
          fields(toolbox.run("copy", "--target", "" + target.pid(), "/none").archive())
              .get("collected/errors.jsonl");
      Map<String, Set<String>> ofPlayed = fields(played);
      assertThat(ofPlayed.get("collected/executables.jsonl")).contains("sha256");
      assertThat(ofPlayed.get("collected/files.jsonl")).contains("mtime");
      assertThat(ofPlayed.get("collected/end.json")).contains("complete");
      ofPlayed.values().removeIf(Set::isEmpty); // nothing was refused
      ofPlayed.forEach((name, of) -> {
        assertThat(fields(real)).containsKey(name);
        Set<String> optional = Set.of("error", "exeBase64", "pathBase64");
        Set<String> theirs = new TreeSet<>(fields(real).get(name));
        theirs.addAll(name.endsWith("errors.jsonl") ? refusal : Set.of());
        theirs.removeAll(optional);
        Set<String> ours = new TreeSet<>(of);
        ours.removeAll(optional);
        assertThat(ours).as(name).isEqualTo(theirs);
      });
    }
  }
}
