package salvor.workbench.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** What is said where nothing was recorded. */
class LaneWordsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long T = 1_795_000_000L * SECOND;

  private final List<Observation> seen = new ArrayList<>();

  private void seen(int source, int second, @Nullable String node, String pod) {
    seen.add(
        new Observation(
            new ObservedTime(T + second * SECOND, "t"),
            new Location(node, "shop", pod, null, "web", null, null, null, null),
            ProcessInfo.UNKNOWN,
            new Activity.ProcessStarted(),
            Set.of(),
            new RecordRef(source, seen.size() + 1, 0, 1)));
  }

  private TimelineModel model(String... paths) {
    List<Source> sources = new ArrayList<>();
    for (String path : paths) {
      String format = path.contains("audit") ? "audit" : "falco";
      sources.add(
          new Source(sources.size(), path, "", format, 0, 0, 0, 0, List.of(), Map.of(), List.of()));
    }
    Observations all = Observations.of(seen);
    return TimelineModel.of(
        new Evidence(sources, all, Inventory.EMPTY),
        new Verdicts(IntBuffer.allocate(all.size()), List.of(Judgement.of(Reason.MATCHED))));
  }

  private static Lane lane(TimelineModel model, String pod) {
    return model.lanes().lines().stream()
        .map(line -> line.lane())
        .filter(lane -> lane.parent() != null && pod.equals(lane.parent().name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNotRecordedNamesWhoseRecordEndsAndBegins() {
    seen(2, 0, "node1", "web-1");
    seen(1, 10, "node1", "web-1");
    seen(0, 60, "node1", "web-1");
    seen(0, 70, "node1", "web-1");
    TimelineModel model = model("e/new.log", "e/\u001b[31mold.log", "e/\u001b[31mold.log.1");
    Lane lane = lane(model, "web-1");
    assertThat(LaneWords.unrecorded(model, lane, T + 30 * SECOND).lines())
        .contains("Not recorded here: processes, files and connections are not quiet but unknown.")
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("The record ")
                .contains("old.log (with 1 older file of it) ends at 2026-11-18 11:06:50")
                .doesNotContain("\u001b"))
        .anySatisfy(line ->
            assertThat(line).isEqualTo("The record new.log begins at 2026-11-18 11:07:40."));
    assertThat(LaneWords.unrecorded(model, lane, T + 5 * SECOND)).isEmpty();
    assertThat(LaneWords.signs(model, lane)).contains("Partly not recorded");
    assertThat(LaneWords.partly(List.of(lane)))
        .isEqualTo("Lanes. Partly not recorded: web-1 \u203a web");
  }

  @Test
  void aLaneOfANodeThatNoSensorNamesSaysSo() {
    seen(0, 0, "node1", "web-1");
    seen(1, 5, "node2", "web-2");
    TimelineModel model = model("falco.log", "audit.log");
    assertThat(LaneWords.unrecorded(model, lane(model, "web-2"), T))
        .endsWith("No sensor in the evidence names its node.");
    assertThat(LaneWords.signs(model, lane(model, "web-2"))).contains("Partly not recorded");
    assertThat(LaneWords.partly(List.of())).isEqualTo("Lanes");
  }

  @Test
  void aLaneOfAnUnknownNodeIsNotSaidToBeWithoutEvents() {
    seen(0, 0, "node1", "web-1");
    seen(0, 5, null, "web-2");
    TimelineModel model = model("falco.log");
    assertThat(LaneWords.unrecorded(model, lane(model, "web-2"), T))
        .contains("Nothing shown here. Whether a sensor recorded it is not known");
  }
}
