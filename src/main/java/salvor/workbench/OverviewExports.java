package salvor.workbench;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Acceptance;
import salvor.casefile.OpenedCase;
import salvor.jobs.Progress;
import salvor.report.BaselineReport;
import salvor.report.FindingsReport;
import salvor.report.ImagesReport;
import salvor.report.OffsetsReport;
import salvor.report.Output;
import salvor.report.Overview;
import salvor.report.PeersReport;
import salvor.report.ProcessesReport;
import salvor.report.Report;
import salvor.report.Triage;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.report.WhereTo;

/** Writes what the commands of the same names write in the terminal: of what the filter leaves. */
final class OverviewExports {
  private static final List<WhereTo.Form> FORMS =
      List.of(
          new WhereTo.Form("JSON with a published schema", "json"),
          new WhereTo.Form("Text, as in the terminal", "txt"));

  /** Makes the document of an overview, off the JavaFX thread. */
  @FunctionalInterface
  private interface View {
    Report of(Overview overview, Progress progress);
  }

  private final Session session;
  private final WhereTo where;

  private OverviewExports(Session session, WhereTo where) {
    this.session = session;
    this.where = where;
  }

  /**
   * Adds the commands.
   *
   * @param where asks for the file
   */
  static void add(Session session, WhereTo where) {
    OverviewExports exports = new OverviewExports(session, where);
    exports.add("findings", "findings", (overview, _) -> exports.findings(overview));
    exports.add("processes", "processes", ProcessesReport::of);
    exports.add("peers", "network peers", PeersReport::of);
    exports.add("images", "images", (overview, _) -> ImagesReport.of(overview));
    exports.add("offsets", "offsets of clocks", OffsetsReport::of);
    exports.addBaselines();
  }

  private void add(String name, String what, View view) {
    session
        .commands()
        .add(
            Command.of(
                "export." + name,
                Menus.CASE,
                "Export the " + what + "\u2026",
                "",
                "JSON or text, of the events that the filter leaves, as salvor "
                    + name
                    + " writes them",
                () -> ask(name, what, view)));
  }

  /** Baselines are the same whatever the filter leaves. */
  private void addBaselines() {
    Investigation shown = session.investigation();
    session
        .commands()
        .add(
            Command.of(
                    "export.baselines",
                    Menus.CASE,
                    "Export the baselines\u2026",
                    "",
                    "JSON or text, each element with its support, as salvor baseline show writes them",
                    () ->
                        ask(
                            "baselines",
                            "baselines",
                            (_, _) -> new BaselineReport(shown.opened().baselines(), true)))
                .when(() -> !shown.opened().baselines().isEmpty()));
  }

  private void ask(String name, String what, View view) {
    @Nullable Path file =
        where.ask("Export the " + what, session.investigation().fileName() + "-" + name, FORMS);
    if (file == null) {
      return;
    }
    Overview overview = overview();
    boolean text = file.toString().toLowerCase(Locale.ROOT).endsWith(".txt");
    session
        .export()
        .write(
            "The " + what,
            file,
            progress -> {
              progress.at(0, 0, "Gathering");
              Report report = view.of(overview, progress);
              Output.to(
                  file,
                  out -> {
                    if (text) {
                      PrintWriter lines =
                          new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                      report.text(lines, false);
                      lines.flush();
                    } else {
                      report.json(out);
                    }
                  });
            });
  }

  private Overview overview() {
    Investigation shown = session.investigation();
    OpenedCase opened = shown.opened();
    BitSet rows = session.sight().rows().get();
    if (rows == null) {
      rows = new BitSet();
      rows.set(0, opened.evidence().observations().size());
    }
    String filter = session.filter().inForce().get();
    return new Overview(
        opened.evidence(),
        shown.matching(),
        opened.verdicts(),
        rows,
        filter.isEmpty() ? null : filter);
  }

  private Report findings(Overview overview) {
    Investigation shown = session.investigation();
    return new FindingsReport(
        new Triage(
            overview.evidence(),
            shown.opened().baselines(),
            overview.matching(),
            overview.verdicts(),
            shown.findings(),
            overview.rows(),
            overview.filter(),
            List.of(),
            Acceptance.of(shown.findings(), shown.opened().marks()),
            List.of()));
  }
}
