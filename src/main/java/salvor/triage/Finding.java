package salvor.triage;

import java.nio.IntBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Severity;
import salvor.baseline.Verdict;
import salvor.evidence.Outcome;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/**
 * What belongs together: the observations out of profile of one process and its descendants, or of
 * one kind in one container.
 *
 * @param first epoch nanoseconds of the first row, null when none has a time
 * @param last epoch nanoseconds of the last row, null when none has a time
 * @param row the row that explains it best: the first of the gravest hard indicator, else the start
 *     at its root, else the first; of requests to the API the gravest, so that what was granted
 *     comes before what was refused
 * @param judgement the judgement of that row
 * @param severest the judgement of the first row of the greatest severity
 * @param location where
 * @param workload whose, null when not known
 * @param program the program at the root, null when not known
 * @param commandLine its arguments, separated by spaces; null when not known
 * @param parent the program that started the one at the root, null when not known
 * @param client the address from which all its connections came in; null when it is about anything
 *     else
 * @param rows all rows, ascending
 * @param reasons how many rows for each reason
 * @param outcomes how its requests to the API and its connections to others ended, and how many so
 * @param next what to look at next, the most useful first
 * @param missing what evidence is missing
 * @param alerts those of the rows that are a sensor's alerts, ascending
 */
public record Finding(
    @Nullable Long first,
    @Nullable Long last,
    int row,
    Judgement judgement,
    Judgement severest,
    Location location,
    @Nullable WorkloadRef workload,
    @Nullable String program,
    @Nullable String commandLine,
    @Nullable String parent,
    @Nullable String client,
    IntBuffer rows,
    Map<Reason, Integer> reasons,
    Map<Outcome, Integer> outcomes,
    List<NextStep> next,
    Set<MissingEvidence> missing,
    IntBuffer alerts) {
  public Finding {
    EnumMap<Reason, Integer> copy = new EnumMap<>(Reason.class);
    copy.putAll(reasons);
    reasons = Collections.unmodifiableMap(copy);
    outcomes = Map.copyOf(outcomes);
    next = List.copyOf(next);
    missing = Collections.unmodifiableSet(new TreeSet<>(missing));
  }

  /** The verdict. */
  public Verdict verdict() {
    return judgement.verdict();
  }

  /** Why: the reason of the row that stands for it. */
  public Reason reason() {
    return judgement.reason();
  }

  /** The greatest severity; {@link #severest} has its sum. */
  public Severity severity() {
    return severest.severity();
  }

  /** The name of the baseline that was asked, null when none applied. */
  public @Nullable String baseline() {
    return judgement.baseline();
  }
}
