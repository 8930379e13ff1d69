package salvor.ingest.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static salvor.ingest.scap.Captures.i;
import static salvor.ingest.scap.Captures.n;
import static salvor.ingest.scap.Captures.s;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Captures: written byte by byte, of public collections, and of our own incidents. */
class ScapTest {
  private static final Path PUBLIC = Path.of("../shared/data/falco-legacy-tests/test/trace_files");
  private static final Path RECORDINGS = Path.of("../shared/recordings");
  private static final Path SYSDIG = Path.of("/usr/bin/sysdig");
  private static final long T = 1_795_407_154_310_496_381L;
  private static final String ID =
      "f72931d9101a9922ed09b96cf4e8c6598a416d72aa8ff5e391e9f4ab858ee776";
  private static final String CGROUPS =
      "cpuset=/kubepods/podd12c7010-8483-4755-b8c4-0cddf75b45b1/" + ID + "\0";

  @TempDir Path folder;

  private Evidence read(byte[] capture) throws Exception {
    return read(Files.write(folder.resolve("x.scap"), capture));
  }

  private static Evidence read(Path... files) throws Exception {
    for (Path file : files) {
      assumeTrue(Files.exists(file), file + " is not there");
    }
    return new Import(List.of(), List.of(), List.of(new ScapFormat()), Limits.ORDINARY)
        .read(List.of(files), Progress.NONE)
        .evidence();
  }

  private static List<Observation> observations(Evidence evidence) {
    List<Observation> all = new ArrayList<>();
    for (int row = 0; row < evidence.observations().size(); row++) {
      all.add(evidence.observations().get(row));
    }
    return all;
  }

  private static byte[] address(int port) {
    return new byte[] {2, 10, 0, 0, 1, (byte) port, (byte) (port >> 8)};
  }

  private static byte[] tuple(int port) {
    return new byte[] {2, 10, 0, 0, 9, 1, 4, 10, 0, 0, 1, (byte) port, (byte) (port >> 8)};
  }

  /** Some of everything. */
  static Captures some() {
    return new Captures()
        .process(100, 100, 1, "/usr/sbin/nginx", "-g\0daemon off;\0", CGROUPS)
        .process(101, 100, 1, "/usr/sbin/nginx", "", CGROUPS)
        .event(
            0,
            -1,
            324,
            s(
                "{\"container\":{\"id\":\"f72931d9101a\",\"image\":\"shop/web:1\","
                    + "\"labels\":{\"io.kubernetes.pod.name\":\"web-1\",\"io.kubernetes.pod.namespace\":\"shop\"}}}"))
        .event(T, 100, 222)
        .event(
            T + 1,
            200,
            223,
            n(0),
            s("nginx"),
            s("-g"),
            n(200),
            n(200),
            n(100),
            s(""),
            n(9),
            n(0),
            n(0),
            i(0),
            i(0),
            i(0),
            s("nginx"),
            CGROUPS.getBytes(StandardCharsets.UTF_8),
            i(0),
            i(33),
            i(33),
            n(8),
            n(8),
            n(0))
        .event(T + 2, 200, 292, s("./tool"))
        .event(
            T + 3,
            200,
            293,
            n(0),
            s("tool"),
            s("-x\0a b"),
            n(200),
            n(200),
            n(100),
            s(""),
            n(9),
            n(0),
            n(0),
            i(0),
            i(0),
            i(0),
            s("tool"),
            CGROUPS.getBytes(StandardCharsets.UTF_8),
            s("A=b"),
            i(34816),
            n(1),
            i(-1),
            i(2))
        .event(T + 4, 200, 292, s("/bin/none"))
        .event(T + 5, 200, 293, n(-2), s(""), s(""))
        .event(T + 6, 200, 306)
        .event(T + 7, 200, 307, n(3), n(-100), s("out"), i(0x106), i(0), i(0))
        .event(T + 8, 200, 317, n(0), n(3), i(0755))
        .event(T + 9, 200, 18, i(2), i(1), i(0))
        .event(T + 10, 200, 19, n(4))
        .event(T + 11, 200, 22, n(4), address(443))
        .event(T + 12, 200, 23, n(-115), tuple(443))
        .event(T + 13, 200, 389, n(5), tuple(80))
        .event(T + 14, 200, 301, n(0), s("/tmp/x"))
        .event(T + 15, 200, 240, n(3), i(0x10))
        .event(T + 16, 200, 241, n(0))
        .event(T + 17, 200, 405, n(6), s("plugin"), i(0))
        .event(T + 18, 101, 186, n(0), n(0), new byte[] {0})
        .event(T + 19, 200, 186, n(9), n(0), new byte[] {9})
        .event(T + 20, 100, 9_999, n(1));
  }

