package salvor.terminal;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import salvor.cluster.ObjectKind;
import salvor.containment.EvidenceHold;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;

/** {@code salvor hold}. */
@Command(
    name = "hold",
    sortOptions = false,
    description = {
      "Holds pods as evidence: an admission policy denies that they are deleted or evicted, until it is taken back by contain"
          + " undo. Tells what it does not stop.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class HoldCommand extends PodsMeasureCommand {
  HoldCommand(Desk desk) {
    super(desk);
  }

  @Override
  List<ObjectKind> kinds() {
    return EvidenceHold.KINDS;
  }

  @Override
  Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids) {
    return Optional.of(EvidenceHold.plan(seen.objects(), seen.rights(), madeFor, uids));
  }
}
