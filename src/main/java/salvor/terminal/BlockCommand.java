package salvor.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.cluster.ObjectKind;
import salvor.containment.DestinationBlock;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;

/** {@code salvor contain block}. */
@Command(
    name = "block",
    sortOptions = false,
    description = {
      "Blocks destinations for pods, by addresses, where the network plugin can. It does not contain them: everything else passes.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class BlockCommand extends PodsMeasureCommand {
  @Option(
      names = "--to",
      paramLabel = "ADDRESS",
      required = true,
      description = "an address or a block of them; may be given more than once")
  private List<String> destinations = new ArrayList<>();

  BlockCommand(Desk desk) {
    super(desk);
  }

  @Override
  List<ObjectKind> kinds() {
    return DestinationBlock.KINDS;
  }

  @Override
  Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids) {
    return Optional.of(
        DestinationBlock.plan(seen.objects(), seen.rights(), madeFor, uids, destinations));
  }
}
