package salvor.terminal;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salvor rollout}. */
@Command(
    name = "rollout",
    description =
        "Sets a fixed image in the workloads that run a bad digest, counts the pods that still do, and takes it back.")
final class RolloutCommand extends CommandGroup {
  private RolloutCommand(Desk desk) {
    super(desk);
  }

  /** The command with all of its own. */
  static CommandLine of(Desk desk) {
    CommandLine line = new CommandLine(new RolloutCommand(desk));
    line.addSubcommand(new RolloutPlanCommand(desk));
    line.addSubcommand(new RolloutApplyCommand(desk));
    line.addSubcommand(new RolloutStatusCommand(desk));
    line.addSubcommand(new RolloutUndoCommand(desk));
    return line;
  }
}
