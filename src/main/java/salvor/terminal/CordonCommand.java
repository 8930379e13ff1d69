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

/** {@code salvor contain cordon}. */
@Command(
    name = "cordon",
    sortOptions = false,
    description = {
      "Cordons the nodes of pods: no more pods are placed there.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class CordonCommand extends PodsMeasureCommand {
  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "a node itself; may be given more than once")
  private List<String> nodes = new ArrayList<>();

  CordonCommand(Desk desk) {
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
            seen.objects(), seen.rights(), new Cordon.Wish(madeFor, uids, nodes, null, false)));
  }
}
