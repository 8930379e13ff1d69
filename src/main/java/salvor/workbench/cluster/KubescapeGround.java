package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.FacetState;
import salvor.baseline.Learning;
import salvor.baseline.Profile;
import salvor.cluster.Trouble;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.jobs.Progress;
import salvor.live.KubescapeProfiles;
import salvor.report.ClusterWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** The profiles that Kubescape keeps in a cluster. */
final class KubescapeGround extends LiveGround {
  private static final int NAMED = 3;

  KubescapeGround(LiveViewModel model) {
    super(model);
  }

  @Override
  public String title() {
    return "Take Kubescape's profiles from the cluster";
  }

  @Override
  public String none() {
    return "The cluster has none of Kubescape's profiles that can be taken.";
  }

  @Override
  public Made make(Learning learning, Progress progress) throws Exception {
    KubescapeProfiles.Found found = model.live().kubescape(model.namespace(), progress);
    return new Made(
        found.profiles(), null, found.sources(), notes(found.troubles(), found.notes()));
  }

  static String notes(Map<String, Trouble> troubles, Map<String, String> unread) {
    List<String> notes = new ArrayList<>();
    boolean absent =
        !troubles.isEmpty()
            && troubles.values().stream().allMatch(Trouble.Missing.class::isInstance);
    if (absent) {
      notes.add(
          "Nothing serves Kubescape's profiles there: its node agent and storage write them"
              + " (Kubescape's operator with runtime detection). Without them, learn from what"
              + " arrives.");
    } else {
      some(
          notes,
          troubles.entrySet().stream()
              .map(each ->
                  VisibleText.of(each.getKey(), 150) + ": " + ClusterWords.trouble(each.getValue()))
              .toList());
      if (troubles.values().stream().anyMatch(Trouble.Forbidden.class::isInstance)) {
        notes.add("Ask for the role of packaging/rbac/learn.yaml.");
      }
    }
    some(
        notes,
        unread.entrySet().stream()
            .map(each ->
                VisibleText.of(each.getKey(), 150) + ": " + VisibleText.of(each.getValue(), 200))
            .toList());
    return String.join("\n", notes);
  }

  private static void some(List<String> notes, List<String> all) {
    notes.addAll(all.subList(0, Math.min(NAMED, all.size())));
    if (all.size() > NAMED) {
      notes.add("The same or the like of " + Moments.count(all.size() - NAMED) + " more.");
    }
  }

  @Override
  public boolean hasWindow() {
    return false;
  }

  /** One that can put nothing out of profile yet is left out unless somebody wants it. */
  @Override
  public boolean isOffered(Profile profile) {
    return profile.states().containsValue(FacetState.STABLE);
  }

  @Override
  public CustodyEntry learned(@Nullable String why) {
    return ledger().entry(Deed.DERIVED, why).asked(Map.of("verb", "kubescape"), Map.of());
  }
}
