package salvor.timeline;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/** A few observations, written down one by one. */
final class Scene {
  private record Entry(Observation observation, Judgement judgement) {}

  private final List<Entry> entries = new ArrayList<>();

  static final Judgement IN = Judgement.of(Reason.MATCHED);
  static final Judgement UNKNOWN = Judgement.of(Reason.NO_BASELINE);
  static final Judgement EXPLAINED = Judgement.of(Reason.PROBE);
  static final Judgement RATE = Judgement.of(Reason.RATE_HIGH);
  static final Judgement OUT = Judgement.of(Reason.NEW_BINARY_NOT_IN_IMAGE);
  static final Judgement NEAR =
      new Judgement(
          Reason.NEW_PARENT,
          Reason.NEW_PARENT.base(),
          List.of(),
          "web",
          "nginx",
          null,
          List.of(new Judgement.Difference("parent", "nginx", "cron")),
          List.of(),
          null);

  /** A location in namespace shop. */
  static Location at(String workload, String pod, String container) {
    return new Location(
        "node1",
        "shop",
        pod,
        null,
        container,
        null,
        null,
        null,
        new WorkloadRef("shop", "Deployment", workload));
  }

  Scene add(@Nullable Long nanos, Location where, String program, Activity what, Judgement judged) {
    ProcessInfo process =
        new ProcessInfo(entries.size(), null, null, program, null, program, null, null, null);
    return add(nanos, where, process, what, judged);
  }

  Scene add(
      @Nullable Long nanos, Location where, ProcessInfo who, Activity what, Judgement judged) {
    ObservedTime time = nanos == null ? null : new ObservedTime(nanos, "t" + nanos);
    RecordRef ref = new RecordRef(0, entries.size() + 1, 0, 1);
    entries.add(new Entry(new Observation(time, where, who, what, Set.of(), ref), judged));
    return this;
  }

  /** An observation that fits the baseline, from a source. */
  Scene from(int source, long nanos, Location where, Activity what, Quality... quality) {
    add(nanos, where, "/bin/p", what, IN);
    Entry last = entries.removeLast();
    Observation seen = last.observation();
    RecordRef ref = new RecordRef(source, entries.size() + 1, 0, 1);
    entries.add(
        new Entry(
            new Observation(seen.time(), where, seen.process(), what, Set.of(quality), ref),
            last.judgement()));
    return this;
  }

  Scene started(long nanos, String pod, Judgement judged) {
    return add(nanos, at("web", pod, "web"), "/bin/p", new Activity.ProcessStarted(), judged);
  }

  TimelineModel model() {
    return TimelineModel.of(observations(), verdicts());
  }

  Observations observations() {
    return Observations.of(entries.stream().map(Entry::observation).toList());
  }

  Verdicts verdicts() {
    Map<Judgement, Integer> numbers = new LinkedHashMap<>();
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparing(
            e -> e.observation().time() == null ? null : e.observation().time().nanos(),
            Comparator.nullsLast(Comparator.naturalOrder())));
    int[] perRow = new int[sorted.size()];
    for (int i = 0; i < perRow.length; i++) {
      perRow[i] = numbers.computeIfAbsent(sorted.get(i).judgement(), _ -> numbers.size());
    }
    return new Verdicts(IntBuffer.wrap(perRow), List.copyOf(numbers.keySet()));
  }
}
