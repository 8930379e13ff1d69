package salvor.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.evidence.TimeText;
import salvor.timeline.CutOff;
import salvor.timeline.Response;

/**
 * How an incident is handled, as the ledger of its case tells it, with the times that it is
 * measured by.
 */
public record Handled(Response response, DwellTimes times) {
  /** Nothing is known of it: no case is kept. */
  public static final Handled NONE = new Handled(Response.NONE, DwellTimes.NONE);

  /** Whether there is nothing to be told. */
  boolean isEmpty() {
    return response.isEmpty();
  }

  void text(PrintWriter out) {
    long failed =
        response.acts().stream().filter(act -> act.state() == Response.State.FAILED).count();
    out.println(
        "  "
            + OverviewText.plural(response.acts().size(), "act")
            + (response.untold() == 0 ? "" : " and " + response.untold() + " that cannot be told")
            + (failed == 0 ? "" : ", of which " + failed + " failed"));
    if (!response.acts().isEmpty()) {
      Response.Act last = response.acts().getLast();
      out.println(
          "  The last at "
              + TimeText.rfc3339(last.time(), 3)
              + ", "
              + last.state().words()
              + ": "
              + last.what()
              + (last.on().isEmpty() ? "" : ", " + last.on())
              + ", by "
              + last.who());
    }
    out.println("  " + isolation());
    length(out, "compromise to detection", times.untilDetected());
    length(out, "detection to verified containment", times.untilContained());
    length(out, "compromise to verified containment", times.whole());
    if (!response.doubt().isEmpty()) {
      out.println("  ! " + response.doubt());
    }
  }

  private static void length(PrintWriter out, String what, Optional<Duration> length) {
    out.println("  " + what + ": " + length.map(PlaybookWords::length).orElse("open"));
  }

  private String isolation() {
    Instant since = times.contained();
    CutOff cut = response.cutOff();
    CutOff.Lapse lapse = cut.lapse();
    if (since != null && cut.since() == null) {
      return "Isolated since " + since + ", as a person set it; no look from inside verified it";
    } else if (since != null) {
      return "Isolated since " + since + ", as it was verified from inside";
    }
    if (cut.share().isPart()) {
      return "Not isolated: "
          + cut.share().cut()
          + " of "
          + OverviewText.plural(cut.share().of(), "pod")
          + " out of profile "
          + (cut.share().cut() == 1 ? "is" : "are")
          + " cut off";
    }
    return lapse == null
        ? "Not isolated: nothing verified it from inside"
        : "Not isolated any more since " + TimeText.rfc3339(lapse.until(), 3) + ": " + lapse.why();
  }

  void json(JsonDocument json) {
    CutOff cut = response.cutOff();
    CutOff.Lapse lapse = cut.lapse();
    json.text("compromised", text(times.compromised()));
    json.text("detected", text(times.detected()));
    json.text("contained", text(times.contained()));
    json.is("verified", cut.since() != null);
    json.number("podsCutOff", cut.share().cut());
    json.number("podsToCutOff", cut.share().of());
    json.text("lapsed", lapse == null ? null : TriageJson.time(lapse.until()));
    json.text("lapsedBecause", lapse == null ? null : lapse.why());
    json.text("released", TriageJson.time(cut.released()));
    json.number("untold", response.untold());
    json.text("doubt", response.doubt().isEmpty() ? null : response.doubt());
    json.objects("acts", response.acts(), act -> act(json, act));
  }

  private static void act(JsonDocument json, Response.Act act) {
    json.text("time", TriageJson.time(act.time()));
    json.text("state", act.state().name().toLowerCase(java.util.Locale.ROOT));
    json.number("record", act.number());
    json.text("what", act.what());
    json.text("on", act.on().isEmpty() ? null : act.on());
    json.text("who", act.who());
    json.text("why", act.why().isEmpty() ? null : act.why());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null
        ? null
        : TriageJson.time(time.getEpochSecond() * 1_000_000_000L + time.getNano());
  }
}
