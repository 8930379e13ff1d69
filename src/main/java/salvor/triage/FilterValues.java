package salvor.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Severity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessFields;
import salvor.evidence.Source;
import salvor.evidence.Tuples;
import salvor.timeline.FlagScope;
import salvor.workload.Location;

/** The values that a field of the filter language has in some evidence, to be offered. */
public final class FilterValues {
  private final Evidence evidence;
  private final Map<FilterField, List<String>> known = new EnumMap<>(FilterField.class);

  /** Gathers the values; reads every place and program, but no row. */
  public FilterValues(Evidence evidence) {
    this.evidence = evidence;
    for (FilterField field : FilterField.OF_EVENTS) {
      known.put(field, find(field));
    }
  }

  /**
   * Distinct values in alphabetical order, as the evidence has them; empty for fields whose values
   * are too many or are people's own words.
   */
  public List<String> of(FilterField field) {
    return known.getOrDefault(field, List.of());
  }

  private List<String> find(FilterField field) {
    return switch (field) {
      case KIND, VERDICT, REASON, QUALITY, MILESTONE -> KnownWords.of(field);
      case SEVERITY -> KnownWords.names(Severity.values());
      case FIRST -> KnownWords.names(FlagScope.values());
      case CLUSTER -> List.copyOf(evidence.observations().clusters());
      case NAMESPACE -> placed(Location::namespace);
      case POD -> placed(Location::pod);
      case CONTAINER -> placed(Location::container);
      case IMAGE -> placed(Location::image);
      case NODE -> placed(Location::node);
      case DIGEST -> placed(at -> at.digest() == null ? null : at.digest().value());
      case WORKLOAD -> placed(at -> at.workload() == null ? null : at.workload().name());
      case PROGRAM -> run(ProcessFields.EXECUTABLE, ProcessFields.NAME);
      case PARENT -> run(ProcessFields.PARENT_EXECUTABLE, ProcessFields.PARENT_NAME);
      case SOURCE -> sorted(evidence.sources().stream().map(Source::path).toList());
      case OUTCOME -> outcomes();
      case STAR, ACCEPTED -> List.of("yes", "no");
      case TIME,
          ARGUMENTS,
          PID,
          PARENT_PID,
          UID,
          USER,
          FILE,
          PEER,
          PORT,
          DNS,
          RULE,
          VERB,
          RESOURCE,
          LINE,
          TAG,
          COMMENT,
          BASELINE,
          ELEMENT,
          STATUS,
          RESTARTS,
          READY,
          QUARANTINE,
          SENSOR,
          EVIDENCE,
          TRIAGE ->
          List.of();
    };
  }

  private List<String> placed(Function<Location, @Nullable String> part) {
    Observations all = evidence.observations();
    TreeSet<String> found = new TreeSet<>();
    for (int id = 0; id < all.locations(); id++) {
      String text = part.apply(all.location(id));
      if (text != null) {
        found.add(text);
      }
    }
    return sorted(found);
  }

  private List<String> run(int... fields) {
    Observations all = evidence.observations();
    Tuples processes = all.processTuples();
    BitSet texts = new BitSet();
    for (int id = 0; id < all.processes(); id++) {
      int first = processes.get(id, fields[0]);
      texts.set(first != 0 ? first : processes.get(id, fields[1]));
    }
    texts.clear(0);
    return sorted(
        texts.stream()
            .mapToObj(all.texts()::get)
            .filter(Objects::nonNull)
            .map(String.class::cast)
            .toList());
  }

  /** What can come of anything, then what sources said of it. */
  private List<String> outcomes() {
    Observations all = evidence.observations();
    BitSet said = new BitSet();
    for (int id = 0; id < all.activities(); id++) {
      said.set(all.said(id));
    }
    said.clear(0);
    List<String> found = new ArrayList<>(KnownWords.names(Outcome.Result.values()));
    found.addAll(
        sorted(said.stream().mapToObj(all.texts()::get).filter(Objects::nonNull).toList()));
    return List.copyOf(found);
  }

  private static List<String> sorted(Iterable<String> texts) {
    TreeSet<String> sorted = new TreeSet<>();
    texts.forEach(sorted::add);
    return List.copyOf(sorted);
  }
}
