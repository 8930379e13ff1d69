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
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/** What one decision may be about. */
class SameKindTest {
  private static final List<Judgement> JUDGEMENTS =
      List.of(Judgement.of(Reason.NO_BASELINE), Judgement.of(Reason.NEW_PEER));

  private final List<Observation> all = new ArrayList<>();
  private final List<Integer> judged = new ArrayList<>();

  private SameKindTest row(
      @Nullable String workload, String pod, String program, Activity activity, int judgement) {
    Location at =
        new Location(
            "n1",
            "shop",
            pod,
            null,
            "web",
            null,
            null,
            null,
            workload == null ? null : new WorkloadRef("shop", "Deployment", workload));
    ProcessInfo process =
        new ProcessInfo(all.size(), null, null, program, null, program, "/", 0, null);
    all.add(
        new Observation(
            new ObservedTime(1_000L + all.size(), "x"),
            at,
            process,
            activity,
            Set.of(),
            new RecordRef(0, all.size() + 1, all.size() * 10L, 10)));
    judged.add(judgement);
    return this;
  }

  private static Activity to(String address) {
    return new Activity.ConnectionOpened(
        new Endpoint("10.0.0.1", 1, null), new Endpoint(address, 443, null), "tcp");
  }

  private String like(int row) {
    Verdicts verdicts =
        new Verdicts(
            IntBuffer.wrap(judged.stream().mapToInt(Integer::intValue).toArray()), JUDGEMENTS);
    return SameKind.rows(Observations.of(all), verdicts, row, Progress.NONE).toString();
  }

  @Test
  void isOfTheSameWorkloadKindReasonProgramAndSubject() {
    row("web", "web-1", "/bin/curl", to("1.1.1.1"), 1);
    row("web", "web-2", "/bin/curl", to("1.1.1.1"), 1);
    row("pay", "pay-1", "/bin/curl", to("1.1.1.1"), 1);
    row("web", "web-1", "/bin/wget", to("1.1.1.1"), 1);
    row("web", "web-1", "/bin/curl", to("2.2.2.2"), 1);
    row("web", "web-1", "/bin/curl", to("1.1.1.1"), 0);
    row("web", "web-1", "/bin/curl", new Activity.ProcessStarted(), 1);
    assertThat(like(0)).isEqualTo("{0, 1}");
    assertThat(like(2)).isEqualTo("{2}");
  }

  @Test
  void isOfThePodWhereNoWorkloadIsKnown() {
    row(null, "a", "/bin/sh", new Activity.ProcessStarted(), 1);
    row(null, "b", "/bin/sh", new Activity.ProcessStarted(), 1);
    row(null, "a", "/bin/sh", new Activity.ProcessStarted(), 1);
    assertThat(like(0)).isEqualTo("{0, 2}");
  }
}
