package salvor.ingest.auditd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.ingest.Collected;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit system's log: made by hand, of public collections, and of our own incidents. */
class AuditdReaderTest {
  private static final Path PUBLIC = Path.of("../shared/data");
  private static final Path RECORDINGS = Path.of("../shared/recordings");
  private static final String WHO =
      " success=yes exit=0 a0=1 a1=2 a2=3 a3=4 items=2 ppid=7 pid=9 uid=0 tty=(none) comm=\"sh\""
          + " exe=\"/bin/sh\" key=(null)";

  private static String record(String type, int serial, String rest) {
    return "type=" + type + " msg=audit(1795410000.100:" + serial + "): " + rest;
  }

  private static String exec(int serial) {
    return record("SYSCALL", serial, "arch=c000003e syscall=59" + WHO);
  }

  private static Collected read(String... lines) {
    return Collected.of(new AuditdFormat(), List.of(lines));
  }

  private static Evidence read(Path... files) throws Exception {
    for (Path file : files) {
      assumeTrue(Files.exists(file), file + " is not there");
    }
    Given given =
        new Import(List.of(), List.of(), List.of(new AuditdFormat()), Limits.ORDINARY)
            .read(List.of(files), Progress.NONE);
    return given.evidence();
  }

  private static List<Observation> observations(Evidence evidence) {
    List<Observation> all = new ArrayList<>();
    for (int row = 0; row < evidence.observations().size(); row++) {
      all.add(evidence.observations().get(row));
    }
    return all;
  }

  @Test
  void joinsRecordsThatManyOthersPart() {
    List<String> lines = new ArrayList<>();
    lines.add(exec(1));
    for (int serial = 2; serial < 900; serial++) {
      lines.add(exec(serial));
    }
    lines.add(record("EXECVE", 1, "argc=2 a0=\"id\" a1=\"-u\""));
    Collected read = Collected.of(new AuditdFormat(), lines);

    assertThat(read.observations.getFirst().process().commandLine()).isEqualTo("id\0-u");
    assertThat(read.observations).hasSize(899);
    assertThat(read.outcomes()).isEqualTo(lines.size());
  }

  @Test
  void tellsMachinesApartThatCountAlike() {
    Collected read =
        read(
            "node=one " + exec(1),
            "node=two " + exec(1),
            "node=two " + record("EXECVE", 1, "argc=1 a0=\"two\""),
            "node=one " + record("EXECVE", 1, "argc=1 a0=\"one\""));

    assertThat(read.observations)
        .extracting(o -> o.location().node() + " " + o.process().commandLine())
        .containsExactly("one one", "two two");
  }

  @Test
  void marksArgumentsThatWereLost() {
    Collected read = read(exec(1), record("EXECVE", 1, "argc=3 a0=\"tar\" a2=\"x\""));

    assertThat(read.observations.getFirst().quality()).contains(Quality.TRUNCATED);
  }

  @Test
  void leavesAnOddNumberOfDigitsAsItStands() {
    Collected read = read(exec(1), record("EXECVE", 1, "argc=2 a0=\"x\" a1=ABC"));

    assertThat(read.observations.getFirst().process().commandLine()).isEqualTo("x\0ABC");
  }

  @Test
  void marksBytesThatAreNoText() {
    Collected read = read(exec(1), record("CWD", 1, "cwd=2FFF"));

    assertThat(read.observations.getFirst().process().cwd()).isEqualTo("/\uFFFD");
    assertThat(read.observations.getFirst().quality()).contains(Quality.REPLACED_BYTES);
  }

  @Test
  void doesNotTakeANameInAnotherFolderForOneHere() {
    String call =
        "arch=c000003e syscall=263 success=yes exit=0 a0=%s a1=2 a2=0 a3=4 pid=9 uid=0 comm=\"rm\"";
    Collected read =
        read(
            record("SYSCALL", 1, call.formatted("5")),
            record("CWD", 1, "cwd=\"/root\""),
            record("PATH", 1, "item=1 name=\"x\" nametype=DELETE"),
            record("SYSCALL", 2, call.formatted("ffffff9c")),
            record("CWD", 2, "cwd=\"/root\""),
            record("PATH", 2, "item=1 name=\"x\" nametype=DELETE"));

    assertThat(read.observations)
        .extracting(Observation::activity)
        .containsExactly(new Activity.FileDeleted("x"), new Activity.FileDeleted("/root/x"));
  }

