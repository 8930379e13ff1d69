package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.ProcessInfo;
import salvor.jobs.Progress;
import salvor.workload.Container;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

/** What the rows of one container make of an element. */
class LearnedElementsTest {
  private static final String POD = "web-5468d8c4df-8ppl7";
  private static final Location API =
      new Location(null, null, null, null, null, null, null, null, null);
  private static final Location ONLY_ID =
      new Location(null, null, null, null, null, "0123456789ab", null, null, null);
  private static final Location NO_ID =
      new Location(null, "shop", POD, null, "web", null, null, Story.DIGEST, null);

  @Test
  void whatAnOperatorStartedIsNotLearnedEvenWhereTheRecordNamesNoPod() {
    Story story =
        new Story()
            .in(API)
            .act(ProcessInfo.UNKNOWN, request("create", "exec", "/exec?command=sh&container=web"))
            .in(Story.WEB)
            .start(50, "/bin/sh", "sh", Story.parent(9, "/usr/bin/runc", "runc"))
            .in(ONLY_ID)
            .start(51, "/bin/ls", "ls", Story.parent(50, "/bin/sh", "sh"))
            .start(52, "/bin/date", "date", Story.parent(10, "/bin/app", "app"));
    assertThat(learn(story).elements())
        .extracting(LearnedElementsTest::executable)
        .containsExactly("/bin/date");
  }

  @Test
  void whatAPodDoesWhileItIsDeletedIsOfItsStopWithoutAContainersId() {
    Story story =
        new Story()
            .in(NO_ID)
            .start(50, "/bin/date", "date", null)
            .in(API)
            .at(10_000)
            .act(ProcessInfo.UNKNOWN, request("delete", null, "/"))
            .in(NO_ID)
            .start(51, "/bin/id", "id", null);
    assertThat(learn(story).elements())
        .extracting(e -> executable(e) + " " + e.phases())
        .containsExactly("/bin/date [STEADY]", "/bin/id [STOP]");
  }

  @Test
  void anElementKeepsItsFirstRecordItsTimesAndAllUnits() {
    Story story = new Story();
    for (String pod : List.of("web-5468d8c4df-zzzzz", POD, "web-5468d8c4df-zzzzz", POD)) {
      story
          .in(new Location(null, "shop", pod, null, "web", null, null, Story.DIGEST, null))
          .start(7, "/bin/date", "date", null);
    }
    Element element = learn(story).elements().getFirst();
    long begin = story.observations().time(0);
    assertThat(element.units())
        .extracting(unit -> unit.split(" ", 2)[0])
        .containsExactly(POD, "web-5468d8c4df-zzzzz");
    assertThat(element.firstSeen()).isEqualTo(begin);
    assertThat(element.lastSeen()).isEqualTo(begin + 3_000_000_000L);
    assertThat(element.evidence()).containsExactly("source 0:1");
  }

  private static String executable(Element element) {
    return ((Trait.Exec) element.trait()).executable();
  }

  private static Activity request(String verb, @Nullable String subresource, String uri) {
    return new Activity.ApiRequest(
        verb, "pods", subresource, "shop", POD, "alice", null, null, "10.0.0.9", null, 200, uri);
  }

  private static Profile learn(Story story) {
    Container container = new Container("web", "0123456789ab", null, Story.DIGEST, null, List.of());
    Pod pod =
        new Pod(
            "shop",
            POD,
            null,
            null,
            List.of(),
            null,
            new WorkloadRef("shop", "Deployment", "web"),
            List.of(container));
    List<Profile> profiles =
        Learner.learn(
            story.observations(),
            new Inventory(List.of(pod), List.of(), Map.of()),
            List.of(),
            Learning.ALL,
            Progress.NONE);
    return profiles.getFirst();
  }
}
