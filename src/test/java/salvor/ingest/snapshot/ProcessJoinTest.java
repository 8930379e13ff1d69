package salvor.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.auditd.AuditdFormat;
import salvor.jobs.Progress;

/**
 * What tells a process by its number finds its container where something proves it, and only there.
 */
class ProcessJoinTest {
  private static final String HEADING = "  PID  PPID COMMAND         CMD\n";

  @TempDir Path folder;

  private Given read() throws Exception {
    return new Import(
            List.of(),
            List.of(new ProcTreeFormat()),
            List.of(new AuditdFormat(), new PsFormat(), new SocketFormat(), new LsofFormat()),
            Limits.ORDINARY)
        .read(List.of(folder), Progress.NONE);
  }

  /** The containers that records of a source are in, a word for each. */
  private String places(String file) throws Exception {
    Given given = read();
    Observations rows = given.evidence().observations();
    return Arrays.stream(rows.byRecord())
        .mapToObj(rows::get)
        .filter(o -> given.evidence().sources().get(o.source().source()).path().endsWith(file))
        .map(o -> o.process().name() + "=" + place(o))
        .collect(Collectors.joining(" "));
  }

  private static String place(Observation each) {
    boolean joined = each.quality().contains(Quality.LOCATION_JOINED);
    assertThat(joined).isEqualTo(each.location().containerId() != null);
    return !joined
        ? "none"
        : each.location().containerId().equals(ProcCopy.CONTAINER)
                && ProcCopy.POD.equals(each.location().podUid())
            ? "web"
            : "other";
  }

  private static String row(int pid, String name, String line) {
    return "%5d %5d %-15s %s\n".formatted(pid, 1, name, line);
  }

  private static String table(String of) {
    return HEADING
        + row(700, "containerd-shim", "/usr/bin/containerd-shim-runc-v2 -id x")
        + row(800, "nginx", "nginx: master process nginx")
        + row(900, of, "x")
        + row(950, "sh", "/bin/sh -c id; cat /etc/shadow")
        + row(961, "a961", "a961")
        + row(962, "a962", "a962")
        + row(963, "a963", "a963");
  }

  private static ProcCopy tree(String root) {
    ProcCopy proc = ProcCopy.hacked(root);
    for (int pid = 961; pid < 964; pid++) {
      proc.process(pid, 0, 1, "a" + pid, "a" + pid + "\0", 5);
    }
    return proc;
  }

  @Test
  void aTableOfTheSameProcessesIsOfTheSameHost() throws Exception {
    Files.write(folder.resolve("proc.tar"), tree("proc/").tar());
    Files.writeString(folder.resolve("ps.txt"), table("kworkerds"));
    assertThat(places("ps.txt"))
        .isEqualTo(
            "containerd-shim=none nginx=web kworkerds=web sh=web a961=none a962=none a963=none");
  }

  @Test
  void anotherProcessOfTheNumberIsNotPlaced() throws Exception {
    Files.write(folder.resolve("proc.tar"), tree("proc/").tar());
    Files.writeString(folder.resolve("ps.txt"), table("cron") + row(964, "b", "b"));
    assertThat(places("ps.txt"))
        .as("one in seven has another name: the host may be another")
        .doesNotContain("web");
    Files.writeString(
        folder.resolve("ps.txt"),
        HEADING + row(800, "nginx", "nginx: master process nginx") + row(900, "kworkerds", "x"));
    assertThat(places("ps.txt")).as("two are too few").doesNotContain("web");
  }

  @Test
  void aCollectionIsOfOneHost() throws Exception {
    ProcCopy uac = new ProcCopy("live_response/process/");
    uac.file("ps_-ef.txt", HEADING + row(389, "x", "x -y") + row(390, "y", "y"));
    uac.file(
        "ps_-axo_pid_user_cgroup.txt",
        "    PID USER     CGROUP\n    389 root     0::"
            + ProcCopy.GROUP
            + "\n    390 root     0::/system.slice/y.service\n");
    uac.file(
        "lsof_-nPl.txt",
        "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\nx 389 0 txt REG 0,44 16384 1234 /tmp/x (deleted)\n");
    uac.file("proc/389/status.txt", "Name:\tx\nPid:\t389\nUid:\t0\t0\t0\t0\n");
    Files.write(folder.resolve("uac-host.tar"), uac.tar());
    Files.writeString(folder.resolve("ps_-ef.txt"), HEADING + row(389, "x", "x -y"));
    assertThat(places("uac-host.tar!live_response/process/ps_-ef.txt")).isEqualTo("x=web y=none");
    assertThat(places("lsof_-nPl.txt")).isEqualTo("x=web");
    assertThat(places(folder.resolve("ps_-ef.txt").toString())).isEqualTo("x=none");
  }

  private static String audit(String node, long time, int pid, int number) {
    return """
    node=%s type=SYSCALL msg=audit(%d.500:%d): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=8 items=2 ppid=800 pid=%d auid=4294967295 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=4294967295 comm="id" exe="/usr/bin/id" key=(null)
    node=%s type=EXECVE msg=audit(%d.500:%d): argc=1 a0="id"
    node=%s type=EOE msg=audit(%d.500:%d):
    """
        .formatted(node, time, number, pid, node, time, number, node, time, number);
  }

  @Test
  void aRecordIsPlacedWhileItsProcessSurelyLived() throws Exception {
    Files.write(folder.resolve("proc.tar"), ProcCopy.hacked("proc/").tar());
    Files.writeString(
        folder.resolve("audit.log"),
        audit("node1", 1_795_400_800, 900, 1)
            + audit("node1", 1_795_400_950, 900, 2)
            + audit("node2", 1_795_400_951, 900, 3)
            + audit("node1", 1_795_400_952, 901, 4)
            + audit("node1", 1_795_401_010, 900, 5));
    assertThat(places("audit.log")).isEqualTo("id=none id=web id=none id=none id=none");
  }
}
