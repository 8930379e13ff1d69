package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.report.ClockWords;
import salvor.report.Output;
import salvor.report.Triage;
import salvor.timeline.Palette;
import salvor.timeline.PictureCase;
import salvor.timeline.PicturePart;
import salvor.timeline.TimelineModel;
import salvor.timeline.TimelinePicture;

/** The timeline as a picture. */
final class Picture {
  private Picture() {}

  /** Has what draws pictures loaded beside what is done next. */
  static void warm() {
    new Jobs()
        .start(
            "Load the fonts",
            _ -> {
              TimelinePicture
                  .warm(); // what fails here fails again, and is told, when the picture is drawn
              return true;
            });
  }

  /**
   * Draws the lanes of containers, in a part of the time.
   *
   * @param kept the case, null when none is kept
   */
  static void write(
      Path file,
      Triage triage,
      @Nullable PictureCase kept,
      boolean dark,
      PicturePart part,
      int width)
      throws IOException {
    TimelineModel all = TimelineModel.of(triage.evidence(), triage.verdicts());
    TimelineModel shown = triage.filter() == null ? all : all.filtered(triage.rows()::get);
    try {
      TimelinePicture picture =
          TimelinePicture.of(
                  shown, title(triage), subtitle(triage), dark ? Palette.DARK : Palette.LIGHT)
              .of(part, width);
      (kept == null ? picture : picture.of(kept)).write(file);
    } catch (IOException e) {
      throw Output.unwritten(file, e);
    }
  }

  private static String title(Triage triage) {
    int out = triage.counts().getOrDefault(Verdict.OUT, 0);
    int findings = triage.findings().size();
    return out == 0
        ? "Nothing out of profile"
        : String.format(
            Locale.ROOT,
            "%,d observations out of profile in %d finding%s",
            out,
            findings,
            findings == 1 ? "" : "s");
  }

  private static String subtitle(Triage triage) {
    long sources = triage.evidence().sources().stream().filter(s -> s.observations() > 0).count();
    String names =
        triage.evidence().sources().stream()
            .filter(s -> s.observations() > 0)
            .limit(3)
            .map(Source::path)
            .reduce((a, b) -> a + ", " + b)
            .orElse("no evidence");
    int baselines = triage.baselines().size();
    return corrected(triage)
        + names
        + (sources > 3 ? " and " + (sources - 3) + " more" : "")
        + ", "
        + (baselines == 0
            ? "no baseline"
            : baselines == 1 ? "1 baseline" : baselines + " baselines");
  }

  /** Stands first, since a long line is cut at its end. */
  private static String corrected(Triage triage) {
    ClockOffsets clocks = triage.evidence().observations().clocks();
    if (clocks.isEmpty()) {
      return "";
    }
    int first = clocks.sources().first();
    int more = clocks.sources().size() - 1;
    return (clocks.of(first) == 0 ? "Times of the " : "Clock offset ")
        + ClockWords.of(clocks, first)
        + " for "
        + triage.evidence().sources().get(first).path()
        + (more > 0 ? " and others for " + more + " more" : "")
        + "; ";
  }
}
