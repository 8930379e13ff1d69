package salvor.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
import salvor.evidence.TimeKind;
import salvor.ingest.Declared;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.RawBytes;
import salvor.ingest.objects.ObjectsFormat;
import salvor.jobs.Progress;

/** Copies of {@code /proc}: what ran, what was open, and in which container. */
class ProcTreeTest {
  private static final Path GOLDEN = Path.of("src/test/resources/readers/proc.txt");
  private static final Path REAL =
      Path.of("../shared/data/libs-fakeproc/test/libsinsp_e2e/resources/fake-proc.tar.gz");

  @TempDir Path folder;

  static Given read(Path... paths) throws Exception {
    return new Import(
            List.of(new ObjectsFormat()),
            List.of(new ProcTreeFormat()),
            List.of(new PsFormat(), new SocketFormat(), new ProcNetFormat(), new ExecutableLinks()),
            Limits.ORDINARY)
        .read(List.of(paths), Progress.NONE);
  }

  private Given given(byte[] archive) throws Exception {
    return read(Files.write(folder.resolve("host.tar"), archive));
  }

  private static List<Observation> all(Given given) {
    Observations rows = given.evidence().observations();
    return Arrays.stream(rows.byRecord()).mapToObj(rows::get).toList();
  }

  private static Source source(Given given) {
    return given.evidence().sources().getFirst();
  }

  private static Observation process(Given given, int pid) {
    return all(given).stream()
        .filter(o -> o.activity() instanceof Activity.ProcessStarted)
        .filter(o -> Integer.valueOf(pid).equals(o.process().pid()))
        .findFirst()
        .orElseThrow();
  }

  private static String rendered(Given given) {
    StringBuilder text = new StringBuilder();
    for (Observation each : all(given)) {
      text.append(each.activity()).append(' ').append(each.time()).append('\n');
      text.append("  ").append(who(each.process())).append('\n');
      text.append("  ").append(each.outcome()).append(' ').append(new TreeSet<>(each.quality()));
      text.append(' ').append(each.location().podUid()).append('\n');
    }
    text.append(all(given).getLast().location()).append('\n');
    source(given).skipped().forEach((reason, count) -> text.append(count + " " + reason + "\n"));
    source(given).unreadable().forEach(u -> text.append("unreadable " + u + "\n"));
    source(given).notes().forEach(n -> text.append("note " + n + "\n"));
    return text.toString().replace("\0", "\\0");
  }

  private static String who(ProcessInfo process) {
    ProcessInfo.Parent parent = process.parent();
    return "%s/%s %s (%s) %s in %s as %s of %s"
        .formatted(
            process.pid(),
            process.containerPid(),
            process.executable(),
            process.name(),
            process.commandLine(),
            process.cwd(),
            process.uid(),
            parent == null ? null : parent.pid() + " " + parent.executable());
  }

