package salvor.workbench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salvor.report.SharedView;
import salvor.timeline.TimelineModel;
import salvor.workbench.casefile.Notice;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What of a colleague's view is not here, in words. */
final class SharedViewWords {
  private static final int NAMED = 3;

  private SharedViewWords() {}

  /**
   * What is said when a view is shown; what is not here stays on the screen until it is read.
   *
   * @param hashes what the sources here are called in a view
   * @param noEvent whether no event is selected
   * @param lost its lanes that are not here
   * @param noTab whether its tab is not here
   */
  static Notice shown(
      SharedView view,
      List<String> hashes,
      TimelineModel whole,
      boolean noEvent,
      List<List<String>> lost,
      boolean noTab) {
    List<String> missing = new ArrayList<>();
    evidence(view.evidence(), hashes, missing);
    String event = view.event();
    if (event != null && noEvent) {
      boolean source =
          hashes.contains(SharedView.shortHash(event.substring(0, event.indexOf(':'))));
      missing.add(
          source
              ? "the selected event is not here"
              : "the source of the selected event is not here");
    }
    if (!lost.isEmpty()) {
      missing.add(Moments.count(lost.size(), "lane") + " not here: " + names(lost));
    }
    Long from = view.from();
    Long until = view.until();
    if (from != null && until != null && (from > whole.last() || until <= whole.first())) {
      missing.add("nothing is recorded here in its time");
    }
    if (noTab) {
      missing.add("the tab \u201c" + view.tab() + "\u201d is not here");
    }
    return missing.isEmpty()
        ? new Notice("The view is shown; back leads where you were", Notice.Offer.NOTHING)
        : Notice.failed("The view is shown, but " + String.join("; ", missing));
  }

  private static void evidence(List<String> there, List<String> here, List<String> missing) {
    Set<String> foreign = new HashSet<>(there);
    here.forEach(hash -> foreign.removeIf(f -> hash.startsWith(f)));
    Set<String> more = new HashSet<>(here);
    there.forEach(f -> more.removeIf(hash -> hash.startsWith(f)));
    if (there.isEmpty()) {
      return; // written by hand: it says nothing of evidence
    }
    if (!foreign.isEmpty()) {
      missing.add(
          foreign.size() == Set.copyOf(there).size()
              ? "it is of other evidence"
              : Moments.count(foreign.size())
                  + " of its "
                  + Moments.count(there.size(), "source")
                  + " not here");
    }
    if (!more.isEmpty() && foreign.size() < there.size()) {
      missing.add(Moments.count(more.size(), "source") + " here not in its evidence");
    }
  }

  private static String names(List<List<String>> lost) {
    List<String> some =
        new ArrayList<>(
            lost.stream()
                .limit(NAMED)
                .map(path -> VisibleText.of(VisibleText.middle(String.join(" > ", path), 80)))
                .toList());
    if (lost.size() > NAMED) {
      some.add("and " + Moments.count(lost.size() - NAMED) + " more");
    }
    return String.join(", ", some);
  }
}
