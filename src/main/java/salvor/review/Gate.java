package salvor.review;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salvor.baseline.Element;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Verdicts;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.workload.WorkloadRef;

/** The replay gate: evaluates conditions on everything recorded and known. */
final class Gate {
  private static final int STEP = 1 << 16;
  private static final int SAMPLES = 5;

  private final Observations all;
  private final Verdicts verdicts;
  private final BitSet accepted;
  private final BitSet attacker;
  private final List<Profile> baselines;
  private final ObservedFacts facts;
  private final Set<WorkloadRef> attacked = new HashSet<>();
  private final Set<String> pods = new HashSet<>();
  private final Set<Kind> recorded = EnumSet.noneOf(Kind.class);
  private final CalledPaths called;
  private final long nanos;

  /** What tells two events apart: an alert about an event has its time and process. */
  private record Event(long time, int pid, int location) {}

  Gate(
      Observations all,
      Verdicts verdicts,
      BitSet accepted,
      BitSet attacker,
      List<Profile> baselines,
      ObservedFacts facts,
      long nanos) {
    this.all = all;
    this.verdicts = verdicts;
    this.accepted = accepted;
    this.attacker = attacker;
    this.baselines = baselines;
    this.facts = facts;
    this.nanos = nanos;
    this.called = CalledPaths.in(all);
    for (int row = 0; row < all.size(); row++) {
      recorded.add(all.kind(row)); // an alert is of a kind of its own
    }
    attacker.stream()
        .forEach(row -> {
          Matching.Match match = facts.at(row).match();
          if (match.workload() != null) {
            attacked.add(match.workload());
            pods.add(pod(row));
          }
        });
  }

  /** How the evidence names programs. */
  CalledPaths called() {
    return called;
  }

  private String pod(int row) {
    String pod = all.location(all.locationId(row)).pod();
    return pod == null ? "" : pod;
  }

  /** What a condition fires on. */
  Replay replay(Condition condition, Progress progress) {
    Firing firing = new Firing();
    for (int row = 0; row < all.size(); row++) {
      if (row % STEP == 0) {
        progress.at(row, all.size(), "replaying a rule");
      }
      firing.see(row, condition.of(facts.at(row)));
    }
    List<String> elements = new ArrayList<>();
    List<String> possible = new ArrayList<>();
    for (Profile baseline : baselines) {
      for (Element element : baseline.elements()) {
        Holds holds = condition.of(new KnownFacts(baseline.key(), element.trait()));
        if (holds != Holds.NO) {
          (holds == Holds.YES ? elements : possible)
              .add(baseline.name() + ": " + element.trait().text());
        }
      }
    }
    boolean some = condition.kinds().stream().anyMatch(recorded::contains);
    return firing.replay(some, elements, possible);
  }

  private final class Firing {
    private final Set<Event> events = new HashSet<>();
    private final List<Integer> caught = new ArrayList<>();
    private final List<Integer> samples = new ArrayList<>();
    private int fires;
    private int falseAlarms;
    private int known;
    private int explained;
    private int unknown;
    private int acceptedOnes;
    private int siblings;
    private int undecided;

    void see(int row, Holds holds) {
      if (holds == Holds.NO) {
        return;
      }
      if (holds == Holds.MAYBE) {
        undecided += attacker.get(row) ? 0 : 1;
        return;
      }
      long time = row < all.timed() ? all.time(row) : -1 - row;
      boolean first = events.add(new Event(time, all.pid(row), all.locationId(row)));
      if (attacker.get(row)) {
        caught.add(row);
        fires += first ? 1 : 0;
      } else if (first) {
        wrong(row);
      }
    }

    private void wrong(int row) {
      falseAlarms++;
      if (samples.size() < SAMPLES) {
        samples.add(row);
      }
      if (accepted.get(row)) {
        acceptedOnes++;
      } else {
        switch (verdicts.verdict(row)) {
          case IN -> known++;
          case EXPLAINED -> explained++;
          case UNKNOWN -> unknown++;
          case OUT -> {}
        }
      }
      WorkloadRef workload = facts.at(row).match().workload();
      siblings +=
          workload != null && attacked.contains(workload) && !pods.contains(pod(row)) ? 1 : 0;
    }

    Replay replay(boolean some, List<String> elements, List<String> possible) {
      return new Replay(
          IntBuffer.wrap(caught.stream().mapToInt(Integer::intValue).toArray()),
          some,
          fires,
          falseAlarms,
          known,
          explained,
          unknown,
          acceptedOnes,
          siblings,
          samples,
          undecided,
          elements,
          possible,
          nanos);
    }
  }
}
