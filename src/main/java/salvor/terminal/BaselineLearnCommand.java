package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.Given;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.baseline.Window;

/** {@code salvor baseline learn}. */
@Command(
    name = "learn",
    description = {
      "Learns baselines from telemetry: programs with the shape of their arguments and their parents, files, peers.",
      "Observations outside of the window are not looked at; alerts never enter, unless their rule is a log of all there"
          + " is."
    })
final class BaselineLearnCommand extends BaselineSubcommand {
  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "evidence: files, folders, archives")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--from", paramLabel = "TIME", description = "learn from here on, RFC 3339")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "and not from here on, RFC 3339")
  private @Nullable String until;

  @Option(
      names = "--suspect",
      paramLabel = "FROM[/UNTIL]",
      description =
          "the incident may have been under way then: nothing of it is learned; without UNTIL nothing after FROM")
  private @Nullable String suspect;

  @Option(
      names = "--telemetry",
      paramLabel = "RULE",
      description =
          "the alerts of this rule are a log of all there is; may be given more than once")
  private List<String> telemetry = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "where to write the baselines; - for standard output",
      converter = Destination.Read.class)
  private Destination out = new Destination(Path.of(""));

  @Mixin private LedgerArguments kept = new LedgerArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what was learned as JSON, as show does; - for standard output")
  private @Nullable String json;

  BaselineLearnCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    out.besides(json, line());
    Learning learning = learning();
    if (!EvidenceArguments.allThere(desk, "baseline learn", paths)) {
      return ExitCode.NO_EVIDENCE;
    }
    Given given = desk.reader().read(paths, desk.progress());
    List<Profile> learned =
        Learner.learn(
            given.evidence().observations(),
            given.evidence().inventory(),
            given.evidence().sources(),
            learning,
            desk.progress());
    if (learned.isEmpty()) {
      return said(
          ExitCode.NO_EVIDENCE,
          "no telemetry of any container lies in this window, so nothing was learned; check --from and --until"
              + " and --suspect, and that the evidence is telemetry and not alerts only");
    }
    Leaving leaving = new Leaving(desk, kept.ledger(), "learn");
    out.write(leaving, ProfileJson.write(learned));
    show(learned, out, json, leaving);
    return ExitCode.DONE;
  }

  private Learning learning() {
    Long first = time("--from", from);
    Long end = time("--until", until);
    if (first != null && end != null && end <= first) {
      throw misunderstood("--until is not after --from");
    }
    Window suspected = suspected();
    return new Learning(first, end, suspected, new HashSet<>(telemetry));
  }

  private @Nullable Window suspected() {
    if (suspect == null) {
      return null;
    }
    int slash = suspect.indexOf('/');
    Long begin = time("--suspect", slash < 0 ? suspect : suspect.substring(0, slash));
    Long end = slash < 0 ? null : time("--suspect", suspect.substring(slash + 1));
    if (begin == null || (end != null && end < begin)) {
      throw misunderstood("--suspect: " + suspect + " ends before it begins");
    }
    return new Window(begin, end == null ? Long.MAX_VALUE : end);
  }

  private @Nullable Long time(String option, @Nullable String text) {
    return EvidenceArguments.time(line(), option, text);
  }
}
