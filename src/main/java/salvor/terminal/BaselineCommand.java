package salvor.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code salvor baseline}. */
@Command(
    name = "baseline",
    description = {
      "Learns what a workload does when it is healthy, shows and compares baselines, and keeps them in versions.",
      "A version of the library may be named as NAME@N wherever a baseline file may, the approved one as NAME."
    },
    subcommands = CommandLine.HelpCommand.class)
final class BaselineCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  private BaselineCommand(Desk desk) {
    this.desk = desk;
  }

  /** The command with all of its own. */
  static CommandLine of(Desk desk) {
    CommandLine line = new CommandLine(new BaselineCommand(desk));
    for (Object each :
        List.of(
            new BaselineLearnCommand(desk),
            new BaselineShowCommand(desk),
            new BaselineImageCommand(desk),
            new BaselineDiffCommand(desk),
            new BaselineMergeCommand(desk),
            new BaselineExportCommand(desk),
            new BaselineImportCommand(desk),
            new BaselineKeepCommand(desk),
            new BaselineListCommand.Versions(desk),
            new BaselineListCommand.History(desk),
            new BaselineDecideCommand.Approve(desk),
            new BaselineDecideCommand.Reject(desk),
            new BaselineTurnCommand.Undo(desk),
            new BaselineTurnCommand.Redo(desk),
            new BaselineEditCommand(desk),
            new BaselineSplitCommand(desk),
            new BaselineRollForwardCommand(desk),
            new BaselineConfirmCommand(desk))) {
      line.addSubcommand(each);
    }
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
