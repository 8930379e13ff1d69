package salvor.workbench.timeline;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Area;
import salvor.timeline.Lane;
import salvor.timeline.LanePath;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;

/**
 * A timeline of something that goes on: it takes later timelines in place of the one that it shows,
 * and moves with the present. What is looked at stays: events, lanes and time, and the ways back.
 */
public final class Growing {
  private final TimelineViewModel timeline;
  private final TimeWindow window;
  private final Held<TimelineModel> shown;
  private final ReadOnlyObjectWrapper<@Nullable Long> now = new ReadOnlyObjectWrapper<>();

  Growing(TimelineViewModel timeline, TimeWindow window, Held<TimelineModel> shown) {
    this.timeline = timeline;
    this.window = window;
    this.shown = shown;
  }

  /** The present, where the line of now stands; null where time stands still. */
  public ReadOnlyObjectProperty<@Nullable Long> now() {
    return now.getReadOnlyProperty();
  }

  /** Shows a later timeline; it was made for the lanes as they are. */
  public void grow(Growth next) {
    Selection selection = timeline.selection();
    int row = next.again().applyAsInt(selection.row().get());
    Function<@Nullable Section, @Nullable Section> again = part -> part(part, next.model());
    Section section = part(selection.section().get(), next.model());
    Viewport looked = window.now();
    Span fitted = window.fitted();
    boolean whole = window.all().equals(fitted);
    timeline
        .history()
        .grow(
            () -> {
              List<Held<?>> together = List.of(shown, window.held(), timeline.arrangement().held());
              together.forEach(Held::hold); // a listener must never see half of it
              shown.set(next.model());
              timeline.arrangement().grow(next.lanes(), next.ranks());
              window.grow(all());
              selection.select(row);
              selection.choose(section);
              if (!whole) { // a selected event comes into sight by itself
                window.restore(looked, fitted);
              }
              together.forEach(Held::release);
              timeline.ruler().show(next.ruler());
            },
            next.again(),
            again);
  }

  private Span all() {
    long last = timeline.model().last();
    Long present = now.get();
    return Span.through(timeline.model().first(), present == null ? last : Math.max(last, present));
  }

  /** Lanes of the same names; all lanes where none of them is there any more. */
  public static @Nullable Section part(@Nullable Section part, TimelineModel model) {
    Area area = part == null ? null : part.area();
    if (part == null || area == null) {
      return part;
    }
    List<Lane> lanes =
        area.lanes().stream()
            .flatMap(lane -> LanePath.find(model.tree(), LanePath.of(lane)).stream())
            .toList();
    return lanes.isEmpty()
        ? Section.of(part.span())
        : Section.of(Area.of(model, area.from(), area.to(), lanes));
  }

  /**
   * Says what time it is.
   *
   * @param follow whether what is in sight moves along
   */
  public void present(long time, boolean follow) {
    timeline
        .history()
        .adapt(() -> {
          now.set(time);
          window.grow(all());
          if (follow) {
            window.follow(time);
          }
        });
  }

  /** Shows a time up to now, which moves along from then on if it is followed. */
  public void last(long nanos, long time) {
    timeline.history().adapt(() -> window.show(Span.between(time - nanos, time)));
  }

  /** Nothing is to be found again. */
  public static final IntUnaryOperator NOTHING = _ -> Selection.NONE;
}
