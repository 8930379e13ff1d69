package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.evidence.Visible;
import salvor.playbook.BuiltIn;
import salvor.playbook.Playbook;
import salvor.playbook.PlaybookText;
import salvor.report.PlaybookReport;
import salvor.report.PlaybookWords;

/** {@code salvor playbook}. */
@Command(
    name = "playbook",
    description = {
      "What is to be done about one kind of incident, in which order; and the runs of it in a case.",
      "",
      "A playbook is a YAML file that teams write themselves; some come with the program."
    })
final class PlaybookCommand extends CommandGroup {
  private PlaybookCommand(Desk desk) {
    super(desk);
  }

  /** The command with all of its own. */
  static CommandLine of(Desk desk) {
    CommandLine line = new CommandLine(new PlaybookCommand(desk));
    line.addSubcommand(new ListCommand(desk));
    line.addSubcommand(new ShowCommand(desk));
    line.addSubcommand(new CheckCommand(desk));
    line.addSubcommand(new PlaybookRunCommand(desk));
    return line;
  }

  /** What was read, or why it cannot be. */
  static Optional<Playbook> read(Desk desk, String name, PlaybookText.Reading reading) {
    reading
        .problems()
        .forEach(each -> desk.err().println("salvor: " + PlaybookWords.problem(name, each)));
    return Optional.ofNullable(reading.playbook());
  }

  /** One that comes with the program, or a file; says why it is none. */
  static Optional<Playbook> named(Desk desk, String name) throws IOException {
    Optional<Playbook> builtIn = BuiltIn.named(name);
    if (builtIn.isPresent()) {
      return builtIn;
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      desk.err()
          .println(
              "salvor: "
                  + Visible.text(name, 200)
                  + " is no file, and no playbook of this program; those are "
                  + String.join(", ", BuiltIn.NAMES));
      return Optional.empty();
    }
    return read(desk, name, PlaybookText.read(file));
  }

  /** {@code salvor playbook list}. */
  @Command(
      name = "list",
      description = "Lists the playbooks that come with the program.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "5:a result could not be written"})
  static final class ListCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "write them as JSON instead; - for standard output")
    private @Nullable String json;

    ListCommand(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      return told(desk, new PlaybookReport(BuiltIn.all(), false), json);
    }
  }

  private static int told(Desk desk, PlaybookReport report, @Nullable String json)
      throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return ExitCode.DONE;
  }

  /** {@code salvor playbook show}. */
  @Command(
      name = "show",
      sortOptions = false,
      description = "Shows a playbook, step by step.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "2:there is no such playbook, or it has mistakes",
        "5:a result could not be written"
      })
  static final class ShowCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "NAME|FILE", description = "one of the program, or a file")
    private String name = "";

    @Option(names = "--yaml", description = "as it is written, to begin one of your own from it")
    private boolean yaml;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "write it as JSON instead; - for standard output")
    private @Nullable String json;

    ShowCommand(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      Optional<Playbook> playbook = named(desk, name);
      if (playbook.isEmpty()) {
        return ExitCode.USAGE;
      }
      if (yaml) {
        playbook.get().text().lines().map(Visible::text).forEach(desk.out()::println);
        return ExitCode.DONE;
      }
      return told(desk, new PlaybookReport(List.of(playbook.get()), true), json);
    }
  }

  /** {@code salvor playbook check}. */
  @Command(
      name = "check",
      sortOptions = false,
      description = "Checks files: whether they are playbooks, and if not, where and why.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:they are",
        "1:one is not, or cannot be read",
        "2:the command line was not understood"
      })
  static final class CheckCommand implements Callable<Integer> {
    private final Desk desk;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "the files")
    private List<Path> files = List.of();

    @Option(names = "--schema", description = "print the JSON schema of playbooks")
    private boolean schema;

    CheckCommand(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      if (schema) {
        desk.out().print(BuiltIn.schema());
      } else if (files.isEmpty()) {
        throw new CommandLine.ParameterException(
            spec == null ? new CommandLine(this) : spec.commandLine(), "name a file");
      }
      boolean good = true;
      for (Path file : files) {
        good &= isGood(file);
      }
      return good ? ExitCode.DONE : ExitCode.FOUND;
    }

    private boolean isGood(Path file) {
      try {
        Optional<Playbook> playbook = read(desk, file.toString(), PlaybookText.read(file));
        playbook.ifPresent(each ->
            desk.out()
                .println(
                    Visible.text(file.toString(), 200)
                        + ": "
                        + each.name()
                        + ", "
                        + each.steps().size()
                        + " steps"));
        return playbook.isPresent();
      } catch (IOException cause) {
        desk.err()
            .println(
                "salvor: "
                    + Visible.text(file.toString(), 200)
                    + ": cannot be read: "
                    + Visible.text(String.valueOf(cause.getMessage()), 200));
        return false;
      }
    }
  }
}
