package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.casefile.OpenedCase;
import salvor.custody.SigningKey;
import salvor.evidence.Visible;
import salvor.report.CaseReview;
import salvor.report.ChangeSet;
import salvor.report.ChangeSetCheck;
import salvor.report.ChangeSetText;
import salvor.report.ReviewReport;

/** {@code salvor review}. */
@Command(
    name = "review",
    description = {
      "Holds what the attacker did against the baselines, and proposes what to change: tighter baselines and rules,"
          + " each replayed on all that was recorded."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:--verify found what is not as it was signed",
      "2:the command line was not understood",
      "3:no evidence could be read",
      "4:the case folder cannot be used",
      "5:a result could not be written",
      "7:a sealed bundle is not VALID, and no reason was given to open it"
    })
final class ReviewCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--compromise",
      paramLabel = "TIME",
      description = "when it began, RFC 3339; a case's milestone counts otherwise")
  private @Nullable String compromise;

  @Option(
      names = "--detected",
      paramLabel = "TIME",
      description =
          "when it was noticed; a case's milestone, else the first alert, counts otherwise")
  private @Nullable String detected;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the review as JSON instead; - for standard output")
  private @Nullable String json;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "write the change set here too: baselines before and after, and rules, signed")
  private @Nullable Path out;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "who wants the change (default: the user)")
  private String author = System.getProperty("user.name", "unknown");

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; --out needs it")
  private @Nullable String reason;

  @Option(
      names = "--verify",
      paramLabel = "FOLDER|FILE",
      description =
          "check a change set instead: its signature and every file; 1 when it was changed")
  private @Nullable Path verify;

  @Mixin private KeyArguments key = new KeyArguments();

  ReviewCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    Long began = time("--compromise", compromise);
    Long noticed = time("--detected", detected);
    if (verify != null) {
      return verified(verify);
    }
    if (out != null && (reason == null || reason.isBlank() || author.isBlank())) {
      throw new CommandLine.ParameterException(
          line(), "--out needs --reason TEXT: it is signed by " + author + " with it");
    }
    given.mayBeCase();
    return given.open(desk, (_, opened) -> review(opened, began, noticed));
  }

  private int review(OpenedCase opened, @Nullable Long began, @Nullable Long noticed)
      throws IOException {
    ReviewReport report = CaseReview.of(opened, began, noticed, desk.progress()).report();
    Leaving leaving = new Leaving(desk, opened.custody(), "review");
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      leaving.machine(json, report::json);
    }
    if (out != null && reason != null) {
      ChangeSet.Statement statement = new ChangeSet.Statement(author, reason, Instant.now());
      SigningKey signing = key.open();
      Path folder = out;
      leaving.file(folder, () -> ChangeSet.write(folder, report, statement, signing));
      desk.err()
          .println(
              "Written to "
                  + Visible.text(folder.toString())
                  + ", signed by "
                  + signing.fingerprint());
    }
    return ExitCode.DONE;
  }

  private int verified(Path changes) throws IOException {
    if (!EvidenceArguments.allThere(desk, "review", List.of(changes))) {
      return ExitCode.NO_EVIDENCE;
    }
    ChangeSetCheck check = ChangeSetCheck.of(changes);
    String own = SigningKey.fingerprint(key.file()).orElse("");
    ChangeSetText.write(check, own, desk.out());
    desk.out().flush();
    return check.problems().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private @Nullable Long time(String option, @Nullable String text) {
    return EvidenceArguments.time(line(), option, text);
  }

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }
}
