package salvor.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.containment.WorkloadBrake;

/** {@code salvor contain scale}. */
@Command(
    name = "scale",
    sortOptions = false,
    description = {
      "Scales what runs the pods. Refused where these would be deleted by it.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class ScaleCommand extends WorkloadMeasureCommand {
  @Option(
      names = "--replicas",
      paramLabel = "N",
      required = true,
      description = "how many pods it is to run")
  private int replicas;

  ScaleCommand(Desk desk) {
    super(desk);
  }

  @Override
  WorkloadBrake.Means means() {
    return new WorkloadBrake.Means.Scale(replicas);
  }
}
