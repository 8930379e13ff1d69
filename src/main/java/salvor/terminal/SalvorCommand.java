package salvor.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.casefile.BundleDoubted;
import salvor.casefile.CaseUnusable;
import salvor.casefile.LibraryUnusable;
import salvor.casefile.Opening;
import salvor.evidence.Visible;
import salvor.ingest.checkpoint.NoCheckpoint;
import salvor.jobs.JobCancelled;
import salvor.report.DoubtWords;
import salvor.report.SharedView;

/** The program's command line. */
@Command(
    name = "salvor",
    mixinStandardHelpOptions = true,
    versionProvider = SalvorCommand.Version.class,
    sortOptions = false,
    description = {
      "Opens recorded evidence of a Kubernetes incident, judges it against the workloads' baselines and shows it on a"
          + " timeline.",
      "",
      "Without a subcommand the evidence is opened in a window; where there is no display it is triaged in the terminal"
          + " and the timeline is written as a picture.",
      "With --kubeconfig or --context the window shows the pods of that cluster, with their verdicts, while it runs."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and what --fail-on names was found",
      "2:the command line, a filter, a view or a time was not understood",
      "3:no evidence could be read",
      "4:the case folder or the library of baselines cannot be used",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used",
      "7:a sealed bundle is not VALID, and no reason was given to open it",
      "8:what was to be done to a cluster was not, or a part of it",
      "70:an error that should not happen"
    })
