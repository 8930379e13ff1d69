package salvor.workbench.casefile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.OpenedCase;
import salvor.casefile.RetimingPreview;
import salvor.evidence.ClockOffsets;
import salvor.evidence.OffsetText;
import salvor.evidence.Source;
import salvor.jobs.JobCancelled;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
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
   * @param nanos the offset; null when it cannot be set, or is being tried
   * @param moved how many events would move
   */
  record Tried(String words, @Nullable Long nanos, long moved) {
    static final Tried NOTHING = new Tried("", null, 0);
  }

  /** An offset of a source, null when none is to be tried any more. */
  private record Asked(@Nullable Source source, long nanos, @Nullable Span sight) {}

  private static final int NAMED = 3;

  private final OpenedCase opened;
  private final EditQueue edits;
  private final Supplier<@Nullable Span> sight;
  private final NewestFirst<Asked, Tried> work;
  private final ReadOnlyObjectWrapper<Tried> tried = new ReadOnlyObjectWrapper<>(Tried.NOTHING);
  private Asked last = new Asked(null, 0, null);

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

  /** Tries what is written for a source; nothing of it is kept. */
  void attempt(Source source, String text) {
    Optional<Long> nanos =
        text.strip().equals("0") ? Optional.of(0L) : OffsetText.read(text.strip());
    last = new Asked(nanos.isEmpty() ? null : source, nanos.orElse(0L), sight.get());
    if (nanos.isPresent()) {
      tried.set(new Tried("Working out what would change\u2026", null, 0));
    } else {
      tried.set(
          new Tried(
              text.isBlank()
                  ? ""
                  : "Not an offset: a sign and numbers with a unit (d h m s ms us ns), such as +3.2s or"
                      + " -1h30m",
              null,
              0));
    }
    work.ask(last);
  }

  /** Gives up what is being tried. */
  void leave() {
    last = new Asked(null, 0, null);
    tried.set(Tried.NOTHING);
    work.ask(last);
  }

  private Tried of(Asked asked, Progress progress) throws Exception {
    Source source = asked.source();
    if (source == null) {
      throw new JobCancelled();
    }
    Map<String, Long> wanted = new TreeMap<>(opened.edits().offsets());
    wanted.put(source.sha256(), asked.nanos());
    RetimingPreview preview =
        opened.preview(ClockOffsets.ofContents(wanted, opened.evidence().sources()), progress);
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
    return new Tried(events + leaving + ", " + verdicts, asked.nanos(), preview.moved());
  }

  private static String why(Throwable cause) {
    return cause instanceof ClockOffsets.Unusable
        ? "Cannot be set: a time of this source would leave the years 1677 to 2262"
        : "Cannot be tried: " + VisibleText.of(String.valueOf(cause.getMessage()), 200);
  }

  /** Sets what was tried, as one edit. */
  void set() {
    Source source = last.source();
    Long nanos = tried.get().nanos();
    if (source == null || nanos == null || nanos != last.nanos()) {
      return;
    }
    String name = VisibleText.of(name(source), 80);
    String words =
        nanos == 0
            ? "Times of " + name + " are as recorded"
            : "Clock offset " + OffsetText.of(nanos) + " set for " + name;
    edits.ask(to -> to.offset(Map.of(source.sha256(), nanos)), _ -> new Notice(words, Offer.UNDO));
    leave();
  }

  /** The first offsets in words, with the names of their sources. */
  public static String words(SortedMap<Integer, Long> offsets, List<Source> sources) {
    StringJoiner words = new StringJoiner(", ");
    offsets.entrySet().stream()
        .limit(NAMED)
        .forEach(each ->
            words.add(
                OffsetText.of(each.getValue())
                    + " for "
                    + VisibleText.of(name(sources.get(each.getKey())), 60)));
    if (offsets.size() > NAMED) {
      words.add("and " + Moments.count(offsets.size() - NAMED, "more source"));
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
