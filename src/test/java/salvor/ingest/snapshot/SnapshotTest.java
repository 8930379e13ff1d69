package salvor.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.RawBytes;
import salvor.jobs.Progress;

/** What ran and what was open when somebody looked, as the tools on every host tell it. */
class SnapshotTest {
  private static final Path RECORDING = Path.of("../shared/recordings/miner-policy-enforced");

  @TempDir Path folder;

  private static Given read(Path file) throws Exception {
    return new Import(
            List.of(new VelociraptorFormat()),
            List.of(),
            List.of(
                new PsFormat(),
                new SocketFormat(),
                new LsofFormat(),
                new ProcNetFormat(),
                new ExecutableLinks()),
            Limits.ORDINARY)
        .read(List.of(file), Progress.NONE);
  }

  private Given read(String content) throws Exception {
    return read(Files.writeString(folder.resolve("snapshot.txt"), content));
  }

  private static List<Observation> all(Given given) {
    var rows = given.evidence().observations();
    return Arrays.stream(rows.byRecord()).mapToObj(rows::get).toList();
  }

  private static Source source(Given given) {
    return given.evidence().sources().getFirst();
  }

  private static Path recorded(String name) {
    Path file = RECORDING.resolve(name);
    assumeTrue(Files.exists(file), file + " is not there");
    return file;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(false)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return out;
    } catch (IOException _) {
      assumeTrue(false, command[0] + " is not installed");
      return "";
    }
  }

  @Test
  void thePsOfAHackedContainerTellsWhenTheMinerWasStarted() throws Exception {
    Given given = read(recorded("response/ps.txt"));
    List<Observation> all = all(given);

    assertThat(source(given).format()).isEqualTo("ps");
    assertThat(all).hasSize(6);
    Observation miner = all.get(4);
    assertThat(miner.process().name()).isEqualTo("kworkerds");
    assertThat(miner.process().commandLine()).isEqualTo("/tmp/kworkerds 203.0.113.77 3333 600");
    assertThat(miner.process().executable()).as("a process may say anything of itself").isNull();
    assertThat(miner.process().pid()).isEqualTo(389);
    assertThat(miner.process().parent().pid()).isEqualTo(1);
    var rows = given.evidence().observations();
    assertThat(rows.timeWithoutZone(rows.byRecord()[4])).isEqualTo("2026-11-23 04:16:59");
    assertThat(miner.quality()).contains(Quality.RUNNING_BEFORE_SENSOR, Quality.LOSSY_ARGUMENTS);
    byte[] raw =
        new RawBytes(Path.of(""), given.evidence().sources(), Limits.ORDINARY).read(miner.source());
    assertThat(new String(raw, StandardCharsets.UTF_8)).contains("/tmp/kworkerds 203");
  }

  @Test
  void aLinkTellsTheExecutableThatWasDeleted() throws Exception {
    List<Observation> all = all(read(recorded("response/exe-links.txt")));
    Observation miner =
        all.stream()
            .filter(o -> "/tmp/kworkerds".equals(o.process().executable()))
            .findFirst()
            .orElseThrow();
    assertThat(miner.quality()).contains(Quality.EXE_DELETED);

    List<Observation> listed =
        all(
            read(
                """
                ls: cannot read symbolic link '/proc/2/exe': Permission denied
                lrwxrwxrwx 1 root root 0 Nov 23 04:18 /proc/1/exe -> /usr/sbin/nginx
                lrwxrwxrwx 1 root root 0 Nov 23 04:18 /proc/3/exe
                lrwxrwxrwx 1 root root 0 Nov 23 04:18 /proc/7/exe -> /memfd:x (deleted)
                """));
    assertThat(listed).hasSize(2);
    assertThat(listed.get(1).quality()).contains(Quality.EXE_FROM_MEMFD);
  }

  @Test
  void aHashBehindALinkIsNoPartOfThePath() throws Exception {
    List<Observation> all =
        all(
            read(
                "/proc/389 /tmp/kworkerds (deleted) %s  -\n/proc/390 /opt/a %s -x\n"
                    .formatted("0a".repeat(32), "0a".repeat(32))));
    assertThat(all)
        .extracting(o -> o.process().executable())
        .containsExactly("/tmp/kworkerds", "/opt/a " + "0a".repeat(32) + " -x");
    assertThat(all.getFirst().quality()).contains(Quality.EXE_DELETED);
  }

  @Test
  void socketsEveryFiveSecondsShowTheMinerAndItsEnd() throws Exception {
    Given given = read(recorded("net/victim-ss.txt.gz"));
    List<Observation> all = all(given);

    assertThat(source(given).unreadableCount()).isZero();
    List<Observation> pool =
        all.stream()
            .filter(o ->
                o.activity() instanceof Activity.ConnectionOpened opened
                    && "203.0.113.77".equals(opened.remote().address()))
            .toList();
    assertThat(pool).isNotEmpty();
    assertThat(pool.getFirst().process().name()).isEqualTo("kworkerds");
    assertThat(pool.stream().map(o -> o.outcome().said()))
        .as("the policy is enforced: after the connection was killed the retry is never answered")
        .contains("ESTAB", "SYN-SENT");
    long attack =
        Long.parseLong(Files.readString(recorded("attack-start")).strip().split("\\.")[0]);
    assertThat(pool).allMatch(o -> o.time().nanos() / 1_000_000_000L >= attack);
    assertThat(all)
        .filteredOn(o -> o.activity() instanceof Activity.ConnectionAccepted)
        .as("calls of the port that nginx serves")
        .hasSizeGreaterThan(100);
    assertThat(source(given).skipped()).containsKey("a socket that was so in the table before");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ps aux",
        "ps -ef",
        "ps auxwwwf",
        "ps -efl",
        "ps -axo pid,user,etime,args",
        "ps -axo pid,user,lstart,args",
        "ps -eo pid,ppid,uid,comm,lstart,etimes,stat,args"
      })
  void everyProcessThatPsTellsIsRead(String command) throws Exception {
    String out = run(command.split(" "));
    List<String> lines = out.lines().toList();
    assumeTrue(lines.size() > 1, command + " tells nothing");
    Given given = read(out);
    Set<String> pids = new TreeSet<>();
    int column = List.of(lines.getFirst().strip().split("\\s+")).indexOf("PID");
    lines.stream().skip(1).forEach(l -> pids.add(l.strip().split("\\s+")[column]));

    assertThat(source(given).unreadableCount()).isZero();
    assertThat(all(given)).hasSize(lines.size() - 1);
    assertThat(all(given).stream().map(o -> "" + o.process().pid()).collect(Collectors.toSet()))
        .isEqualTo(pids);
    if (command.contains("lstart")) {
      var rows = given.evidence().observations();
      assertThat(rows.timeWithoutZone(rows.byRecord()[0])).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ss -tanp",
        "ss -tunap",
        "ss -tanpeH",
        "ss -anp",
        "netstat -tunap",
        "netstat -anp"
      })
  void everySocketThatIsToldIsRead(String command) throws Exception {
    String out = run(command.split(" "));
    assumeTrue(!out.isBlank(), command + " tells nothing");
    Given given = read(out);

    assertThat(source(given).format()).isEqualTo("sockets");
    assertThat(source(given).unreadableCount()).isZero();
    long tcp =
        out.lines()
            .filter(l -> l.matches("(tcp6?\\s.*)?(LISTEN|ESTAB|TIME-WAIT)\\s.*|tcp6?\\s.*"))
            .count();
    assertThat(all(given).size()).isGreaterThanOrEqualTo((int) Math.min(tcp, 1));
  }

  @Test
  void theKernelsOwnTablesShowTheMinerWhereNoToolIsInTheImage() throws Exception {
    Given given = read(recorded("response/proc-net-tcp.txt"));

    assertThat(source(given).format()).isEqualTo("proc-net");
    assertThat(source(given).unreadableCount()).isZero();
    assertThat(all(given))
        .filteredOn(o ->
            o.activity() instanceof Activity.ConnectionOpened opened
                && "203.0.113.77:3333".equals(opened.remote().toString()))
        .extracting(o -> o.outcome().said())
        .contains("ESTAB");
    assertThat(all(given))
        .filteredOn(o -> o.activity() instanceof Activity.Listening)
        .extracting(o -> ((Activity.Listening) o.activity()).local().port())
        .contains(8000, 8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tcp6", "udp", "udp6"})
  void everySocketOfTheRunningKernelIsRead(String table) throws Exception {
    Path file = Path.of("/proc/net", table);
    assumeTrue(Files.exists(file), file + " is not there");
    String content = Files.readString(file);
    Source source = source(read(content));
    assertThat(source.unreadableCount()).isZero();
    assertThat(source.lines()).isEqualTo(content.lines().count());
  }

  @Test
  void lsofTellsExecutablesSocketsAndFiles() throws Exception {
    String me = Long.toString(ProcessHandle.current().pid());
    Given table = read(run("lsof", "-nP", "-p", me));
    Given fields = read(run("lsof", "-nP", "-F", "-p", me));

    for (Given given : List.of(table, fields)) {
      assertThat(source(given).format()).isEqualTo("lsof");
      assertThat(source(given).unreadable()).isEmpty();
      assertThat(all(given))
          .filteredOn(o -> o.activity() instanceof Activity.ProcessStarted)
          .extracting(o -> o.process().executable())
          .containsExactly(ProcessHandle.current().info().command().orElseThrow());
    }
  }

  @Test
  void lsofsSocketsAndDeletedFiles() throws Exception {
    List<Observation> all =
        all(
            read(
                """
                COMMAND   PID USER   FD   TYPE  DEVICE SIZE/OFF NODE NAME
                kworkerds 389 root  txt    REG    0,44    16384 1234 /tmp/kworkerds (deleted)
                kworkerds 389 root    3u  IPv4 2463489      0t0  TCP 10.244.0.106:45612->203.0.113.77:3333 (ESTABLISHED)
                nginx      11 root    5u  IPv4 1245634      0t0  TCP *:8080 (LISTEN)
                nginx      11 root    6w   REG    0,44      100   77 /var/log/app/access.log
                nginx      11 root    7u  IPv4 1245635      0t0  TCP *:http (LISTEN)
                """));
    assertThat(all).hasSize(4);
    assertThat(all.get(0).quality()).contains(Quality.EXE_DELETED);
    assertThat(all.get(1).activity())
        .isInstanceOfSatisfying(
            Activity.ConnectionOpened.class,
            c -> assertThat(c.remote().toString()).isEqualTo("203.0.113.77:3333"));
    assertThat(all.get(2).activity()).isInstanceOf(Activity.Listening.class);
    assertThat(all.get(3).activity()).isInstanceOf(Activity.FileWritten.class);
  }

  @Test
  void velociraptorTellsExecutablesAndSockets() throws Exception {
    List<Observation> all =
        all(
            read(
                """
                {"Pid":389,"Ppid":1,"Name":"kworkerds","CommandLine":"nginx","Exe":"/tmp/kworkerds (deleted)","Username":"root","CreateTime":"2026-11-23T04:16:59Z","Deleted":true}
                {"inode":"7","State":"Established","uid":"0","ProcessInfo":{"Pid":389,"Command":"kworkerds\\n"},"LocalAddr":"10.0.0.1","LocalPort":45612,"RemoteAddr":"203.0.113.77","RemotePort":3333}
                """));
    assertThat(all).hasSize(2);
    assertThat(all.get(0).process().executable()).isEqualTo("/tmp/kworkerds");
    assertThat(all.get(0).time().original()).isEqualTo("2026-11-23T04:16:59Z");
    assertThat(all.get(1).process().name()).isEqualTo("kworkerds");
  }

  @Test
  void hostileNamesCostNoMoreThanTheirLine() throws Exception {
    Given given =
        read(
            """
            USER  PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND
            root    1  0.0  0.0 100 100 ?   Ss   Nov23 0:00 /bin/a\u001b[2J
            forged line of an argument
            root99999999999999999999 2 0 0 0 0 0 0 0 0 x
            root    3  0.0  0.0 100 100 ?   Ss   Nov23 0:00
            root  xx   0.0  0.0 100 100 ?   Ss   Nov23 0:00 y
            """);
    assertThat(source(given).unreadableCount()).isEqualTo(3);
    assertThat(all(given)).allMatch(o -> o.time() == null);

    Given sockets =
        read(
            """
            State Recv-Q Send-Q Local Address:Port Peer Address:Port Process
            LISTEN 0 5 0.0.0.0:99999 0.0.0.0:* users:(("a\\"),pid=999999999999,fd=1))
            ESTAB 0 0 [::ffff:10.0.0.1%eth0]:80 [2001:db8::1]:55555 users:(("x",pid=5,fd=1))
            ESTAB run together
            """);
    assertThat(source(sockets).unreadableCount()).isEqualTo(1);
  }

  @Test
  void losesNothingWhereverItIsCut() throws Exception {
    byte[] whole =
        """
        ### 1795407154.117039550
        LISTEN    0      511         0.0.0.0:8080    0.0.0.0:*     users:(("nginx",pid=30911,fd=5)) ino:1245634 cgroup:/ <->
        ESTAB     0      0      10.244.0.106:8080 10.244.0.1:38656 users:(("nginx",pid=30911,fd=9))
        ### 1795407159.1
        ESTAB     0      0      10.244.0.106:8080 10.244.0.1:38656 users:(("nginx",pid=30911,fd=9))
        """
            .getBytes(StandardCharsets.UTF_8);
    for (int end = 1; end < whole.length; end += 7) {
      Path file = Files.write(folder.resolve("cut.txt"), Arrays.copyOf(whole, end));
      Source source = source(read(file));
      long skipped = source.skipped().values().stream().mapToLong(Long::longValue).sum();
      assertThat(source.observations() + source.unreadableCount() + skipped)
          .isEqualTo(new String(whole, 0, end, StandardCharsets.UTF_8).lines().count());
    }
  }
}
