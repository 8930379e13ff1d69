package salvor.workbench.comparison;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.triage.BaselineChoice;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedAct.Presence;
import salvor.triage.ComparedBaseline;
import salvor.triage.Comparison;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** A baseline as one side of a comparison, in words. */
final class BaselineWords {
  private static final int LIMIT = 160;

  private BaselineWords() {}

  /** The side's name. */
  static String name(Lane of) {
    return "Baseline of " + CompareWords.name(of);
  }

  /** Why there is none to compare with; null when there is one. */
  static @Nullable String none(BaselineChoice choice, Lane of) {
    return switch (choice) {
      case BaselineChoice.One _ -> null;
      case BaselineChoice.None() ->
          "No baseline applies to "
              + CompareWords.name(of)
              + ". Give one with the evidence, or learn one: salvor baseline learn.";
      case BaselineChoice.Several(List<String> names) ->
          CompareWords.name(of)
              + " has containers with other baselines or with none ("
              + VisibleText.of(String.join(", ", names), LIMIT)
              + "). Choose one container as A.";
    };
  }

  /** What it knows, how much of that was done, and where it may be trusted. */
  static String facts(ComparedBaseline baseline) {
    String known =
        Moments.count(baseline.known())
            + " known, "
            + Moments.count(baseline.met())
            + " of them done";
    return baseline.stable().isEmpty()
        ? known + "; nothing in it is stable: nothing can be claimed"
        : known + "; stable: " + names(baseline.stable());
  }

  /** All that is known of it, for those who ask. */
  static String detail(ComparedBaseline baseline) {
    List<String> lines = new ArrayList<>();
    lines.add(
        VisibleText.of(baseline.profile().name(), LIMIT)
            + " ("
            + VisibleText.of(baseline.profile().origin(), LIMIT)
            + ")");
    for (FacetState state : FacetState.values()) {
      Set<Facet> facets = EnumSet.allOf(Facet.class);
      facets.removeIf(facet -> baseline.state(facet) != state);
      if (!facets.isEmpty()) {
        lines.add(Words.state(state) + ": " + names(facets));
      }
    }
    Set<Facet> missing = notRecorded(baseline);
    if (!missing.isEmpty()) {
      lines.add("Not recorded on A's node in this time: " + names(missing));
    }
    return String.join("\n", lines);
  }

  private static Set<Facet> notRecorded(ComparedBaseline baseline) {
    Set<Facet> missing = baseline.stable();
    missing.removeAll(baseline.recorded());
    return missing;
  }

  private static String names(Set<Facet> facets) {
    return facets.stream().map(Words::facet).collect(Collectors.joining(", "));
  }

  /** The sum of it, in a sentence. */
  static String sum(Comparison compared, ComparedBaseline baseline) {
    if (baseline.stable().isEmpty()) {
      return "Nothing can be told: no part of this baseline is stable";
    }
    int out = compared.differencesOut();
    int unseen = compared.count(Presence.ONLY_B);
    int untold = compared.count(Presence.UNTOLD);
    return Moments.count(compared.count(Presence.ONLY_A))
        + " not known"
        + (out == 0 ? "" : ", " + Moments.count(out) + " out of profile")
        + (unseen == 0 && out > 0 ? "" : "; " + Moments.count(unseen) + " not seen")
        + (untold == 0 ? "" : "; " + Moments.count(untold) + " unclear");
  }

  /** What is to be known before it is believed; empty when nothing. */
  static String caution(Comparison compared, ComparedBaseline baseline, TimelineModel timeline) {
    List<String> parts = new ArrayList<>();
    switch (baseline.rule()) {
      case OTHER_DIGEST ->
          parts.add(
              compared.ofUnknownImage()
                  ? "It is not known of all of A which image ran: the baseline proves nothing here."
                  : "The baseline is of another image: it proves nothing here.");
      case SAME_IMAGE -> parts.add("The baseline is of another workload with the same image.");
      case SAME_WORKLOAD, NONE -> {}
    }
    parts.add(CompareWords.recorded("A", compared.a(), timeline));
    Set<Facet> missing = notRecorded(baseline);
    if (!missing.isEmpty()) {
      parts.add("Not recorded, so nothing of it can be missed: " + names(missing) + ".");
    }
    return CompareWords.joined(parts);
  }

  /** How many acts are so, on the button that lists them. */
  static String group(Presence presence) {
    return switch (presence) {
      case ONLY_A -> "Not known";
      case ONLY_B -> "Not seen";
      case UNTOLD -> "Unclear";
      case BOTH -> "Known";
    };
  }

  /** What the button lists. */
  static String explained(Presence presence) {
    return switch (presence) {
      case ONLY_A -> "List what A did and the baseline does not know";
      case ONLY_B -> "List what the baseline expects and A was not seen doing";
      case UNTOLD -> "List what the baseline cannot judge or no sensor recorded";
      case BOTH -> "List what A did and the baseline knows";
    };
  }

  /** What the baseline says of an act, in a word or two. */
  static String answer(ComparedAct.Expected expected) {
    return switch (expected.answer()) {
      case KNOWN, NOT_RECORDED -> "known";
      case NOT_KNOWN -> "not known";
      case CANNOT_TELL -> "cannot tell";
    };
  }

  /** How often A did what it was not seen doing; never only where it would have been seen. */
  static String unseen(ComparedAct.Expected expected) {
    return switch (expected.answer()) {
      case KNOWN, NOT_KNOWN -> "never";
      case CANNOT_TELL -> "not seen";
      case NOT_RECORDED -> "not recorded";
    };
  }

  /** Why, or what of the baseline comes nearest. */
  static String why(ComparedAct act, ComparedAct.Expected expected) {
    return switch (expected.answer()) {
      case KNOWN ->
          expected.support() == 0 ? "" : "seen in " + Moments.count(expected.support(), "pod");
      case NOT_KNOWN -> ActWords.near(act, "the baseline");
      case CANNOT_TELL -> Words.brief(expected.reason());
      case NOT_RECORDED -> "No sensor recorded such things here";
    };
  }

  /** The same in a sentence, for what is under the pointer. */
  static String sentence(ComparedAct.Expected expected) {
    return switch (expected.answer()) {
      case KNOWN, NOT_RECORDED -> "The baseline knows this.";
      case NOT_KNOWN -> "The baseline does not know this.";
      case CANNOT_TELL -> "The baseline cannot tell: " + Words.brief(expected.reason()) + ".";
    };
  }
}
