package salvor.report.policy;

import java.util.List;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;

/**
 * Baselines in the form of another tool, and what that form cannot hold.
 *
 * @param documents in the order of the baselines
 * @param cannotHold what is left out, or is written wider than it is known
 * @param notComplete facets that the documents are made of and that were not learned to the end
 * @param refused baselines that are not written at all
 * @param assumed what has to be true of the cluster for the documents to mean what they should
 */
public record Handover(
    List<PolicyDocument> documents,
    List<Lost> cannotHold,
    List<Incomplete> notComplete,
    List<Refused> refused,
    List<String> assumed) {

  /**
   * @param baseline the name of the baseline
   * @param element the element in the baseline's words
   * @param reason why the form cannot hold it, or how it is wider there
   */
  public record Lost(String baseline, String element, String reason) {}

  /** A facet of a baseline that is not {@link FacetState#STABLE}. */
  public record Incomplete(String baseline, Facet facet, FacetState state) {}

  /**
   * @param baseline the name of the baseline
   * @param reason why nothing is written of it
   */
  public record Refused(String baseline, String reason) {}

  public Handover {
    documents = List.copyOf(documents);
    cannotHold = List.copyOf(cannotHold);
    notComplete = List.copyOf(notComplete);
    refused = List.copyOf(refused);
    assumed = List.copyOf(assumed);
  }
}
