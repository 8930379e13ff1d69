package salvor.terminal;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salvor contain}. */
@Command(
    name = "contain",
    description =
        "Cuts pods off, both ways, and takes that back; first it shows how, and what that would not stop.")
final class ContainCommand extends CommandGroup {
  private ContainCommand(Desk desk) {
    super(desk);
  }

  /** The command with all of its own. */
  static CommandLine of(Desk desk) {
    CommandLine line = new CommandLine(new ContainCommand(desk));
    line.addSubcommand(new BlockCommand(desk));
    line.addSubcommand(new CordonCommand(desk));
    line.addSubcommand(new TaintCommand(desk));
    line.addSubcommand(new ScaleCommand(desk));
    line.addSubcommand(new PauseCommand(desk));
    line.addSubcommand(new SuspendCommand(desk));
    line.addSubcommand(new RevokeCommand(desk));
    line.addSubcommand(new DeletePodCommand(desk));
    line.addSubcommand(new ContainPlanCommand(desk));
    line.addSubcommand(new ContainApplyCommand(desk));
    line.addSubcommand(new ContainUndoCommand(desk));
    line.addSubcommand(new ContainStatusCommand(desk));
    line.addSubcommand(new ContainVerifyCommand(desk));
    return line;
  }
}
