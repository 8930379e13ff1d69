package salvor.triage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Lineage;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.workload.Location;

/** What the evidence as a whole does not hold. */
final class Gaps {
  private static final long NEAR = 60_000_000_000L;

  private final Observations observations;
  private final Set<MissingEvidence> everywhere = EnumSet.noneOf(MissingEvidence.class);
  private final List<Long> losses = new ArrayList<>();
  private long auditFirst = Long.MAX_VALUE;
  private long auditLast = Long.MIN_VALUE;

  Gaps(Evidence evidence) {
    this.observations = evidence.observations();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (int row = 0; row < observations.size(); row++) {
      Kind kind = observations.kind(row);
      kinds.add(kind);
      if (row < observations.timed() && kind == Kind.API_REQUEST) {
        auditFirst = Math.min(auditFirst, observations.time(row));
        auditLast = Math.max(auditLast, observations.time(row));
      } else if (row < observations.timed()
          && (kind == Kind.EVENTS_LOST || kind == Kind.NOT_HEARD)) {
        losses.add(observations.time(row));
      }
    }
    require(kinds.contains(Kind.NAME_LOOKED_UP), MissingEvidence.DNS);
    require(
        kinds.contains(Kind.CONNECTION_OPENED) || kinds.contains(Kind.CONNECTION_ACCEPTED),
        MissingEvidence.CONNECTIONS);
    require(
        kinds.contains(Kind.PROCESS_STARTED),
        kinds.contains(Kind.ALERT) ? MissingEvidence.TELEMETRY : MissingEvidence.PROCESSES);
    require(!evidence.inventory().pods().isEmpty(), MissingEvidence.CLUSTER_OBJECTS);
  }

  private void require(boolean there, MissingEvidence missing) {
    if (!there) {
      everywhere.add(missing);
    }
  }

  /** What is missing for these rows. */
  Set<MissingEvidence> of(
      List<Integer> rows, @Nullable String baseline, Location location, boolean startSeen) {
    Set<MissingEvidence> missing = EnumSet.noneOf(MissingEvidence.class);
    missing.addAll(everywhere);
    if (rows.stream().noneMatch(row -> connects(Lineage.kind(observations, row)))) {
      missing.remove(MissingEvidence.DNS);
    }
    boolean api = rows.stream().allMatch(row -> observations.kind(row) == Kind.API_REQUEST);
    if (baseline == null) {
      missing.add(MissingEvidence.BASELINE);
    }
    if (!api && location.container() == null && location.containerId() == null) {
      missing.add(MissingEvidence.CONTAINER);
    }
    if (!api && !startSeen) {
      missing.add(MissingEvidence.PROCESS_START);
    }
    boolean covered = true;
    for (int row : rows) {
      if (row < observations.timed()) {
        long time = observations.time(row);
        covered &= time >= auditFirst && time <= auditLast;
        if (losses.stream().anyMatch(lost -> Math.abs(lost - time) <= NEAR)) {
          missing.add(MissingEvidence.LOST_EVENTS);
        }
      }
    }
    if (!covered) {
      missing.add(MissingEvidence.AUDIT_LOG);
    }
    return missing;
  }

  private static boolean connects(Kind kind) {
    return kind == Kind.CONNECTION_OPENED || kind == Kind.CONNECTION_ACCEPTED;
  }
}
