package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.casefile.KeptClocks;
import salvor.casefile.RetimingPreview;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.evidence.OffsetText;
import salvor.evidence.Source;
import salvor.evidence.Visible;

/** The offsets of a case's clocks, and what setting some of them changes. */
public final class ClocksReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final List<Source> sources;
  private final ClockOffsets clocks;
  private final KeptClocks kept;
  private final List<String> gone;
  private final Map<Integer, Long> withoutZone;
  private final @Nullable RetimingPreview change;
  private final boolean set;

  /**
   * @param evidence as it is shown
   * @param kept what the case keeps of clocks
   * @param change what was asked for, null when nothing was
   * @param set whether it was done, too
   */
  public ClocksReport(
      Evidence evidence, KeptClocks kept, @Nullable RetimingPreview change, boolean set) {
    this.sources = evidence.sources().stream().filter(s -> s.observations() > 0).toList();
    this.withoutZone = evidence.withoutZone();
    this.clocks = kept.of(evidence.sources());
    this.kept = kept;
    this.gone = List.copyOf(kept.withoutSource(evidence.sources()));
    this.change = change;
    this.set = set;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("clocks.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects("sources", sources, source -> source(json, source));
          json.objects("withoutSource", gone, sha256 -> gone(json, sha256));
          if (change != null) {
            RetimingPreview wanted = change;
            json.object(
                "change",
                () -> {
                  json.is("set", set);
                  json.number("events", wanted.moved());
                  json.number("verdicts", wanted.verdicts());
                  json.number("withoutMoment", wanted.withoutMoment());
                });
          }
        });
  }

  private void source(JsonDocument json, Source source) {
    json.text("path", source.path());
    json.text("sha256", source.sha256());
    json.number("events", source.observations());
    json.text("clockOffset", OffsetText.of(clocks.of(source.id())));
    json.number("nanoseconds", clocks.of(source.id()));
    ZoneId zone = clocks.zone(source.id());
    json.text("zone", zone == null ? null : zone.getId());
    json.number("timesWithoutZone", withoutZone.getOrDefault(source.id(), 0L).longValue());
  }

  private void gone(JsonDocument json, String sha256) {
    long by = kept.offsets().getOrDefault(sha256, 0L);
    ZoneId zone = kept.zones().get(sha256);
    json.text("sha256", sha256);
    json.text("clockOffset", OffsetText.of(by));
    json.number("nanoseconds", by);
    json.text("zone", zone == null ? null : zone.getId());
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    if (change == null) {
      for (Source source : sources) {
        list(out, clocks.of(source.id()), Visible.text(source.path(), 200) + zone(source));
      }
      for (String sha256 : gone) {
        ZoneId zone = kept.zones().get(sha256);
        list(
            out,
            kept.offsets().getOrDefault(sha256, 0L),
            "no source of this case, "
                + Visible.text(sha256, 64)
                + (zone == null ? "" : ", zone " + zone));
      }
      out.flush();
      return;
    }
    for (int id : change.sources()) {
      long by = change.clocks().of(id);
      ZoneId zone = change.clocks().zone(id);
      sources.stream()
          .filter(source -> source.id() == id)
          .forEach(source ->
              out.printf(
                  "%s: %s%s%n",
                  Visible.text(source.path(), 200),
                  by == 0 ? "times as recorded" : "clock offset " + OffsetText.of(by),
                  zone == null ? "" : ", zone " + zone));
    }
    out.println(
        change.sources().isEmpty()
            ? "it was so already"
            : words(change.moved(), set ? "moved" : "would move")
                + ", "
                + verdicts(change.verdicts(), set)
                + withoutMoment(change.withoutMoment())
                + (set ? "" : "; nothing was set"));
    out.flush();
  }

  private static void list(PrintWriter out, long by, String what) {
    out.printf("%-12s  %s%n", by == 0 ? "as recorded" : OffsetText.of(by), what);
  }

  private String zone(Source source) {
    ZoneId zone = clocks.zone(source.id());
    long without = withoutZone.getOrDefault(source.id(), 0L);
    return (zone == null ? "" : ", zone " + zone)
        + (without == 0
            ? ""
            : String.format(
                Locale.ROOT,
                zone == null
                    ? ", %,d times without a zone: name it with --zone"
                    : ", %,d times that are none there, or two: left without a moment",
                without));
  }

  private static String withoutMoment(long count) {
    return count == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", %,d stay without a time: no zone is named, or it is none there, or two",
            count);
  }

  private static String words(long count, String verb) {
    return String.format(Locale.ROOT, "%,d event%s %s", count, count == 1 ? "" : "s", verb);
  }

  private static String verdicts(long count, boolean set) {
    return String.format(
        Locale.ROOT,
        "%,d verdict%s %s",
        count,
        count == 1 ? "" : "s",
        set ? "changed" : "would change");
  }
}
