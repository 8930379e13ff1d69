package salvor.workbench.casefile;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.KeptClocks;
import salvor.casefile.OpenedCase;
import salvor.casefile.RetimingPreview;
import salvor.evidence.ClockOffsets;
import salvor.evidence.OffsetText;
import salvor.evidence.Source;
import salvor.jobs.JobCancelled;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.report.ClockWords;
import salvor.workbench.casefile.Notice.Offer;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Span;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Tries the offset of a source's clock, says what it would change, and sets it. */
public final class OffsetViewModel {
  /**
   * What an offset would do.
   *
   * @param words what it would change, or why it cannot be set
   * @param wanted what would be known of clocks; null when it cannot be set, or is being tried
   * @param moved how many events would move
   */
  record Tried(String words, @Nullable KeptClocks wanted, long moved) {
    static final Tried NOTHING = new Tried("", null, 0);
  }

  /** What is to be known of clocks, for a source; null when nothing is to be tried any more. */
  private record Asked(@Nullable Source source, KeptClocks wanted, @Nullable Span sight) {}

  private static final int NAMED = 3;
  private static final String NO_OFFSET =
      "Not an offset: a sign and numbers with a unit (d h m s ms us ns), such as +3.2s or -1h30m";
  private static final String NO_ZONE = "Not a zone: a name such as Europe/Berlin, UTC or +02:00";

  private final OpenedCase opened;
  private final EditQueue edits;
  private final Supplier<@Nullable Span> sight;
  private final NewestFirst<Asked, Tried> work;
  private final ReadOnlyObjectWrapper<Tried> tried = new ReadOnlyObjectWrapper<>(Tried.NOTHING);
  private Asked last = new Asked(null, KeptClocks.NONE, null);

  /**
   * @param edits makes the edit
   * @param sight the time in sight, null when that is all
   * @param fx where the property changes
   */
  public OffsetViewModel(
      OpenedCase opened, EditQueue edits, Supplier<@Nullable Span> sight, Jobs jobs, Executor fx) {
    this.opened = opened;
    this.edits = edits;
    this.sight = sight;
    this.work =
        new NewestFirst<>(
            "Trying a clock offset",
            jobs,
            fx,
            true,
            this::of,
            tried::set,
            cause -> tried.set(new Tried(why(cause), null, 0)));
  }

  /** The offset in force of a source. */
  long inForce(Source source) {
    return opened.clocks().of(source.id());
  }

  /** The zone that was named for a source; empty for none. */
  String zone(Source source) {
    ZoneId zone = opened.clocks().zone(source.id());
    return zone == null ? "" : zone.getId();
  }

  /** Tries what is written for a source; nothing of it is kept. */
  void attempt(Source source, String offset, String zone) {
    String signed = offset.isBlank() || offset.strip().equals("0") ? "+0s" : offset.strip();
    Optional<Long> nanos = OffsetText.read(signed);
    String wrong = nanos.isEmpty() ? NO_OFFSET : "";
    KeptClocks wanted = opened.edits().clocks().offset(source.sha256(), nanos.orElse(0L));
    try {
      wanted =
          zone.isBlank()
              ? wanted.withoutZone(source.sha256())
              : wanted.zone(source.sha256(), ZoneId.of(zone.strip()));
    } catch (DateTimeException _) {
      wrong = NO_ZONE;
    }
    last = new Asked(wrong.isEmpty() ? source : null, wanted, sight.get());
    boolean idle = !wrong.isEmpty() || wanted.equals(opened.edits().clocks());
    tried.set(new Tried(idle ? wrong : "Working out what would change\u2026", null, 0));
    work.ask(idle ? new Asked(null, wanted, null) : last);
  }

  /** Gives up what is being tried. */
  void leave() {
    last = new Asked(null, KeptClocks.NONE, null);
    tried.set(Tried.NOTHING);
    work.ask(last);
  }

  private Tried of(Asked asked, Progress progress) throws Exception {
    Source source = asked.source();
    if (source == null) {
      throw new JobCancelled();
    }
    RetimingPreview preview =
        opened.preview(asked.wanted().of(opened.evidence().sources()), progress);
    if (preview.sources().isEmpty()) {
      return new Tried("It is so already: nothing would change", null, 0);
    }
    Span span = asked.sight();
    String leaving =
        span == null
            ? "all stay in sight"
            : Moments.count(preview.leaving(span.from(), span.to())) + " leave the time in sight";
    String verdicts =
        preview.verdicts() == 0
            ? "no verdict changes"
            : Moments.count(preview.verdicts(), "verdict")
                + (preview.verdicts() == 1 ? " changes" : " change");
    String events =
        Moments.count(preview.moved(), "event") + (preview.moved() == 1 ? " moves, " : " move, ");
    String without =
        preview.withoutMoment() == 0
            ? ""
            : ", " + Moments.count(preview.withoutMoment()) + " stay without a time";
    return new Tried(events + leaving + ", " + verdicts + without, asked.wanted(), preview.moved());
  }

  private static String why(Throwable cause) {
    return cause instanceof ClockOffsets.Unusable
        ? "Cannot be set: a time of this source would leave the years 1677 to 2262"
        : "Cannot be tried: " + VisibleText.of(String.valueOf(cause.getMessage()), 200);
  }

  /** Sets what was tried, as one edit. */
  void set() {
    Source source = last.source();
    KeptClocks wanted = tried.get().wanted();
    if (source == null || wanted == null || !last.wanted().equals(wanted)) {
      return;
    }
    String name = VisibleText.of(name(source), 80);
    long nanos = wanted.offsets().getOrDefault(source.sha256(), 0L);
    ZoneId zone = wanted.zones().get(source.sha256());
    String words =
        (nanos == 0
                ? "Times of " + name + " are as recorded"
                : "Clock offset " + OffsetText.of(nanos) + " set for " + name)
            + (zone == null ? "" : ", zone " + zone);
    edits.ask(to -> to.clocks(wanted), _ -> new Notice(words, Offer.UNDO));
    leave();
  }

  /** The first offsets in words, with the names of their sources. */
  public static String words(ClockOffsets clocks, List<Source> sources) {
    StringJoiner words = new StringJoiner(", ");
    for (int source : clocks.sources().stream().limit(NAMED).toList()) {
      words.add(
          ClockWords.of(clocks, source) + " for " + VisibleText.of(name(sources.get(source)), 60));
    }
    if (clocks.sources().size() > NAMED) {
      words.add("and " + Moments.count(clocks.sources().size() - NAMED, "more source"));
    }
    return words.toString();
  }

  /** The last part of a source's path. */
  static String name(Source source) {
    String path = source.path();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('!')) + 1);
  }

  /** What the offset that was tried last would do. */
  ReadOnlyObjectProperty<Tried> tried() {
    return tried.getReadOnlyProperty();
  }
}
