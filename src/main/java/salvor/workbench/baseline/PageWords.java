package salvor.workbench.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Carrying;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Unit;
import salvor.baseline.Verdict;
import salvor.baseline.Window;
import salvor.report.CompletenessWords;
import salvor.triage.BaselineUse;
import salvor.triage.BaselineUse.Judged;
import salvor.triage.BaselineUse.Outside;
import salvor.workbench.baseline.PageNode.Content;
import salvor.workbench.wording.Locations;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** The lines of a baseline's page in words. */
final class PageWords {
  static final int LIMIT = 600;
  private static final int WINDOWS = 3;

  private PageWords() {}

  /** The name of a part. */
  static String part(@Nullable Facet facet) {
    return facet == null ? "What no part speaks of" : sentence(Words.facet(facet));
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Namespace, pod and container. */
  static String container(Judged judged) {
    return Locations.container(judged.at());
  }

  /** By which rule its baseline was found. */
  static String rule(Matching.Match match) {
    String found =
        switch (match.workloadFrom()) {
          case RECORD, UNKNOWN -> "";
          case INVENTORY -> " (its workload is known from cluster objects)";
          case POD_NAME -> " (its workload is derived from the pod's name)";
        };
    return switch (match.rule()) {
          case SAME_WORKLOAD -> "same workload, container and image digest";
          case OTHER_DIGEST ->
              "same workload and container, another image digest: what differs stays unknown";
          case SAME_IMAGE -> "same image digest in another workload";
          case NONE -> "no rule finds a baseline";
        }
        + found;
  }

  /** How many containers a baseline judges. */
  static String containers(List<Judged> judged, boolean without) {
    return without
        ? Moments.count(judged.size(), "container") + " without a baseline"
        : judged.isEmpty()
            ? "Judges no container that was seen"
            : "Judges " + Moments.count(judged.size(), "container");
  }

  /** An act outside of the baseline, as raw as the evidence has it. */
  static String act(Trait trait) {
    return trait instanceof Trait.Network network
        ? sentence(direction(network)) + PageTree.connection(network)
        : trait instanceof Trait.Exec exec && Trait.Exec.RUNTIME.equals(exec.parent())
            ? trait.text().replace(Trait.Exec.RUNTIME, "container runtime")
            : trait.text();
  }

  private static String direction(Trait.Network network) {
    return switch (network.direction()) {
      case OUT -> "to ";
      case IN -> "from ";
      case LISTEN -> "listens on ";
    };
  }

  /** How many of how many units showed an element; empty when the baseline does not say. */
  static String support(Profile profile, Element element) {
    return Carrying.isOpen(element)
        ? "unconfirmed"
        : element.support() == 0
            ? ""
            : element.support() + " of " + profile.units(element.trait().facet()).size();
  }

  /** In which phases it was seen. */
  static String phases(Element element) {
    return element.phases().stream()
        .map(phase -> phase.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** When it was learned, from what, by which tool. */
  static List<String> facts(Profile profile) {
    List<String> facts = new ArrayList<>();
    if (profile.key().digest() != null) {
      facts.add("Image " + VisibleText.of(profile.key().digest().value(), LIMIT));
    } else {
      facts.add("It does not say of which image");
    }
    facts.add(learned(profile));
    facts.add("Made by " + VisibleText.of(profile.origin(), LIMIT));
    return facts;
  }

  private static String learned(Profile profile) {
    String units =
        profile.units().isEmpty()
            ? "It does not say what was watched"
            : CompletenessWords.units(profile) + " watched";
    if (profile.windows().isEmpty()) {
      return units + ", nor when";
    }
    String windows =
        profile.windows().stream()
            .limit(WINDOWS)
            .map(PageWords::window)
            .collect(Collectors.joining(", and "));
    int more = profile.windows().size() - WINDOWS;
    return units
        + ", "
        + windows
        + (more > 0 ? ", and " + Moments.count(more, "more window") : "")
        + " "
        + Moments.zone();
  }

  private static String window(Window window) {
    boolean begins = window.from() != Long.MIN_VALUE;
    boolean ends = window.until() != Long.MAX_VALUE;
    return !begins && !ends
        ? "nobody knows when"
        : (begins ? "from " + Moments.seconds(window.from()) : "")
            + (begins && ends ? " " : "")
            + (ends ? "until " + Moments.seconds(window.until()) : "");
  }

  /** What is to be known before it is believed, but for what the dwell ruler says. */
  static List<String> cautions(BaselineUse use) {
    List<String> cautions = new ArrayList<>();
    long stale =
        use.judged().stream().filter(j -> j.match().rule() == Matching.Rule.OTHER_DIGEST).count();
    if (stale > 0) {
      cautions.add(
          Moments.count(stale)
              + " of "
              + Moments.count(use.judged().size(), "container")
              + " ran another image, or it is not known which: there nothing is judged by this.");
    }
    long lossy = use.profile().units().stream().filter(Unit::lossy).count();
    if (lossy > 0) {
      cautions.add(
          "In "
              + Moments.count(lossy)
              + " of "
              + CompletenessWords.units(use.profile())
              + " more than 1 % of the events were lost, so that what was done then is not all"
              + " known.");
    }
    return cautions;
  }

  /** The state of a part that is to be known first; STABLE when all that was recorded is so. */
  static FacetState worst(BaselineUse use) {
    boolean stale =
        use.judged().stream().anyMatch(j -> j.match().rule() == Matching.Rule.OTHER_DIGEST);
    for (FacetState state :
        List.of(
            FacetState.TAINTED,
            FacetState.STALE,
            FacetState.TRUNCATED,
            FacetState.UNSTABLE,
            FacetState.LEARNING,
            FacetState.STABLE)) {
      if (use.profile().states().containsValue(state) || (stale && state == FacetState.STALE)) {
        return state;
      }
    }
    return FacetState.NONE;
  }

  /** What acts of one verdict are called together. */
  static String beyond(Content.Beyond beyond) {
    String acts =
        Moments.count(beyond.acts().size(), "act") + ", " + Moments.count(beyond.events(), "event");
    return switch (beyond.verdict()) {
      case OUT -> "Falls outside in this case: " + acts;
      case EXPLAINED -> "Outside and explained: " + acts;
      case UNKNOWN -> "Not judged: " + acts + why(beyond.acts());
      case IN -> "In profile when it was judged, by what this baseline no longer holds: " + acts;
    };
  }

  private static String why(List<Outside> acts) {
    List<String> reasons =
        acts.stream().map(a -> Words.brief(a.judgement().reason())).distinct().toList();
    return reasons.size() == 1 ? " (" + lower(reasons.getFirst()) + ")" : "";
  }

  private static String lower(String words) {
    return Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }

  /** How many known things of a part there are, and what became of them in the case. */
  static String sum(int known, int met, int outside) {
    return Moments.count(known)
        + " known, "
        + Moments.count(met)
        + " seen in this case"
        + (outside == 0 ? "" : ", " + Moments.count(outside) + " outside");
  }

  /** Whether the acts of a verdict are shown without being asked for. */
  static boolean isPressing(Verdict verdict) {
    return verdict == Verdict.OUT || verdict == Verdict.IN;
  }
}
