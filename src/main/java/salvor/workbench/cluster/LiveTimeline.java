package salvor.workbench.cluster;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.live.RecordedLines;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DwellRuler;
import salvor.timeline.Present;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.evidence.DetailsViewModel;
import salvor.workbench.evidence.EventCells;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.evidence.EventTableViewModel;
import salvor.workbench.evidence.SeenBeforeViewModel;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.timeline.LaneWords;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.wording.VisibleText;

/**
 * What arrived of a cluster, on a timeline that goes on. It is made anew of what a round judged,
 * elsewhere and at most once a second, while it is looked at and does not stand still; of rounds
 * that come faster only the newest is drawn, which holds all that those before it held.
 */
final class LiveTimeline {
  /** As often at most it is made anew: one second. */
  static final long ORDINARY_APART = 1_000_000_000L;

  private static final long AT_FIRST = 300_000_000_000L;

  private final Jobs jobs;
  private final Executor fx;
  private final long apart;
  private final Selection selection = new Selection();
  private final Present present = new Present();
  private final RecordedLines records = new RecordedLines();
  private final NewestFirst<LivePicture.Wanted, LivePicture> work;
  private final BooleanProperty lookedAt = new SimpleBooleanProperty();
  private final BooleanProperty still = new SimpleBooleanProperty();
  private final BooleanProperty follows = new SimpleBooleanProperty(true);
  private final ReadOnlyObjectWrapper<@Nullable Drawn> drawn = new ReadOnlyObjectWrapper<>();
  private final LiveResponse response = new LiveResponse();
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable String> only = new ReadOnlyObjectWrapper<>();
  private LiveJudging.@Nullable Round newest;
  private LiveJudging.@Nullable Round asked;
  private @Nullable LivePicture picture;
  private long lastAsked;
  private long now;
  private Map<String, Long> heard = Map.of();
  private String failure = "";
  private boolean moving;
  private boolean left;

  /** What the views show, once there is something. */
  record Drawn(
      TimelineViewModel timeline,
      EventTableViewModel events,
      DetailsViewModel details,
      SeenBeforeViewModel seen) {}

  /**
   * @param apart how many nanoseconds pass at least from one picture to the next
   */
  LiveTimeline(Jobs jobs, Executor fx, long apart) {
    this.jobs = jobs;
    this.fx = fx;
    this.apart = apart;
    this.work =
        new NewestFirst<>(
            "timeline of what arrived",
            jobs,
            fx,
            true,
            LivePicture::made,
            this::show,
            this::failed);
    lookedAt.addListener((_, _, _) -> ask());
    still.addListener((_, _, _) -> again());
    follows.addListener((_, _, _) -> again());
    selection.row().addListener((_, _, row) -> left &= row.intValue() < 0);
    response
        .shown()
        .subscribe(told -> {
          Drawn known = drawn.get();
          if (known != null) {
            known.timeline().ruler().show(told);
          }
        });
  }

  /**
   * Takes what is known, and what time it is in the cluster.
   *
   * @param alarmed whether a watch tells that a measure is not as it was left
   */
  void take(LiveCase.Now known, Instant at, boolean alarmed) {
    response.show(alarmed);
    long time = at.getEpochSecond() * 1_000_000_000L + at.getNano();
    newest = known.round();
    now = time;
    heard = LiveCase.Heard.until(known.sensors(), time);
    present();
    if (System.nanoTime() - lastAsked >= apart) {
      ask();
    }
    tell();
  }

  private void again() {
    ask();
    present();
    tell();
  }

  private void ask() {
    LiveJudging.Round round = newest;
    LiveJudging.Judged judged = round == null ? null : round.judged();
    if (round != null
        && judged != null
        && lookedAt.get()
        && !still.get()
        && !round.equals(asked)
        && judged.evidence().observations().timed() > 0) {
      ask(round, judged);
    }
  }

  private void ask(LiveJudging.Round round, LiveJudging.Judged judged) {
    Drawn known = drawn.get();
    asked = round;
    lastAsked = System.nanoTime();
    tell();
    work.ask(
        new LivePicture.Wanted(
            round,
            judged,
            present,
            picture,
            known == null ? null : known.timeline().lanes().get(),
            known == null ? null : known.events().ordering(),
            only.get()));
  }