  /** The driver sets the same flag when any folder is opened. */
  @Test
  void aFileWithoutANameIsNoWriteToItsFolder() throws Exception {
    byte[] capture =
        new Captures()
            .process(100, 100, 1, "/usr/sbin/nginx", "", CGROUPS)
            .event(T + 1, 100, 307, n(3), n(-100), s("/tmp"), i(0x2403), i(0600), i(0))
            .event(T + 2, 100, 307, n(4), n(-100), s("/srv"), i(0x2401), i(0), i(0))
            .bytes();
    assertThat(observations(read(capture)))
        .filteredOn(o -> o.time() != null)
        .extracting(Observation::activity)
        .containsExactly(
            new Activity.FileOpened("/tmp", "O_RDWR|O_DIRECTORY|O_TMPFILE"),
            new Activity.FileOpened("/srv", "O_RDONLY|O_DIRECTORY"));
  }

  @Test
  void tellsWhatProcessesDid() throws Exception {
    Evidence evidence = read(some().bytes());
    List<Observation> all = observations(evidence);

    assertThat(evidence.sources().getFirst().unreadableCount()).isZero();
    assertThat(all)
        .filteredOn(o -> o.time() != null)
        .extracting(o -> o.activity() + " " + o.outcome().result())
        .containsExactly(
            "ProcessStarted[] SUCCEEDED",
            "ProcessStarted[] FAILED",
            "FileWritten[path=/srv/out, how=O_WRONLY|O_CREAT|O_TRUNC] SUCCEEDED",
            "FileWritten[path=/srv/out, how=chmod 0755] SUCCEEDED",
            "ConnectionOpened[local=10.0.0.9:1025, remote=10.0.0.1:443, protocol=tcp, traffic=null] UNKNOWN",
            "ConnectionAccepted[local=10.0.0.1:80, remote=10.0.0.9:1025, protocol=tcp, traffic=null] SUCCEEDED",
            "FileDeleted[path=/tmp/x] SUCCEEDED",
            "KernelAction[type=SYSCALL, name=setns, detail=CLONE_NEWNET] SUCCEEDED",
            "KernelAction[type=SYSCALL, name=memfd_create, detail=plugin] SUCCEEDED",
            "ProcessEnded[status=0, signal=SIGKILL] UNKNOWN");
    Observation tool = all.getFirst();
    assertThat(tool.process().executable()).isEqualTo("/srv/tool");
    assertThat(tool.process().commandLine()).isEqualTo("tool\0-x\0a b");
    assertThat(tool.process().containerPid()).isEqualTo(8);
    assertThat(tool.process().parent())
        .extracting(ProcessInfo.Parent::executable)
        .isEqualTo("/usr/sbin/nginx");
    assertThat(tool.quality()).contains(Quality.EXE_UPPER_LAYER, Quality.TTY);
    assertThat(tool.location().containerId()).isEqualTo(ID);
    assertThat(tool.location().pod()).isEqualTo("web-1");
    assertThat(tool.location().node()).isEqualTo("node1");
    assertThat(all.get(1).process().executable()).isEqualTo("/bin/none");
    assertThat(evidence.sources().getFirst().skipped())
        .containsKey("event 9999, newer than what is known here");
  }

