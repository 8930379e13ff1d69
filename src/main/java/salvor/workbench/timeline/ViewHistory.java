package salvor.workbench.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Viewport;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;

/**
 * The views that were looked at, as a browser knows pages: back, and forward again. Moves that
 * follow each other closely are one, and so are the events that are walked over; an event that was
 * stayed at is a view of its own, and so is what is jumped to.
 */
public final class ViewHistory {
  private static final int MOST = 200;
  private static final long PAUSE = 1_000_000_000L;

  /** What else changed on the way to a view: how that is taken back, and made again. */
  private record Turn(Runnable back, Runnable again) {}

  private record View(
      Viewport viewport,
      @Nullable Span fitted,
      int row,
      @Nullable Section range,
      @Nullable Turn turn) {
    boolean isLike(View other) {
      Viewport there = other.viewport;
      return row == other.row
          && Objects.equals(range, other.range)
          && (fitted == null ? viewport.from() == there.from() : fitted.equals(other.fitted))
          && viewport.nanosPerPixel() == there.nanosPerPixel()
          && viewport.pixelsPerNano() == there.pixelsPerNano()
          && viewport.scroll() == there.scroll();
    }
  }

  private final TimeWindow window;
  private final Selection selection;
  private final LongSupplier clock;
  private final List<View> views = new ArrayList<>();
  private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();
  private int at;
  private long lastMove;
  private boolean jumping = true;
  private boolean restoring;
  private boolean walking; // from event to event, no time spent on any

  /**
   * @param clock nanoseconds, from any beginning
   */
  ViewHistory(TimeWindow window, Selection selection, LongSupplier clock) {
    this.window = window;
    this.selection = selection;
    this.clock = clock;
    views.add(now(null));
    window.viewport().addListener((_, _, _) -> note());
    selection.row().addListener((_, _, _) -> note());
    selection.section().addListener((_, _, _) -> note());
  }

  private View now(@Nullable Turn turn) {
    return new View(
        window.now(), window.fitted(), selection.row().get(), selection.section().get(), turn);
  }

  /** Says that the next move is a view of its own, however soon it comes. */
  void jump() {
    jumping = true;
  }

  /** Makes a change that the surface asks for and not the investigator. */
  public void adapt(Runnable change) {
    restoring = true;
    change.run();
    restoring = false;
    views.set(at, now(views.get(at).turn()));
  }

  /**
   * Makes a change after which rows have other numbers and lanes are others.
   *
   * @param again gives the number that a row has afterwards
   * @param part gives the same part of what is there afterwards
   */
  void grow(
      Runnable change,
      IntUnaryOperator again,
      Function<@Nullable Section, @Nullable Section> part) {
    views.replaceAll(view ->
        new View(
            view.viewport(),
            view.fitted(),
            again.applyAsInt(view.row()),
            part.apply(view.range()),
            view.turn()));
    adapt(change);
  }

  /**
   * Turns to another view, with which more changes than time and event.
   *
   * @param change makes it all
   * @param back takes the rest back
   * @param again makes the rest once more
   */
  public void turn(Runnable change, Runnable back, Runnable again) {
    restoring = true;
    change.run();
    restoring = false;
    add(now(new Turn(back, again)));
    lastMove = clock.getAsLong();
    walking = false;
    jumping = false;
    say();
  }

  private void note() {
    View now = now(null);
    if (restoring || now.isLike(views.get(at))) {
      return;
    }
    long time = clock.getAsLong();
    boolean stepped = now.row() != views.get(at).row();
    boolean soon = !jumping && time - lastMove < PAUSE;
    if (soon && (walking || !stepped)) {
      views.set(at, now(views.get(at).turn()));
    } else {
      add(now);
    }
    walking = stepped || (soon && walking);
    lastMove = time;
    jumping = false;
    say();
  }

  private void add(View now) {
    views.subList(at + 1, views.size()).clear();
    views.add(now);
    if (views.size() > MOST) {
      views.removeFirst();
    }
    at = views.size() - 1;
  }

  /** Shows the view before this one, if there was one. */
  public void back() {
    go(at - 1);
  }

  /** Shows the view that was gone back from. */
  public void forward() {
    go(at + 1);
  }

  private void go(int to) {
    if (to < 0 || to >= views.size()) {
      return;
    }
    Turn turn = views.get(Math.max(at, to)).turn();
    boolean back = to < at;
    at = to;
    View view = views.get(to);
    restoring = true; // a selected event comes into sight by itself: where it was comes after that
    if (turn != null) {
      (back ? turn.back() : turn.again()).run();
    }
    selection.select(view.row());
    selection.choose(view.range());
    window.restore(view.viewport(), view.fitted());
    restoring = false;
    jumping = true;
    walking = false;
    say();
  }

  /** What was looked at until now is where the history begins. */
  public void begin() {
    views.clear();
    views.add(now(null));
    at = 0;
    jumping = true;
    say();
  }

  private void say() {
    canGoBack.set(at > 0);
    canGoForward.set(at < views.size() - 1);
  }

  /** Whether there is a view to go back to. */
  public ReadOnlyBooleanProperty canGoBack() {
    return canGoBack.getReadOnlyProperty();
  }

  /** Whether there is a view to go forward to. */
  public ReadOnlyBooleanProperty canGoForward() {
    return canGoForward.getReadOnlyProperty();
  }
}
