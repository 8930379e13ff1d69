package salvor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import gov.loc.repository.bagit.creator.BagCreator;
import gov.loc.repository.bagit.hash.StandardSupportedAlgorithms;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.report.BundleReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Evidence that is sealed here is proved there, by Salvor and without it. */
class SealedBundleTest {
  private static final String SAMPLE = "evidence-samples/webshell";

  /** Lists that fit what lies there, as somebody would write them who has not got the key. */
  private static final String NEW_LISTS =
      "for list in manifest tagmanifest; do for a in 256 512; do"
          + " sha${a}sum $(cut -c $((a / 4 + 3))- $list-sha$a.txt) > new; mv new $list-sha$a.txt;"
          + " done; done; sha256sum -c tagmanifest-sha256.txt && sha512sum -c manifest-sha512.txt";

  private final Terminal terminal = new Terminal();

  @TempDir Path dir;
  private Path key;
  private Path passphrase;
  private Path signers;

  @BeforeEach
  void files() throws Exception {
    key = dir.resolve("key.pem");
    passphrase = Files.writeString(dir.resolve("passphrase"), "open sesame\n");
    signers = Files.createDirectories(dir.resolve("signers"));
  }

  private Path sealed(String name) throws Exception {
    Path out = dir.resolve(name);
    terminal.said(
        "seal",
        SAMPLE,
        "--out",
        out.toString(),
        "--reason",
        "for the court",
        "--author",
        "Ann",
        "--key",
        key.toString(),
        "--passphrase-file",
        passphrase.toString());
    terminal.said("key", "export", signers.resolve("ann.pub").toString(), "--key", key.toString());
    return out;
  }

  private int verify(Path bundle, String... more) {
    String[] all =
        Stream.concat(
                Stream.of("verify", bundle.toString(), "--signers", signers.toString()),
                Stream.of(more))
            .toArray(String[]::new);
    return terminal.run(all);
  }

  @Test
  void aStrangerWithTheBundleAndThePublicKeyProvesIt() throws Exception {
    Path bundle = sealed("case.tar.zst");
    assertThat(verify(bundle)).as(terminal.err()).isZero();
    assertThat(terminal.out()).startsWith("VALID  ").contains("for the court");
    Files.delete(signers.resolve("ann.pub"));
    assertThat(verify(bundle)).isEqualTo(11);
    assertThat(terminal.out()).startsWith("VALID-UNSIGNED").contains("salvor key trust");
  }

