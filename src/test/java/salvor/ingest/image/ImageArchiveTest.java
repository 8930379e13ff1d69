package salvor.ingest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.audit.AuditFormat;
import salvor.jobs.Progress;
import salvor.workload.ImageContents;
import salvor.workload.ImagePaths;

/** Images are read layer by layer; hostile ones are never taken for complete. */
class ImageArchiveTest {
  @TempDir Path folder;

  private Given read(Path path, int entries, Limits limits) throws Exception {
    return new Import(
            List.of(new AuditFormat()), List.of(new ImageArchiveFormat(entries)), List.of(), limits)
        .read(List.of(path), Progress.NONE);
  }

  private Given given(byte[] content) throws Exception {
    return read(Files.write(folder.resolve("image.tar"), content), 1000, Limits.ORDINARY);
  }

  private ImageContents image(Map<String, byte[]> members) throws Exception {
    return given(ImageTar.tar(members)).evidence().inventory().images().getFirst();
  }

  private static List<String> paths(ImageContents image) {
    return image.files().stream().map(ImageContents.File::path).toList();
  }

  private static Source source(Given given) {
    assertThat(given.evidence().sources()).hasSize(1);
    return given.evidence().sources().getFirst();
  }

  @Test
  void theConfigurationTellsWhatAContainerStartsWith() throws Exception {
    ImageContents image = image(ImageTar.distrolessLike().oci());
    assertThat(image.complete()).isTrue();
    assertThat(image.platform()).isEqualTo("linux/amd64");
    assertThat(image.names()).containsExactly("app:1");
    assertThat(paths(image)).containsExactly("/app/server");
    assertThat(image.settings())
        .isEqualTo(
            new ImageContents.Settings(
                List.of("/app/server"),
                List.of("--fast"),
                "65532",
                List.of(),
                List.of("PATH", "TOKEN"),
                List.of("/data")));
  }

  @Test
  void aContainerMayBeKnownByIndexManifestOrConfiguration() throws Exception {
    Map<String, byte[]> members = ImageTar.distrolessLike().oci();
    List<String> documents =
        members.entrySet().stream()
            .filter(m -> m.getKey().startsWith("blobs/") && m.getValue()[0] == '{')
            .map(m -> "sha256:" + m.getKey().substring("blobs/sha256/".length()))
            .toList();
    assertThat(image(members).digests())
        .extracting(Object::toString)
        .containsExactlyInAnyOrderElementsOf(documents);
  }

  @Test
  void whatDockerSavedWithoutAManifestIsKnownByItsConfiguration() throws Exception {
    Map<String, byte[]> members = ImageTar.alpineLike().docker();
    ImageContents image = image(members);
    assertThat(image.complete()).isTrue();
    assertThat(image.names()).containsExactly("app:1");
    assertThat(image.digests())
        .extracting(d -> d.value() + ".json")
        .allMatch(d -> members.containsKey(d.substring("sha256:".length())))
        .hasSize(1);
    assertThat(image.settings().ports()).containsExactly("8080/tcp");
  }

  @Test
  void linksAndHardLinksLeadToTheProgram() throws Exception {
    ImageTar tar = ImageTar.alpineLike().hardLink("bin/ash", "bin/busybox").link("a/loop", "loop");
    ImageContents image = image(tar.link("lib", "usr/lib").file("usr/lib/x", 0755).oci());
    ImagePaths paths = new ImagePaths(image);
    for (String path : List.of("/bin/sh", "/bin/wget", "/usr/bin/nc", "/usr/../bin/./sh")) {
      assertThat(paths.find(path)).as(path).extracting(f -> f.path()).isEqualTo("/bin/busybox");
    }
    assertThat(paths.find("/lib/x")).isNotNull();
    assertThat(paths.find("/bin/ash")).isNotNull();
    assertThat(paths.find("/a/loop")).isNull();
    assertThat(paths.find("/etc/passwd")).as("cannot be executed").isNull();
    assertThat(image.files())
        .filteredOn(ImageContents.File::raises)
        .extracting(f -> f.path())
        .containsExactly("/usr/bin/sudo");
  }

