package salvor.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.cluster.ObjectKind;
import salvor.containment.Cordon;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;

/** {@code salvor contain taint}. */
@Command(
    name = "taint",
    sortOptions = false,
    description = {
      "Taints the nodes of pods, so that pods that do not bear it are not placed there, or leave.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class TaintCommand extends PodsMeasureCommand {
  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "a node itself; may be given more than once")
  private List<String> nodes = new ArrayList<>();

  @Option(names = "--no-execute", description = "pods that do not bear it are deleted there")
  private boolean noExecute;

  @Option(
      names = "--even-evidence",
      description = "even where the pods that are named, held or cut off are deleted by it")
  private boolean evenEvidence;

  TaintCommand(Desk desk) {
    super(desk);
  }

  @Override
  List<ObjectKind> kinds() {
    return Cordon.KINDS;
  }

  @Override
  boolean isNamed() {
    return !nodes.isEmpty();
  }

  @Override
  Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids) {
    return Optional.of(
        Cordon.plan(
            seen.objects(),
            seen.rights(),
            new Cordon.Wish(
                madeFor,
                uids,
                nodes,
                noExecute ? Cordon.Effect.NO_EXECUTE : Cordon.Effect.NO_SCHEDULE,
                evenEvidence)));
  }
}
