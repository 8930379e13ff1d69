package salvor.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salvor.baseline.ImageTool;
import salvor.evidence.Visible;
import salvor.triage.ImageFlaw;
import salvor.triage.ImageInside;
import salvor.workload.ImageReport;

/** What is in an image, for people: the worst of it. */
final class ImageInsideText {
  private static final int FLAWS = 10;
  private static final int NAMED = 6;
  private static final int LONGEST = 400;

  /** Programs of which the same is said. */
  private record Line(String name, String technique, ImageTool.Use use) {}

  private final PrintWriter out;
  private final String form;

  /**
   * @param width of the names of the lines
   */
  ImageInsideText(PrintWriter out, int width) {
    this.out = out;
    this.form = "  %-" + width + "s %s%n";
  }

  /**
   * Programs that serve an attacker, of each class.
   *
   * @param judged whether it is told if the baseline knows them
   */
  void tools(ImageInside inside, boolean judged) {
    Map<Line, List<String>> lines = new LinkedHashMap<>();
    for (ImageTool tool : inside.tools()) {
      Line line = new Line(ImageWords.name(tool), tool.technique(), tool.use());
      lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(Visible.text(tool.path(), 100));
    }
    lines.forEach((line, paths) -> {
      int left = paths.size() - NAMED;
      line(
          line.name(),
          String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())))
              + (left > 0 ? " and " + left + " more" : "")
              + " ("
              + line.technique()
              + ")"
              + (judged ? "; by the baseline: " + ImageWords.use(line.use()) : ""));
    });
  }

  /** What was reported. */
  void reports(ImageInside inside) {
    for (ImageReport report : inside.known().reports()) {
      line("reported by", FlawWords.report(report));
    }
    if (inside.known().severalPlatforms()) {
      line("but", "these may be of images of several platforms, which have this digest in common");
    }
    if (!inside.known().reports().isEmpty()) {
      line("software", OverviewText.plural(inside.software().size(), "package"));
      line("vulnerable", FlawWords.count(inside));
    }
    FlawWords words = new FlawWords(inside.known().reports());
    List<ImageFlaw> worst = inside.flaws().subList(0, Math.min(FLAWS, inside.flaws().size()));
    for (ImageFlaw flaw : worst) {
      line(
          "",
          Visible.text(flaw.id(), 60)
              + "  "
              + words.severity(flaw)
              + (words.score(flaw).isEmpty() ? "" : "  " + words.score(flaw))
              + "  "
              + FlawWords.component(flaw)
              + "  fixed in: "
              + words.remedy(flaw)
              + "  told by "
              + words.listed(flaw));
    }
    if (worst.size() < inside.flaws().size()) {
      line(
          "",
          String.format(
              Locale.ROOT, "and %,d more: --json has all", inside.flaws().size() - worst.size()));
    }
    inside.secrets().stream()
        .limit(FLAWS)
        .forEach(secret -> line("secret (T1552.001)", secret.what() + " in " + secret.path()));
  }

  private void line(String name, String value) {
    out.printf(form, name, Visible.text(value, LONGEST));
  }
}
