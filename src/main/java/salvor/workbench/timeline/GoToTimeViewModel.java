package salvor.workbench.timeline;

import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import salvor.report.SharedView;
import salvor.timeline.TimeWords;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.timeline.WrittenTime;
import salvor.workbench.wording.Moments;

/** Which moment, or which view of a colleague, is meant by what is written, and going there. */
public final class GoToTimeViewModel {
  /**
   * What is understood.
   *
   * @param time the moment, null when it is none
   * @param view the view, null when it is none
   * @param moment the moment or view in words, or why it is none
   * @param more how far it is from the recording, and what was not written but assumed
   */
  public record Answer(@Nullable Long time, @Nullable SharedView view, String moment, String more) {
    /** A moment, or that it is none. */
    Answer(@Nullable Long time, String moment, String more) {
      this(time, null, moment, more);
    }

    /** Whether one can go there. */
    boolean leads() {
      return time != null || view != null;
    }
  }

  private final TimelineViewModel timeline;
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Answer> answer =
      new ReadOnlyObjectWrapper<>(new Answer(null, "", ""));
  private final ReadOnlyObjectWrapper<@Nullable Long> cursor = new ReadOnlyObjectWrapper<>();
  private Consumer<SharedView> views = _ -> {};

  GoToTimeViewModel(TimelineViewModel timeline) {
    this.timeline = timeline;
    text.addListener((_, _, _) -> understand());
  }

  /** Understands what is written once more: what is selected or the zone may be another by now. */
  public void understand() {
    if (SharedView.isMeant(text.get())) {
      answer.set(GoToTimeWords.view(text.get()));
      return;
    }
    WrittenTime.Setting setting = setting();
    answer.set(GoToTimeWords.answer(TimeWords.understand(text.get(), setting), setting));
  }

  private WrittenTime.Setting setting() {
    TimelineModel model = timeline.model();
    int row = timeline.selection().row().get();
    Viewport now = timeline.viewport().get();
    int timed = model.observations().timed();
    return new WrittenTime.Setting(
        Moments.zoneId(),
        model.first(),
        model.last(),
        row >= 0 && row < timed ? model.observations().time(row) : now.time(now.width() / 2),
        time(model, model.whole().nextOut(-1)),
        time(model, model.whole().previousOut(timed)));
  }

  private static OptionalLong time(TimelineModel model, int row) {
    return row < 0 ? OptionalLong.empty() : OptionalLong.of(model.observations().time(row));
  }

  /** Has views that are written shown. */
  public void showViews(Consumer<SharedView> shown) {
    views = shown;
  }

  /**
   * Brings the moment into the middle and shows where it is, or shows the view; false when none is
   * understood.
   */
  public boolean go() {
    understand();
    SharedView view = answer.get().view();
    if (view != null) {
      text.set("");
      views.accept(view);
      return true;
    }
    Long time = answer.get().time();
    if (time == null) {
      return false;
    }
    timeline.history().jump();
    timeline.centre(time);
    cursor.set(time);
    return true;
  }

  /** Shows no moment any more. */
  public void forget() {
    cursor.set(null);
  }

  /** What is written. */
  public StringProperty text() {
    return text;
  }

  /** What is understood. */
  public ReadOnlyObjectProperty<Answer> answer() {
    return answer.getReadOnlyProperty();
  }

  /** The moment gone to, null when none is shown. */
  public ReadOnlyObjectProperty<@Nullable Long> cursor() {
    return cursor.getReadOnlyProperty();
  }
}
