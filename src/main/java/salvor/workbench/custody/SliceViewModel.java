package salvor.workbench.custody;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.EvidenceReader;
import salvor.casefile.OpenedCase;
import salvor.custody.Deed;
import salvor.custody.bundle.Sealing;
import salvor.custody.slice.SlicePlan;
import salvor.custody.slice.SliceRules;
import salvor.custody.slice.Sliced;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.Source;
import salvor.evidence.TimeText;
import salvor.ingest.slice.Slicing;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.report.SliceWords;
import salvor.timeline.Portion;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Which part of the evidence a slice holds, what that is of each source, and cutting it. */
final class SliceViewModel {
  /**
   * A source.
   *
   * @param becomes what becomes of it
   */
  record Row(String source, String becomes, long in, long beside, long out) {}

  /**
   * What is known.
   *
   * @param words what would be cut, was cut, or why nothing can be
   * @param ready whether it can be cut
   */
  record Shown(List<Row> rows, String words, boolean ready) {
    Shown {
      rows = List.copyOf(rows);
    }
  }

  private record Asked(Portion portion, @Nullable BitSet left, SliceRules rules) {}

  private final CustodyActs acts;
  private final OpenedCase opened;
  private final EvidenceReader reader;
  private final Executor fx;
  private final Slices.LookedAt lookedAt;
  private final NewestFirst<Asked, SlicePlan> plans;
  private final ReadOnlyObjectWrapper<Shown> shown =
      new ReadOnlyObjectWrapper<>(new Shown(List.of(), "", false));
  private String from = "";
  private String to = "";
  private boolean untimed = true;
  private boolean filtered = true;
  private Slices.LaneChoice lanes;
  private @Nullable Asked asked;

  /**
   * @param reader reads what was cut again
   * @param lookedAt what is cut at first
   */
  SliceViewModel(
      CustodyActs acts,
      OpenedCase opened,
      EvidenceReader reader,
      Slices.LookedAt lookedAt,
      Jobs jobs,
      Executor fx) {
    this.acts = acts;
    this.opened = opened;
    this.reader = reader;
    this.fx = fx;
    this.lookedAt = lookedAt;
    this.lanes = lookedAt.lanes().getFirst();
    var span = lookedAt.span();
    if (span != null) {
      from = Moments.written(span.from());
      to = Moments.written(span.to() - 1);
    }
    this.plans =
        new NewestFirst<>(
            "Count what a slice would hold",
            jobs,
            fx,
            true,
            (wish, _) -> SlicePlan.of(opened.evidence(), rows(wish)),
            this::show,
            cause -> refuse(VisibleText.of(String.valueOf(cause.getMessage()), 400)));
    understand();
  }

  /** What is known. */
  ReadOnlyObjectProperty<Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** The time from which on it is cut, as it is written. */
  String from() {
    return from;
  }

  /** The last time that is cut. */
  String to() {
    return to;
  }

  /** The filter in force; empty when there is none. */
  String filter() {
    return lookedAt.filter();
  }

  /** The lanes that can be chosen; the first are chosen at first. */
  List<Slices.LaneChoice> lanes() {
    return lookedAt.lanes();
  }

  /** From when to when, in RFC 3339; empty for from the beginning and to the end. */
  void between(String first, String last) {
    from = first;
    to = last;
    understand();
  }

  /** Whether what has no time is in. */
  void untimed(boolean in) {
    untimed = in;
    understand();
  }

  /** Whether only what the filter leaves is in. */
  void filtered(boolean only) {
    filtered = only;
    understand();
  }

  /** Only what stands on these lanes is in. */
  void on(Slices.LaneChoice chosen) {
    lanes = chosen;
    understand();
  }

  private void understand() {
    plans.forget();
    asked = null;
    Optional<ObservedTime> first = TimeText.read(from.strip());
    Optional<ObservedTime> last = TimeText.read(to.strip());
    if (first.isEmpty() && !from.isBlank()) {
      refuse(notUnderstood("From", from));
    } else if (last.isEmpty() && !to.isBlank()) {
      refuse(notUnderstood("To", to));
    } else if (first.isPresent() && last.isPresent() && last.get().nanos() < first.get().nanos()) {
      refuse("To is before From.");
    } else {
      Asked now = asked(first, last);
      asked = now;
      shown.set(new Shown(shown.get().rows(), "Counting\u2026", false));
      plans.ask(now);
    }
  }

