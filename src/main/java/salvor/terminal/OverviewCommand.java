package salvor.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.casefile.Acceptance;
import salvor.casefile.OpenedCase;
import salvor.report.FindingsReport;
import salvor.report.ImagesReport;
import salvor.report.OffsetsReport;
import salvor.report.Overview;
import salvor.report.PeersReport;
import salvor.report.ProcessesReport;
import salvor.report.RatesReport;
import salvor.report.Report;
import salvor.report.Triage;
import salvor.triage.Finding;
import salvor.triage.Findings;

/** The commands that show one view of the evidence: {@code salvor processes} and its like. */
@Command
final class OverviewCommand implements Callable<Integer> {
  /** What such a command shows. */
  @FunctionalInterface
  private interface View {
    Report of(Overview overview, OpenedCase opened);
  }

  private final Desk desk;
  private final String name;
  private final View view;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  private OverviewCommand(Desk desk, String name, View view) {
    this.desk = desk;
    this.name = name;
    this.view = view;
  }

  /** All of them. */
  static List<CommandLine> all(Desk desk) {
    return List.of(
        line(
            desk,
            "findings",
            "Shows every finding by workload, the worst first; triage shows the worst alone.",
            (overview, opened) -> new FindingsReport(findings(overview, opened))),
        line(
            desk,
            "processes",
            "Shows who started whom in each container, the one with the worst observation first.",
            (overview, _) -> ProcessesReport.of(overview, desk.progress())),
        line(
            desk,
            "peers",
            "Shows who talked to whom, in which direction and at which port, the worst first.",
            (overview, _) -> PeersReport.of(overview, desk.progress())),
        line(
            desk,
            "images",
            "Shows which images ran where and when, what the baselines know of each, what is vulnerable, and what an attacker finds in it.",
            (overview, _) -> ImagesReport.of(overview)),
        EvidenceArguments.unfiltered(
            line(
                desk,
                "rates",
                "Shows how much each container did by the hour, against what its baseline calls ordinary; a weak signal.",
                (overview, opened) ->
                    RatesReport.of(overview, opened.baselines(), desk.progress()))),
        line(
            desk,
            "offsets",
            "Shows how far the clocks of the sources are apart, by what several of them timed; changes no time.",
            (overview, _) -> OffsetsReport.of(overview, desk.progress())));
  }

  private static CommandLine line(Desk desk, String name, String description, View view) {
    CommandLine line = new CommandLine(new OverviewCommand(desk, name, view));
    line.getCommandSpec().name(name).usageMessage().description(description);
    return line;
  }

  @Override
  public Integer call() throws Exception {
    return given.openEvenEmpty(
        desk,
        (overview, opened) -> {
          Report report = view.of(overview, opened);
          if (overview.evidence().observations().size() == 0
              && !report.tellsWithoutObservations()) {
            return given.nothing(desk);
          }
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            new Leaving(desk, opened.custody(), name).machine(json, report::json);
          }
          return ExitCode.DONE;
        });
  }

  private static Triage findings(Overview overview, OpenedCase opened) {
    List<Finding> findings =
        Findings.of(overview.evidence(), overview.verdicts(), overview.matching());
    return new Triage(
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
  }
}
