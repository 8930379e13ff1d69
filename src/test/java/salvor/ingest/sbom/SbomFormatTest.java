package salvor.ingest.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;
import salvor.workload.ImageContents;
import salvor.workload.ImageContents.Origin;
import salvor.workload.ImagePaths;

/** Lists of files are read as streams; only one that says so is complete. */
class SbomFormatTest {
  private static final String MANIFEST = "sha256:" + "a".repeat(64);
  private static final String IMAGE = "sha256:" + "b".repeat(64);

  @TempDir Path folder;

  private Given read(String document) throws Exception {
    Path file = Files.writeString(folder.resolve("sbom.json"), document);
    return new Import(
            List.of(new ImageReports()), List.of(), List.of(SbomFormat.lists()), Limits.ORDINARY)
        .read(List.of(file), Progress.NONE);
  }

  private ImageContents image(String document) throws Exception {
    return read(document).evidence().inventory().images().getFirst();
  }

  private static String syft(String selection, String files) {
    return "{\"artifacts\":[{\"name\":\"x\",\"files\":[1]}],\"files\":["
        + files
        + "],\"source\":{\"type\":\"image\",\"metadata\":{\"imageID\":\""
        + IMAGE
        + "\",\"manifestDigest\":\""
        + MANIFEST
        + "\",\"repoDigests\":[\"r/app@sha256:"
        + "c".repeat(64)
        + "\"],\"tags\":[\"app:1\"],\"os\":\"linux\",\"architecture\":\"arm64\"}},\"descriptor\":{\"name\":\"syft\","
        + "\"configuration\":{\"files\":{\"selection\":\""
        + selection
        + "\"}}}}";
  }

  private static String syftFile(String path, String mode, String type, String target) {
    return String.format(
        "{\"id\":\"1\",\"location\":{\"path\":\"%s\"},\"metadata\":{\"mode\":%s,\"type\":\"%s\","
            + "\"linkDestination\":\"%s\",\"size\":7},\"digests\":[{\"algorithm\":\"sha256\",\"value\":\"0\"}]}",
        path, mode, type, target);
  }

  private static final String FILES =
      String.join(
          ",",
          syftFile("/bin/busybox", "755", "RegularFile", ""),
          syftFile("/bin/sh", "777", "SymbolicLink", "/bin/busybox"),
          syftFile("/usr/bin/sudo", "40000755", "RegularFile", ""),
          syftFile("/etc/passwd", "644", "RegularFile", ""),
          syftFile("/bin", "20000000755", "Directory", ""));

  @Test
  void syftTellsFilesLinksModesAndDigests() throws Exception {
    ImageContents image = image(syft("all", FILES));
    assertThat(image.digests())
        .extracting(Object::toString)
        .containsExactly(MANIFEST, "sha256:" + "c".repeat(64), IMAGE);
    assertThat(image.names()).containsExactly("app:1");
    assertThat(image.platform()).isEqualTo("linux/arm64");
    assertThat(image.files())
        .containsExactly(
            new ImageContents.File("/bin/busybox", 0755, 7, false),
            new ImageContents.File("/usr/bin/sudo", 04755, 7, false));
    assertThat(new ImagePaths(image).find("/bin/sh")).isNotNull();
    assertThat(image.complete()).isTrue();
    assertThat(image.origin()).isEqualTo(Origin.SYFT);
  }

  @Test
  void aListOfThePackagesFilesIsNotComplete() throws Exception {
    assertThat(image(syft("owned-by-package", FILES)).complete()).isFalse();
    assertThat(image(syft("all", FILES).replace("\"files\":{\"sel", "\"f\":{\"sel")).complete())
        .isFalse();
  }

  @Test
  void eachEntryIsAccountedFor() throws Exception {
    Source source = read(syft("all", FILES)).evidence().sources().getFirst();
    assertThat(source.format()).isEqualTo("sbom");
    assertThat(source.lines()).isEqualTo(7); // a package too, and the image itself
    assertThat(source.unreadableCount()).isZero();
  }

