package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.fabric8.PracticeApi;
import salvor.recovery.FakeForge;
import salvor.report.HotfixReport;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor hotfix} against a server on this machine, and a practice cluster. */
class HotfixCommandTest {
  private static final String TOKEN = "t0ken-that-nobody-may-see";
  private static final String BAD = "sha256:" + "b".repeat(64);
  private static final String GOOD = "sha256:" + "a".repeat(64);

  private @TempDir Path dir;
  private Path folder;
  private FakeForge forge;
  private final Terminal terminal = new Terminal();
  private final String home = System.getProperty("user.home");

  @BeforeEach
  void start() throws Exception {
    System.setProperty("user.home", dir.toString()); // where it is kept what was agreed to
    forge = new FakeForge();
    folder = Files.createDirectory(dir.resolve("case"));
    Path secret = Files.writeString(dir.resolve("secret"), TOKEN + "\n");
    Files.writeString(
        folder.resolve("hotfix.json"),
        """
        {"system": "github", "api": "%s", "repository": "team/shop", "workflow": "b.yml", "ref": "main",
         "token": {"file": "%s"}}
        """
            .formatted(forge.url(), secret));
  }

  @AfterEach
  void close() {
    System.setProperty("user.home", home);
    forge.close();
  }

  private int run(String command, String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"hotfix", command, "--case", folder.toString()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    int code = terminal.run(all);
    assertThat(terminal.out() + terminal.err()).doesNotContain(TOKEN);
    return code;
  }

