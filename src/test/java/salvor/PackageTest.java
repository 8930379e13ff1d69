package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The image and the .deb that {@code packaging/package} built, as their user starts them. */
@Tag("package")
class PackageTest {
  private static final Path BUILT = Path.of("target/package").toAbsolutePath();
  private static final Path IMAGE = BUILT.resolve("salvor");
  private static final Path SAMPLE = Path.of("evidence-samples/webshell");
  private static final String HEADLESS = "-Dglass.platform=Headless -Dprism.order=sw";

  /** The JVM ends with an error when it cannot use the cache. */
  private static final String CACHE_OR_NOTHING = "-XX:AOTMode=on";

  @TempDir Path dir;

  private record Ended(int status, String out, String err) {}

  private static Path image() {
    assumeTrue(
        Files.isExecutable(IMAGE.resolve("bin/salvor")),
        "there is no image in target/package; packaging/package builds it, and says what it lacks");
    return IMAGE;
  }

  private Process begin(Path image, Path where, String jvm, List<String> arguments)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(image.resolve("bin/salvor").toString()));
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words).directory(where.toFile());
    builder.environment().put("JAVA_TOOL_OPTIONS", jvm);
    builder.environment().put("XDG_DATA_HOME", dir.resolve("data").toString());
    builder.environment().remove("DISPLAY");
    return builder
        .redirectOutput(dir.resolve("out").toFile())
        .redirectError(dir.resolve("err").toFile())
        .start();
  }

  private Ended run(Path image, Path where, String... arguments) throws Exception {
    Process process = begin(image, where, CACHE_OR_NOTHING, List.of(arguments));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended within a minute").isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(dir.resolve("out")),
        Files.readString(dir.resolve("err")));
  }

  private void triagesTheSampleAsExpected(Path image) throws Exception {
    Path json = dir.resolve("triage.json");
    Path here = Path.of("").toAbsolutePath();
    Ended ended =
        run(image, here, "triage", SAMPLE.toString(), "--quiet", "--json", json.toString());
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(SamplesTest.withoutItself(Files.readString(json)))
        .isEqualTo(Files.readString(SAMPLE.resolve("expected/triage.json")));
  }

  @Test
  void theImageTriagesTheSampleAsExpected() throws Exception {
    triagesTheSampleAsExpected(image());
  }

  @Test
  void aStoredCaseIsTriagedInTheTerminalWhereThereIsNoDisplay() throws Exception {
    Path kept = dir.resolve("case");
    Path here = Path.of("").toAbsolutePath();
    run(image(), here, "triage", SAMPLE.toString(), "--quiet", "--case", kept.toString());
    Ended ended = run(image(), here, "--case", kept.toString());
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("no window here");
  }

  @Test
  void theImageSaysItsVersion() throws Exception {
    Ended ended = run(image(), dir, "--version");
    assertThat(ended.out().strip()).matches("salvor \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void theDebUnpackedElsewhereTriagesTheSampleAsExpected() throws Exception {
    Path deb = deb();
    assertThat(command("dpkg-deb", "-x", deb.toString(), dir.resolve("root").toString())).isZero();
    triagesTheSampleAsExpected(dir.resolve("root/opt/salvor"));
    for (String file :
        List.of(
            "applications/salvor.desktop",
            "mime/packages/salvor.xml",
            "icons/hicolor/scalable/apps/salvor.svg",
            "icons/hicolor/48x48/apps/salvor.png",
            "man/man1/salvor.1.gz",
            "doc/salvor/copyright")) {
      assertThat(dir.resolve("root/usr/share").resolve(file)).isNotEmptyFile();
    }
    assertThat(Files.readSymbolicLink(dir.resolve("root/usr/bin/salvor")))
        .isEqualTo(Path.of("/opt/salvor/bin/salvor"));
  }

  private static Path deb() throws IOException {
    image();
    try (Stream<Path> files = Files.list(BUILT)) {
      Optional<Path> deb = files.filter(f -> f.toString().endsWith(".deb")).findFirst();
      assumeTrue(
          deb.isPresent(), "there is no .deb in target/package (image only, or no dpkg-deb)");
      return deb.orElseThrow();
    }
  }

  private static int command(String... words) throws Exception {
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }

  @Test
  void theWindowOpensAndKeepsItsCase() throws Exception {
    Path kept = dir.resolve("case");
    Process process =
        begin(
            image(),
            Path.of("").toAbsolutePath(),
            HEADLESS + " " + CACHE_OR_NOTHING,
            List.of(SAMPLE.toString(), "--case", kept.toString()));
    try {
      Path stored = kept.resolve("observations.index");
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (!Files.exists(stored) && process.isAlive() && System.nanoTime() < end) {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
      assertThat(process.isAlive()).as(Files.readString(dir.resolve("err"))).isTrue();
      assertThat(stored).exists();
      assertThat(dir.resolve("err")).content().doesNotContain("no window");
    } finally {
      process.destroy();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bundle.salvor",
        "two words.salvor",
        "-leading.salvor",
        "@at.salvor",
        "quote\"s and 'more'.salvor",
        "line\nbreak.salvor",
        "$HOME `id` %F ;.salvor",
        "b\u00fcndel.salvor"
      })
  void aFileIsOpenedByItsRelativePathWhateverItsName(String name) throws Exception {
    Path image = image();
    Path folder = Files.createDirectories(dir.resolve("some where"));
    tarGz(folder.resolve(name));
    Ended ended = run(image, folder, "triage", "--json", "-", "--", name);
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(observations(ended)).isGreaterThan(1000);
  }

  @Test
  void aZipNamedAsABundleIsOpenedByItsContent() throws Exception {
    Path image = image();
    Path bundle = dir.resolve("x.salvor");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bundle)) {
      zip.putArchiveEntry(new ZipArchiveEntry("falco.jsonl.gz"));
      Files.copy(SAMPLE.resolve("evidence/falco.jsonl.gz"), zip);
      zip.closeArchiveEntry();
    }
    Ended ended = run(image, dir, "triage", "--json", "-", "x.salvor");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(observations(ended)).isGreaterThan(1000);
  }

  private static int observations(Ended ended) {
    String out = ended.out();
    JsonNode json = JsonMapper.shared().readTree(out.substring(out.indexOf('{')));
    return json.get("sources").valueStream().mapToInt(s -> s.path("observations").asInt()).sum();
  }

  private static void tarGz(Path bundle) throws IOException {
    try (var tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(bundle)))) {
      Path log = SAMPLE.resolve("evidence/falco.jsonl.gz");
      TarArchiveEntry entry = new TarArchiveEntry("falco.jsonl.gz");
      entry.setSize(Files.size(log));
      tar.putArchiveEntry(entry);
      Files.copy(log, tar);
      tar.closeArchiveEntry();
    }
  }
}
