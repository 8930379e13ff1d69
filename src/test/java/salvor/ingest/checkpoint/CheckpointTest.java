package salvor.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Trait;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.ingest.Declared;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.RawBytes;
import salvor.jobs.Progress;
import salvor.timeline.Extent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checkpoints of containers: what is seen in them is that which their tools say is in them. */
class CheckpointTest {
  static final Path RECORDINGS = Path.of("../shared/recordings");
  private static final Path GOLDEN = Path.of("src/test/resources/readers/checkpoint.txt");

  @TempDir Path folder;

  static Given read(Path path) throws Exception {
    return new Import(List.of(), List.of(new CheckpointFormat()), List.of(), Limits.ORDINARY)
        .read(List.of(path), Progress.NONE);
  }

  private Given given(byte[] archive) throws Exception {
    return read(Files.write(folder.resolve("checkpoint.tar"), archive));
  }

  static List<Observation> all(Given given) {
    Observations observations = given.evidence().observations();
    List<Observation> all = new ArrayList<>();
    for (int row = 0; row < observations.size(); row++) {
      all.add(observations.get(row));
    }
    return all;
  }

  private static String rendered(Given given) {
    StringBuilder text = new StringBuilder();
    for (Observation each : all(given)) {
      text.append(each.activity()).append('\n');
      text.append("  ").append(who(each.process())).append('\n');
      text.append("  ").append(each.outcome()).append(' ');
      text.append(new TreeSet<>(each.quality())).append(' ').append(each.source()).append('\n');
    }
    text.append(all(given).getLast().time()).append('\n');
    text.append(all(given).getFirst().location()).append('\n');
    Source source = given.evidence().sources().getFirst();
    source.skipped().forEach((reason, count) -> text.append(count + " " + reason + "\n"));
    source.unreadable().forEach(u -> text.append("unreadable " + u + "\n"));
    source.notes().forEach(n -> text.append("note " + n + "\n"));
    return text.toString().replace("\0", "\\0");
  }

  private static String who(ProcessInfo process) {
    ProcessInfo.Parent parent = process.parent();
    return process.containerPid()
        + " "
        + process.executable()
        + " ("
        + process.name()
        + ") "
        + process.commandLine()
        + " in "
        + process.cwd()
        + " as "
        + process.uid()
        + (parent == null ? "" : " of " + parent.executable());
  }