  @Test
  void upperLayersDeleteReplaceAndHide() throws Exception {
    ImageContents image =
        image(
            new ImageTar()
                .file("bin/gone", 0755)
                .file("bin/kept", 0755)
                .file("bin/tamed", 0755)
                .file("opt/old/a", 0755)
                .file("opt/old/b/c", 0755)
                .file("srv/tree/x", 0755)
                .link("sbin", "bin")
                .next()
                .file("bin/.wh.gone", 0644)
                .file("bin/tamed", 0644)
                .file("opt/old/new", 0755)
                .opaque("opt/old")
                .file("srv/.wh.tree", 0644)
                .file("sbin/through", 0755)
                .oci());
    assertThat(paths(image)).containsExactly("/bin/kept", "/bin/through", "/opt/old/new");
    assertThat(image.complete()).isTrue();
  }

  @Test
  void packedLayersAndAFolderAreReadAlike() throws Exception {
    ImageContents plain = image(ImageTar.alpineLike().oci());
    ImageTar zipped = new ImageTar().packedBy(ImageTar::gzip);
    ImageContents gzip = image(zipped.file("a", 0755).next().file("b", 0755).oci());
    ImageContents zstd = image(new ImageTar().packedBy(Zstd::compress).file("a", 0755).oci());
    assertThat(paths(gzip)).containsExactly("/a", "/b");
    assertThat(paths(zstd)).containsExactly("/a");
    assertThat(gzip.complete()).isTrue();
    assertThat(zstd.complete()).isTrue();
    Path layout = ImageTar.folder(folder.resolve("layout"), ImageTar.alpineLike().oci());
    Given given = read(layout, 1000, Limits.ORDINARY);
    assertThat(given.evidence().inventory().images()).containsExactly(plain);
    assertThat(given.evidence().sources())
        .hasSize(7)
        .allMatch(s -> s.format().equals("image-archive") && s.sha256().length() == 64);
  }

  @Test
  void anArchiveIsOneSourceThatAccountsForEachFile() throws Exception {
    byte[] archive = ImageTar.tar(ImageTar.alpineLike().docker());
    Source source = source(given(ImageTar.gzip(archive)));
    assertThat(source.sha256()).isEqualTo(ImageTar.sha256(ImageTar.gzip(archive)));
    assertThat(source.skipped())
        .containsEntry("executable file of an image", 4L)
        .containsEntry("link of an image", 3L)
        .containsEntry("file of an image", 1L);
  }

  @Test
  void aLayerWhoseBytesAreOthersIsNotTaken() throws Exception {
    Map<String, byte[]> members = ImageTar.alpineLike().oci();
    Map<String, byte[]> evil = new ImageTar().file("app/server", 0755).file("x", 0755).oci();
    byte[] layer = evil.values().stream().filter(b -> b[0] != '{').findFirst().orElseThrow();
    String name =
        members.entrySet().stream()
            .filter(m -> m.getValue()[0] != '{')
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    members.put(name, layer);
    Given given = given(ImageTar.tar(members));
    ImageContents image = given.evidence().inventory().images().getFirst();
    assertThat(image.complete()).isFalse();
    assertThat(paths(image)).doesNotContain("/x");
    assertThat(source(given).unreadable())
        .extracting(u -> u.reason())
        .anyMatch(r -> r.contains("no member has the digest of the layer"));
  }

  @Test
  void aDockerLayerThatTheConfigurationDoesNotNameMakesItIncomplete() throws Exception {
    Map<String, byte[]> members = ImageTar.distrolessLike().docker();
    byte[] other = members.get(members.keySet().iterator().next());
    String last = List.copyOf(members.keySet()).get(1);
    members.put(last, other);
    Given given = given(ImageTar.tar(members));
    assertThat(given.evidence().inventory().images().getFirst().complete()).isFalse();
    assertThat(source(given).unreadable().getFirst().reason()).contains("configuration names");
  }

