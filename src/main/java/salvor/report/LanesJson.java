package salvor.report;

import org.jspecify.annotations.Nullable;
import salvor.timeline.Lane;
import salvor.timeline.LaneCounts;

/** What a place of the cluster, a lane of the timeline, shows: for machines. */
public final class LanesJson {
  private LanesJson() {}

  /** The place with those it lies in, and how many events it shows. */
  public static String of(Lane lane, LaneCounts counts) {
    return JsonDocument.text(json -> {
      json.text("level", TriageJson.lower(lane.level()));
      place(json, lane);
      json.number("events", counts.shown(lane));
      json.number("outOfProfile", counts.out(lane));
      json.text("worst", counts.shown(lane) == 0 ? null : TriageJson.lower(counts.worst(lane)));
    });
  }

  private static void place(JsonDocument json, @Nullable Lane lane) {
    if (lane != null) {
      place(json, lane.parent());
      if (lane.name() != null) {
        json.text(TriageJson.lower(lane.level()), lane.name());
      }
    }
  }
}
