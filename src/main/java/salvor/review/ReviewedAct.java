package salvor.review;

import java.nio.IntBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.baseline.Reason;
import salvor.baseline.Trait;
import salvor.evidence.Kind;
import salvor.triage.MissingEvidence;
import salvor.workload.WorkloadRef;

/**
 * One thing that the attacker did, however often, and what the baseline made of it.
 *
 * @param first nanoseconds since 1970 of the first time; null when no row has one
 * @param last the same of the last time
 * @param rows the observations, ascending
 * @param workload where; null when not known
 * @param container its container's name; null when not known
 * @param program who did it; null when not known
 * @param kind what was done
 * @param subject to what: text of the evidence
 * @param others how many more subjects of the same kind are folded in
 * @param trait the act in the words of a baseline; null when none speaks of such
 * @param answer what the baseline makes of it
 */
public record ReviewedAct(
    @Nullable Long first,
    @Nullable Long last,
    IntBuffer rows,
    @Nullable WorkloadRef workload,
    @Nullable String container,
    @Nullable String program,
    Kind kind,
    String subject,
    int others,
    @Nullable Trait trait,
    Answer answer) {

  /** What the baseline makes of an act. */
  public sealed interface Answer {
    /**
     * It is out of profile.
     *
     * @param reason why
     * @param hard whether no baseline is needed to say so
     */
    record Out(Reason reason, boolean hard) implements Answer {}

    /**
     * The baseline takes it for normal: it is too wide.
     *
     * @param baseline which
     * @param element what of it the act is
     * @param lineage whether the act stands out all the same, as it descends from another
     */
    record Wide(Profile baseline, Element element, boolean lineage) implements Answer {}

    /**
     * It cannot be told.
     *
     * @param reason why
     * @param facet of what; null when no baseline has such a facet
     * @param state of the facet in the baseline asked; NONE when there is none
     * @param missing what would have helped
     */
    record Unknown(
        Reason reason, @Nullable Facet facet, FacetState state, Set<MissingEvidence> missing)
        implements Answer {
      public Unknown {
        missing = Set.copyOf(missing);
      }
    }
  }

  public ReviewedAct {
    rows = rows.asReadOnlyBuffer();
  }

  /** The rows as a list. */
  public List<Integer> rowList() {
    return java.util.stream.IntStream.range(0, rows.limit()).map(rows::get).boxed().toList();
  }
}
