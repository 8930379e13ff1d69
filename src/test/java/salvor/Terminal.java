package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.terminal.Desk;
import salvor.terminal.SalvorCommand;

/** A terminal without a display or colours, for tests to type commands into. */
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a command; its exit code. What was said before is forgotten. */
  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Desk desk =
        new Desk(
            Salvor.cases(),
            Salvor.reader(),
            new Fabric8Clusters(new Jobs()),
            (_, _) -> {
              throw new Desk.NoWindow("no display");
            },
            new PrintWriter(out),
            new PrintWriter(err, true),
            Progress.NONE,
            false);
    int status = SalvorCommand.run(desk, arguments);
    desk.out().flush();
    return status;
  }

  /** Runs a command that ends well; what it says. */
  String said(String... arguments) {
    assertThat(run(arguments)).as(String.join(" ", arguments) + ": " + err).isZero();
    return out();
  }

  /** What the last command said. */
  String out() {
    return out.toString();
  }

  /** What the last command complained of. */
  String err() {
    return err.toString();
  }
}