public final class SalvorCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "evidence: files, folders, archives")
  private List<Path> paths = new ArrayList<>();

  @Mixin private NamedBaselines baselines = new NamedBaselines();

  @Mixin private MappingArguments mappings = new MappingArguments();

  @Option(
      names = "--case",
      paramLabel = "DIR",
      description = "the case folder; without it one is kept below the user's data folder")
  private @Nullable Path folder;

  @Mixin private ClusterArguments.Several cluster = new ClusterArguments.Several();

  @Mixin private ViewArgument look = new ViewArgument();

  @Spec private @Nullable CommandSpec spec;

  SalvorCommand(Desk desk) {
    this.desk = desk;
  }

  /** Runs the program; gives its exit status. */
  public static int run(Desk desk, String... args) {
    return args.length == 0 ? window(desk) : understood(desk, args);
  }

  /** Nothing is asked for but the window: it comes sooner than a command line can be described. */
  private static int window(Desk desk) {
    try {
      return new SalvorCommand(desk).call();
    } catch (Exception problem) {
      return explained(desk, problem);
    }
  }

  private static int understood(Desk desk, String... args) {
    CommandLine line = line(desk);
    line.setOut(desk.out());
    line.setErr(desk.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false); // evidence named @x would be read as arguments
    line.setParameterExceptionHandler((problem, _) -> misunderstood(desk, problem));
    line.setExecutionExceptionHandler((problem, _, _) -> explained(desk, problem));
    return line.execute(args);
  }

  /** All commands, with their help. */
  static CommandLine line(Desk desk) {
    CommandLine line = new CommandLine(new SalvorCommand(desk));
    line.addSubcommand(new TriageCommand(desk));
    OverviewCommand.all(desk).forEach(each -> line.addSubcommand(each.getCommandName(), each));
    line.addSubcommand(new ExportCommand(desk));
    line.addSubcommand(new MarkCommand(desk));
    line.addSubcommand(new MarksCommand(desk));
    line.addSubcommand(new OffsetCommand(desk));
    line.addSubcommand(new MappingCommand(desk));
    line.addSubcommand(new TurnCommand.Undo(desk));
    line.addSubcommand(new TurnCommand.Redo(desk));
    line.addSubcommand(BaselineCommand.of(desk));
    line.addSubcommand(new CompareCommand(desk));
    line.addSubcommand(new DriftCommand(desk));
    line.addSubcommand(EvidenceArguments.unfiltered(new CommandLine(new ReviewCommand(desk))));
    line.addSubcommand(new SealCommand(desk));
    line.addSubcommand(new SliceCommand(desk));
    line.addSubcommand(new RedactCommand(desk));
    line.addSubcommand(new VerifyCommand(desk));
    line.addSubcommand(new TimestampCommand(desk));
    line.addSubcommand(KeyCommand.of(desk));
    line.addSubcommand(CustodyCommand.of(desk));
    line.addSubcommand(MemoryCommand.of(desk));
    line.addSubcommand(new PracticeCommand(desk));
    line.addSubcommand(new ContextsCommand(desk));
    line.addSubcommand(new PodsCommand(desk));
    line.addSubcommand(new PodCommand(desk));
    line.addSubcommand(new LogsCommand(desk));
    line.addSubcommand(new SiblingsCommand(desk));
    line.addSubcommand(new MarkPodCommand(desk));
    line.addSubcommand(new RightsCommand(desk));
    line.addSubcommand(new CollectCommand(desk));
    line.addSubcommand(ContainCommand.of(desk));
    line.addSubcommand(new HoldCommand(desk));
    line.addSubcommand(new DenyImageCommand(desk));
    line.addSubcommand(RolloutCommand.of(desk));
    line.addSubcommand(PlaybookCommand.of(desk));
    line.addSubcommand(HotfixCommand.of(desk));
    line.addSubcommand(new WatchCommand(desk));
    line.addSubcommand(new ReadinessCommand(desk));
    line.addSubcommand(new CommandLine.HelpCommand());
    helped(line);
    return line;
  }

  private static void helped(CommandLine line) {
    for (CommandLine each : line.getSubcommands().values()) {
      CommandSpec spec = each.getCommandSpec();
      if (spec.findOption("--help") == null) {
        spec.versionProvider(new Version()).mixinStandardHelpOptions(true);
      }
      helped(each);
    }
  }

  @Override
  public Integer call() throws Exception {
    Path kept = folder != null ? folder : paths.isEmpty() ? null : CaseFolders.of(paths);
    SharedView view = view(kept);
    Optional<List<Path>> named = baselines.files(desk);
    if (named.isEmpty()) {
      return ExitCode.NO_EVIDENCE;
    }
    if (cluster.isNamed()) {
      return live(named.get());
    }
    Optional<List<Path>> tables = mappings.files(desk, "salvor");
    if (tables.isEmpty()) {
      return ExitCode.USAGE;
    }
    Opening opening =
        new Opening(paths, named.get(), kept, System.getProperty("user.name", "unknown"))
            .mapped(tables.get());
    try {
      desk.window().show(opening, view);
      return ExitCode.DONE;
    } catch (Desk.NoWindow why) {
      if (paths.isEmpty() && folder == null) {
        desk.err()
            .println(
                "salvor: no window here ("
                    + why.getMessage()
                    + "); see salvor --help for the commands");
        return ExitCode.USAGE;
      }
      desk.err()
          .println(
              "salvor: no window here ("
                  + why.getMessage()
                  + "); triaging in the terminal instead");
      return new TriageCommand(desk).inPlaceOfTheWindow(opening, view);
    }
  }

  /** The window on clusters; what arrives of them lies in the case folder that was named. */
  private int live(List<Path> named) throws Exception {
    if (!paths.isEmpty()) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "a kubeconfig is opened alone; the evidence goes in a window of its own");
    }
    return cluster.connected(
        desk,
        clusters -> {
          Path into =
              folder != null
                  ? folder
                  : CaseFolders.live(clusters.getFirst().context().name()).resolve("recorded");
          try (Watched watched =
              Watched.of(desk, clusters, cluster.namespace, into, baselines, named)) {
            return watched.shown();
          }
        });
  }

  private @Nullable SharedView view(@Nullable Path kept) {
    SharedView view = look.view();
    if (view != null && kept == null) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--view: name the evidence (PATH) or the case (--case DIR) to look at");
    }
    return view;
  }

  private static int misunderstood(Desk desk, CommandLine.ParameterException problem) {
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    desk.err()
        .println(
            command
                + ": "
                + Visible.text(String.valueOf(problem.getMessage()))
                + "; see "
                + command
                + " --help");
    return ExitCode.USAGE;
  }

  private static int explained(Desk desk, Exception problem) {
    if (problem instanceof BundleDoubted doubted) {
      desk.err().println("salvor: " + DoubtWords.of(doubted));
      desk.err()
          .println("salvor: to open it all the same, say why by --why TEXT; it is written down");
      return ExitCode.DOUBTED;
    }
    desk.err()
        .println(
            "salvor: "
                + Visible.text(
                    problem.getMessage() == null ? problem.toString() : problem.getMessage()));
    return switch (problem) {
      case CaseUnusable _, LibraryUnusable _ -> ExitCode.CASE_UNUSABLE;
      case NoCheckpoint _ -> ExitCode.NO_EVIDENCE;
      case JobCancelled _ -> 130;
      case IOException _, UncheckedIOException _ -> ExitCode.NOT_WRITTEN;
      default -> {
        problem.printStackTrace(desk.err());
        yield ExitCode.FAILED;
      }
    };
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SalvorCommand.class.getPackage().getImplementationVersion();
      return new String[] {"salvor " + (version == null ? "(built from source)" : version)};
    }
  }
}
