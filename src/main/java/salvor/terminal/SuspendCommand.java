package salvor.terminal;

import picocli.CommandLine.Command;
import salvor.containment.WorkloadBrake;

/** {@code salvor contain suspend}. */
@Command(
    name = "suspend",
    sortOptions = false,
    description = {
      "Suspends the CronJob of pods, or their Job where there is none: that deletes its pods, and is refused.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class SuspendCommand extends WorkloadMeasureCommand {
  SuspendCommand(Desk desk) {
    super(desk);
  }

  @Override
  WorkloadBrake.Means means() {
    return new WorkloadBrake.Means.Suspend();
  }
}
