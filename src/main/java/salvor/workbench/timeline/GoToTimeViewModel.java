package salvor.workbench.timeline;

import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import salvor.timeline.TimeWords;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.timeline.WrittenTime;
import salvor.workbench.wording.Moments;

/** Which moment is meant by what is written, and going there. */
public final class GoToTimeViewModel {
  /**
   * What is understood.
   *
   * @param time the moment, null when it is none
   * @param moment the moment in words, or why it is none
   * @param more how far it is from the recording, and what was not written but assumed
   */
  public record Answer(@Nullable Long time, String moment, String more) {}

  private final TimelineViewModel timeline;
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Answer> answer =
      new ReadOnlyObjectWrapper<>(new Answer(null, "", ""));
  private final ReadOnlyObjectWrapper<@Nullable Long> cursor = new ReadOnlyObjectWrapper<>();

  GoToTimeViewModel(TimelineViewModel timeline) {
    this.timeline = timeline;
    text.addListener((_, _, _) -> understand());
  }

  /** Understands what is written once more: what is selected or the zone may be another by now. */
  public void understand() {
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

  /** Brings the moment into the middle and shows where it is; false when none is understood. */
  public boolean go() {
    understand();
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
