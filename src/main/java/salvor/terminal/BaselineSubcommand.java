package salvor.terminal;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import salvor.baseline.Element;
import salvor.baseline.Profile;
import salvor.baseline.Refused;
import salvor.baseline.Trait;
import salvor.custody.CaseLedger;
import salvor.report.BaselineReport;
import salvor.report.LibraryWords;

/** What is common to the commands that work with baselines and their library. */
@Command(
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or so already",
      "2:the command line was not understood, or what it asks for makes no sense",
      "3:a file, a version or a baseline is not there",
      "4:the library of baselines cannot be used",
      "5:a result could not be written"
    })
abstract class BaselineSubcommand implements Callable<Integer> {
  final Desk desk;

  @Mixin final LibraryArguments library = new LibraryArguments();

  @Spec private @Nullable CommandSpec spec;

  BaselineSubcommand(Desk desk) {
    this.desk = desk;
  }

  /** Does it; gives the exit status. */
  abstract int run() throws Exception;

  @Override
  public Integer call() throws Exception {
    try {
      int status = run();
      desk.out().flush();
      return status;
    } catch (LibraryArguments.NotThere why) {
      return said(ExitCode.NO_EVIDENCE, String.valueOf(why.getMessage()));
    } catch (Refused why) {
      boolean already = why.why() == Refused.Why.NOTHING_CHANGES;
      return said(already ? ExitCode.DONE : ExitCode.USAGE, LibraryWords.refused(why));
    }
  }

  /** Says why it was not done. */
  int said(int status, String why) {
    desk.err().println("salvor baseline " + line().getCommandName() + ": " + why);
    return status;
  }

  /** Shows what was made; words for people go aside where the result is on standard output. */
  void show(List<Profile> made, @Nullable Destination out, @Nullable String json)
      throws IOException {
    show(made, out, json, new Leaving(desk, CaseLedger.NONE, "baseline"));
  }

  /** The same, of what leaves a case. */
  void show(List<Profile> made, @Nullable Destination out, @Nullable String json, Leaving leaving)
      throws IOException {
    BaselineReport report = new BaselineReport(made, false);
    if (json != null) {
      leaving.machine(json, report::json);
    } else if (out != null && out.isStandardOutput()) {
      report.text(desk.err(), false);
    } else {
      report.text(desk.out(), desk.colour());
    }
  }

  CommandLine.ParameterException misunderstood(String why) {
    return new CommandLine.ParameterException(line(), why);
  }

  CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }

  /** The elements of these numbers, as {@code show --elements} counts them. */
  Set<Trait> traits(Profile profile, Iterable<Integer> numbers) {
    Set<Trait> traits = new LinkedHashSet<>();
    for (int number : numbers) {
      if (number < 1 || number > profile.elements().size()) {
        throw misunderstood(
            "there is no element "
                + number
                + " among the "
                + profile.elements().size()
                + " that salvor baseline show --elements lists");
      }
      traits.add(profile.elements().get(number - 1).trait());
    }
    return traits;
  }

  /** The number of an element. */
  static int number(Profile profile, Element element) {
    return profile.elements().indexOf(element) + 1;
  }
}
