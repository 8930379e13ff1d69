package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;

class LineageTest {
  private static final Activity READ = new Activity.FileOpened("/etc/shadow", "read");

  /** A sensor that gives no names: programs without arguments are not all one. */
  @Test
  void aForkIsOfTheSameProgram() {
    ProcessInfo.Parent cron = new ProcessInfo.Parent(5, null, "/usr/sbin/cron", null, "cron");
    Observations seen =
        new Story()
            .act(nameless(50, "/usr/bin/id", Story.SHIM), new Activity.ProcessStarted())
            .act(nameless(5, "/usr/sbin/cron", Story.SHIM), new Activity.ProcessStarted())
            .act(nameless(60, "/usr/sbin/cron", cron), READ)
            .act(nameless(70, "/usr/bin/env", null), READ)
            .observations();
    Lineage lineage = new Lineage(seen);
    lineage.see(0);
    Lineage.Run daemon = Objects.requireNonNull(lineage.see(1));
    assertThat(Objects.requireNonNull(lineage.see(2)).parent()).isSameAs(daemon);
    assertThat(Objects.requireNonNull(lineage.see(3)).parent()).isNull();
  }

  /** What a checkpoint shows has no pid of the node. */
  @Test
  void aProcessIsKnownByItsPidInTheContainerToo() {
    Activity started = new Activity.ProcessStarted();
    Observations seen =
        new Story()
            .act(miner(3285, 7, "kworkerds 203.0.113.77 3333"), started)
            .act(miner(null, 7, "/tmp/kworkerds\000203.0.113.77\0003333"), started)
            .act(miner(null, 7, "/tmp/kworkerds\000203.0.113.77\0003333"), READ)
            .act(miner(null, 8, "/tmp/kworkerds\000-x"), READ)
            .act(miner(null, 7, "/tmp/kworkerds\0other"), started)
            .observations();
    Lineage lineage = new Lineage(seen);
    Lineage.Run miner = Objects.requireNonNull(lineage.see(0));
    assertThat(lineage.see(1)).isSameAs(miner);
    assertThat(lineage.see(2)).isSameAs(miner);
    assertThat(lineage.see(3)).isNotNull().isNotSameAs(miner);
    assertThat(lineage.see(4)).isNotNull().isNotSameAs(miner);
  }

  private static ProcessInfo miner(@Nullable Integer pid, int inside, String commandLine) {
    return new ProcessInfo(
        pid, inside, null, "/tmp/kworkerds", "kworkerds", commandLine, null, null, null);
  }

  private static ProcessInfo nameless(
      int pid, String executable, ProcessInfo.@Nullable Parent parent) {
    return new ProcessInfo(pid, pid, null, executable, null, executable, null, null, parent);
  }
}
