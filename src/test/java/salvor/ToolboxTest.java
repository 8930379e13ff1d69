package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.custody.Sha256;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.snapshot.ProcTreeFormat;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The toolbox looks at real processes: all that the kernel says of them, byte for byte. */
class ToolboxTest {
  @TempDir Path folder;
  private Toolbox toolbox;

  @BeforeEach
  void build() throws Exception {
    toolbox = Toolbox.built();
  }

  private Toolbox.Archive collected() throws Exception {
    Toolbox.Result result = toolbox.run("collect", "--volatile");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.archive();
  }

  static String sha256(byte[] bytes) {
    Sha256 hash = new Sha256();
    hash.update(bytes, 0, bytes.length);
    return hash.hex();
  }

  private static JsonNode executable(Toolbox.Archive archive, long pid) {
    return archive.lines("collected/executables.jsonl").stream()
        .filter(l -> l.path("pid").asLong() == pid)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhichItIsAndRefusesWhatItDoesNotUnderstand() throws Exception {
    assertThat(toolbox.run("version").text())
        .isEqualTo("{\"toolbox\":\"salvor\",\"version\":\"1\"}\n");
    for (String wrong :
        List.of(
            "", "nix", "collect --nix", "collect --max-bytes", "collect --max-bytes 1x", "copy")) {
      Toolbox.Result result = toolbox.run(wrong.split(" "));
      assertThat(result.code()).as(wrong).isEqualTo(2);
      assertThat(result.out()).as(wrong).isEmpty();
    }
    assertThat(
            toolbox
                .run("memory", "" + ProcessHandle.current().pid(), "\u001b[2J")
                .error()
                .path("error")
                .asString())
        .isEqualTo("wrong-use");
    assertThat(toolbox.run("memory", "4194304", "0-1000").code()).isEqualTo(4);
  }

  @Test
  void theSameSourcesGiveTheSameBytesWhereverTheyLie() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("elsewhere"));
    try (Stream<Path> files = Files.list(Toolbox.SOURCES)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, copy.resolve(each.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Path out = folder.resolve("out");
    Toolbox.Result script =
        Toolbox.run(List.of(copy.resolve("build").toString(), "--out", out.toString()));
    assertThat(script.code()).as(script.err()).isZero();
    byte[] again = Files.readAllBytes(out.resolve("salvor-toolbox"));
    assertThat(again).isEqualTo(Files.readAllBytes(toolbox.program));
    assertThat(script.text()).startsWith(sha256(again));
  }

  private Path image(String into) throws Exception {
    Path out = folder.resolve(into);
    Toolbox.Result script =
        Toolbox.run(List.of(Toolbox.SOURCES.resolve("image").toString(), "--out", out.toString()));
    assertThat(script.code()).as(script.err()).isZero();
    Path layout = out.resolve("salvor-toolbox.oci.tar");
    String index = Toolbox.Archive.of(Files.readAllBytes(layout)).text("index.json");
    assertThat(index).contains(script.text().lines().toList().getLast());
    return layout;
  }

  private static JsonNode blob(Toolbox.Archive layout, JsonNode descriptor) {
    return JsonMapper.shared().readTree(bytes(layout, descriptor));
  }

  private static byte[] bytes(Toolbox.Archive layout, JsonNode descriptor) {
    String digest = descriptor.path("digest").asString();
    byte[] bytes = layout.bytes("blobs/" + digest.replace(':', '/'));
    assertThat("sha256:" + sha256(bytes)).isEqualTo(digest);
    assertThat(bytes).hasSize(descriptor.path("size").asInt());
    return bytes;
  }

  @Test
  void theImageHoldsTheProgramAndNothingElseAndIsTheSameEachTime() throws Exception {
    byte[] once = Files.readAllBytes(image("once"));
    assertThat(Files.readAllBytes(image("again"))).isEqualTo(once);

    Toolbox.Archive layout = Toolbox.Archive.of(once);
    JsonNode index = JsonMapper.shared().readTree(layout.bytes("index.json"));
    JsonNode manifest = blob(layout, index.path("manifests").get(0));
    JsonNode config = blob(layout, manifest.path("config"));
    byte[] layer = bytes(layout, manifest.path("layers").get(0));
    assertThat(config.path("rootfs").path("diff_ids").get(0).asString())
        .isEqualTo("sha256:" + sha256(layer));
    assertThat(config.path("config").path("Entrypoint").get(0).asString())
        .isEqualTo("/salvor-toolbox");
    Toolbox.Archive files = Toolbox.Archive.of(layer);
    assertThat(files.entries()).containsOnlyKeys("salvor-toolbox");
    assertThat(files.bytes("salvor-toolbox")).isEqualTo(Files.readAllBytes(toolbox.program));
    assertThat(files.entries().get("salvor-toolbox").getMode() & 0777).isEqualTo(0755);
  }

  @Test
  void hashesWhatRunsThoughItsFileIsGone() throws Exception {
    Path dropped = Files.copy(toolbox.target, folder.resolve("dropped"));
    String hash = sha256(Files.readAllBytes(dropped));
    try (Toolbox.Running gone = Toolbox.start(List.of(dropped.toString()));
        Toolbox.Running memory = toolbox.start("memfd")) {
      Files.delete(dropped);
      Toolbox.Archive archive = collected();

      JsonNode deleted = executable(archive, gone.pid());
      assertThat(deleted.path("sha256").asString()).isEqualTo(hash);
      assertThat(deleted.path("deleted").asBoolean()).isTrue();
      assertThat(archive.link("proc/" + gone.pid() + "/exe")).isEqualTo(dropped + " (deleted)");
      JsonNode memfd = executable(archive, memory.pid());
      assertThat(memfd.path("sha256").asString()).isEqualTo(hash);
      assertThat(memfd.path("exe").asString()).isEqualTo("/memfd:harmless (deleted)");
    }
  }

  @Test
  void aNameThatEndsInDeletedIsNotTakenForADeletedFile() throws Exception {
    Path odd = Files.copy(toolbox.target, folder.resolve("odd (deleted)"));
    try (Toolbox.Running one = Toolbox.start(List.of(odd.toString()))) {
      assertThat(executable(collected(), one.pid()).path("deleted").asBoolean()).isFalse();
    }
  }

  @Test
  void keepsEveryByteOfAHostileCommandLineAndEnvironment() throws Exception {
    try (Toolbox.Running evil = toolbox.start("hostile")) {
      Path is = Path.of("/proc/" + evil.pid());
      Toolbox.Archive archive = collected();
      for (String name :
          List.of("cmdline", "environ", "cgroup", "limits", "mountinfo", "maps", "auxv")) {
        assertThat(archive.bytes("proc/" + evil.pid() + "/" + name))
            .as(name)
            .isEqualTo(Files.readAllBytes(is.resolve(name)));
      }
      assertThat(
              new String(
                  archive.bytes("proc/" + evil.pid() + "/cmdline"), StandardCharsets.ISO_8859_1))
          .startsWith("evil\nroot 1 0 \u001b[2J\u001b[31m\0stay\0\u00ff\u00fe not UTF-8\0\0");
      assertThat(archive.link("proc/" + evil.pid() + "/ns/net"))
          .isEqualTo(Files.readSymbolicLink(is.resolve("ns/net")).toString());
      assertThat(archive.link("proc/" + evil.pid() + "/cwd"))
          .isEqualTo(Files.readSymbolicLink(is.resolve("cwd")).toString());
    }
  }

  @Test
  void keepsTenThousandDescriptorsAndHowTheyWereOpened() throws Exception {
    List<String> command =
        List.of(
            "sh",
            "-c",
            "ulimit -n 11000; exec \"$0\" descriptors 10000",
            toolbox.target.toString());
    assumeTrue(
        Toolbox.run(List.of("sh", "-c", "ulimit -n 11000")).code() == 0,
        "no more than a few descriptors are allowed here");
    try (Toolbox.Running many = Toolbox.start(command)) {
      Toolbox.Archive archive = collected();
      String of = "proc/" + many.pid() + "/";
      Map<String, String> links = new TreeMap<>();
      try (Stream<Path> is = Files.list(Path.of("/proc/" + many.pid() + "/fd"))) {
        for (Path each : is.toList()) {
          links.put(of + "fd/" + each.getFileName(), Files.readSymbolicLink(each).toString());
        }
      }
      Map<String, String> kept = new TreeMap<>();
      archive.entries().keySet().stream()
          .filter(n -> n.startsWith(of + "fd/"))
          .forEach(n -> kept.put(n, archive.link(n)));
      assertThat(kept).hasSizeGreaterThan(10_000).isEqualTo(links);
      assertThat(archive.entries().get(of + "fd/9000").getMode() & 0700).isEqualTo(0500);
      assertThat(archive.entries().get(of + "fd/9001").getMode() & 0700).isEqualTo(0300);
      assertThat(archive.text(of + "fdinfo/9001")).contains("flags:\t0100001");
      if (Toolbox.has("lsof")) {
        long told =
            Toolbox.run(List.of("lsof", "-nP", "-a", "-d0-99999", "-Ff", "-p", "" + many.pid()))
                .text()
                .lines()
                .filter(l -> l.startsWith("f"))
                .count();
        assertThat(kept).hasSize((int) told);
      }
    }
  }

  @Test
  void tellsOfAProcessOfAnotherUser() throws Exception {
    assumeTrue(
        Toolbox.isRoot() && Toolbox.can("setpriv", "--reuid=12345", "--clear-groups", "true"),
        "to become another user is not permitted here");
    Path shared =
        Files.copy(
            toolbox.target, Path.of("/tmp/salvor-toolbox-target-" + ProcessHandle.current().pid()));
    try (Toolbox.Running other =
        Toolbox.start(
            List.of(
                "setpriv",
                "--reuid=12345",
                "--regid=12345",
                "--clear-groups",
                shared.toString()))) {
      Toolbox.Archive archive = collected();
      assertThat(archive.text("proc/" + other.pid() + "/status"))
          .contains("\nUid:\t12345\t12345\t12345\t12345\n");
      assertThat(archive.entries().get("proc/" + other.pid() + "/status").getLongUserId())
          .isEqualTo(12345);

      // and one who is not root is refused, is told so, and goes on
      Path binary = Files.copy(toolbox.program, Path.of(shared + "-toolbox"));
      try {
        Toolbox.Result result =
            Toolbox.run(
                List.of(
                    "setpriv",
                    "--reuid=12346",
                    "--regid=12346",
                    "--clear-groups",
                    binary.toString(),
                    "collect",
                    "--volatile"));
        assertThat(result.code()).isZero();
        assertThat(result.archive().end().path("complete").asBoolean()).isTrue();
        assertThat(result.archive().lines("collected/errors.jsonl"))
            .anySatisfy(l -> {
              assertThat(l.path("path").asString()).isEqualTo("proc/" + other.pid() + "/environ");
              assertThat(l.path("errno").asString()).isEqualTo("EACCES");
            });
        assertThat(result.archive().text("proc/" + other.pid() + "/status")).contains("12345");
      } finally {
        Files.delete(binary);
      }
    } finally {
      Files.delete(shared);
    }
  }

  @Test
  void agreesWithPs() throws Exception {
    assumeTrue(Toolbox.has("ps"), "there is no ps here");
    try (Toolbox.Running one = toolbox.start("stay")) {
      Toolbox.Archive archive = collected();
      String told =
          Toolbox.run(List.of("ps", "-o", "pid=,ppid=,pgid=,sess=,comm=", "-p", "" + one.pid()))
              .text();
      String stat = archive.text("proc/" + one.pid() + "/stat");
      String[] f = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      assertThat(told.strip().split("\\s+"))
          .containsExactly("" + one.pid(), f[1], f[2], f[3], name);
    }
  }

  /**
   * What a process with sockets and the toolbox see in a network where nothing else comes or goes.
   */
  private byte[] besideSs(Path said) throws Exception {
    assumeTrue(
        Toolbox.has("ss") && Toolbox.can("unshare", "-n", "ip", "link", "set", "lo", "up"),
        "a network of one's own is not permitted here, or there is no ss");
    Path tar = folder.resolve("net.tar");
    String look = "\"$0\" collect --volatile > \"$1\" && ss -tuanH > \"$2\"";
    Toolbox.Result told =
        Toolbox.run(
            List.of(
                "unshare",
                "-n",
                "sh",
                "-c",
                "ip link set lo up && exec \"$0\" \"$@\"",
                toolbox.target.toString(),
                "sockets",
                "sh",
                "-c",
                look,
                toolbox.program.toString(),
                tar.toString(),
                said.toString()));
    assertThat(told.code()).as(told.err()).isZero();
    return Files.readAllBytes(tar);
  }

  private static String address(String hex) {
    byte[] four = HexFormat.of().parseHex(hex.substring(0, 8));
    String host =
        (four[3] & 255) + "." + (four[2] & 255) + "." + (four[1] & 255) + "." + (four[0] & 255);
    int port = Integer.parseInt(hex.substring(9), 16);
    return host + ":" + (port == 0 ? "*" : port);
  }

  @Test
  void agreesWithSsOnTheSocketsOfANetwork() throws Exception {
    Path said = folder.resolve("ss.txt");
    Toolbox.Archive archive = Toolbox.Archive.of(besideSs(said));
    Map<String, String> states =
        Map.of("01", "ESTAB", "0A", "LISTEN", "06", "TIME-WAIT", "07", "UNCONN");
    List<String> rows = new ArrayList<>();
    for (String protocol : List.of("tcp", "udp")) {
      archive.contents().keySet().stream()
          .filter(n -> n.endsWith("/net/" + protocol))
          .filter(n -> archive.text(n).contains(":1267 ")) // 4711: there may be other networks
          .flatMap(n -> archive.text(n).lines().skip(1))
          .map(l -> l.strip().split(" +"))
          .forEach(f ->
              rows.add(
                  protocol + " " + states.get(f[3]) + " " + address(f[1]) + " " + address(f[2])));
    }
    List<String> expected =
        Files.readAllLines(said).stream()
            .map(l -> l.split(" +"))
            .map(f -> f[0] + " " + f[1] + " " + f[4] + " " + f[5])
            .toList();
    assertThat(rows).hasSize(4).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void whatItGaveIsReadAsProcessesAndSockets() throws Exception {
    byte[] tar = besideSs(folder.resolve("ss.txt"));
    Given given =
        new Import(List.of(), List.of(new ProcTreeFormat()), List.of(), Limits.ORDINARY)
            .read(List.of(Files.write(folder.resolve("pod.tar"), tar)), Progress.NONE);
    Observations rows = given.evidence().observations();
    List<Observation> all = Arrays.stream(rows.byRecord()).mapToObj(rows::get).toList();
    assertThat(all)
        .filteredOn(o -> o.activity() instanceof Activity.ProcessStarted)
        .filteredOn(o -> toolbox.target.toString().equals(o.process().executable()))
        .singleElement()
        .satisfies(o -> {
          assertThat(o.time()).isNotNull();
          assertThat(o.process().commandLine()).contains("sockets");
          assertThat(o.quality()).contains(Quality.RUNNING_BEFORE_SENSOR);
        });
    assertThat(all)
        .filteredOn(o -> toolbox.target.toString().equals(o.process().executable()))
        .extracting(o -> o.activity().toString())
        .anyMatch(a -> a.startsWith("Listening") && a.contains("4711"))
        .anyMatch(a -> a.startsWith("Connection") && a.contains("4711"));
  }

  @Test
  void processesThatComeAndGoDoNotEndIt() throws Exception {
    try (Toolbox.Running _ = toolbox.start("churn")) {
      for (int i = 0; i < 3; i++) {
        assertThat(collected().end().path("complete").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void whatIsTooMuchIsLeftOutAndToldSo() throws Exception {
    Toolbox.Result result = toolbox.run("collect", "--volatile", "--max-bytes", "60000");
    assertThat(result.code()).isZero();
    assertThat(result.out()).hasSizeLessThanOrEqualTo(60_000);
    JsonNode end = result.archive().end();
    assertThat(end.path("complete").asBoolean()).isFalse();
    assertThat(end.path("truncated").get(0).asString())
        .startsWith("max-bytes: ")
        .contains("left out, the first proc/");
    JsonNode late = toolbox.run("collect", "--max-seconds", "0").archive().end();
    assertThat(late.path("complete").asBoolean()).isFalse();
    assertThat(late.path("truncated").get(0).asString()).startsWith("max-seconds: ");
  }

  @Test
  void anArchiveThatWasCutOffHasNoEnd() throws Exception {
    byte[] whole = toolbox.run("collect", "--volatile").out();
    byte[] half = Arrays.copyOf(whole, whole.length / 1024 * 512);
    assertThatThrownBy(() -> Toolbox.Archive.of(Arrays.copyOf(half, half.length - 200)).end());
    Process reader = new ProcessBuilder(toolbox.command("collect", "--volatile")).start();
    assertThat(reader.getInputStream().readNBytes(1000)).hasSize(1000);
    reader.getInputStream().close();
    assertThat(reader.waitFor()).isIn(0, 6); // 0 when all of it fitted into the pipe
  }
}
