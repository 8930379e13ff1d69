package salvor.terminal;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.report.ObservationLines;
import salvor.report.ObservationRows;
import salvor.triage.SameFact;

/** {@code salvor export}. */
@Command(
    name = "export",
    description = {
      "Writes the observations that the filter leaves, one a line, in the order of time, those without a time last.",
      "JSON lines keep every character; CSV spells out what steers a terminal or begins a formula."
    })
final class ExportCommand implements Callable<Integer> {
  /** How the lines are written. */
  enum Form {
    JSONL,
    CSV
  }

  private final Desk desk;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to write; without it, or with -, to standard output")
  private String file = "-";

  @Option(
      names = "--as",
      paramLabel = "jsonl|csv",
      description = "the form; without it what the file's name ends in says it, else JSON lines")
  private @Nullable Form form;

  ExportCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return given.open(
        desk,
        (overview, opened) -> {
          ObservationRows rows =
              new ObservationRows(
                  overview.evidence(),
                  overview.verdicts(),
                  SameFact.links(overview.evidence().observations()),
                  overview.rows().cardinality(),
                  () -> overview.rows().stream().iterator());
          new Leaving(desk, opened.custody(), "export")
              .machine(
                  file,
                  out -> {
                    switch (form()) {
                      case JSONL -> ObservationLines.json(rows, out, desk.progress());
                      case CSV -> ObservationLines.csv(rows, out, desk.progress());
                    }
                  });
          return ExitCode.DONE;
        });
  }

  private Form form() {
    if (form != null) {
      return form;
    }
    return file.toLowerCase(Locale.ROOT).endsWith(".csv") ? Form.CSV : Form.JSONL;
  }
}
