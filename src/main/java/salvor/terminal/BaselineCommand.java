package salvor.terminal;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salvor baseline}. */
@Command(
    name = "baseline",
    description = {
      "Learns what a workload does when it is healthy, shows and compares baselines, and keeps them in versions.",
      "A version of the library may be named as NAME@N wherever a baseline file may, the approved one as NAME."
    })
final class BaselineCommand extends CommandGroup {
  private BaselineCommand(Desk desk) {
    super(desk);
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
}
