package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
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

  private static ProcessInfo nameless(
      int pid, String executable, ProcessInfo.@org.jspecify.annotations.Nullable Parent parent) {
    return new ProcessInfo(pid, pid, null, executable, null, executable, null, null, parent);
  }
}