  @Test
  void keepsProcessesOfTheListWithoutATime() throws Exception {
    assertThat(observations(read(some().bytes())))
        .filteredOn(o -> o.time() == null)
        .singleElement()
        .satisfies(o -> {
          assertThat(o.quality()).contains(Quality.RUNNING_BEFORE_SENSOR);
          assertThat(o.process().commandLine()).isEqualTo("/usr/sbin/nginx\0-g\0daemon off;");
          assertThat(o.process().uid()).isEqualTo(33);
        });
  }

  @Test
  void readsEveryFormOfAnEvent() throws Exception {
    for (int block : new int[] {0x204, 0x208, 0x216, 0x217, 0x221, 0x222}) {
      byte[] capture = new Captures().event(block, T, 5, 301, n(0), s("/tmp/form" + block)).bytes();

      assertThat(observations(read(capture)))
          .as("block 0x" + Integer.toHexString(block))
          .extracting(Observation::activity)
          .containsExactly(new Activity.FileDeleted("/tmp/form" + block));
    }
  }

  @Test
  void readsWhatComesBeforeACutAtEveryByte() throws Exception {
    byte[] all = some().bytes();
    int before = 0;
    for (int length = 60; length < all.length; length++) {
      Source source = read(Arrays.copyOf(all, length)).sources().getFirst();
      assertThat(source.format()).isEqualTo("scap");
      assertThat((int) source.observations()).isGreaterThanOrEqualTo(before);
      assertThat(source.unreadableCount()).isLessThanOrEqualTo(1);
      before = (int) source.observations();
    }
    assertThat(before).isEqualTo(11);
  }

  @Test
  void standsWhateverBytesAreChanged() throws Exception {
    byte[] all = some().bytes();
    Random random = new Random(3);
    for (int round = 0; round < 1_500; round++) {
      byte[] damaged = all.clone();
      for (int change = 0; change < 4; change++) {
        damaged[56 + random.nextInt(all.length - 56)] =
            (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
      }
      Evidence evidence = read(damaged);
      assertThat(evidence.sources().getFirst().observations())
          .isEqualTo(evidence.observations().size());
    }
  }

  @Test
  void asksForNoMemoryThatALyingLengthAsksFor() throws Exception {
    byte[] capture = new Captures().event(T, 5, 301, n(0), s("/x")).bytes();
    byte[] lying = Arrays.copyOf(capture, capture.length + 8);
    System.arraycopy(i(0x216), 0, lying, capture.length, 4);
    System.arraycopy(i(0x7FFFFFF0), 0, lying, capture.length + 4, 4);
    Source source = read(lying).sources().getFirst();

    assertThat(source.observations()).isEqualTo(1);
    assertThat(source.unreadable())
        .singleElement()
        .satisfies(u -> assertThat(u.reason()).contains("2147483632 bytes"));
  }

  @Test
  void readsEveryPublicCapture() throws Exception {
    Evidence evidence = read(PUBLIC);
    List<Source> captures =
        evidence.sources().stream().filter(s -> s.format().equals("scap")).toList();

    assertThat(captures).hasSize(10);
    assertThat(captures).allSatisfy(s -> assertThat(s.unreadableCount()).as(s.path()).isZero());
    assertThat(observations(evidence))
        .extracting(Observation::activity)
        .anyMatch(a -> a instanceof Activity.ConnectionOpened);
  }

  @Test
  void countsAsSysdigDoes() throws Exception {
    assumeTrue(Files.isExecutable(SYSDIG), "the package sysdig is missing");
    assumeTrue(Files.exists(PUBLIC), PUBLIC + " is not there");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(PUBLIC)) {
      all.filter(f -> f.toString().endsWith(".scap")).sorted().forEach(files::add);
    }
    files.add(RECORDINGS.resolve("miner-policy-enforced/host/capture.scap"));
    String connects = "evt.dir=< and evt.type=connect and fd.type in (ipv4, ipv6)";
    for (Path file : files) {
      List<Observation> all = observations(read(file));
      List<Observation> events = all.stream().filter(o -> !isListed(o)).toList();

      assertThat(count(events, Activity.ProcessStarted.class))
          .as(file + ": programs")
          .isEqualTo(sysdig(file, "evt.dir=< and evt.type in (execve, execveat)"));
      assertThat(
              events.stream()
                  .filter(o -> o.activity() instanceof Activity.FileOpened || isOpenedToWrite(o))
                  .count())
          .as(file + ": opened files")
          .isEqualTo(sysdig(file, "evt.dir=< and evt.type in (open, openat, openat2, creat)"));
      assertThat(count(events, Activity.FileDeleted.class))
          .as(file + ": deleted files")
          .isEqualTo(sysdig(file, "evt.dir=< and evt.type in (unlink, unlinkat, rmdir)"));
      assertThat(
              events.stream()
                  .filter(o ->
                      o.activity() instanceof Activity.ConnectionOpened(_, _, String protocol, _)
                          && !"udp".equals(protocol))
                  .count())
          .as(file + ": connections")
          .isEqualTo(sysdig(file, connects) - sysdig(file, connects + " and fd.l4proto=udp"));
      assertThat(all.stream().filter(ScapTest::isListed).count())
          .as(file + ": processes of the list")
          .isEqualTo(listed(file));
    }
  }

