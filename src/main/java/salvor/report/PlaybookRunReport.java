package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Visible;
import salvor.playbook.Condition;
import salvor.playbook.Course;
import salvor.playbook.Course.Standing;
import salvor.playbook.Deviation;
import salvor.playbook.Fact;
import salvor.playbook.Facts;

/** Where the run of a playbook stands, what is next, and how it left the playbook. */
public final class PlaybookRunReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LIMIT = 500;
  private final Course course;
  private final DwellTimes times;

  /** Of a run, with the times of the incident. */
  public PlaybookRunReport(Course course, DwellTimes times) {
    this.course = course;
    this.times = times;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("playbook-run.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("playbook", course.playbook().name());
          json.text("began", text(course.began()));
          json.is("over", course.isOver());
          json.text("next", course.next().map(next -> next.step().id()).orElse(null));
          json.objects("steps", course.steps(), each -> step(json, each));
          json.objects("facts", known(), each -> fact(json, each));
          json.objects("deviations", course.deviations(), each -> deviation(json, each));
          json.object("dwell", () -> dwell(json));
        });
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private List<Fact> known() {
    return Arrays.stream(Fact.values())
        .filter(fact -> course.facts().known(fact).isPresent())
        .toList();
  }

  private static void step(JsonDocument json, Standing standing) {
    json.text("id", standing.step().id());
    json.text("task", standing.step().task().word());
    json.text("title", standing.step().title());
    json.text("state", standing.state().name().toLowerCase(Locale.ROOT));
    json.is("gateHolds", standing.gateHolds());
    json.objects("open", standing.open(), each -> PlaybookReport.condition(json, each));
    json.text("who", standing.who());
    json.text("time", text(standing.time()));
    json.text("why", standing.why());
    json.text("owner", standing.owner());
    json.text("since", text(standing.since()));
  }

  private void fact(JsonDocument json, Fact fact) {
    Facts.Known known = course.facts().known(fact).orElseThrow();
    json.text("fact", fact.word());
    json.text("value", known.value());
    json.text("source", known.source().name().toLowerCase(Locale.ROOT));
  }

  private static void deviation(JsonDocument json, Deviation deviation) {
    json.text("kind", PlaybookWords.word(deviation));
    json.text("key", deviation.key());
    json.text("words", PlaybookWords.deviation(deviation));
  }

  private void dwell(JsonDocument json) {
    json.text("compromised", text(times.compromised()));
    json.text("detected", text(times.detected()));
    json.text("contained", text(times.contained()));
    json.number("podsCutOff", times.share().cut());
    json.number("podsToCutOff", times.share().of());
    json.is("byLedgerAlone", times.byLedger());
    json.number("compromiseToDetectionSeconds", seconds(times.untilDetected()));
    json.number("detectionToContainmentSeconds", seconds(times.untilContained()));
    json.number("compromiseToContainmentSeconds", seconds(times.whole()));
  }

  private static @Nullable Integer seconds(Optional<Duration> length) {
    return length
        .map(each -> Math.clamp(each.toSeconds(), Integer.MIN_VALUE, Integer.MAX_VALUE))
        .orElse(null);
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    out.println(v(course.playbook().title()));
    out.println(
        course.began() == null
            ? "not begun: the first --done, --skip, --state or --assign begins it, such as --assign "
                + course.playbook().steps().getFirst().id()
                + "=NAME"
            : "begun " + course.began());
    out.println();
    for (Standing standing : course.steps()) {
      step(out, standing);
    }
    if (!course.deviations().isEmpty()) {
      out.println();
      out.println("How it left the playbook");
      course.deviations().forEach(each -> out.println("  ! " + PlaybookWords.deviation(each)));
    }
    out.println();
    length(out, "compromise to detection", times.untilDetected());
    length(out, "detection to verified containment", times.untilContained());
    length(out, "compromise to verified containment", times.whole());
    if (times.contained() == null && times.share().isPart()) {
      out.println(
          times.share().cut()
              + " of "
              + OverviewText.plural(times.share().of(), "pod")
              + " out of profile "
              + (times.share().cut() == 1 ? "is" : "are")
              + " cut off; the clock goes on until all are");
    }
    if (times.byLedger()) {
      out.println(
          "By the ledger alone: pods out of profile that nobody set out to isolate are not counted.");
    }
    out.println();
    out.println(
        course
            .next()
            .map(next -> "Next: " + next.step().id() + ", " + v(next.step().title()))
            .orElse(course.isOver() ? "Nothing is left to be done." : "Nothing can be done now."));
    out.flush();
  }

  private void step(PrintWriter out, Standing standing) {
    out.println(
        PlaybookWords.state(standing.state())
            + " "
            + standing.step().id()
            + "  "
            + v(standing.step().title())
            + (standing.owner() == null ? "" : "  (" + v(standing.owner()) + ")"));
    if (standing.who() != null) {
      out.println(
          "      "
              + (standing.state() == Course.State.SKIPPED ? "left out by " : "done by ")
              + v(standing.who())
              + ", "
              + standing.time()
              + took(standing)
              + (standing.why() == null ? "" : ": " + v(standing.why())));
    }
    if (standing.state() == Course.State.DONE && !standing.gateHolds()) {
      out.println("      ! its gate holds no more");
    }
    if (standing.state() == Course.State.READY) {
      out.println("      its gate holds; say --done " + standing.step().id());
    }
    for (Condition open : standing.open()) {
      out.println("      " + PlaybookWords.condition(open, course));
    }
  }

  private static String took(Standing standing) {
    return standing.time() == null
        ? ""
        : standing
            .taken(standing.time())
            .map(length -> ", in " + PlaybookWords.length(length))
            .orElse("");
  }

  private static void length(PrintWriter out, String what, Optional<Duration> length) {
    out.println(what + ": " + length.map(PlaybookWords::length).orElse("open"));
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
