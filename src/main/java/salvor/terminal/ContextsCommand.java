package salvor.terminal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Confirmed;
import salvor.cluster.Kubeconfigs;
import salvor.report.ContextsReport;

/** {@code salvor contexts}. */
@Command(
    name = "contexts",
    description = {
      "Lists the clusters that kubeconfigs name, as whom, and what would be run to log in.",
      "Runs nothing and connects to nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood",
      "5:a result could not be written",
      "6:no kubeconfig could be read"
    })
final class ContextsCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ClusterArguments which = new ClusterArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  ContextsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    Kubeconfigs read = which.read();
    ContextsReport report = new ContextsReport(read, Confirmed.remembered(Confirmed.ofUser()));
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return read.contexts().isEmpty() ? ExitCode.CLUSTER : ExitCode.DONE;
  }
}