  private Asked asked(Optional<ObservedTime> first, Optional<ObservedTime> last) {
    boolean only = filtered && !lookedAt.filter().isEmpty();
    return new Asked(
        new Portion(
            first.map(ObservedTime::nanos).orElse(null),
            last.map(ObservedTime::nanos).orElse(null),
            untimed,
            lanes.area()),
        only ? lookedAt.rows() : null,
        new SliceRules(
            from.strip(),
            to.strip(),
            only ? lookedAt.filter() : null,
            List.of(),
            lanes.names(),
            untimed));
  }

  private void refuse(String why) {
    shown.set(new Shown(List.of(), why, false));
  }

  private static String notUnderstood(String field, String text) {
    return field
        + ": "
        + VisibleText.of(text, 80)
        + " is no RFC 3339 time such as 2026-11-23T04:43:46Z; leave it empty for all.";
  }

  private BitSet rows(Asked wish) {
    Observations all = opened.evidence().observations();
    BitSet rows = new BitSet(all.size());
    BitSet left = wish.left();
    if (left == null) {
      rows.set(0, all.size());
    } else {
      rows.or(left);
    }
    wish.portion().leave(rows, all);
    return rows;
  }

  private void show(SlicePlan plan) {
    List<Row> rows =
        plan.parts().stream()
            .map(part ->
                row(
                    part.source(),
                    part.way(),
                    part.isIn() ? part.wanted() : 0,
                    part.isIn() ? part.beside() : 0,
                    part.out()))
            .toList();
    if (plan.wanted() == 0) {
      shown.set(new Shown(rows, "Nothing in this evidence is what you asked for.", false));
      return;
    }
    long beside = rows.stream().mapToLong(Row::beside).sum();
    long out = rows.stream().mapToLong(Row::out).sum();
    String most = " At most " + Moments.count(plan.bytes(), "byte");
    shown.set(
        new Shown(
            rows,
            counts("Cuts ", plan.wanted(), beside, out)
                + most
                + ". Where readers join records, more of a source may stay whole.",
            true));
  }

  private static Row row(Source source, SlicePlan.Way way, long in, long beside, long out) {
    return new Row(CustodyActs.visible(source.path()), SliceWords.way(way), in, beside, out);
  }

  private static String counts(String cut, long in, long beside, long out) {
    return cut
        + Moments.count(in, "event")
        + "; "
        + Moments.count(beside)
        + " beside them, since they share records; "
        + Moments.count(out)
        + " stay out.";
  }

  /** Cuts it. */
  void cut(CustodyActs.Bundle bundle) {
    Asked wish = asked;
    if (wish == null) {
      return;
    }
    acts.make(
        "Cutting a slice",
        bundle,
        (sealing, progress) -> {
          Sliced slice = made(wish, bundle, sealing, progress);
          fx.execute(() -> show(slice));
          return new CustodyActs.Outcome(
              "Slice: " + CustodyActs.inBundle(slice.sealed()),
              told(slice) + "\n" + acts.told(slice.sealed(), bundle),
              true,
              null);
        });
  }

  private Sliced made(Asked wish, CustodyActs.Bundle bundle, Sealing sealing, Progress progress)
      throws Exception {
    progress.at(0, 0, "Choosing events");
    BitSet rows = rows(wish);
    return new Slicing(reader::read, Path.of("").toAbsolutePath())
        .cutOf(
            acts.ledger(),
            opened.custody().entry(Deed.DERIVED, bundle.reason(), "slice"),
            opened.evidence(),
            new Slicing.Wish(rows, wish.rules().told(), opened.parents(), bundle.reason()),
            sealing,
            bundle.out(),
            progress);
  }

  private static String told(Sliced slice) {
    return counts("Cut ", slice.wanted(), slice.beside(), slice.out())
        + (slice.placesChanged() == 0
            ? ""
            : "\n"
                + Moments.count(slice.placesChanged())
                + " tell less of where they happened: what told it stayed out.");
  }

  private void show(Sliced slice) {
    List<Row> rows =
        slice.parts().stream()
            .map(part -> row(part.source(), part.way(), part.wanted(), part.beside(), part.out()))
            .toList();
    shown.set(new Shown(rows, "So it was cut.", true));
  }
}
