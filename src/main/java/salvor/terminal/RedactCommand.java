package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.custody.redact.Redacted;
import salvor.custody.redact.Redacting;
import salvor.custody.redact.RedactionRules;
import salvor.evidence.Visible;
import salvor.report.RedactionReport;

/** {@code salvor redact}. */
@Command(
    name = "redact",
    sortOptions = false,
    description = {
      "Makes a sealed copy of evidence or of a bundle without its secrets: tokens, keys, passwords, data of Secrets, what"
          + " stands beside such names, and the fields you name. What is found in one place is taken out of all.",
      "What cannot be looked into (captures, memory, programs) stays out of it. The copy tells what was taken out by which"
          + " rule, and the bundle it was made of."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line or a rule was not understood",
      "3:evidence that was named is not there",
      "5:the copy could not be written; nothing is left of it"
    })
final class RedactCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "BUNDLE|PATH", arity = "1..*", description = "a bundle, files, folders")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "more rules, as JSON or YAML; may be given more than once")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--field",
      paramLabel = "NAME",
      description =
          "take out the values of this JSON field, by its name or by names joined with dots; may be given more than once")
  private List<String> fields = new ArrayList<>();

  @Option(
      names = "--keep-unread",
      paramLabel = "REASON",
      description = "copy what cannot be looked into as it is, and say why")
  private @Nullable String keepUnread;

  @Mixin private LedgerArguments kept = new LedgerArguments();

  @Mixin private SealArguments seal = new SealArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what was taken out as JSON instead; - for standard output")
  private @Nullable String json;

  RedactCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    List<Path> needed = new ArrayList<>(paths);
    needed.addAll(files);
    if (!EvidenceArguments.allThere(desk, "redact", needed)) {
      return ExitCode.NO_EVIDENCE;
    }
    if (keepUnread != null && keepUnread.isBlank()) {
      desk.err().println("salvor redact: --keep-unread: say why");
      return ExitCode.USAGE;
    }
    RedactionRules rules;
    try {
      rules = rules();
    } catch (RedactionRules.Unusable cause) {
      desk.err().println("salvor redact: " + Visible.text(String.valueOf(cause.getMessage())));
      return ExitCode.USAGE;
    }
    Redacted copy =
        new Redacting(rules, seal.reason(), keepUnread)
            .copyOf(kept.ledger(), paths, seal.sealing(), seal.out(), desk.progress());
    RedactionReport report = new RedactionReport(seal.out().toString(), copy);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      new Leaving(desk, kept.ledger(), "redact").machine(json, report::json);
    }
    seal.made(desk, copy.sealed());
    return ExitCode.DONE;
  }

  private RedactionRules rules() throws IOException {
    RedactionRules rules = RedactionRules.builtIn();
    for (Path file : files) {
      rules = rules.and(file);
    }
    for (String field : fields) {
      rules = rules.field(field);
    }
    return rules;
  }
}
