package salvor.workbench.casefile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.casefile.CaseNote;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;
import salvor.report.TimeWording;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;
import salvor.workload.Location;

/**
 * Sources, baselines and notes in words. Nothing that was given is left out: what is cut short is
 * counted.
 */
public final class CaseWords {
  private static final int FIRST_UNREADABLE = 5;
  private static final int MOST_CONTAINERS = 40;
  private static final int LIMIT = 300;

  private CaseWords() {}

  /** Each file: lines = observations + unreadable + skipped, with the reasons. */
  public static List<Entry> sources(Evidence evidence) {
    Observations all = evidence.observations();
    return evidence.sources().stream().map(source -> source(source, all)).toList();
  }

  private static Entry source(Source source, Observations all) {
    List<String> remarks = new ArrayList<>();
    TimeWording.source(source, all).map(CaseWords::sentence).ifPresent(remarks::add);
    source.skipped().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e ->
            remarks.add(
                "Skipped "
                    + Moments.count(e.getValue())
                    + ": "
                    + VisibleText.of(e.getKey(), LIMIT)));
    for (Unreadable line :
        source.unreadable().subList(0, Math.min(FIRST_UNREADABLE, source.unreadable().size()))) {
      remarks.add(
          "Line "
              + Moments.count(line.line())
              + " is unreadable: "
              + VisibleText.of(line.reason(), LIMIT));
    }
    long more = source.unreadableCount() - FIRST_UNREADABLE;
    if (more > 0) {
      remarks.add("\u2026 and " + Moments.count(more, "more unreadable line"));
    }
    source.notes().forEach(note -> remarks.add(VisibleText.of(note, LIMIT)));
    remarks.add(
        "SHA-256 "
            + source.sha256()
            + ", "
            + Moments.count(source.bytes(), "byte")
            + " of content");
    String sum =
        Moments.count(source.lines(), "line")
            + " = "
            + Moments.count(source.observations(), "observation")
            + " + "
            + Moments.count(source.unreadableCount())
            + " unreadable + "
            + Moments.count(source.skippedCount())
            + " skipped";
    boolean attention = source.unreadableCount() > 0 || !source.notes().isEmpty();
    return new Entry(
        VisibleText.of(source.path(), LIMIT), source.format(), sum, remarks, null, attention);
  }

  /**
   * Each baseline with the containers it judges and by which rule, then the containers that none
   * applies to.
   */
  public static List<Entry> baselines(
      List<Profile> baselines, Matching matching, Evidence evidence) {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    baselines.forEach(p -> profiles.putIfAbsent(p.name(), p));
    Map<String, Set<String>> containers = new LinkedHashMap<>();
    profiles.keySet().forEach(name -> containers.put(name, new LinkedHashSet<>()));
    Set<String> without = new LinkedHashSet<>();
    Observations all = evidence.observations();
    for (int id = 0; id < all.locations(); id++) {
      Location at = all.location(id);
      if (at.pod() != null || at.container() != null || at.containerId() != null) {
        Matching.Match match = matching.match(at);
        Profile by = match.profile();
        Set<String> group =
            by == null
                ? without
                : containers.computeIfAbsent(by.name(), _ -> new LinkedHashSet<>());
        if (by != null) {
          profiles.putIfAbsent(by.name(), by);
        }
        group.add(container(at, match) + ": " + rule(match));
      }
    }
    List<Entry> entries = new ArrayList<>();
    profiles.forEach(
        (name, profile) -> entries.add(baseline(profile, containers.getOrDefault(name, Set.of()))));
    if (!without.isEmpty()) {
      String sum = Moments.count(without.size(), "container") + ": only hard indicators can tell";
      entries.add(new Entry("No baseline", "", sum, shortened(List.of(), without), null, true));
    }
    return entries;
  }

  private static Entry baseline(Profile profile, Set<String> containers) {
    List<String> remarks = new ArrayList<>();
    Long from = profile.from();
    Long until = profile.until();
    Entry.Learned learned =
        from == null || until == null
            ? null
            : new Entry.Learned(from, until, profile.units().size());
    for (FacetState state : FacetState.values()) {
      String facets =
          Arrays.stream(Facet.values())
              .filter(f -> profile.state(f) == state)
              .map(Words::facet)
              .collect(Collectors.joining(", "));
      if (!facets.isEmpty()) {
        remarks.add(Words.state(state) + ": " + facets);
      }
    }
    String sum =
        containers.isEmpty()
            ? "judges no container that was seen"
            : "judges " + Moments.count(containers.size(), "container");
    return new Entry(
        title(profile.name()),
        VisibleText.of(profile.origin(), LIMIT),
        sum,
        shortened(remarks, containers),
        learned,
        containers.isEmpty());
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** The title of the entry of a baseline. */
  static String title(String baseline) {
    return VisibleText.of(baseline, LIMIT);
  }

  private static List<String> shortened(List<String> first, Set<String> containers) {
    List<String> lines = new ArrayList<>(first);
    containers.stream().limit(MOST_CONTAINERS).forEach(lines::add);
    if (containers.size() > MOST_CONTAINERS) {
      lines.add(
          "\u2026 and " + Moments.count(containers.size() - MOST_CONTAINERS, "more container"));
    }
    return lines;
  }

  private static String container(Location at, Matching.Match match) {
    String name = match.container() != null ? match.container() : at.containerId();
    return VisibleText.of(
        part(at.namespace(), "/") + part(at.pod(), " \u203a ") + (name == null ? "?" : name),
        LIMIT);
  }

  private static String part(@Nullable String text, String after) {
    return text == null ? "" : text + after;
  }

  private static String rule(Matching.Match match) {
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

  /** What is to be known about the case as it was opened. */
  public static List<Entry> notes(List<CaseNote> notes) {
    return notes.stream()
        .map(n ->
            new Entry(
                VisibleText.of(n.subject(), LIMIT),
                "",
                n.about().words(),
                n.detail().isEmpty() ? List.of() : List.of(VisibleText.of(n.detail(), LIMIT)),
                null,
                true))
        .toList();
  }
}
