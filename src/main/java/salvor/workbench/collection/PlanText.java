package salvor.workbench.collection;

import java.util.ArrayList;
import java.util.List;
import salvor.collection.Attempt;
import salvor.collection.CollectionPlan;
import salvor.report.CollectionWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** A plan to take evidence, in words that are safe to show. */
final class PlanText {
  private static final int NAMED = 16;
  private static final int LIMIT = 400;
  private static final String LADDER =
      "by the first that is let of an ephemeral container that may look into every process, one as"
          + " the target's user, one within the restricted profile; each is tried dry first";

  private PlanText() {}

  private static long asked(CollectionPlan plan) {
    return plan.pods().stream()
        .filter(CollectionPlan.OfPod::isAsked)
        .mapToLong(pod -> pod.targets().size())
        .sum();
  }

  private static long reached(CollectionPlan plan) {
    return plan.pods().stream()
        .mapToLong(pod -> pod.targets().stream().filter(pod::isReached).count())
        .sum();
  }

  /** Whether nothing is known to be in the way. */
  static boolean isGood(CollectionPlan plan) {
    return reached(plan) == asked(plan);
  }

  /** What is left in the cluster by it. */
  static List<String> footprint(CollectionPlan plan) {
    return brief(
        plan.pods().stream()
            .flatMap(pod -> pod.footprint().stream())
            .map(each -> VisibleText.of(brief(each), LIMIT))
            .distinct()
            .toList());
  }

  /** What it comes to, in a sentence. */
  static String verdict(CollectionPlan plan) {
    long all = plan.pods().stream().mapToLong(pod -> pod.targets().size()).sum();
    if (all == 0) {
      return "\u25b2 No container runs there: only logs and objects can be taken.";
    }
    if (asked(plan) < all) {
      return "\u25cb Nobody has asked the cluster yet: this is what is taken where it lets the"
          + " toolbox in.";
    }
    long not = all - reached(plan);
    return not == 0
        ? "\u25c7 The toolbox would be let in: processes, sockets and executables are taken from"
            + " inside, whether or not the image has a shell."
        : "\u25b2 The toolbox is not let into "
            + not
            + " of "
            + Moments.count(all, "container")
            + ": there only what programs of the image itself and the API tell.";
  }

  /** How the toolbox gets in, container by container, rung by rung. */
  static List<String> ways(CollectionPlan plan) {
    List<String> ways = new ArrayList<>();
    for (CollectionPlan.OfPod pod : plan.pods()) {
      for (String container : pod.targets()) {
        String name = VisibleText.of(pod.name() + " / " + container, LIMIT);
        List<String> tried =
            pod.tried().getOrDefault(container, List.of()).stream().map(PlanText::attempt).toList();
        if (!pod.isAsked()) {
          ways.add(name + ": " + LADDER);
        } else if (tried.size() == 1 && pod.isReached(container)) {
          ways.add(name + ": " + tried.getFirst());
        } else {
          ways.add(name + ":");
          ways.addAll(tried);
          if (!pod.isReached(container)) {
            ways.add("So by programs of its image, and by the API.");
          }
        }
      }
    }
    return brief(ways);
  }

  private static String attempt(Attempt attempt) {
    return (attempt.isUsable() ? "\u2713 " : "\u2715 ") + CollectionWords.attempt(attempt);
  }

  /** What is the same of all pods is told once. */
  static List<String> items(CollectionPlan plan) {
    return CollectionWords.items(
        plan.pods().stream().flatMap(pod -> pod.items().stream()).toList());
  }

  /** What else to know beforehand. */
  static List<String> remarks(CollectionPlan plan) {
    List<String> remarks = new ArrayList<>();
    if (plan.wish().checkpoint()) {
      remarks.add("\u25b2 " + CollectionWords.checkpoint(plan.wish()));
    }
    remarks.add("Nothing is written into the pods' own containers.");
    if (plan.pods().stream().anyMatch(pod -> !pod.footprint().isEmpty())) {
      remarks.add(
          "No cluster can take an ephemeral container out of its pod again: ours ends by itself after "
              + Moments.length(plan.wish().maxSeconds() * 4 * 1_000_000_000L)
              + ", and is named in the pod's object as long as that lives. Where one does not start"
              + " there is no second.");
    }
    remarks.add(
        "Each item goes to the ledger before it is begun and when it has ended, with its hash or with"
            + " the reason why there is none.");
    return remarks;
  }

  /** A digest is told by its begin: all of it is in the ledger. */
  private static String brief(String footprint) {
    return footprint.replaceAll("(@sha256:[0-9a-f]{12})[0-9a-f]{52}", "$1\u2026");
  }

  /** The first of many, and how many more there are. */
  private static List<String> brief(List<String> all) {
    if (all.size() <= NAMED) {
      return all;
    }
    List<String> first = new ArrayList<>(all.subList(0, NAMED));
    first.add("and " + Moments.count(all.size() - NAMED) + " more");
    return first;
  }
}