  private JsonNode json() throws Exception {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(HotfixReport.schema());
    assertThat(schema.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  private void nothingHoldsTheToken() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).filter(HotfixCommandTest::holds)).isEmpty();
    }
  }

  private static boolean holds(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(TOKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void triggersFollowsAndTakesADigestFromAPerson() throws Exception {
    String theirs =
        "{\"id\": 8, \"status\": \"completed\", \"conclusion\": \"success\", \"head_branch\": \"main\", \"created_at\": \"2999-01-01T00:00:00Z\"}";
    forge.then(200, "{\"workflow_runs\": [" + theirs + "]}").then(204, "");
    assertThat(run("trigger", "--bad", BAD, "--reason", "CVE-1", "--yes"))
        .as(terminal.err())
        .isEqualTo(ExitCode.DONE);
    assertThat(forge.asked.getFirst().header("Authorization")).isEqualTo("Bearer " + TOKEN);
    forge.then(200, "{\"workflow_runs\": [" + theirs + "]}");
    assertThat(run("follow", "--json", "-"))
        .as("what ran before is somebody else's, also to another process")
        .isEqualTo(ExitCode.FOUND);
    assertThat(json().path("result").asString()).isEqualTo("goes-on");
    forge.then(200, "{\"workflow_runs\": []}");
    assertThat(run("follow", "--json", "-")).isEqualTo(ExitCode.FOUND);
    assertThat(json().path("result").asString()).isEqualTo("goes-on");
    String found =
        "{\"workflow_runs\": [{\"id\": 9, \"status\": \"completed\", \"conclusion\": \"success\", \"head_branch\": \"main\", \"created_at\": \"2999-01-01T00:00:00Z\"}]}";
    forge.then(200, found);
    assertThat(run("follow")).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains(
            "run 9: succeeded, and does not tell the digest; say the digest by salvor hotfix");
    forge.then(200, "{\"status\": \"completed\", \"conclusion\": \"failure\"}");
    assertThat(run("follow", "--json", "-")).isEqualTo(ExitCode.FOUND);
    assertThat(json().path("id").asString()).as("found once, and known since").isEqualTo("9");
    assertThat(forge.asked.getLast().line()).endsWith("/actions/runs/9");
    assertThat(run("confirm", "--bad", BAD, "--digest", BAD, "--reason", "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("the new digest is the bad one");
    assertThat(run("confirm", "--bad", BAD, "--digest", GOOD, "--reason", "the registry says so"))
        .isEqualTo(ExitCode.DONE);
    terminal.run("playbook", "run", "vulnerable-image", "--case", folder.toString(), "--json", "-");
    assertThat(JsonMapper.shared().readTree(terminal.out()).path("facts").toString())
        .as("what a person says is stated")
        .isEqualTo("[{\"fact\":\"fixed-digest\",\"value\":\"known\",\"source\":\"stated\"}]");
    nothingHoldsTheToken();
  }

  @Test
  void aCaseFromElsewhereSendsNoSecretOfThisMachineUnasked() throws Exception {
    forge.then(200, "").then(204, "");
    assertThat(run("trigger", "--bad", BAD, "--reason", "CVE-1", "--yes")).isEqualTo(ExitCode.DONE);
    System.setProperty("user.home", dir.resolve("another").toString());
    int before = forge.asked.size();
    assertThat(run("follow")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .contains(
            "never asked from this machine before: the GitHub workflow",
            "with the secret in the file",
            "it was not asked");
    assertThat(forge.asked).hasSize(before);
    forge.then(200, "{\"workflow_runs\": []}");
    assertThat(run("follow", "--yes")).isEqualTo(ExitCode.FOUND);
    assertThat(forge.asked).hasSize(before + 1);
    forge.then(200, "{\"workflow_runs\": []}");
    assertThat(run("follow")).as("asked once").isEqualTo(ExitCode.FOUND);
    Path other = Files.writeString(dir.resolve("other"), "another secret");
    Path settings = folder.resolve("hotfix.json");
    Files.writeString(
        settings,
        Files.readString(settings).replace(dir.resolve("secret").toString(), other.toString()));
    assertThat(run("follow")).as("for each secret").isEqualTo(ExitCode.USAGE);
  }

  @Test
  void asksForAReasonAndForLeave() throws Exception {
    assertThat(run("trigger", "--bad", BAD)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("say why with --reason TEXT");
    assertThat(run("trigger", "--bad", BAD, "--reason", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("nobody can be asked here; --yes does it without asking");
    assertThat(run("trigger", "--bad", BAD, "--dry-run")).isEqualTo(ExitCode.DONE);
    assertThat(terminal.out())
        .contains(
            "Would trigger the GitHub workflow",
            "with the secret in the ",
            "Nothing was triggered.");
    assertThat(run("follow")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("nothing was triggered in this case");
    assertThat(forge.asked).isEmpty();
    assertThat(folder.resolve("custody.jsonl")).doesNotExist();
  }

  @Test
  void writesDownThatItFailedAndNotTheToken() throws Exception {
    forge.then(401, "you said " + TOKEN);
    assertThat(run("trigger", "--bad", BAD, "--reason", "x", "--yes")).isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.err()).contains("it does not take the token, or the token may not do this");
    assertThat(Files.readString(folder.resolve("custody.jsonl")))
        .contains("\"event\":\"planned\"", "\"event\":\"failed\"", "not triggered");
    nothingHoldsTheToken();
    assertThat(run("follow")).as("nothing was triggered").isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatMayRunAllTheSameIsLookedFor() throws Exception {
    forge.then(200, "{}").then(200, "<html>a proxy</html>");
    assertThat(run("trigger", "--bad", BAD, "--reason", "x", "--yes")).isEqualTo(ExitCode.CLUSTER);
    forge.then(200, "{\"workflow_runs\": []}");
    assertThat(run("follow")).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("goes on");
  }

  @Test
  void tellsWhatIsWrongWithSettings() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("x.json"),
            "{\"system\": \"github\", \"api\": \"http://a.example\", \"repository\": \"a/b\", \"workflow\": \"w\", \"ref\": \"r\", \"token\": \""
                + TOKEN
                + "\"}");
    assertThat(terminal.run("hotfix", "check", file.toString())).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.err())
        .contains(
            "x.json: api: is neither https nor on this machine", "token: is a secret; write where")
        .doesNotContain(TOKEN);
    assertThat(terminal.said("hotfix", "check", folder.resolve("hotfix.json").toString()))
        .contains("the GitHub workflow", "team/shop b.yml main");
    Files.delete(folder.resolve("hotfix.json"));
    assertThat(run("trigger", "--bad", BAD, "--reason", "x", "--yes")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("hotfix.json is not there; write one");
  }

  @Test
  void makesAPipelineRunInTheCluster() throws Exception {
    try (PracticeApi api = new PracticeApi()) {
      api.serveKind("tekton.dev", "v1", "pipelineruns", "PipelineRun");
      api.create("namespaces", "{\"metadata\": {\"name\": \"ci\"}}");
      Path kubeconfig = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.ADMIN));
      Files.writeString(
          folder.resolve("hotfix.json"),
          "{\"system\": \"tekton\", \"namespace\": \"ci\", \"pipeline\": \"rebuild\"}");
      String[] more = {
        "--bad", BAD, "--reason", "x", "--yes", "--kubeconfig", kubeconfig.toString()
      };
      assertThat(run("trigger", more)).as(terminal.err()).isEqualTo(ExitCode.DONE);
      assertThat(terminal.err()).contains("triggered: run salvor-hotfix-");
      assertThat(run("follow", "--kubeconfig", kubeconfig.toString())).isEqualTo(ExitCode.FOUND);
      assertThat(run("cancel", "--reason", "x", "--yes", "--kubeconfig", kubeconfig.toString()))
          .as(terminal.err())
          .isEqualTo(ExitCode.DONE);
      assertThat(api.asked("pipelineruns"))
          .extracting(Object::toString)
          .anyMatch(line -> line.startsWith("POST "))
          .anyMatch(line -> line.startsWith("PATCH "));
    }
  }
}
