package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.SigningKey;
import salvor.report.ChangeSet;
import salvor.report.ChangeSetCheck;
import salvor.report.ChangeSetCheck.What;
import salvor.report.ReviewReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The signed folder that {@code salvor review --out} writes, and what {@code --verify} finds. */
class ChangeSetTest {
  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  private Path written() throws Exception {
    Path folder = dir.resolve("change");
    assertThat(
            terminal.run(
                "review",
                "evidence-samples/memfd-no-shell",
                "--out",
                folder.toString(),
                "--author",
                "Ada \u001b[31m",
                "--reason",
                "the pay incident",
                "--key",
                dir.resolve("key.pem").toString(),
                "--passphrase-file",
                Files.writeString(dir.resolve("passphrase"), "open sesame\n").toString()))
        .as(terminal.err())
        .isZero();
    return folder;
  }

  private int verify(Path folder) {
    return terminal.run(
        "review", "--verify", folder.toString(), "--key", dir.resolve("key.pem").toString());
  }

  @Test
  void holdsWhatItSaysAndVerifies() throws Exception {
    Path folder = written();
    String said = Files.readString(folder.resolve(ChangeSet.DOCUMENT));
    assertValid(ChangeSet.schema(), said);
    JsonNode document = JsonMapper.shared().readTree(said);
    assertThat(document.get("author").stringValue()).isEqualTo("Ada \u001b[31m");
    ObjectNode review = ((ObjectNode) document.get("review"));
    review.put("version", 1);
    assertValid(ReviewReport.schema(), review.toString());
    assertThat(document.get("baselineBefore")).isEqualTo(document.get("baselineAfter"));
    assertThat(Files.readString(folder.resolve("rules/falco.yaml")))
        .contains("salvor-shop-pay-pay-from-memory");
    assertThat(Files.list(folder.resolve("policies/networkpolicy")))
        .anyMatch(file -> file.toString().endsWith(".networkpolicy.yaml"));
    assertThat(Files.readString(folder.resolve("policies/seccomp/notes.txt")))
        .as("no system calls were learned, and that is said")
        .contains("not written");
    assertThat(verify(folder)).as(terminal.out()).isZero();
    assertThat(terminal.out())
        .contains("as they were signed", "your own key", "Ada \\x1b[31m", "the pay incident");
    assertThat(verify(folder.resolve(ChangeSet.DOCUMENT))).isZero();
  }

  private static void assertValid(String schema, String json) {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json, InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void everyChangeIsFound() throws Exception {
    Path folder = written();
    Path rules = folder.resolve("rules/falco.yaml");
    String before = Files.readString(rules);
    Files.writeString(rules, before.replace("WARNING", "DEBUG"));
    assertProblem(folder, What.FILE_CHANGED);
    Files.delete(rules);
    assertProblem(folder, What.FILE_MISSING);
    Files.writeString(rules, before);
    Files.writeString(folder.resolve("rules/extra.yaml"), "[]");
    assertProblem(folder, What.FILE_NOT_SIGNED);
    Files.delete(folder.resolve("rules/extra.yaml"));
    Path document = folder.resolve(ChangeSet.DOCUMENT);
    String said = Files.readString(document);
    Files.writeString(document, said.replace("the pay incident", "the pay accident"));
    assertProblem(folder, What.SIGNATURE_DOES_NOT_HOLD);
    Files.writeString(document, said.replace("\"rules/falco.yaml\"", "\"../key.pem\""));
    assertProblem(folder, What.PATH_LEADS_ELSEWHERE);
    Files.writeString(document, said);
    assertThat(verify(folder)).isZero();
    Files.delete(folder.resolve(ChangeSet.SEAL));
    assertProblem(folder, What.NO_SIGNATURE);
  }

  private void assertProblem(Path folder, What what) throws Exception {
    assertThat(ChangeSetCheck.of(folder).problems())
        .extracting(ChangeSetCheck.Problem::what)
        .contains(what);
    assertThat(verify(folder)).isEqualTo(1);
  }

  @Test
  void anotherKeysSignatureHoldsAndIsSaidToBeAnothers() throws Exception {
    Path folder = written();
    SigningKey other = SigningKey.in(dir.resolve("other.pem"), (_, _) -> "x".toCharArray());
    assertThat(
            terminal.run("review", "--verify", folder.toString(), "--key", other.file().toString()))
        .isZero();
    assertThat(terminal.out()).contains("not your own key");
  }

  @Test
  void nothingIsWrittenOver() throws Exception {
    Path folder = written();
    assertThat(
            terminal.run(
                "review",
                "evidence-samples/memfd-no-shell",
                "--out",
                folder.toString(),
                "--author",
                "Ada",
                "--reason",
                "again",
                "--key",
                dir.resolve("key.pem").toString(),
                "--passphrase-file",
                Files.writeString(dir.resolve("passphrase"), "open sesame\n").toString()))
        .isEqualTo(5);
    assertThat(terminal.err()).contains("is not empty");
    assertThat(terminal.run("review", "evidence-samples/memfd-no-shell", "--out", dir + "/x"))
        .as("without a reason")
        .isEqualTo(2);
  }
}