  @Test
  void readsProcessesSocketsAndFilesAsExpected() throws Exception {
    String rendered = rendered(given(CheckpointTar.hacked().tar()));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(GOLDEN, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void theSameIsReadFromEachPackingAndFromTheFolder() throws Exception {
    CheckpointTar hacked = CheckpointTar.hacked();
    List<String> plain = told(given(hacked.tar()));
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(hacked.tar());
    }
    assertThat(told(given(gzip.toByteArray()))).isEqualTo(plain);
    assertThat(told(given(Zstd.compress(hacked.tar())))).isEqualTo(plain);
    Path unpacked = folder.resolve("unpacked");
    for (Map.Entry<String, byte[]> member : hacked.members().entrySet()) {
      Path file = unpacked.resolve(member.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, member.getValue());
    }
    assertThat(told(read(unpacked))).containsExactlyInAnyOrderElementsOf(plain);
  }

  private static List<String> told(Given given) {
    return all(given).stream()
        .map(o -> o.activity() + " " + o.time() + " " + o.process() + " " + o.quality())
        .toList();
  }

  @Test
  void eachRecordIsFoundAgainInTheArchive() throws Exception {
    for (byte[] archive :
        List.of(CheckpointTar.hacked().tar(), Zstd.compress(CheckpointTar.hacked().tar()))) {
      Given given = given(archive);
      RawBytes raw =
          new RawBytes(folder.toAbsolutePath(), given.evidence().sources(), Limits.ORDINARY);
      for (Observation each : all(given)) {
        String bytes = new String(raw.read(each.source()), StandardCharsets.ISO_8859_1);
        switch (each.activity()) {
          case Activity.FileOpened opened when opened.flags().startsWith("O_") ->
              assertThat(bytes).contains(opened.path().replace("/memfd:7", ""));
          case Activity.FileWritten(String path, String how) when how.startsWith("differs") ->
              assertThat(bytes).startsWith(path.substring(1));
          case Activity.ConnectionOpened opened ->
              assertThat(bytes.length()).isLessThan(100).isGreaterThan(30);
          default -> assertThat(bytes).isNotEmpty();
        }
      }
    }
  }

  @Test
  void theLogOfTheContainerIsToldLineByLine() throws Exception {
    for (String name : List.of("ctr.log", "container.log")) {
      CheckpointTar tar = CheckpointTar.hacked();
      tar.member("ctr.log", "");
      tar.member(
          name,
          "2026-11-23T04:15:29Z stdout F ready\n2026-11-23T04:15:30Z stderr P cannot\n"
              + "2026-11-23T04:15:30Z stderr F  bind\n2026-11-23T04:15:31Z stderr P lost");
      Given given = given(tar.tar());
      List<Observation> lines =
          all(given).stream().filter(o -> o.activity() instanceof Activity.Logged).toList();
      assertThat(lines)
          .extracting(Observation::activity)
          .containsExactly(
              new Activity.Logged("ready", "stdout"), new Activity.Logged("cannot bind", "stderr"));
      assertThat(lines.getFirst().time().original()).isEqualTo("2026-11-23T04:15:29Z");
      assertThat(lines).allMatch(o -> "web-1".equals(o.location().pod()));
      assertThat(given.evidence().sources().getFirst().unreadable())
          .extracting(u -> u.reason())
          .containsExactly("the rest of a split log line is missing");
      RawBytes raw =
          new RawBytes(folder.toAbsolutePath(), given.evidence().sources(), Limits.ORDINARY);
      assertThat(new String(raw.read(lines.getFirst().source()), StandardCharsets.UTF_8))
          .isEqualTo("2026-11-23T04:15:29Z stdout F ready");
    }
  }

  @Test
  void aPodmanArchiveHasTheTimeOfItsProcessTreeAndSaysSo() throws Exception {
    Map<String, byte[]> members = new TreeMap<>(CheckpointTar.hacked().members());
    members.put("config.dump", "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    Given given = given(CheckpointTar.tar(members));
    assertThat(all(given).getLast().time().original()).isEqualTo("2026-11-23T04:15:35Z");
    assertThat(given.evidence().sources().getFirst().notes())
        .anyMatch(n -> n.startsWith("the archive does not say when it was made"));
  }

  @Test
  void pagesBeforeTheirMapAreToldAndCostOnlyTheCommandLines() throws Exception {
    Map<String, byte[]> members = new TreeMap<>((a, b) -> b.compareTo(a));
    members.putAll(CheckpointTar.hacked().members());
    Given given = given(CheckpointTar.tar(members));
    assertThat(all(given)).hasSameSizeAs(all(given(CheckpointTar.hacked().tar())));
    given = given(CheckpointTar.tar(members));
    assertThat(all(given)).allMatch(o -> o.process().commandLine() == null);
    assertThat(given.evidence().sources().getFirst().notes())
        .anyMatch(n -> n.startsWith("memory pages come before their page map"));
  }

  private static Path recorded(String path) {
    Path file = RECORDINGS.resolve(path);
    assumeTrue(Files.exists(file), file + " is not there");
    return file;
  }

  static final String MINER =
      "miner-policy-enforced/checkpoint/checkpoint-web-5c7957548d-p5tcw_shop-web-2026-11-23T04-19-10Z.tar.gz";

  @Test
  void theMinersSocketIsTiedToItsProcess() throws Exception {
    Given given = read(recorded(MINER));
    Source source = given.evidence().sources().getFirst();
    assertThat(source.unreadable()).isEmpty();
    Observation socket =
        all(given).stream()
            .filter(o -> o.activity() instanceof Activity.ConnectionOpened)
            .findFirst()
            .orElseThrow();
    assertThat(((Activity.ConnectionOpened) socket.activity()).remote())
        .hasToString("203.0.113.77:3333");
    assertThat(socket.outcome().said()).isEqualTo("ESTABLISHED");
    assertThat(socket.process().commandLine())
        .isEqualTo("/tmp/kworkerds\000203.0.113.77\0003333\000600");
    assertThat(socket.process().containerPid()).isEqualTo(389);
    assertThat(socket.location().pod()).isEqualTo("web-5c7957548d-p5tcw");
    assertThat(all(given))
        .filteredOn(o -> o.quality().contains(Quality.EXE_DELETED))
        .extracting(o -> o.process().executable())
        .containsExactly("/tmp/kworkerds");
    assertThat(all(given))
        .extracting(Observation::activity)
        .anyMatch(
            a -> a instanceof Activity.FileWritten w && w.path().equals("/etc/cron.d/.sysupd"));
  }

  /**
   * checkpointctl 1.3.0 reads the old count of pages only: its command lines are blank. All else is
   * right.
   */
  @Test
  void agreesWithCheckpointctlWhereThatIsRight() throws Exception {
    Path theirs = recorded("miner-policy-enforced/checkpoint/checkpointctl.json");
    Checkpoint ours = CheckpointFile.read(recorded(MINER), Progress.NONE);
    JsonNode json = new JsonMapper().readTree(Files.readAllBytes(theirs)).get(0);
    assertThat(json.at("/process_tree/cmdline").stringValue()).isBlank();
    Map<Integer, String> tree = new TreeMap<>();
    tree(json.get("process_tree"), tree);
    assertThat(ours.processes().stream().map(p -> p.pid() + " " + p.name()))
        .containsExactlyInAnyOrderElementsOf(
            tree.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    for (JsonNode each : json.get("file_descriptors")) {
      int theirCount = each.get("open_files").size() - 2; // the folders it is in are no descriptors
      assertThat(process(ours, each.get("pid").intValue()).files()).hasSize(theirCount);
    }
    for (JsonNode each : json.get("sockets")) {
      List<String> states = new ArrayList<>();
      each.get("open_sockets")
          .forEach(s -> {
            if (s.has("protocol")) {
              JsonNode data = s.get("data");
              states.add(
                  data.get("state").stringValue()
                      + " "
                      + data.get("src").stringValue()
                      + ":"
                      + data.get("src_port").intValue());
            }
          });
      assertThat(
              process(ours, each.get("pid").intValue()).files().stream()
                  .filter(f -> f.socket() != null && f.kind().equals("tcp"))
                  .map(f -> f.socket().state() + " " + f.socket().local()))
          .containsExactlyElementsOf(states);
    }
    assertThat(ours.location().containerId()).isEqualTo(json.get("id").stringValue());
    assertThat(ours.processes()).allMatch(p -> !p.arguments().isEmpty());
    assertThat(process(ours, 8).environment()).contains("APP_VERSION=1.4.2");
  }

  private static Checkpoint.Running process(Checkpoint checkpoint, int pid) {
    return checkpoint.processes().stream().filter(p -> p.pid() == pid).findFirst().orElseThrow();
  }

  private static void tree(JsonNode node, Map<Integer, String> into) {
    into.put(node.get("pid").intValue(), node.get("command").stringValue());
    if (node.has("children")) {
      node.get("children").forEach(c -> tree(c, into));
    }
  }

  /** The time of a checkpoint's processes is that of the look, not of a start weeks before. */
  @Test
  void isFramedWhollyWhenItComesFirst() throws Exception {
    Observations all =
        given(CheckpointTar.hacked().member("ctr.log", "").tar()).evidence().observations();
    assertThat(all.ranBeforeSensor(0)).isTrue();
    assertThat(Extent.of(all).before()).isZero();
  }

  @Test
  void readsWhatPodmanWrote() throws Exception {
    Given given = read(recorded("podman-checkpoint/web1.tar.zst"));
    assertThat(given.evidence().sources().getFirst().unreadable()).isEmpty();
    assertThat(all(given))
        .filteredOn(o -> o.activity() instanceof Activity.ProcessStarted)
        .extracting(o -> o.process().commandLine())
        .contains("nc\0-lk\000127.0.0.1\0009999", "/tmp/kworker\000600");
    assertThat(all(given))
        .filteredOn(o -> o.quality().contains(Quality.EXE_UPPER_LAYER))
        .extracting(o -> o.process().executable())
        .containsExactly("/tmp/kworker");
  }

  @Test
  void isJudgedByTheBaselineLikeEvents() throws Exception {
    Declared declared = new Declared("test");
    declared.add(new Trait.Exec("/usr/sbin/nginx", null, null, null, null, null));
    declared.state(Facet.EXEC, FacetState.STABLE);
    declared.state(Facet.NETWORK, FacetState.STABLE);
    Given given = given(CheckpointTar.hacked().tar());
    Observations observations = given.evidence().observations();
    Verdicts verdicts =
        new Judge(List.of(declared.profile("shop", "web", "web")), given.evidence().inventory())
            .judge(observations, Progress.NONE);
    Map<String, Verdict> told = new TreeMap<>();
    for (int row = 0; row < observations.size(); row++) {
      Observation each = observations.get(row);
      told.put(each.process().name() + " " + each.activity().kind(), verdicts.verdict(row));
    }
    assertThat(told)
        .containsEntry("nginx PROCESS_STARTED", Verdict.IN)
        .containsEntry("kworkerds PROCESS_STARTED", Verdict.OUT)
        .containsEntry("7 PROCESS_STARTED", Verdict.OUT)
        .containsEntry("kworkerds CONNECTION_OPENED", Verdict.OUT)
        .containsEntry("null FILE_WRITTEN", Verdict.UNKNOWN);
  }
}
