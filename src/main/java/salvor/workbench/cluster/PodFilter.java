package salvor.workbench.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import salvor.baseline.Severity;
import salvor.baseline.Verdict;
import salvor.live.TriageLog;
import salvor.triage.FactFilter;
import salvor.triage.FilterError;
import salvor.triage.FilterField;
import salvor.triage.FilterSpot;
import salvor.workbench.triage.FilterOffers;
import salvor.workbench.triage.FilterOffers.Offer;
import salvor.workbench.triage.FilterWords;
import salvor.workbench.triage.FilterWords.Example;

/**
 * The filter of the pods: what is written, what of it is wrong, and what may be written next. What
 * is half written changes nothing; the last filter that was understood stays in force.
 */
final class PodFilter {
  /** How it is written. */
  static final List<Example> EXAMPLES =
      List.of(
          new Example("out", "Out of profile; short for verdict=out"),
          new Example("web", "A word in any text: pod, workload, image, node, status"),
          new Example("namespace=shop image~web", "Two terms together mean and"),
          new Example("not status=Running", "Those that do not run"),
          new Example("severity>=high or restarts>3", "One or the other"),
          new Example("verdict=out triage=unseen", "What nobody has decided of yet"),
          new Example("sensor=\"not heard\"", "What cannot be seen now"),
          new Example("quarantine=*", "What is cut off"),
          new Example("baseline=none", "What has no baseline"),
          new Example("ip=10.0.0.7 or node=node-1", "Where it is"));

  private final Supplier<List<PodRow>> rows;
  private final Consumer<FactFilter> leave;
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final FilterOffers offers =
      new FilterOffers(
          FilterField.ofPods(),
          field -> field.names().reversed(),
          FilterWords::meaningOfPod,
          (field, spot) -> FilterOffers.of(values(field).stream(), spot));
  private String inForce = "";

  /**
   * @param rows all pods
   * @param leave leaves only those that fit
   */
  PodFilter(Supplier<List<PodRow>> rows, Consumer<FactFilter> leave) {
    this.rows = rows;
    this.leave = leave;
    text.subscribe(this::read);
  }

  private void read(String written) {
    offers
        .unfinished(written)
        .filter(word -> !word.equalsIgnoreCase("out"))
        .or(() -> unfinishedValue(written))
        .ifPresentOrElse(word -> tell(FilterWords.unfinished(word)), this::apply);
  }

  /** A value at the end that may become one that there is. */
  private Optional<String> unfinishedValue(String written) {
    FilterSpot spot = FilterSpot.at(written, written.length(), FilterField.ofPods());
    FilterField field = spot.field();
    String word = spot.written().toLowerCase(Locale.ROOT);
    if (spot.expects() != FilterSpot.Expects.VALUE || field == null || word.isEmpty()) {
      return Optional.empty();
    }
    List<String> known = values(field).stream().map(v -> v.toLowerCase(Locale.ROOT)).toList();
    return !known.contains(word) && known.stream().anyMatch(v -> v.startsWith(word))
        ? Optional.of(spot.written())
        : Optional.empty();
  }

  /** Applies what is written, also where its last word may become another. */
  void apply() {
    String written = text.get();
    try {
      FactFilter next = PodChoice.filter(written);
      inForce = written.strip();
      trouble.set("");
      leave.accept(next);
    } catch (FilterError error) {
      tell(FilterWords.trouble(error, written));
    }
  }

  private void tell(String wrong) {
    trouble.set(
        wrong
            + ". Shown are still "
            + (inForce.isEmpty() ? "all pods." : "those of \u201c" + inForce + "\u201d."));
  }

  /** What may be written at a place in the text. */
  List<Offer> offers(int caret) {
    return offers.at(text.get(), caret);
  }

  private Set<String> values(FilterField field) {
    Set<String> found = new TreeSet<>();
    switch (field) {
      case VERDICT -> names(Verdict.values(), found);
      case SEVERITY -> names(Severity.values(), found);
      case TRIAGE -> names(TriageLog.State.values(), found);
      default -> rows.get().forEach(row -> found.addAll(row.texts(field)));
    }
    found.remove("");
    return found;
  }

  private static void names(Enum<?>[] all, Set<String> into) {
    for (Enum<?> each : all) {
      into.add(each.name().toLowerCase(Locale.ROOT));
    }
  }

  /** What is written. */
  StringProperty text() {
    return text;
  }

  /** What is wrong with what is written, and what is shown all the same; empty when nothing is. */
  ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }
}
