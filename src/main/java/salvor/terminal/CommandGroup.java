package salvor.terminal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself: it tells which others it has. */
@Command(subcommands = HelpCommand.class)
abstract class CommandGroup implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  CommandGroup(Desk desk) {
    this.desk = desk;
  }

  @Override
  public final Integer call() {
    if (spec != null) {
      spec.commandLine().usage(desk.err());
    }
    return ExitCode.USAGE;
  }
}
