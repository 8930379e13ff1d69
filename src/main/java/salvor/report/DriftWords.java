package salvor.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Secrets;
import salvor.evidence.Visible;
import salvor.workload.drift.Aspect;
import salvor.workload.drift.Change;
import salvor.workload.drift.ClusterState;
import salvor.workload.drift.Drift;
import salvor.workload.drift.Fact;

/** What changed in a cluster, in words. */
public final class DriftWords {
  private static final int LONGEST = 160;
  private static final int MOST_FACTS = 4;

  private DriftWords() {}

  /** What a change is a matter of. */
  public static String aspect(Aspect aspect) {
    return switch (aspect) {
      case GRANT -> "Rights";
      case ADMISSION -> "Admission and webhooks";
      case WORKLOAD -> "Workloads";
      case EPHEMERAL -> "Containers put into pods";
      case PRIVILEGE -> "Privileges";
      case IMAGE -> "Images";
      case COMMAND -> "Commands";
      case NETWORK -> "Network policies";
      case ACCOUNT -> "Service accounts";
      case SECRET -> "Secrets";
      case CONFIGURATION -> "Configuration";
      case ENVIRONMENT -> "Environment";
      case EXPOSURE -> "Services";
      case LABEL -> "Labels";
      case OTHER -> "Other";
    };
  }

  /** What happened, in a word. */
  public static String sign(Change.Sign sign) {
    return sign.name().toLowerCase(Locale.ROOT);
  }

  /** What changed: the object, and what of it. */
  public static String what(Change change) {
    return Visible.text(change.object().toString(), LONGEST)
        + (change.what() == null ? "" : ": " + Visible.text(change.what(), LONGEST));
  }

  /** From what to what; what an object says that came or went. */
  public static String how(Change change) {
    String doubt =
        change.certain()
            ? ""
            : change.sign() == Change.Sign.ADDED
                ? "in A none of its kind were taken: it may have been there; "
                : "in B none of its kind were taken: it may still be there; ";
    if (change.sign() == Change.Sign.REPLACED) {
      return "another object of the same name, made anew";
    }
    return doubt + (change.what() == null ? facts(change.facts()) : values(change));
  }

  private static String values(Change change) {
    if (change.masked()) {
      return "(the value is not shown)";
    }
    String before = shown(change.aspect(), change.what(), change.before());
    String after = shown(change.aspect(), change.what(), change.after());
    if (before == null) {
      return value(after);
    } else if (before.equals(after)) {
      return value(after) + " (what differs is not shown)";
    }
    return after == null ? "was " + value(before) : value(before) + " \u2192 " + value(after);
  }

  private static String value(@Nullable String value) {
    return Visible.text(String.valueOf(value), LONGEST);
  }

  /** A value without what looks like a secret in it; null when there is none. */
  static @Nullable String shown(Aspect aspect, @Nullable String what, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return aspect == Aspect.LABEL && what != null
        ? Secrets.masked(what, value)
        : Secrets.masked(value);
  }

  private static String facts(List<Fact> facts) {
    String told =
        facts.stream()
            .filter(f -> f.aspect() != Aspect.LABEL && !f.masked())
            .sorted((a, b) -> a.aspect().compareTo(b.aspect()))
            .limit(MOST_FACTS)
            .map(f ->
                Visible.text(f.what(), 60)
                    + " "
                    + Visible.text(String.valueOf(shown(f.aspect(), f.what(), f.value())), 80))
            .collect(Collectors.joining("; "));
    int more = facts.size() - MOST_FACTS;
    return told + (more > 0 ? "; " + more + " more" : "");
  }

  /** What a state was made of. */
  public static String state(ClusterState state) {
    return String.format(
        Locale.ROOT,
        "%,d objects of %,d kinds; %s",
        state.objects().size(),
        state.kinds().size(),
        state.latest() == null
            ? "they tell no time"
            : "taken at " + state.latest() + " or later, the latest time that they tell of");
  }

  /** Why the two may not be compared as they were, in sentences. */
  public static List<String> doubts(Set<Drift.Doubt> doubts) {
    return doubts.stream()
        .sorted()
        .map(doubt ->
            switch (doubt) {
              case TWO_CLUSTERS ->
                  "A and B are of two clusters: the uid of kube-system differs. Compare two dumps of one.";
              case WRONG_ORDER ->
                  "A tells of later times than B: perhaps the two are the wrong way round.";
              case EMPTY -> "A or B holds no cluster object: nothing can be compared with it.";
            })
        .toList();
  }

  /** What is the same, and what came and went by itself. */
  public static String rest(Drift drift) {
    return String.format(
        Locale.ROOT,
        "%,d objects are as they were. Of what controllers make, %,d came and %,d went.",
        drift.same(),
        drift.came(),
        drift.went());
  }
}
