package salvor.terminal;

import picocli.CommandLine.Command;
import salvor.containment.Measure;

/** {@code salvor rollout undo}. */
@Command(
    name = "undo",
    sortOptions = false,
    description = {
      "Gives workloads their old images back, by the ledger of the case alone: exactly, and only where they still have the"
          + " ones that the roll-out gave them. Twice is as good as once.",
      "",
      "The old image is the bad one: pods run it again."
    })
final class RolloutUndoCommand extends ContainUndoCommand {
  RolloutUndoCommand(Desk desk) {
    super(desk, Measure.Kind.ROLL_OUT::equals);
  }
}