  @Test
  void pathsThatLeadOutAreRefused() throws Exception {
    Given given =
        given(
            ImageTar.tar(
                new ImageTar()
                    .file("../../etc/cron.d/x", 0755)
                    .hardLink("bin/x", "../../../bin/sh")
                    .link("out", "../../../../etc")
                    .file("out/y", 0755)
                    .oci()));
    ImageContents image = given.evidence().inventory().images().getFirst();
    assertThat(image.complete()).isFalse();
    assertThat(paths(image)).containsExactly("/etc/y"); // a link never leads above the root
    assertThat(source(given).unreadableCount()).isEqualTo(2);
  }

  @Test
  void linksInACircleEnd() throws Exception {
    ImageTar tar = new ImageTar().link("a", "b").link("b", "a").file("a/x", 0755);
    tar.link("deep", "deep/deep/deep").file("deep/y", 0755);
    byte[] oci = ImageTar.tar(tar.oci());
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          ImageContents image = given(oci).evidence().inventory().images().getFirst();
          assertThat(image.complete()).isFalse();
          assertThat(new ImagePaths(image).find("/a/x")).isNull();
          assertThat(new ImagePaths(image).find("/deep/y")).isNull();
        });
  }

  @Test
  void filesBeyondTheLimitMakeItIncomplete() throws Exception {
    ImageTar tar = new ImageTar();
    for (int i = 0; i < 1001; i++) {
      tar.file("bin/" + i, 0755, 0);
    }
    Given given = given(ImageTar.tar(tar.oci()));
    ImageContents image = given.evidence().inventory().images().getFirst();
    assertThat(image.files()).hasSize(1000);
    assertThat(image.complete()).isFalse();
    assertThat(source(given).unreadable().getFirst().reason()).contains("more files than");
  }

  @Test
  void aLayerThatUnpacksToFarMoreThanItIsEndsThere() throws Exception {
    ImageTar tar = new ImageTar().packedBy(ImageTar::gzip).file("zero", 0755, 3_000_000);
    Path file = Files.write(folder.resolve("bomb"), ImageTar.tar(tar.next().file("a", 0755).oci()));
    Given given = read(file, 1000, new Limits(4096, 20, 100, 1L << 40, 50, 1 << 16));
    assertThat(given.evidence().inventory().images()).noneMatch(ImageContents::complete);
    assertThat(given.evidence().sources())
        .flatExtracting(Source::notes)
        .anyMatch(n -> n.contains("decompression bomb"));
  }

  @Test
  void anArchiveThatIsCutOffIsNeverComplete() throws Exception {
    byte[] whole = ImageTar.tar(ImageTar.alpineLike().oci());
    for (int length = 512; length < whole.length - 1024; length += 512) {
      Given given = given(Arrays.copyOf(whole, length));
      assertThat(given.evidence().inventory().images())
          .as("%d bytes", length)
          .noneMatch(ImageContents::complete);
      assertThat(given.evidence().sources()).as("%d bytes", length).isNotEmpty();
    }
  }

  @Test
  void evidenceThatIsCalledLikeAnImageIsStillRead() throws Exception {
    String event =
        "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Metadata\",\"auditID\":\"1\","
            + "\"stage\":\"ResponseComplete\",\"verb\":\"get\",\"requestURI\":\"/x\",\"user\":{\"username\":\"u\"},"
            + "\"stageTimestamp\":\"2026-11-23T06:00:00Z\"}";
    for (String name : List.of("manifest.json", "blobs/log")) {
      Given given = given(ImageTar.tar(Map.of(name, ImageTar.bytes(event))));
      assertThat(given.evidence().observations().size()).as(name).isEqualTo(1);
      assertThat(given.evidence().sources()).as(name).hasSize(1);
    }
  }

  @Test
  void whatHidesAmongTheMembersIsSaid() throws IOException, Exception {
    Map<String, byte[]> members = ImageTar.alpineLike().docker();
    members.put("a.log", ImageTar.bytes("a line"));
    members.put("b.log", ImageTar.bytes("a line"));
    assertThat(source(given(ImageTar.tar(members))).notes())
        .anyMatch(n -> n.contains("2 members belong to no image"));
  }
}
