package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.casefile.CaseUnusable;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.custody.CaseLedger;
import salvor.evidence.Observations;
import salvor.evidence.Visible;
import salvor.playbook.Condition;
import salvor.playbook.Course;
import salvor.playbook.Fact;
import salvor.playbook.Playbook;
import salvor.playbook.PlaybookText;
import salvor.playbook.RunLog;
import salvor.report.DwellTimes;
import salvor.report.PlaybookRunReport;
import salvor.report.PlaybookWords;
import salvor.report.ResponseReading;
import salvor.timeline.DwellRuler;

/** {@code salvor playbook run}. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Tells where the run of a playbook stands in a case and what is next; says that a step is done, or leaves one out.",
      "",
      "A gate is passed by what the ledger of the case says, never by a tick: a step whose gate does not hold is not done."
          + " What is done out of order is written down and told. The first --done, --skip, --state or --assign begins the run."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and nothing is left to be done",
      "1:done, and steps are left; or the gate of the step does not hold, and nothing was written",
      "2:the command line was not understood, or there is no such playbook or step",
      "4:the case folder cannot be used",
      "5:a result could not be written"
    })
final class PlaybookRunCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|FILE",
      description = "a run of the case, one of the program, or a file")
  private String name = "";

  @Option(
      names = "--case",
      paramLabel = "DIR",
      required = true,
      description = "the folder of the case, whose ledger keeps the run")
  private Path folder = Path.of("");

  @Option(names = "--done", paramLabel = "STEP", description = "a step is done")
  private @Nullable String done;

  @Option(names = "--skip", paramLabel = "STEP", description = "leave a step out; needs --reason")
  private @Nullable String skip;

  @Option(
      names = "--state",
      paramLabel = "FACT=VALUE",
      description =
          "state a fact that nothing recorded, such as review=done; needs --reason, and is told as stated")
  private @Nullable String state;

  @Option(
      names = "--assign",
      paramLabel = "STEP=WHO",
      description = "who is to do a step, instead of whom the playbook names")
  private @Nullable String assign;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the ledger")
  private String reason = "";

  @Option(names = "--dry-run", description = "tell what would be written, and write nothing")
  private boolean dryRun;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write where it stands as JSON; - for standard output")
  private @Nullable String json;

  PlaybookRunCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(folder)) {
      ClusterArguments.say(desk, Visible.text(folder.toString(), 200) + " is no folder of a case");
      return ExitCode.CASE_UNUSABLE;
    }
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system()).asRecorded();
    RunLog log = new RunLog(ledger);
    Optional<Playbook> playbook = playbook(log);
    if (playbook.isEmpty()) {
      return ExitCode.USAGE;
    }
    if (Stream.of(done, skip, state, assign).anyMatch(Objects::nonNull)) {
      int code = acted(log, playbook.get());
      if (code != ExitCode.DONE) {
        return code;
      }
    }
    Course course = log.course(playbook.get());
    told(new PlaybookRunReport(course, times(course)));
    return course.isOver() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private Optional<Playbook> playbook(RunLog log) throws IOException {
    Optional<PlaybookText.Reading> kept = log.kept(name);
    return kept.isPresent()
        ? PlaybookCommand.read(desk, name, kept.get())
        : PlaybookCommand.named(desk, name);
  }

  private int acted(RunLog log, Playbook playbook) throws IOException {
    Course before = log.course(playbook);
    require(before);
    if (done != null) {
      Course.Standing step = before.step(done).orElseThrow();
      if (!step.gateHolds()) {
        ClusterArguments.say(desk, "the gate of " + done + " does not hold; nothing was written");
        for (Condition open : step.open()) {
          ClusterArguments.say(desk, "  " + PlaybookWords.condition(open, before));
        }
        return ExitCode.FOUND;
      }
    }
    if (dryRun) {
      desk.out().println("Nothing was written.");
      return ExitCode.DONE;
    }
    if (before.began() == null) {
      log.begin(playbook, reason);
    }
    if (state != null) {
      log.state(playbook, fact(), value(), reason);
    }
    if (done != null) {
      log.done(playbook, done, reason);
    }
    if (skip != null) {
      log.skip(playbook, skip, reason);
    }
    if (assign != null) {
      log.assign(playbook, before(assign), after(assign));
    }
    log.note(log.course(playbook));
    return ExitCode.DONE;
  }

  private void require(Course course) {
    if (Stream.of(done, skip, state, assign).filter(Objects::nonNull).count() > 1) {
      throw wrong("say one of --done, --skip, --state and --assign at a time");
    }
    if (assign != null && (before(assign).isEmpty() || after(assign).isBlank())) {
      throw wrong("--assign: name a step and who is to do it, such as isolate=ann");
    }
    String named = assign == null ? null : before(assign);
    for (String step : new String[] {done, skip, named}) {
      if (step != null && course.step(step).isEmpty()) {
        throw wrong(
            "there is no step "
                + step
                + "; they are "
                + String.join(
                    ", ", course.steps().stream().map(each -> each.step().id()).toList()));
      }
    }
    if ((skip != null || state != null) && reason.isBlank()) {
      throw wrong("say why, by --reason");
    }
    if (state != null && !fact().takes(value())) {
      throw wrong(
          "--state: "
              + fact().word()
              + " is never "
              + value()
              + (fact().possible().isEmpty()
                  ? "; it is a number"
                  : "; it is one of " + String.join(", ", fact().possible())));
    }
  }

  private Fact fact() {
    return Fact.of(before(state == null ? "" : state))
        .orElseThrow(() ->
            wrong(
                "--state: name a fact and its value, such as review=done; facts are "
                    + String.join(", ", List.of(Fact.values()).stream().map(Fact::word).toList())));
  }

  private String value() {
    return after(state == null ? "" : state);
  }

  private static String before(String said) {
    return said.substring(0, Math.max(0, said.indexOf('=')));
  }

  private static String after(String said) {
    return said.substring(said.indexOf('=') + 1);
  }

  private CommandLine.ParameterException wrong(String why) {
    return new CommandLine.ParameterException(
        spec == null ? new CommandLine(this) : spec.commandLine(), why);
  }

  /** By the clock of the case where it can be opened now, else by the ledger alone. */
  private DwellTimes times(Course course) throws Exception {
    if (!Opening.isCase(folder)) {
      return DwellTimes.of(course.isolation());
    }
    try (OpenedCase opened = CaseArguments.open(desk, folder)) {
      Observations all = opened.evidence().observations();
      return DwellTimes.of(
          DwellRuler.of(all, opened.verdicts())
              .with(opened.marks().milestones(), all)
              .with(ResponseReading.of(opened).cutOff()));
    } catch (CaseUnusable cause) {
      ClusterArguments.say(
          desk,
          "the case cannot be opened now, so that its ruler is left out: "
              + Visible.text(String.valueOf(cause.getMessage()), 200));
      return DwellTimes.of(course.isolation());
    }
  }

  private void told(PlaybookRunReport report) throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }
}