  @Test
  void readsProcessesSocketsAndFilesAsExpected() throws Exception {
    String rendered = rendered(given(ProcCopy.hacked("proc/").tar()));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(GOLDEN, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void theSameIsToldWhereverTheTreeLies() throws Exception {
    List<String> plain = told(given(ProcCopy.hacked("proc/").tar()));
    for (String root : List.of("./proc/", "/proc/", "_proc/", "case 7/[root]/proc/")) {
      assertThat(told(given(ProcCopy.hacked(root).tar()))).as(root).isEqualTo(plain);
    }
    Path unpacked = ProcCopy.hacked("").unpack(folder.resolve("copy"));
    assertThat(told(read(unpacked))).containsExactlyInAnyOrderElementsOf(plain);
    ProcCopy bare = ProcCopy.hacked("");
    bare.members.keySet().removeIf(name -> !Character.isDigit(name.charAt(0)));
    assertThat(told(given(bare.tar()))).hasSameSizeAs(plain);
  }

  /** As a responder does it: tar takes the sizes that /proc states, so files are copied first. */
  private static final String COPY =
      """
      cp /proc/stat /proc/uptime . && for p in $@; do mkdir -p $p; for f in stat status cmdline comm cgroup auxv maps \
        exe cwd root fd fdinfo ns net/tcp net/tcp6 net/udp net/unix; do mkdir -p $(dirname $p/$f); \
        cp -rP /proc/$p/$f $p/$f; done; done; cd ..; tar cf proc.tar proc
      """;

  private static List<String> run(Path in, String... command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(in.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException _) {
      assumeTrue(false, command[0] + " is not installed");
      return List.of();
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Test
  void aCopyOfThisMachineSaysWhatPsAndSsSay() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no /proc");
    Process child = new ProcessBuilder("sleep", "600").start();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      String me = Long.toString(ProcessHandle.current().pid());
      String it = Long.toString(child.pid());
      Path copy = Files.createDirectory(folder.resolve("proc"));
      run(copy, "sh", "-c", COPY, "sh", me, it);
      List<String> ps =
          run(folder, "ps", "-o", "pid,ppid,uid,comm,lstart,args", "-p", me + "," + it);
      List<String> ss = run(folder, "ss", "-tanp");
      assumeTrue(ps.size() == 3, "ps does not tell both: " + ps);
      Given tree = read(folder.resolve("proc.tar"));
      Given table = read(Files.write(folder.resolve("ps.txt"), ps));
      assertThat(source(tree).unreadable()).isEmpty();
      Observations times = table.evidence().observations();
      int row = 0;
      for (Observation by : all(table)) {
        ProcessInfo ours = process(tree, by.process().pid()).process();
        assertThat(ours.name()).isEqualTo(by.process().name());
        assertThat(ours.uid()).isEqualTo(by.process().uid());
        assertThat(ours.parent().pid()).isEqualTo(by.process().parent().pid());
        assertThat(ours.commandLine().replace('\0', ' ')).isEqualTo(by.process().commandLine());
        String told = times.timeWithoutZone(times.byRecord()[row++]).replace(' ', 'T');
        long started = LocalDateTime.parse(told).atZone(ZoneId.systemDefault()).toEpochSecond();
        long seconds = process(tree, by.process().pid()).time().nanos() / 1_000_000_000L;
        assertThat(seconds).as("ps rounds").isBetween(started - 1, started + 1);
      }
      assertThat(process(tree, (int) child.pid()).process().executable())
          .isEqualTo(Path.of("/proc", it, "exe").toRealPath().toString());
      assumeTrue(ss.size() > 1, "ss tells nothing");
      Given sockets = read(Files.write(folder.resolve("ss.txt"), ss));
      assertThat(ends(tree, me)).isEqualTo(ends(sockets, me)).hasSizeGreaterThan(2);
    } finally {
      child.destroy();
    }
  }

  private static Set<String> ends(Given given, String pid) {
    Set<String> ends = new TreeSet<>();
    for (Observation each : all(given)) {
      if (pid.equals("" + each.process().pid())) {
        switch (each.activity()) {
          case Activity.Listening l when "tcp".equals(l.protocol()) -> ends.add("at " + l.local());
          case Activity.ConnectionOpened c when "tcp".equals(c.protocol()) ->
              ends.add(c.local() + " to " + c.remote() + each.outcome());
          case Activity.ConnectionAccepted c ->
              ends.add(c.local() + " from " + c.remote() + each.outcome());
          default -> {}
        }
      }
    }
    return ends;
  }

  private static List<String> told(Given given) {
    return all(given).stream()
        .map(o -> o.activity() + " " + o.time() + " " + o.process() + " " + o.quality())
        .toList();
  }

  @Test
  void aProcessStandsAtItsStartAndWhatIsOpenAtTheTimeOfTheCopy() throws Exception {
    Given given = given(ProcCopy.hacked("proc/").tar());
    Observation miner = process(given, 900);
    assertThat(miner.time().nanos()).isEqualTo(1_795_400_900_000_000_000L);
    assertThat(TimeKind.of(source(given).format(), miner.activity().kind()))
        .isEqualTo(TimeKind.EVENT);
    Observation socket =
        all(given).stream()
            .filter(o -> o.activity() instanceof Activity.ConnectionOpened)
            .findFirst()
            .orElseThrow();
    assertThat(socket.time().nanos()).isEqualTo(1_795_401_000_000_000_000L);
    assertThat(socket.process().name()).isEqualTo("kworkerds");
    assertThat(TimeKind.of(source(given).format(), socket.activity().kind()))
        .isEqualTo(TimeKind.STATE);
  }

  @Test
  void noTimeIsGuessed() throws Exception {
    for (String missing : List.of("proc/stat", "proc/uptime")) {
      ProcCopy proc = ProcCopy.hacked("proc/");
      proc.members.remove(missing);
      Given given = given(proc.tar());
      assertThat(all(given)).as("without " + missing).allMatch(o -> o.time() == null);
      assertThat(source(given).notes()).hasSize(2);
    }
    ProcCopy proc = ProcCopy.hacked("proc/");
    proc.file("stat", "cpu0 7 0 0 7 0 0 0 0 0 0\nbtime 1795400000\n"); // no clock that is known
    assertThat(process(given(proc.tar()), 900).time()).isNull();
    proc.file("1/auxv", "\6\0\0\0\0\0\0\0\0\20\0\0\0\0\0\0\21\0\0\0\0\0\0\0d\0\0\0\0\0\0\0");
    assertThat(process(given(proc.tar()), 900).time().nanos())
        .isEqualTo(1_795_400_900_000_000_000L);
  }

  @Test
  void isJudgedByTheBaselineOfItsPod() throws Exception {
    Path tar = Files.write(folder.resolve("host.tar"), ProcCopy.hacked("proc/").tar());
    Path pods =
        Files.writeString(
            folder.resolve("pods.json"),
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"web-1","uid":"%s",
              "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"web","controller":true}]},
             "spec":{"nodeName":"n","containers":[{"name":"web","image":"web:1"}]},
             "status":{"containerStatuses":[{"name":"web","containerID":"containerd://%s"}]}}
            """
                .formatted(ProcCopy.POD, ProcCopy.CONTAINER));
    Declared declared = new Declared("test");
    declared.add(new Trait.Exec("/usr/sbin/nginx", null, null, null, null, null));
    declared.state(Facet.EXEC, FacetState.STABLE);
    declared.state(Facet.NETWORK, FacetState.STABLE);
    Given given = read(tar, pods);
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
        .containsEntry("kworkerds CONNECTION_OPENED", Verdict.OUT)
        .containsEntry("sh PROCESS_STARTED", Verdict.OUT)
        .containsEntry("systemd PROCESS_STARTED", Verdict.UNKNOWN);
    assertThat(all(given))
        .filteredOn(o -> o.activity() instanceof Activity.ConnectionAccepted)
        .as("a socket that nobody has any more, in the pod's network")
        .singleElement()
        .satisfies(o -> assertThat(o.location().pod()).isEqualTo("web-1"))
        .satisfies(o -> assertThat(o.location().container()).isNull());
  }

  @Test
  void eachRecordIsFoundAgain() throws Exception {
    Given archive = given(ProcCopy.hacked("a/proc/").tar());
    Given unpacked = read(ProcCopy.hacked("").unpack(folder.resolve("copy")));
    for (Given given : List.of(archive, unpacked)) {
      RawBytes raw =
          new RawBytes(folder.toAbsolutePath(), given.evidence().sources(), Limits.ORDINARY);
      Observation miner = process(given, 900);
      assertThat(new String(raw.read(miner.source()), StandardCharsets.UTF_8))
          .startsWith("900 (kworkerds) S 800");
      for (Observation each : all(given)) {
        if (each.activity() instanceof Activity.ConnectionAccepted) {
          assertThat(new String(raw.read(each.source()), StandardCharsets.UTF_8))
              .startsWith("   0: 6A00F40A:1F90 0100F40A:9700 06 ");
        }
      }
    }
    Observation file =
        all(archive).stream()
            .filter(
                o -> o.activity() instanceof Activity.FileOpened f && f.path().equals("/tmp/.lock"))
            .findFirst()
            .orElseThrow();
    byte[] header =
        new RawBytes(folder.toAbsolutePath(), archive.evidence().sources(), Limits.ORDINARY)
            .read(file.source());
    assertThat(new String(header, StandardCharsets.ISO_8859_1))
        .startsWith("a/proc/900/fd/5")
        .contains("/tmp/.lock (deleted)");
  }

  @Test
  void whatLiesBesideTheTreeIsReadByItself() throws Exception {
    ProcCopy uac = new ProcCopy("live_response/process/");
    uac.file("ps_-ef.txt", "UID PID PPID C STIME TTY TIME CMD\nroot 1 0 0 10:00 ? 00:00:01 init\n");
    uac.file("proc/389/cmdline.txt", "/tmp/kworkerds\000203.0.113.77\0");
    uac.file("proc/389/status.txt", "Name:\tkworkerds\nPid:\t389\nPPid:\t1\nUid:\t0\t0\t0\t0\n");
    uac.file(
        "proc/389/fd.txt",
        "total 0\nlrwx------ 1 root root 64 Nov 23 04:18 3 -> /tmp/.x (deleted)\n"
            + "l-wx------ 1 root root 64 Nov 23 04:18 1 -> 'pipe:[1]'\n");
    uac.file(
        "running_processes_full_paths.txt",
        "lrwxrwxrwx 1 r r 0 Nov 23 04:18 /proc/389/exe -> /tmp/kworkerds\n");
    Given given = given(uac.tar());
    assertThat(given.evidence().sources())
        .extracting(Source::format)
        .containsExactly("ps", "proc", "executables");
    assertThat(process(given, 389).process().commandLine())
        .isEqualTo("/tmp/kworkerds\000203.0.113.77");
    assertThat(all(given))
        .extracting(Observation::activity)
        .contains(new Activity.FileWritten("/tmp/.x", "O_RDWR"));
  }

  @Test
  void whatLiesInTheFolderOfTheTreeAndIsNotOfItIsReadByItself() throws Exception {
    ProcCopy proc = ProcCopy.hacked("");
    proc.file("ps.txt", "  PID COMMAND\n  900 kworkerds\n").file("7/notes.txt", "none");
    proc.file("proc/7/ps.txt", "  PID COMMAND\n  901 other\n");
    Path copy = proc.unpack(folder.resolve("copy"));
    Path tar = Files.write(folder.resolve("host.tar"), proc.tar());
    assertThat(read(copy).evidence().sources())
        .filteredOn(s -> s.format().equals("ps"))
        .extracting(s -> folder.relativize(Path.of(s.path())).toString())
        .containsExactly("copy/proc/7/ps.txt", "copy/ps.txt");
    assertThat(read(tar).evidence().sources())
        .filteredOn(s -> s.format().equals("ps"))
        .extracting(Source::path)
        .containsExactly(tar + "!ps.txt", tar + "!proc/7/ps.txt");
  }

  @Test
  void brokenBytesBreakNoMoreThanTheirMember() throws Exception {
    byte[] whole = ProcCopy.hacked("proc/").tar();
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      byte[] broken = whole.clone();
      for (int i = 0; i < 1 + round / 10; i++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      for (Source source : given(broken).evidence().sources()) {
        assertThat(source.skipped().keySet()).noneMatch(r -> r.contains("gave no account"));
        assertThat(source.observations() + source.unreadableCount() + source.skippedCount())
            .isEqualTo(source.lines());
      }
    }
  }

  @Test
  void aTarOfProcItselfHasEmptyFilesAndSaysSo() throws Exception {
    ProcCopy proc = ProcCopy.hacked("proc/");
    proc.members.replaceAll((_, content) -> content.startsWith("->") ? content : "");
    Given given = given(proc.tar());
    assertThat(process(given, 900).process().executable()).isEqualTo("/tmp/kworkerds");
    assertThat(process(given, 900).quality()).contains(Quality.EXE_DELETED);
    assertThat(source(given).notes()).anyMatch(n -> n.contains("tar believes the sizes"));
  }

  @Test
  void secretsOfTheEnvironmentAreNotTold() throws Exception {
    assertThat(rendered(given(ProcCopy.hacked("proc/").tar()))).doesNotContain("hunter2");
  }

  @Test
  void linksLeadNowhere() throws Exception {
    ProcCopy proc = new ProcCopy("");
    Path secret = Files.writeString(folder.resolve("secret.txt"), "5 (secret) S 1\n");
    proc.process(5, 0, 1, "x", "x\0", 5);
    proc.link("6/stat", secret.toString()).link("5/fd/3", secret.toString());
    proc.link("5/exe", "../../../../" + secret).link("5/task", "..");
    Given given = read(proc.unpack(folder.resolve("copy")));
    assertThat(all(given)).noneMatch(o -> "secret".equals(o.process().name()));
    assertThat(all(given))
        .extracting(Observation::activity)
        .contains(new Activity.FileOpened(secret.toString(), null));
  }

  @Test
  void hostileNamesAndNumbersCostNoMoreThanTheirMember() throws Exception {
    ProcCopy proc = ProcCopy.hacked("proc/");
    proc.process(31, 0, 1, "a) R 0 (\u001b[2J\n", "\u001b]0;x\u0007\0", 5);
    proc.file("32/stat", "33 (lies) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0\n");
    proc.file("34/stat", "34 (late) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 999999999999999 0\n");
    proc.file("35/stat", "35 (x) S 99999999999 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0\n");
    proc.file("37/stat", "37 (soon) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 200000 0\n");
    proc.file("99999999/stat", "x").file("100000000/stat", "y");
    proc.file("36/status", "PPid:\t36\nUid:\tx\t99999999999\nNSpid:\t1\t2\t3\nCapEff:\tzz\n");
    proc.file("36/cmdline", "A".repeat(200_000)).file("36/cgroup", "0::/" + "a".repeat(100_000));
    proc.file("36/fd", "l".repeat(100_000)).file("36/net/tcp", "x".repeat(100_000));
    proc.file("36/net/unix", "0: 1 2 3 4 5 99999999999999999999 /x\n0: 1 2 3 4 5 6 /run/\u001b\n");
    proc.link("36/fd/99999999", "/x").link("36/fd/1", "socket:[999999999999999999999]");
    proc.file("stat", proc.members.get("proc/stat"));
    Given given = given(proc.tar());
    assertThat(process(given, 31).process().name()).isEqualTo("a) R 0 (\u001b[2J\n");
    assertThat(process(given, 34).time()).isNull();
    assertThat(process(given, 37).time()).as("started after the copy").isNull();
    assertThat(source(given).unreadable())
        .extracting(u -> u.reason())
        .anyMatch(r -> r.startsWith("32/stat: "))
        .anyMatch(r -> r.startsWith("35/stat: "));
    assertThat(process(given, 36).quality()).contains(Quality.TRUNCATED);
    assertThat(process(given, 900)).isNotNull();
  }

  @Test
  void sixtyThousandEntriesAreOneSource() throws Exception {
    ProcCopy proc = ProcCopy.hacked("proc/");
    for (int i = 0; i < 30_000; i++) {
      proc.link("800/fd/" + (1000 + i), "/data/" + i)
          .file("800/fdinfo/" + (1000 + i), "flags:\t0\n");
    }
    Given given = given(proc.tar());
    assertThat(given.evidence().sources()).hasSize(1);
    assertThat(source(given).notes()).isEmpty();
    assertThat(all(given))
        .filteredOn(
            o -> o.activity() instanceof Activity.FileOpened f && f.path().startsWith("/data/"))
        .hasSize(30_000);
  }

  @Test
  void losesNothingWhereverItIsCut() throws Exception {
    ProcCopy proc = ProcCopy.hacked("proc/");
    byte[] whole = proc.tar();
    int before = 0;
    for (int end = 0; end < whole.length; end += 211) {
      Given given = given(Arrays.copyOf(whole, end));
      Source source = source(given);
      long skipped = source.skipped().values().stream().mapToLong(Long::longValue).sum();
      assertThat(source.observations() + source.unreadableCount() + skipped)
          .isEqualTo(source.lines());
      assertThat(source.skipped().keySet()).noneMatch(r -> r.contains("gave no account"));
      assertThat(source.lines()).isGreaterThanOrEqualTo(before - 3);
      before = (int) source.lines();
    }
    assertThat(before).isGreaterThan(50);
  }

  @Test
  void theRealTreeOfAContainerTellsItsProcesses() throws Exception {
    assumeTrue(Files.exists(REAL), REAL + " is not there");
    Given given = read(REAL);
    assertThat(given.evidence().sources()).hasSize(1);
    assertThat(source(given).unreadable()).isEmpty();
    assertThat(all(given))
        .filteredOn(o -> o.activity() instanceof Activity.ProcessStarted)
        .extracting(o -> o.process().pid() + " " + o.process().executable())
        .containsExactlyInAnyOrder(
            "1 /bin/bash",
            "62725 /usr/bin/perl",
            "62726 /usr/bin/perl",
            "62727 /usr/bin/perl",
            "62728 /usr/bin/perl",
            "62729 /bin/bash");
    assertThat(process(given, 62728).process().commandLine())
        .isEqualTo("perl\0/draios/pkgs0/thread-test.pl");
    assertThat(process(given, 62728).location().containerId())
        .isEqualTo("1630096f773fedb84ad35c773b3ec202db7b46f4f7a3e722a4cb821c41cebd98");
    assertThat(all(given)).allMatch(o -> o.time() == null);
  }
}
