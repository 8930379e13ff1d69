package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.report.policy.PolicyForm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Baselines in the forms of other tools, asked for in a terminal. */
class BaselineFormsTest {
  private static final String LEARNED = "evidence-samples/webshell/baseline.json";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path dir;

  private final Terminal terminal = new Terminal();

  private static void assertValid(String schema, String json) throws IOException {
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(
                    Path.of("src/main/resources/salvor/report", schema + ".schema.json")));
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(published.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource(PolicyForm.class)
  void everyFormGoesToAFolderAndTellsWhatItCannotHold(PolicyForm form) throws Exception {
    int status =
        terminal.run(
            "baseline",
            "export",
            LEARNED,
            "--format",
            form.word(),
            "--out",
            dir.toString(),
            "--json",
            "-");
    JsonNode told = JSON.readTree(terminal.out());
    assertValid("handover", terminal.out());
    assertThat(status).isEqualTo(told.path("refused").isEmpty() ? 0 : 5);
    assertThat(told.path("documents").size() + told.path("refused").size()).isPositive();
    assertThat(told.path("cannotHold").isEmpty()).isEqualTo(told.path("documents").isEmpty());
    assertThat(files()).hasSize(told.path("documents").size());
    for (JsonNode document : told.path("documents")) {
      assertThat(dir.resolve(document.path("file").stringValue())).isNotEmptyFile();
    }
    assertThat(terminal.err())
        .contains(
            told.path("documents").isEmpty() ? "not written: " : form.word() + " cannot hold (");
  }

  @Test
  void oneFileHoldsAllAndIsReadAgain() throws Exception {
    String out = dir.resolve("all.yaml").toString();
    assertThat(terminal.said("baseline", "export", LEARNED, "--format", "kubescape", "--out", out))
        .isEmpty();
    assertThat(terminal.said("baseline", "show", out))
        .contains("shop/deployment/web:web @19e1abb80260")
        .contains("exec           stable");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    String out = dir.resolve("all.yaml").toString();
    assertThat(terminal.run("baseline", "export", LEARNED, "--format", "x", "--out", out))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("there is no form x; the forms are kubescape, ");
    assertThat(
            terminal.run(
                "baseline",
                "export",
                LEARNED,
                "--format",
                "kubescape",
                "--out",
                out,
                "--pod-label",
                "a b"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("a b is no key of a label");
    assertThat(
            terminal.run("baseline", "export", "README.md", "--format", "kubescape", "--out", out))
        .isEqualTo(3);
    assertThat(dir).isEmptyDirectory();
  }

  private static final String DECLARED = "src/test/resources/readers/declared/";

  @Test
  void takesPoliciesAndSaysWhatItDidNotTake() throws Exception {
    String out = dir.resolve("taken.json").toString();
    String told =
        terminal.said(
            "baseline",
            "import",
            DECLARED + "networkpolicy.yaml",
            DECLARED + "cilium.yaml",
            DECLARED + "kubearmor.yaml",
            "README.md",
            "--out",
            out,
            "--json",
            "-");
    assertValid("taken", told);
    JsonNode json = JSON.readTree(told);
    assertThat(json.path("baselines").size()).isEqualTo(9);
    assertThat(json.path("notTaken").toString())
        .contains("the port http, which is no number")
        .contains("README.md");
    assertThat(terminal.err())
        .contains("shop/web:? (NetworkPolicy): 15 elements; network truncated")
        .contains("none is complete by itself");
    assertThat(terminal.said("baseline", "show", out)).contains("network        truncated");
  }

  @Test
  void aProfileWithoutANameIsNamedByTheCaller() throws Exception {
    String out = dir.resolve("taken.json").toString();
    terminal.said(
        "baseline",
        "import",
        DECLARED + "seccomp.json",
        "--for",
        "shop/deployment/web:app",
        "--out",
        out);
    assertThat(terminal.said("baseline", "show", out))
        .contains("shop/deployment/web:app")
        .contains("syscall        stable    5 known");
    assertThat(
            terminal.run(
                "baseline", "import", DECLARED + "cilium.yaml", "--for", "web", "--out", out))
        .isEqualTo(2);
    assertThat(terminal.run("baseline", "import", "README.md", "--out", out)).isEqualTo(3);
    assertThat(
            terminal.run(
                "baseline", "import", DECLARED + "seccomp.json", "--for", "a/b/c/d", "--out", out))
        .isEqualTo(2);
  }

  /** A policy in the evidence may have been written to contain the incident. */
  @Test
  void aPolicyAmongEvidenceIsNoBaseline() {
    assertThat(terminal.run("baseline", "show", DECLARED + "networkpolicy.yaml")).isEqualTo(3);
    assertThat(terminal.err()).contains("there is no baseline in these files");
  }
}