  @Test
  void whatFollowsAListIsNotLostInSilence() throws Exception {
    String list = syft("all", FILES);
    Given given = read(list + "\n" + list);
    assertThat(given.evidence().inventory().images()).hasSize(2);
    assertThat(given.evidence().inventory().images().getFirst())
        .isEqualTo(given.evidence().inventory().images().getLast());
    assertThat(given.evidence().sources().getFirst().lines()).isEqualTo(7 + 1);
  }

  @Test
  void aDocumentLongerThanAnyRecordIsRead() throws Exception {
    String many =
        IntStream.range(0, 150_000)
            .mapToObj(i -> syftFile("/opt/" + i, "755", "RegularFile", ""))
            .collect(Collectors.joining(",\n"));
    assertThat(many.length()).isGreaterThan(Limits.ORDINARY.recordBytes());
    assertThat(image(syft("all", many)).files()).hasSize(150_000);
  }

  @Test
  void cycloneDxTellsFilesAndNeverThatOneIsMissing() throws Exception {
    ImageContents image =
        image(
            "{\"$schema\":\"http://cyclonedx.org/schema/bom-1.6.schema.json\",\"bomFormat\":\"CycloneDX\",\n"
                + "\"metadata\":{\"component\":{\"type\":\"container\",\"name\":\"app\",\"version\":\""
                + MANIFEST
                + "\"}},\"components\":[{\"type\":\"library\",\"name\":\"zlib\"},"
                + "{\"type\":\"file\",\"name\":\"/bin/app\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"0\"}]}]}");
    assertThat(image.digests()).extracting(Object::toString).containsExactly(MANIFEST);
    assertThat(image.files()).containsExactly(new ImageContents.File("/bin/app", -1, -1, false));
    assertThat(image.complete()).isFalse();
  }

  @Test
  void spdxTellsFilesAndNeverThatOneIsMissing() throws Exception {
    ImageContents image =
        image(
            "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"name\":\"zlib\",\"checksums\":[{\"checksumValue\":\""
                + "f".repeat(64)
                + "\"}]},{\"name\":\"app\",\"primaryPackagePurpose\":\"CONTAINER\",\"externalRefs\":["
                + "{\"referenceLocator\":\"pkg:oci/app@sha256%3A"
                + "a".repeat(64)
                + "?tag=1\"}]}],\"files\":[{\"fileName\":\"./bin/app\",\"fileTypes\":[\"BINARY\"]}]}");
    assertThat(image.digests()).extracting(Object::toString).containsExactly(MANIFEST);
    assertThat(image.files()).extracting(ImageContents.File::path).containsExactly("/bin/app");
    assertThat(image.complete()).isFalse();
  }

  @Test
  void pathsThatLeadOutMakeItIncomplete() throws Exception {
    String out = syftFile("/../../etc/x", "755", "RegularFile", "");
    Given given = read(syft("all", FILES + "," + out));
    assertThat(given.evidence().inventory().images().getFirst().complete()).isFalse();
    assertThat(given.evidence().sources().getFirst().unreadableCount()).isEqualTo(1);
  }

  @Test
  void oneThatIsCutOffGivesNothing() throws Exception {
    String whole = syft("all", FILES);
    for (int length = 20; length < whole.length(); length += 97) {
      Given given = read(whole.substring(0, length));
      assertThat(given.evidence().inventory().images()).as("%d", length).isEmpty();
      Source source = given.evidence().sources().getFirst();
      assertThat(source.unreadableCount()).as("%d", length).isEqualTo(1);
    }
  }

  @Test
  void depthAndStrangeTypesAreBorne() throws Exception {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    assertThat(read(syft("all", FILES).replace("[1]", deep)).evidence().sources())
        .allMatch(s -> s.unreadableCount() == 1);
    String odd =
        "1,null,[],{\"location\":7},{\"location\":{\"path\":[\"/a\",{}]},\"metadata\":null}";
    assertThat(image(syft("all", odd)).files())
        .extracting(ImageContents.File::path)
        .containsExactly("/a");
  }

  @Test
  void packagesAloneSayNothingOfPrograms() throws Exception {
    Given given = read(syft("all", ""));
    assertThat(given.evidence().inventory().images()).isEmpty();
    assertThat(given.evidence().sources().getFirst().notes())
        .anyMatch(n -> n.contains("packages and no files"));
  }
}
