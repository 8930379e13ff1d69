package salvor.terminal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code salvor rollout}. */
@Command(
    name = "rollout",
    description =
        "Sets a fixed image in the workloads that run a bad digest, counts the pods that still do, and takes it back.",
    subcommands = CommandLine.HelpCommand.class)
final class RolloutCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  private RolloutCommand(Desk desk) {
    this.desk = desk;
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

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(desk.err());
    }
    return ExitCode.USAGE;
  }
}
