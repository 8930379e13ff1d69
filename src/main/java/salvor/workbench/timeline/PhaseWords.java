package salvor.workbench.timeline;

import java.util.Optional;
import salvor.baseline.Lives;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.workbench.wording.Moments;

/** In words, whether a container was starting, steady or stopping. */
final class PhaseWords {
  private PhaseWords() {}

  /** The phase at a time, after a line break; empty where no record tells it. */
  static String at(TimelineModel model, Lane lane, long time) {
    return part(model, lane, time).map(part -> "\n" + words(part)).orElse("");
  }

  /** The same as part of a sentence. */
  static String spoken(TimelineModel model, Lane lane, long time) {
    return part(model, lane, time)
        .map(part ->
            switch (part.phase()) {
              case START -> ", container starting";
              case STEADY -> ", container steady";
              case STOP -> ", container stopping";
            })
        .orElse("");
  }

  /** Nothing after what is known last: nobody knows. */
  private static Optional<Lives.Part> part(TimelineModel model, Lane lane, long time) {
    return time > model.known() ? Optional.empty() : model.phases().at(lane, time);
  }

  private static String words(Lives.Part part) {
    return switch (part.phase()) {
      case START ->
          "Container starting: its first "
              + Moments.length(part.until() - part.from())
              + ", from "
              + Moments.seconds(part.from());
      case STEADY -> "Container steady";
      case STOP ->
          "Container stopping: its pod was deleted at "
              + Moments.seconds(part.from() + 1_000_000_000L);
    };
  }
}
