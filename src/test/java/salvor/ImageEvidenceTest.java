package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.ingest.image.ImageTar;
import salvor.jobs.Progress;
import salvor.report.ImageWords;
import salvor.report.Wording;

/** A log and the archive of the image, and nothing learned. */
class ImageEvidenceTest {
  private static final Path SCHEMAS = Path.of("src/main/resources/salvor/report");

  @TempDir Path folder;
  private final Terminal terminal = new Terminal();
  private Path log;

  @BeforeEach
  void writeEvidence() throws Exception {
    log = folder.resolve("falco.jsonl");
    write(folder, ImageTar.alpineLike());
  }

  /** A shell and a dropped program ran in a container of this image. */
  static void write(Path folder, ImageTar image) throws Exception {
    byte[] archive = ImageTar.tar(image.docker());
    Files.write(folder.resolve("image.tar"), archive);
    String config = digest(List.of(folder.resolve("image.tar")));
    Files.writeString(
        folder.resolve("falco.jsonl"),
        started(5, "/app/server", config)
            + started(7, "/bin/sh", config)
            + started(9, "/usr/local/bin/xmrig", config));
  }

  private static String started(int pid, String program, String digest) {
    return String.format(
        "{\"time\":\"2026-11-23T05:00:0%d.000000000Z\",\"rule\":\"Telemetry Process Start\",\"priority\":\"Notice\",\"output\":\"x\","
            + "\"output_fields\":{\"evt.time\":%d,\"evt.type\":\"execve\",\"proc.name\":\"%s\",\"proc.cmdline\":\"%s\","
            + "\"proc.exepath\":\"%s\",\"proc.pid\":%d,\"k8s.pod.name\":\"web-1\",\"k8s.ns.name\":\"shop\","
            + "\"container.id\":\"abcdef123456\",\"container.name\":\"web\",\"container.image.digest\":\"%s\"}}%n",
        pid,
        1_795_410_000_000_000_000L + pid * 1_000_000_000L,
        program.substring(program.lastIndexOf('/') + 1),
        program,
        program,
        100 + pid,
        digest);
  }

  private static String digest(List<Path> image) throws Exception {
    Given given = Salvor.reader().read(image, Progress.NONE);
    return given.evidence().inventory().images().getFirst().digests().getLast().value();
  }

