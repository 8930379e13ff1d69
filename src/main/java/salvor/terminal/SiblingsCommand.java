package salvor.terminal;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.PodDossier;
import salvor.report.SiblingsReport;

/** {@code salvor siblings}. */
@Command(
    name = "siblings",
    sortOptions = false,
    description = {
      "Lists who else runs, or would start, the images of a pod: pods, templates of workloads without pods, CronJobs.",
      "",
      "They are compared by digests that are known to be of one image, never by tags; the same tag with another digest, or"
          + " with one that is not told, is told apart."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood, or there is no such pod",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class SiblingsCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private DossierArguments which = new DossierArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  SiblingsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return which.connecting.connected(
        desk,
        cluster -> {
          Optional<PodDossier> read = which.read(desk, cluster);
          if (read.isEmpty()) {
            return ExitCode.USAGE;
          }
          SiblingsReport report =
              new SiblingsReport(read.get(), which.triage(desk), which.judged(desk, cluster));
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            which.leaving(desk, "siblings").machine(json, report::json);
          }
          which.listed(read.get());
          return ExitCode.DONE;
        });
  }
}