  private void show(LivePicture made) {
    Drawn known = drawn.get();
    if (still.get() && known != null) {
      asked = null; // it came too late
      return;
    }
    if (known != null && known.timeline().lanes().get() != made.growth().before()) {
      ask(made.round(), made.judged()); // lanes were opened meanwhile
      return;
    }
    picture = made;
    failure = "";
    records.of(made.judged().evidence().sources());
    EventTableViewModel.Later events = made.events();
    if (known == null || events == null) {
      drawn.set(first(made));
    } else {
      moving = true;
      known.details().grow(made.judged().evidence(), made.judged().verdicts(), made.sameFact());
      known.seen().grow(made.growth().model());
      int selected = selection.row().get();
      known
          .events()
          .grow(
              events, made.growth().again(), () -> known.timeline().growing().grow(made.growth()));
      left |= selected >= 0 && selection.row().get() < 0;
      known.details().again();
      known.seen().again();
      moving = false;
    }
    present();
    tell();
  }

  private Drawn first(LivePicture made) {
    Evidence evidence = made.judged().evidence();
    TimelineModel model = made.growth().model();
    TimelineViewModel timeline =
        new TimelineViewModel(
            model, DwellRuler.of(model), made.growth().ranks(), selection, jobs, fx);
    timeline.ruler().show(response.shown().get());
    timeline.arrangement().restore(made.growth().lanes());
    timeline.viewport().addListener((_, before, after) -> moved(before, after));
    moving = true;
    timeline.growing().last(AT_FIRST, Math.max(now, model.last()));
    timeline.history().begin();
    moving = false;
    EventTableViewModel events =
        new EventTableViewModel(
            new EventCells(evidence, made.judged().verdicts()), selection, new Sight(), jobs, fx);
    events.sortBy(EventColumn.TIME, false); // the newest first
    events.columns().show(EventColumn.MARKS, false); // nobody can mark anything here
    timeline.display().subscribe(display -> events.hideIn(display == BaselineDisplay.HIDE));
    return new Drawn(
        timeline,
        events,
        new DetailsViewModel(
            evidence, made.judged().verdicts(), made.sameFact(), records, selection, jobs, fx),
        new SeenBeforeViewModel(model, selection, jobs, fx));
  }

  private void failed(Throwable cause) {
    failure =
        "What arrived cannot be drawn: "
            + VisibleText.of(cause.toString(), 200)
            + ". It is recorded and judged all the same.";
    tell();
  }

  /** Whoever moves through time does not follow any more. */
  private void moved(Viewport before, Viewport after) {
    boolean elsewhere =
        before.from() != after.from()
            || before.nanosPerPixel() != after.nanosPerPixel()
            || before.pixelsPerNano() != after.pixelsPerNano();
    if (!moving && elsewhere && before.width() == after.width()) {
      follows.set(false);
      tell();
    }
  }

  private void present() {
    Drawn known = drawn.get();
    if (!still.get()) {
      present.is(now, heard);
    }
    if (known != null && !still.get()) {
      moving = true;
      known
          .timeline()
          .growing()
          .present(Math.max(now, known.timeline().model().last()), follows.get());
      moving = false;
    }
  }

  private void tell() {
    LivePicture shown = picture;
    LiveJudging.Round round = newest;
    if (shown == null || round == null || !failure.isEmpty()) {
      words.set(failure.isEmpty() && asked != null ? "Drawing what arrived\u2026" : failure);
      return;
    }
    words.set(
        DrawnWords.of(round, shown.round(), shown.judged(), still.get(), follows.get())
            + LaneWords.silences(shown.growth().model())
            + (left ? "; the event that was selected is one of them" : ""));
  }

  /** Shows only the lanes of a pod, as {@code shop/web-1}; all lanes when null. */
  void only(@Nullable String pod) {
    only.set(pod);
    Drawn known = drawn.get();
    if (known != null && pod == null) {
      known.timeline().arrangement().showAll();
    } else if (known != null && pod != null) { // at once: it may stand still
      TimelineViewModel shown = known.timeline();
      shown.arrangement().restore(OnlyPod.in(shown.model(), shown.lanes().get(), pod));
    }
  }

  /** What was done about the incident. */
  LiveResponse response() {
    return response;
  }

  /** The selected event of what is drawn. */
  Selection selection() {
    return selection;
  }

  /** Whether somebody looks at it; only then it is made. */
  BooleanProperty lookedAt() {
    return lookedAt;
  }

  /** Whether what is drawn stands still, while everything is recorded and judged. */
  BooleanProperty still() {
    return still;
  }

  /** Whether the time in sight moves with the present. */
  BooleanProperty follows() {
    return follows;
  }

  /** What the views show; null before anything arrived. */
  ReadOnlyObjectProperty<@Nullable Drawn> drawn() {
    return drawn.getReadOnlyProperty();
  }

  /** Whether it follows, and what is not drawn; empty before anything is. */
  ReadOnlyStringProperty words() {
    return words.getReadOnlyProperty();
  }

  /** The only pod whose lanes are shown; null for all. */
  ReadOnlyObjectProperty<@Nullable String> only() {
    return only.getReadOnlyProperty();
  }
}
