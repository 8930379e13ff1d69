package salvor.terminal;

import picocli.CommandLine.Command;
import salvor.containment.WorkloadBrake;

/** {@code salvor contain pause}. */
@Command(
    name = "pause",
    sortOptions = false,
    description = {
      "Pauses the roll-out of the Deployments of pods.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class PauseCommand extends WorkloadMeasureCommand {
  PauseCommand(Desk desk) {
    super(desk);
  }

  @Override
  WorkloadBrake.Means means() {
    return new WorkloadBrake.Means.Pause();
  }
}
