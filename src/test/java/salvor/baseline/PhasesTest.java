package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;

class PhasesTest {
  private static final Activity REQUEST = Story.to("198.51.100.10", 5432);

  private static final Location API =
      new Location(null, null, null, null, null, null, null, null, null);

  @Test
  void aProgramOfTheStartIsOutOnceTheContainerIsSteady() {
    Judgement judgement = last(life(300_000), life(200_000).at(200_000), "migrate");
    assertThat(judgement.reason()).isEqualTo(Reason.NEW_PHASE);
    assertThat(judgement.element()).contains("/bin/migrate");
    assertThat(judgement.differences())
        .containsExactly(new Judgement.Difference("phase", "start", "steady"));
  }

  @Test
  void atTheNextStartItIsInProfile() {
    Judgement judgement = last(life(300_000), life(10_000).at(10_000), "migrate");
    assertThat(judgement.reason()).isEqualTo(Reason.MATCHED);
    assertThat(judgement.differences()).isEmpty();
  }

  /** A start may take longer than it did when it was learned. */
  @Test
  void soonAfterTheStartNothingIsSaid() {
    assertThat(last(life(300_000), life(60_000).at(60_000), "migrate").reason())
        .isEqualTo(Reason.MATCHED);
  }

  @Test
  void whatWasAlsoDoneLaterIsInProfile() {
    assertThat(last(life(300_000), life(200_000).at(200_000), "work").reason())
        .isEqualTo(Reason.MATCHED);
  }

  @Test
  void aBaselineThatSawOnlyStartsKnowsNoOtherTime() {
    Story starts = new Story();
    for (int pod = 0; pod < 3; pod++) {
      String name = "web-5468d8c4df-8ppl" + (4 + pod);
      starts.in(
          new Location(null, "shop", name, null, "web", "aaaa" + pod, null, Story.DIGEST, null));
      life(starts, 20_000);
    }
    List<Profile> known = learn(starts);
    assertThat(known.getFirst().state(Facet.EXEC)).isEqualTo(FacetState.STABLE);
    assertThat(last(known, life(200_000).at(200_000), "migrate").reason())
        .isEqualTo(Reason.MATCHED);
  }

  /** The objects of the cluster or a sensor must tell when it started. */
  @Test
  void withoutAStartNoPhaseIsKnown() {
    assertThat(last(life(300_000), new Story().at(200_000), "migrate").reason())
        .isEqualTo(Reason.MATCHED);
  }

  /** A connection is lost and made again. */
  @Test
  void aConnectionOfTheStartStaysInProfileWithTheDifferenceNamed() {
    Story now = life(200_000).at(200_000).act(7, "/bin/web", REQUEST);
    Judgement judgement = last(learn(life(300_000)), now);
    assertThat(judgement.reason()).isEqualTo(Reason.MATCHED);
    assertThat(judgement.differences())
        .containsExactly(new Judgement.Difference("phase", "start", "steady"));
  }

  @Test
  void whatRanAtTheStopIsOutBefore() {
    Story taught =
        life(300_000)
            .in(API)
            .at(310_000)
            .act(ProcessInfo.UNKNOWN, request("delete", "web-5468d8c4df-8ppl7"));
    program(taught.in(Story.WEB).at(311_000), 30, "drain");
    List<Profile> known = learn(taught);
    assertThat(last(known, life(200_000).at(200_000), "drain").reason())
        .as("without an audit log it may be stopping")
        .isEqualTo(Reason.MATCHED);
    Story covered = covered();
    assertThat(last(known, covered.at(200_000), "drain").reason()).isEqualTo(Reason.NEW_PHASE);
  }

  private static Story covered() {
    Story story = life(200_000);
    for (long at : new long[] {1_000, 900_000}) {
      story.in(API).at(at).act(ProcessInfo.UNKNOWN, request("get", "other"));
    }
    return story.in(Story.WEB);
  }

  /** A start by migrate, then the same work again and again. */
  private static Story life(long millis) {
    return life(new Story(), millis);
  }

  private static Story life(Story story, long millis) {
    story.at(0).start(7, "/bin/web", "web", Story.SHIM, Quality.IN_INIT_TREE);
    program(story, 8, "migrate").act(7, "/bin/web", REQUEST);
    for (long at = 5_000; at <= millis; at += 45_000) {
      program(story.at(at), 9 + (int) (at / 45_000), "work");
    }
    return story;
  }

  private static Story program(Story story, int pid, String name) {
    return story.start(pid, "/bin/" + name, name, Story.parent(7, "/bin/web", "web"));
  }

  private static Activity request(String verb, String pod) {
    return new Activity.ApiRequest(
        verb, "pods", null, "shop", pod, "ann", null, null, "10.0.0.9", null, 200, "/");
  }

  private static Judgement last(Story taught, Story now, String program) {
    return last(learn(taught), now, program);
  }

  private static Judgement last(List<Profile> known, Story now, String program) {
    return last(known, program(now, 90, program));
  }

  private static Judgement last(List<Profile> known, Story now) {
    Observations rows = now.observations();
    int last = 0;
    for (int row = 0; row < rows.size(); row++) {
      last = rows.source(row).line() > rows.source(last).line() ? row : last;
    }
    return new Judge(known, Inventory.EMPTY).judge(rows, Progress.NONE).judgement(last);
  }

  private static List<Profile> learn(Story story) {
    return Learner.learn(
        story.observations(), Inventory.EMPTY, List.of(), Learning.ALL, Progress.NONE);
  }
}
