package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.jobs.Progress;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.workload.ImageDigest;
import salvor.workload.Location;

class SeenBeforeTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private final List<Observation> rows = new ArrayList<>();
  private final List<Integer> judged = new ArrayList<>();

  private void add(String pod, boolean known, String program, boolean out) {
    add(pod, known, program, new Activity.ProcessStarted(), out);
  }

  private void add(String pod, boolean known, String program, Activity activity, boolean out) {
    @Nullable ImageDigest digest = known ? ImageDigest.in(DIGEST).orElseThrow() : null;
    rows.add(
        new Observation(
            new ObservedTime(1_000L + rows.size(), "t"),
            new Location("n", "shop", pod, null, "web", null, null, digest, null),
            new ProcessInfo(1, null, null, program, null, program, null, null, null),
            activity,
            Set.of(),
            new RecordRef(0, rows.size() + 1, 0, 1)));
    judged.add(out ? 1 : 0);
  }

  private SeenBefore seen(int row) {
    Verdicts verdicts =
        new Verdicts(
            IntBuffer.wrap(judged.stream().mapToInt(i -> i).toArray()),
            List.of(Judgement.of(Reason.MATCHED), Judgement.of(Reason.NEW_BINARY_NOT_IN_IMAGE)));
    return SeenBefore.of(TimelineModel.of(Observations.of(rows), verdicts), row, Progress.NONE);
  }

  @Test
  void countsTheSiblingsThatDidItOutOfProfileInProfileAndNever() {
    add("web-0", true, "/bin/sh", true);
    add("web-1", true, "/bin/sh", true);
    add("web-1", true, "/bin/sh", false);
    add("web-2", true, "/bin/sh", false);
    add("web-3", true, "/bin/nginx", false);
    add("web-0", true, "/bin/sh", true);
    add("pay-0", false, "/bin/sh", true);
    SeenBefore seen = seen(0);
    assertThat(seen.out().keySet()).extracting(Lane::name).containsExactly("web-1");
    assertThat(seen.within()).hasSize(1).containsValue(3);
    assertThat(seen.never()).extracting(Lane::name).containsExactly("web-3");
    assertThat(seen.siblings()).isEqualTo(3);
    assertThat(seen.after()).isEqualTo(3);
    assertThat(seen.flag()).isNotNull();
    assertThat(seen(5).flag()).isNull();
    assertThat(seen(5).first()).isZero();
    assertThat(seen(6).image()).isEqualTo(SeenBefore.Image.UNKNOWN);
    assertThat(seen(6).siblings()).isZero();
  }

  @Test
  void thePodsOwnAddressIsItselfOnEachSibling() {
    for (String address : List.of("10.0.0.5", "10.0.0.6")) {
      Endpoint at = new Endpoint(address, 8080, null);
      String pod = address.equals("10.0.0.5") ? "web-0" : "web-1";
      add(pod, true, "/bin/a", new Activity.ConnectionOpened(at, at, "tcp"), true);
      add(pod, true, "/bin/a", new Activity.Listening(at, "tcp"), false);
      add(pod, true, "/bin/a", new Activity.ConnectionAccepted(at, at, "tcp"), true);
    }
    Endpoint any = new Endpoint("0.0.0.0", 8080, null);
    add("web-0", true, "/bin/a", new Activity.Listening(any, "tcp"), false);
    assertThat(seen(0).out()).hasSize(1).containsValue(3);
    assertThat(seen(1).within()).hasSize(1).containsValue(4);
    assertThat(seen(2).out()).hasSize(1).containsValue(5);
    assertThat(seen(6).never()).as("any address is not its own").hasSize(1);
    Endpoint other = new Endpoint("10.0.0.9", 8080, null);
    Endpoint here = new Endpoint("10.0.0.5", 4000, null);
    add("web-0", true, "/bin/a", new Activity.ConnectionOpened(here, other, "tcp"), true);
    assertThat(seen(7).never()).as("another's is not its own").hasSize(1);
  }
}
