package salvor.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.casefile.Acceptance;
import salvor.report.Triage;
import salvor.report.TriageJson;
import salvor.report.TriageText;
import salvor.triage.Finding;
import salvor.triage.Findings;

/** {@code salvor findings}. */
@Command(
    name = "findings",
    description = "Shows every finding by workload, the worst first; triage shows the worst alone.")
final class FindingsCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  FindingsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return given.open(
        desk,
        "findings",
        (overview, opened) -> {
          List<Finding> findings =
              Findings.of(overview.evidence(), overview.verdicts(), overview.matching());
          Triage triage =
              new Triage(
                  overview.evidence(),
                  opened.baselines(),
                  overview.matching(),
                  overview.verdicts(),
                  findings,
                  overview.rows(),
                  overview.filter(),
                  List.of(),
                  Acceptance.of(findings, opened.marks()),
                  List.of());
          if (json == null) {
            TriageText.findings(triage, desk.out(), desk.colour());
          } else {
            EvidenceArguments.machine(desk, json, out -> TriageJson.findings(triage, out));
          }
        });
  }
}