  @Test
  void aProgramThatTheImageLacksIsTheOneFinding() throws Exception {
    String text = terminal.said("triage", folder.toString());
    assertThat(text)
        .contains(
            "A program ran that is not part of the image; the image holds no executable file"
                + " /usr/local/bin/xmrig");
    String json = terminal.said("findings", folder.toString(), "--json", "-");
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMAS.resolve("findings.schema.json")));
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(json).contains("\"holding\" : \"absent\"").contains("NEW_BINARY_NOT_IN_IMAGE");
  }

  @Test
  void anImageThatWasOnlyReportedIsToldWithoutAnyLog() throws Exception {
    Files.delete(log);
    assertThat(terminal.said("images", folder.toString())).contains("no container of it was seen");
    assertThat(terminal.run("peers", folder.toString())).isEqualTo(3);
    assertThat(terminal.err()).contains("nothing in this evidence is an observation");
  }

  @Test
  void aShellOfTheImageIsUnknownAndSaysWhatItGives() throws Exception {
    Verdicts verdicts = open(null).verdicts();
    assertThat(List.of(0, 1, 2))
        .extracting(row -> verdicts.judgement(row).reason())
        .containsExactly(Reason.IN_IMAGE, Reason.IN_IMAGE, Reason.NEW_BINARY_NOT_IN_IMAGE);
    assertThat(Wording.why(verdicts.judgement(1)))
        .isEqualTo(
            "Nothing was learned of this container, but the program is in the image; the image"
                + " holds it as /bin/busybox; it runs any command (ATT&CK T1059.004)");
  }

  @Test
  void theImageIsStillKnownWhenTheCaseIsOpenedAgain() throws Exception {
    Path kept = folder.resolveSibling(folder.getFileName() + ".case");
    List<String> before;
    try (OpenedCase opened = open(kept)) {
      before = whys(opened);
    }
    Files.writeString(folder.resolve("image.tar"), "gone"); // the index alone is asked
    try (OpenedCase again =
        Salvor.cases().open(Opening.inFolder(List.of(), List.of(), kept), Progress.NONE)) {
      assertThat(whys(again)).isEqualTo(before);
      assertThat(again.evidence().inventory().images()).hasSize(1);
      Verdicts anew =
          Salvor.judge(new Given(again.evidence(), again.baselines()), null, Progress.NONE);
      assertThat(anew.judgement(2)).isEqualTo(again.verdicts().judgement(2));
    }
  }

  @Test
  void inOneLineAnImageSaysHowMuchItOffers() throws Exception {
    try (OpenedCase opened = open(null)) {
      assertThat(ImageWords.brief(opened.evidence().inventory().images().getFirst()))
          .startsWith("full of tools: ")
          .contains("package managers")
          .endsWith("; 1 program raises rights");
    }
  }

  private OpenedCase open(@Nullable Path kept) throws Exception {
    List<Path> evidence = List.of(log, folder.resolve("image.tar"));
    return Salvor.cases()
        .open(
            kept == null
                ? Opening.inMemory(evidence, List.of())
                : Opening.inFolder(evidence, List.of(), kept),
            Progress.NONE);
  }

  private static List<String> whys(OpenedCase opened) {
    return IntStream.range(0, 3)
        .mapToObj(row -> Wording.why(opened.verdicts().judgement(row)))
        .toList();
  }

  @Test
  void theCommandTellsAnImageFullOfToolsFromAHardenedOne() throws Exception {
    Path full = folder.resolve("image.tar");
    assertThat(terminal.said("baseline", "image", full.toString()))
        .contains("full of tools", "/bin/sh", "/bin/wget", "package managers", "/usr/bin/sudo")
        .contains("T1059.004", "root: none is set", "8080/tcp", "/app/server");
    Path hard = folder.resolve("hard.tar");
    Files.write(hard, ImageTar.tar(ImageTar.distrolessLike().oci()));
    assertThat(terminal.said("baseline", "image", hard.toString()))
        .contains("hardened: no shell", "65532", "none declared")
        .doesNotContain("secret");
    String json =
        terminal.said("baseline", "image", full.toString(), hard.toString(), "--json", "-");
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMAS.resolve("image-contents.schema.json")));
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(published.validate("{}", InputFormat.JSON)).isNotEmpty();
    assertThat(json)
        .contains("\"hardened\"", "\"full_of_tools\"")
        .doesNotContain("=secret", "\"secret\"");
  }

  @Test
  void whereNoImageIsTheCommandSaysSo() {
    assertThat(terminal.run("baseline", "image", log.toString())).isEqualTo(3);
    assertThat(terminal.err()).contains("no image, and no list or scan of one");
  }

  /** Two scans of the image, which do not agree. */
  static void scans(Path folder) throws Exception {
    String config = digest(List.of(folder.resolve("image.tar")));
    Files.writeString(
        folder.resolve("trivy.json"),
        "{\"SchemaVersion\":2,\"Trivy\":{\"Version\":\"0.57.0\"},\"CreatedAt\":\"2026-11-20T10:00:00Z\",\"ArtifactName\":\"shop/web\",\"Metadata\":{\"ImageID\":\""
            + config
            + "\"},\"Results\":[{\"Target\":\"web\",\"Class\":\"os-pkgs\",\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-2024-0001\",\"PkgName\":\"busybox\",\"InstalledVersion\":\"1.36.1\",\"FixedVersion\":\"1.36.2\",\"Severity\":\"CRITICAL\",\"CVSS\":{\"nvd\":{\"V3Score\":9.8}},\"Title\":\"overflow in awk\"}]},"
            + "{\"Target\":\"/app/key.pem\",\"Class\":\"secret\",\"Secrets\":[{\"Title\":\"Private key\",\"Severity\":\"HIGH\",\"StartLine\":1,\"Match\":\"hidden-value\"}]}]}");
    Files.writeString(
        folder.resolve("grype.json"),
        "{\"matches\":[{\"vulnerability\":{\"id\":\"CVE-2024-0001\",\"severity\":\"Medium\",\"fix\":{\"versions\":[],\"state\":\"not-fixed\"}},\"artifact\":{\"name\":\"busybox\",\"version\":\"1.36.1\",\"type\":\"apk\"}}],\"source\":{\"type\":\"image\",\"target\":{\"imageID\":\""
            + config
            + "\"}},\"descriptor\":{\"name\":\"grype\",\"version\":\"0.80.0\",\"timestamp\":\"2026-11-21T00:00:00Z\"}}");
  }

  @Test
  void scansStandBesideTheImageThatRanByItsDigestAndKeepTheirWords() throws Exception {
    scans(folder);
    String text = terminal.said("images", folder.toString());
    assertThat(text)
        .contains("reported by        Trivy 0.57.0, 2026-11-20 10:00:00Z, 1 statement")
        .contains("vulnerable         1 critical")
        .contains("critical (Trivy), medium (Grype)")
        .contains("not fixed (Grype), 1.36.2 (Trivy)")
        .contains("secret (T1552.001) Private key in /app/key.pem")
        .contains("/bin/sh (T1059.004)")
        .doesNotContain("hidden-value", "no container of it was seen");
    String json = terminal.said("images", folder.toString(), "--json", "-");
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMAS.resolve("images.schema.json")));
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(json).contains("\"score\" : \"9.8\"", "trivy.json").doesNotContain("hidden-value");
    assertThat(terminal.said("images", folder.toString(), "--filter", "pod=none"))
        .doesNotContain("CVE-");
  }

  @Test
  void anImageThatDidNotRunIsToldApartAndOneOfAnotherDigestKnowsNothing() throws Exception {
    scans(folder);
    Path other = folder.resolve("trivy.json");
    Files.writeString(other, Files.readString(other).replaceAll("sha256:.{4}", "sha256:0000"));
    assertThat(terminal.said("images", folder.toString()))
        .contains("no container of it was seen")
        .contains("medium  busybox 1.36.1  fixed in: not fixed  told by Grype");
  }

  @Test
  void aCaseKeepsWhatScansSaid() throws Exception {
    scans(folder);
    Path kept = folder.resolveSibling(folder.getFileName() + ".case");
    List<Path> evidence = List.of(log, folder.resolve("trivy.json"));
    try (OpenedCase opened =
        Salvor.cases().open(Opening.inFolder(evidence, List.of(), kept), Progress.NONE)) {
      assertThat(opened.evidence().inventory().reports()).hasSize(1);
    }
    Files.writeString(folder.resolve("trivy.json"), "gone"); // the index alone is asked
    try (OpenedCase again =
        Salvor.cases().open(Opening.inFolder(List.of(), List.of(), kept), Progress.NONE)) {
      assertThat(again.evidence().inventory().reports().getFirst().vulnerabilities())
          .extracting(each -> each.id() + " " + each.score())
          .containsExactly("CVE-2024-0001 98");
    }
  }
}