  private static boolean isOpenedToWrite(Observation o) {
    return o.activity() instanceof Activity.FileWritten(_, String how)
        && String.valueOf(how).startsWith("O_");
  }

  private static boolean isListed(Observation o) {
    return o.quality().contains(Quality.RUNNING_BEFORE_SENSOR);
  }

  private static long count(List<Observation> all, Class<? extends Activity> kind) {
    return all.stream().filter(o -> kind.isInstance(o.activity())).count();
  }

  private static long sysdig(Path file, String filter) throws IOException {
    return lines("-r", file.toString(), "-p", "%evt.num", filter).count();
  }

  /** It prints the table at the end: in none of these captures more processes begin than end. */
  private static long listed(Path file) throws IOException {
    return lines("-r", file.toString(), "-c", "ps")
        .map(l -> l.strip().split("\\s+"))
        .filter(words -> words.length > 2 && words[0].equals(words[1]))
        .count();
  }

  private static Stream<String> lines(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SYSDIG.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(l -> !l.isBlank());
  }

  @Test
  void hasTheProgramsOfTheAttackAndTheirPods() throws Exception {
    Path recording = RECORDINGS.resolve("miner-policy-enforced");
    List<Observation> started =
        observations(read(recording.resolve("host/capture.scap"))).stream()
            .filter(o -> o.activity() instanceof Activity.ProcessStarted && !isListed(o))
            .toList();
    int met = 0;
    int all = 0;
    for (String line : Files.readAllLines(recording.resolve("ground-truth-processes.jsonl"))) {
      JsonNode truth = JsonMapper.shared().readTree(line);
      int pid = truth.get("pid").intValue();
      List<Observation> seen =
          started.stream()
              .filter(o -> o.process().pid() != null && o.process().pid() == pid)
              .filter(o -> !o.quality().contains(Quality.FAILED))
              .toList();
      all++;
      if (!seen.isEmpty()) {
        met++;
        assertThat(seen)
            .as(line)
            .allSatisfy(o -> {
              assertThat(o.location().podUid()).isNotNull();
              assertThat(
                      o.location().pod() == null
                          || truth.get("pod").stringValue().endsWith("/" + o.location().pod()))
                  .isTrue();
            });
      }
    }
    assertThat(all).isEqualTo(95);
    assertThat(met).as("the rest the sensor itself lost").isGreaterThanOrEqualTo(90);
    assertThat(started.stream().map(o -> o.location().digest()).collect(Collectors.toSet()))
        .hasSizeGreaterThan(1);
  }
}