  @Test
  void countsWhatTheKernelSaysItLost(@TempDir Path folder) throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("messages"),
            exec(1) + "\nNov 23 04:12:31 n1 kernel: audit: audit_lost=3 audit_rate_limit=0\n");

    assertThat(observations(read(log)))
        .extracting(Observation::activity)
        .anySatisfy(a ->
            assertThat(a)
                .isEqualTo(new Activity.EventsLost(3, "audit: audit_lost=3 audit_rate_limit=0")));
  }

  @Test
  void leavesObjectsAloneThatQuoteTheLog(@TempDir Path folder) throws Exception {
    Path object =
        Files.writeString(
            folder.resolve("map.yaml"),
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    " + exec(1));

    assertThat(read(object).sources().getFirst().format()).isEqualTo("unrecognised");
  }

  @Test
  void readsALineOfManyMegabytesAndWhatFollows(@TempDir Path folder) throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("long"),
            exec(1) + "\n" + record("EXECVE", 2, "a0=" + "41".repeat(9 << 20)) + "\n" + exec(3));
    Evidence evidence = read(log);

    Source source = evidence.sources().getFirst();
    assertThat(source.observations()).isEqualTo(2);
    assertThat(source.unreadable())
        .singleElement()
        .satisfies(u -> assertThat(u.reason()).startsWith("longer than"));
  }

  @Test
  void holdsNoMoreOfAnEventThanAnEventHas() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      lines.add(record("PATH", 1, "item=" + i + " name=\"/x\""));
    }
    Collected read = Collected.of(new AuditdFormat(), lines);

    assertThat(read.outcomes()).isEqualTo(5_000);
    assertThat(read.unreadable).hasSize(3_000);
  }

  @Test
  void readsEveryPublicLog() throws Exception {
    Evidence evidence =
        read(PUBLIC.resolve("go-libaudit"), PUBLIC.resolve("otrf/sh_arp_cache.zip"));

    List<Source> logs =
        evidence.sources().stream().filter(s -> s.format().equals("auditd")).toList();
    assertThat(logs).hasSize(20);
    assertThat(logs.stream().flatMap(s -> s.unreadable().stream()))
        .as("one line of audit-rhel7.log is no more than: type=UNKNOWN[1329] msg=?")
        .singleElement()
        .satisfies(u -> assertThat(u.line()).isEqualTo(31));
    assertThat(logs.getLast().observations()).isEqualTo(2);
  }

  @Test
  void joinsTheSameEventsHoweverTheirRecordsCome() throws Exception {
    Path folder = PUBLIC.resolve("go-libaudit/testdata");
    List<List<String>> told = new ArrayList<>();
    for (String name : List.of("normal.log", "out_of_order.log")) {
      told.add(
          observations(read(folder.resolve(name))).stream()
              .map(o -> o.time() + " " + o.process() + " " + o.activity())
              .sorted()
              .toList());
    }

    assertThat(told.get(0)).isEqualTo(told.get(1)).hasSize(5);
  }

  @Test
  void hasEveryProcessOfTheAttacks() throws Exception {
    for (String name : List.of("miner-policy-enforced", "miner-policy-not-enforced")) {
      Path recording = RECORDINGS.resolve(name);
      Map<Integer, List<Observation>> started =
          observations(read(recording.resolve("host/audit.log.gz"))).stream()
              .filter(o -> o.activity() instanceof Activity.ProcessStarted)
              .filter(o -> o.process().pid() != null)
              .collect(Collectors.groupingBy(o -> o.process().pid()));
      int known = 0;
      for (String line : Files.readAllLines(recording.resolve("ground-truth-processes.jsonl"))) {
        JsonNode truth = JsonMapper.shared().readTree(line);
        long at = truth.get("t").longValue();
        Observation seen =
            started.getOrDefault(truth.get("pid").intValue(), List.of()).stream()
                .filter(o -> o.time() != null && Math.abs(o.time().nanos() - at) < 60_000_000_000L)
                .filter(o -> !o.quality().contains(Quality.FAILED))
                .filter(o -> agrees(o, truth))
                .findFirst()
                .orElse(null);
        assertThat(seen).as(name + " " + line).isNotNull();
        known++;
      }
      assertThat(known).isGreaterThanOrEqualTo(90);
    }
  }

  /** The name a program was called by is not the same in one of the two records of the truth. */
  private static boolean agrees(Observation seen, JsonNode truth) {
    String argv = truth.path("argv").asString("");
    String line = String.valueOf(seen.process().commandLine()).replace('\0', ' ');
    return argv.isEmpty() || line.substring(line.indexOf(' ') + 1).startsWith(behindName(argv));
  }

  private static String behindName(String argv) {
    String rest = argv.substring(argv.indexOf(' ') + 1);
    return rest.contains("<token removed>") ? rest.substring(0, rest.indexOf('<')) : rest;
  }

  @Test
  void countsAsTheDaemonsOwnToolsDo(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ausearch")), "the package auditd is missing");
    Path packed = RECORDINGS.resolve("miner-policy-enforced/host/audit.log.gz");
    assumeTrue(Files.exists(packed), packed + " is not there");
    Path log = folder.resolve("audit.log");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      Files.copy(in, log);
    }
    List<Observation> all = observations(read(log));
    Map<String, Set<String>> ours = new HashMap<>();
    for (Observation o : all) {
      ours.computeIfAbsent(kind(o), _ -> new HashSet<>()).add(o.source().offset() + "");
    }

    assertThat(ours.get("execve")).hasSize(events(log, "-sc", "execve"));
    assertThat(ours.get("unlinkat")).hasSize(events(log, "-sc", "unlinkat"));
    assertThat(ours.get("fchmodat")).hasSize(events(log, "-sc", "fchmodat"));
    assertThat(ours.get("ptrace")).hasSize(events(log, "-sc", "ptrace"));
    assertThat(ours.get("setns")).hasSize(events(log, "-sc", "setns"));
    assertThat(ours.get("memfd_create")).hasSize(events(log, "-sc", "memfd_create"));
    assertThat(ours.get("connect")).hasSize(events(log, "-sc", "connect"));
    assertThat(all.stream().filter(o -> o.quality().contains(Quality.FAILED)))
        .as("failed, apart from what programs told")
        .filteredOn(o -> o.activity() instanceof Activity.ProcessStarted)
        .hasSize(events(log, "-sc", "execve", "-sv", "no"));
  }

  private static String kind(Observation o) {
    return switch (o.activity()) {
      case Activity.ProcessStarted _ -> "execve";
      case Activity.FileDeleted _ -> "unlinkat";
      case Activity.FileWritten _ -> "fchmodat";
      case Activity.ConnectionOpened _ -> "connect";
      case Activity.KernelAction action -> action.name();
      default -> "other";
    };
  }

  private static int events(Path log, String... options) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of("/usr/sbin/ausearch", "-if", log.toString(), "--raw"), Stream.of(options))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return (int) out.lines().filter(l -> l.contains("type=SYSCALL ")).count();
  }
}
