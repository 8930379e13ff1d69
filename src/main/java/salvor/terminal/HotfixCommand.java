package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.custody.CaseLedger;
import salvor.evidence.Visible;
import salvor.jobs.Pause;
import salvor.recovery.AgreedPipelines;
import salvor.recovery.HotfixLog;
import salvor.recovery.HotfixPipeline;
import salvor.recovery.HotfixSettingsText;
import salvor.recovery.HotfixWait;
import salvor.report.HotfixReport;
import salvor.report.HotfixWords;
import salvor.workload.ImageDigest;

/** {@code salvor hotfix}. */
@Command(
    name = "hotfix",
    description = {
      "Has the team's pipeline rebuild an image, and follows it to the new digest: Tekton, Argo Workflows, GitHub, Forgejo,"
          + " GitLab, or a signed webhook.",
      "",
      "Which one, stands in hotfix.json in the folder of the case; secrets stand nowhere: it says in which variable or file"
          + " they are."
    })
final class HotfixCommand extends CommandGroup {
  private HotfixCommand(Desk desk) {
    super(desk);
  }

  /** The command with all of its own. */
  static CommandLine of(Desk desk) {
    CommandLine line = new CommandLine(new HotfixCommand(desk));
    line.addSubcommand(new CheckCommand(desk));
    line.addSubcommand(new HotfixTriggerCommand(desk));
    line.addSubcommand(new FollowCommand(desk));
    line.addSubcommand(new CancelCommand(desk));
    line.addSubcommand(new ConfirmCommand(desk));
    return line;
  }

  static ImageDigest digest(String option, String said, Object command) {
    return ImageDigest.in(said)
        .orElseThrow(() ->
            new CommandLine.ParameterException(
                new CommandLine(command), option + ": not an image digest: " + said));
  }

  /** Follows a run, writes down how it came out, and tells it. */
  static int follow(
      Desk desk,
      HotfixPipeline pipeline,
      HotfixLog log,
      HotfixLog.Triggered of,
      int seconds,
      @Nullable String json)
      throws Exception {
    HotfixWait wait = new HotfixWait(pipeline, of.bad(), InstantSource.system(), Pause.REAL);
    HotfixWait.End end =
        wait.await(
            of.run(),
            Duration.ofSeconds(seconds),
            desk.progress(),
            state -> ClusterArguments.say(desk, HotfixWords.state(state)));
    log.followed(end);
    HotfixReport report = new HotfixReport(of, end);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return end instanceof HotfixWait.End.Fixed ? ExitCode.DONE : ExitCode.FOUND;
  }

  /** {@code salvor hotfix check}. */
  @Command(
      name = "check",
      sortOptions = false,
      description = "Checks the settings of a pipeline; asks nobody.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:they can be used",
        "1:they cannot; it says why",
        "5:a result could not be written"
      })
  static final class CheckCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "the settings")
    private @Nullable Path file;

    @Option(names = "--schema", description = "print the JSON schema of such settings")
    private boolean schema;

    CheckCommand(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      if (schema) {
        desk.out().print(HotfixSettingsText.schema());
      }
      if (file == null) {
        return ExitCode.DONE;
      }
      String name = Visible.text(file.toString(), 200);
      HotfixSettingsText.Reading reading = HotfixSettingsText.read(file);
      reading
          .problems()
          .forEach(each -> ClusterArguments.say(desk, HotfixWords.problem(name, each)));
      if (reading.settings() != null) {
        desk.out().println(name + ": " + HotfixWords.settings(reading.settings()));
      }
      return reading.settings() == null ? ExitCode.FOUND : ExitCode.DONE;
    }
  }

  /** {@code salvor hotfix follow}. */
  @Command(
      name = "follow",
      sortOptions = false,
      description = {
        "Follows what was triggered last to the new digest, for so long.",
        "",
        "Before a pipeline gets a secret from this machine for the first time, it is told which one, and asked."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:it told a new digest",
        "1:it told none, or the bad one, or failed, or goes on",
        "2:the settings were not understood, nothing was triggered in this case, or it was not agreed to",
        "4:the case folder cannot be used",
        "5:a result could not be written",
        "6:the pipeline or the cluster cannot be used"
      })
  static final class FollowCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin private HotfixArguments which = new HotfixArguments();

    @Option(
        names = "--for",
        paramLabel = "SECONDS",
        description = "how long; without it, it looks once")
    private int seconds;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "write how it came out as JSON; - for standard output")
    private @Nullable String json;

    @Mixin private Consent consent = new Consent();

    FollowCommand(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws Exception {
      return which.last(
          desk,
          (settings, _) -> HotfixArguments.agreed(desk, settings, consent),
          (of, pipeline, log) -> follow(desk, pipeline, log, of, seconds, json));
    }
  }

  /** {@code salvor hotfix cancel}. */
  @Command(
      name = "cancel",
      sortOptions = false,
      description = "Has the run that was triggered last ended, where the system can.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:it was told to end",
        "2:the settings were not understood, nothing was triggered, or it was not agreed to",
        "4:the case folder cannot be used",
        "5:it could not be written down",
        "6:the pipeline or the cluster cannot be used, or cannot do it"
      })
  static final class CancelCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin private HotfixArguments which = new HotfixArguments();

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "why, for the ledger of the case",
        converter = Signing.Said.class)
    private String reason = "";

    @Mixin private Consent consent = new Consent();

    CancelCommand(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws Exception {
      return which.last(
          desk,
          (settings, _) -> {
            boolean given = consent.given(desk, "End the run of " + HotfixWords.settings(settings));
            if (given) {
              AgreedPipelines.ofUser().agree(settings);
            } else {
              ClusterArguments.say(desk, "it was not told to end");
            }
            return given;
          },
          (of, pipeline, log) -> {
            pipeline.cancel(of.run());
            log.cancelled(of.run(), reason);
            desk.out().println("It was told to end.");
            return ExitCode.DONE;
          });
    }
  }

  /** {@code salvor hotfix confirm}. */
  @Command(
      name = "confirm",
      sortOptions = false,
      description =
          "Says which digest was made, where the pipeline does not tell; it is kept as stated by a person.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:it was written down",
        "2:the command line was not understood, or it is the bad digest",
        "5:it could not be written down"
      })
  static final class ConfirmCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(
        names = "--case",
        paramLabel = "DIR",
        required = true,
        description = "the folder of the case")
    private Path folder = Path.of("");

    @Option(names = "--bad", paramLabel = "DIGEST", required = true, description = "the bad digest")
    private String bad = "";

    @Option(names = "--digest", paramLabel = "DIGEST", required = true, description = "the new one")
    private String fixed = "";

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "how it is known",
        converter = Signing.Said.class)
    private String reason = "";

    ConfirmCommand(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      try {
        new HotfixLog(CaseLedger.in(folder, InstantSource.system()).asRecorded())
            .confirmed(digest("--bad", bad, this), digest("--digest", fixed, this), reason.strip());
      } catch (IllegalArgumentException e) {
        ClusterArguments.say(desk, String.valueOf(e.getMessage()));
        return ExitCode.USAGE;
      }
      desk.out().println("Written down, as stated.");
      return ExitCode.DONE;
    }
  }
}
