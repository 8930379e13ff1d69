package salvor.terminal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code salvor contain}. */
@Command(
    name = "contain",
    description =
        "Cuts pods off, both ways, and takes that back; first it shows how, and what that would not stop.",
    subcommands = CommandLine.HelpCommand.class)
final class ContainCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  private ContainCommand(Desk desk) {
    this.desk = desk;
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

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(desk.err());
    }
    return ExitCode.USAGE;
  }
}