  @Test
  void namesTheByteThatWasChangedForPeopleAndForMachines() throws Exception {
    Path bundle = sealed("case");
    Path falco;
    try (Stream<Path> all = Files.walk(bundle.resolve("data"))) {
      falco =
          all.filter(f -> f.toString().contains("falco"))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(falco);
    bytes[bytes.length / 2] ^= 4;
    Files.write(falco, bytes);
    assertThat(verify(bundle, "--json", "-")).isEqualTo(12);
    String json = terminal.out();
    SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    List<Error> errors = schemas.getSchema(BundleReport.schema()).validate(json, InputFormat.JSON);
    assertThat(errors).isEmpty();
    JsonNode fault = JsonMapper.shared().readTree(json).path("faults").path(0);
    assertThat(fault.path("place").asString()).isEqualTo(bundle.relativize(falco).toString());
    assertThat(fault.path("kind").asString()).isEqualTo("hash");
    assertThat(verify(bundle)).isEqualTo(12);
    assertThat(terminal.out())
        .contains("MODIFIED  data/")
        .contains("expected")
        .contains("actual")
        .contains("its SHA-256 is not the listed one")
        .contains("its SHA-512 is not the listed one");
  }

  @Test
  void itsListsAndSealsAreNoEvidenceThatNobodyKnows() throws Exception {
    Path bundle = sealed("case");
    Path hidden = Files.createDirectories(dir.resolve("other")).resolve("manifest-sha256.txt");
    Files.writeString(hidden, "0".repeat(64) + "  data/a\n{\"rule\": \"an alert\"}\n");
    terminal.said("triage", bundle.toString(), hidden.toString(), "--why", "test", "--json", "-");
    JsonNode sources = JsonMapper.shared().readTree(terminal.out()).path("sources");
    int bags = 0;
    for (JsonNode source : sources) {
      String path = source.path("path").asString();
      boolean tag = !path.contains("/data/") && !path.contains("custody.jsonl");
      if (tag && !path.endsWith("custody-head.json")) {
        assertThat(source.path("format").asString()).as(path).isEqualTo("bag");
        assertThat(source.path("unreadable").asInt()).isEqualTo(path.contains("other") ? 1 : 0);
        bags++;
      }
    }
    assertThat(bags).isEqualTo(9);
  }

  @Test
  void isProvedByToolsThatKnowNothingOfSalvor() throws Exception {
    Path bundle = sealed("case");
    for (String tool : new String[] {"sha256sum", "sha512sum", "openssl"}) {
      assumeTrue(run(dir, "command -v " + tool) == 0, tool + " is not there");
    }
    assertThat(proof(bundle)).doesNotContain("FAILED").contains("Verified Successfully");
    for (String forged : List.of("data/webshell/README.md", "custody.jsonl", "bag-info.txt")) {
      Path other = sealed("forged-" + forged.replace('/', '-'));
      String text = Files.readString(other.resolve(forged));
      Files.writeString(other.resolve(forged), text.replaceFirst("salvor|web", "XXXXXX"));
      assertThat(run(other, NEW_LISTS)).isZero();
      assertThat(proof(other)).as(forged).contains("Verified Successfully").contains("FAILED");
    }
    sealed("packed.zip");
    assertThat(Files.readString(Path.of("README.md"))).contains("sha256sum -c NAME.sha256");
    assertThat(run(dir, "sha256sum -c --quiet packed.zip.sha256")).isZero();
    byte[] head = Files.readAllBytes(bundle.resolve("custody-head.json"));
    head[5] ^= 1;
    Files.write(bundle.resolve("custody-head.json"), head);
    assertThat(proof(bundle)).doesNotContain("Verified Successfully");
    assertThat(run(dir, "openssl pkey -in key.pem -passin file:passphrase -noout"))
        .as("openssl opens the key too")
        .isZero();
    assertThat(run(dir, "openssl pkey -in key.pem -passin pass:wrong -noout")).isNotZero();
  }

  @Test
  void isABagForAnotherImplementationAndItsBagsAreForUs() throws Exception {
    Path bundle = sealed("case");
    try (BagVerifier verifier = new BagVerifier()) {
      verifier.isValid(new BagReader().read(bundle), false);
    }
    Path other = Files.createDirectories(dir.resolve("other"));
    Files.writeString(other.resolve("a file.txt"), "content");
    BagCreator.bagInPlace(other, List.of(StandardSupportedAlgorithms.SHA512), false);
    assertThat(verify(other)).as(terminal.out()).isEqualTo(11);
    Files.writeString(other.resolve("data/a file.txt"), "forgery");
    assertThat(verify(other)).as(terminal.out()).isEqualTo(12);
  }

  /** What the commands of the README say, without a stamp and another tool for bags. */
  private static String proof(Path bundle) throws Exception {
    String page = Files.readString(Path.of("README.md"));
    int from = page.indexOf("```sh", page.indexOf("Nobody needs Salvor to prove a bundle"));
    String commands = page.substring(from + 5, page.indexOf("```", from + 5));
    return said(bundle, commands.replaceAll("(?m)^(openssl ts|python3).*$", ""));
  }

  private static int run(Path in, String command) throws Exception {
    return said(in, command + "\necho \"ended $?\"").endsWith("ended 0\n") ? 0 : 1;
  }

  private static String said(Path in, String command) throws Exception {
    return new String(
        new ProcessBuilder("sh", "-c", command)
            .directory(in.toFile())
            .redirectErrorStream(true)
            .start()
            .getInputStream()
            .readAllBytes(),
        UTF_8);
  }

  @Test
  void saysWhatIsMissingToSeal() {
    assertThat(terminal.run("seal", SAMPLE, "--out", dir.resolve("x").toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("--reason");
    assertThat(
            terminal.run(
                "seal",
                SAMPLE,
                "--out",
                dir.resolve("x").toString(),
                "--reason",
                "r",
                "--key",
                key.toString()))
        .isEqualTo(5);
    assertThat(terminal.err()).contains("--passphrase-file");
    assertThat(dir.resolve("x")).doesNotExist();
    assertThat(terminal.run("seal", "nothing", "--out", "x", "--reason", "r")).isEqualTo(3);
    assertThat(terminal.run("verify", "nothing")).isEqualTo(3);
  }

  @Test
  void refusesAKeyOfAnotherKind() throws Exception {
    Path rsa = dir.resolve("rsa.pub");
    java.security.KeyPairGenerator pairs = java.security.KeyPairGenerator.getInstance("RSA");
    Files.writeString(
        rsa,
        "-----BEGIN PUBLIC KEY-----\n"
            + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pairs.generateKeyPair().getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
    assertThat(terminal.run("key", "trust", rsa.toString(), "--name", "Bob")).isEqualTo(5);
    assertThat(terminal.err()).contains("Ed25519");
  }

  @Test
  void takesNothingForCertificatesThatIsNone() throws Exception {
    Path bundle = sealed("case");
    Path empty = Files.writeString(dir.resolve("ca.pem"), "");
    assertThat(verify(bundle, "--timestamp-ca", empty.toString())).isEqualTo(3);
    assertThat(terminal.err()).contains("holds no certificates");
  }
}
