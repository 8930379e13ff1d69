package salvor.triage;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdicts;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.Subject;
import salvor.workload.Location;

/**
 * Finds the events that one decision can be about: those of the same workload, kind, reason,
 * program and subject. A text is compared once however many rows have it.
 */
public final class SameKind {
  private static final int STEP = 1 << 16;
  private static final byte YES = 1;
  private static final byte NO = 2;

  private final Observations all;
  private final Verdicts verdicts;
  private final int like;
  private final byte[] locations;
  private final byte[] processes;
  private final byte[] activities;
  private final @Nullable String program;
  private final String subject;

  private SameKind(Observations all, Verdicts verdicts, int like) {
    this.all = all;
    this.verdicts = verdicts;
    this.like = like;
    this.locations = new byte[all.locations()];
    this.processes = new byte[all.processes()];
    this.activities = new byte[all.activities()];
    this.program = all.process(all.processId(like)).program();
    this.subject = Subject.of(all, like);
  }

  /** The rows of the same kind as one, itself among them. */
  public static BitSet rows(Observations all, Verdicts verdicts, int like, Progress progress) {
    SameKind kind = new SameKind(all, verdicts, like);
    BitSet rows = new BitSet();
    for (int row = 0; row < all.size(); row++) {
      if (row % STEP == 0) {
        progress.at(row, all.size(), "looking for events of the same kind");
      }
      if (kind.has(row)) {
        rows.set(row);
      }
    }
    return rows;
  }

  private boolean has(int row) {
    return all.kind(row) == all.kind(like)
        && verdicts.judgement(row).reason() == verdicts.judgement(like).reason()
        && isPlace(all.locationId(row))
        && isProgram(all.processId(row))
        && isSubject(all.activityId(row));
  }

  private boolean isPlace(int id) {
    if (locations[id] == 0) {
      locations[id] = same(all.location(id), all.location(all.locationId(like))) ? YES : NO;
    }
    return locations[id] == YES;
  }

  /** Where no workload is known, the pod is what is known; where no pod is, the node. */
  private static boolean same(Location one, Location other) {
    if (!Objects.equals(one.cluster(), other.cluster())) {
      return false;
    }
    if (one.workload() != null || other.workload() != null) {
      return Objects.equals(one.workload(), other.workload());
    }
    return Objects.equals(one.namespace(), other.namespace())
        && Objects.equals(one.pod(), other.pod())
        && (one.pod() != null || Objects.equals(one.node(), other.node()));
  }

  private boolean isProgram(int id) {
    if (processes[id] == 0) {
      processes[id] = Objects.equals(all.process(id).program(), program) ? YES : NO;
    }
    return processes[id] == YES;
  }

  private boolean isSubject(int id) {
    if (activities[id] == 0) {
      activities[id] = Subject.of(all.activity(id), program).equals(subject) ? YES : NO;
    }
    return activities[id] == YES;
  }
}
