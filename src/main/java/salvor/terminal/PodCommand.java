package salvor.terminal;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Greeting;
import salvor.cluster.PodDossier;
import salvor.containment.Backing;
import salvor.report.PodReport;
import salvor.report.PodWords;
import salvor.report.SiblingsReport;

/** {@code salvor pod}. */
@Command(
    name = "pod",
    sortOptions = false,
    description = {
      "Tells all that a cluster knows of one pod: how its containers run and ended, what an attacker in it could do, who may"
          + " reach it, what its account may do, events, siblings.",
      "",
      "Secrets are masked, and what looks like one. Reads only; what may not be read is told as such."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood, or there is no such pod",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class PodCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private DossierArguments which = new DossierArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  @Option(names = "--yaml", description = "write the pod's object as YAML instead, secrets masked")
  private boolean yaml;

  PodCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return which.connecting.connected(
        desk,
        cluster -> {
          Greeting greeting = cluster.greet();
          Optional<PodDossier> read = which.read(desk, cluster);
          if (read.isEmpty()) {
            return ExitCode.USAGE;
          }
          if (yaml) {
            desk.out().print(PodWords.yaml(read.get().object()));
            desk.out().flush();
            return ExitCode.DONE;
          }
          PodReport report =
              new PodReport(
                  cluster.context(),
                  greeting,
                  read.get(),
                  Backing.ofQuarantine(cluster, read.get().pod()),
                  new SiblingsReport(read.get(), which.triage(desk), which.judged(desk, cluster)),
                  Instant.now().plus(greeting.ahead()));
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            which.leaving(desk, "pod").machine(json, report::json);
          }
          return ExitCode.DONE;
        });
  }
}
