package salvor.workbench.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Acceptance;
import salvor.casefile.Edits;
import salvor.casefile.Marks;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.report.TriageJson;
import salvor.triage.Finding;
import salvor.triage.RecordTerms;
import salvor.triage.WorkloadFindings;
import salvor.workbench.commands.Subject;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.selection.Span;
import salvor.workbench.wording.Moments;

/**
 * The findings from worst to least by workload, and which of them the selected event belongs to.
 */
public final class FindingsViewModel {
  private static final long MARGIN = 5_000_000_000L;

  /** Less of a command than this is not worth leaving out. */
  private static final int ALIKE = 16;

  /** Names the group of what was accepted among those that are closed. */
  private static final Object APART = "accepted";

  private final List<Finding> findings;
  private final LongSummaryStatistics times;
  private final Evidence evidence;
  private final Observations observations;
  private final long out;
  private final Selection selection;
  private final Sight sight;
  private final Set<Object> closed = new HashSet<>();
  private Map<Integer, Acceptance> accepted = Map.of();
  private final ReadOnlyObjectWrapper<List<Finding>> inSight;
  private final ReadOnlyObjectWrapper<List<FindingRow>> rows;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final ReadOnlyObjectWrapper<@Nullable Finding> current = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Span> framed = new ReadOnlyObjectWrapper<>();

  /**
   * The findings of a case, in the order given.
   *
   * @param out how many observations are out of profile
   */
  public FindingsViewModel(
      List<Finding> findings, Evidence evidence, long out, Selection selection, Sight sight) {
    this.findings = List.copyOf(findings);
    this.times =
        findings.stream()
            .flatMap(f -> Stream.of(f.first(), f.last()))
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .summaryStatistics();
    this.evidence = evidence;
    this.observations = evidence.observations();
    this.out = out;
    this.inSight = new ReadOnlyObjectWrapper<>(this.findings);
    this.rows = new ReadOnlyObjectWrapper<>(List.of());
    this.selection = selection;
    this.sight = sight;
    name();
    arrange();
    selection.row().subscribe(row -> current.set(findingOf(row.intValue())));
    sight.rows().subscribe(this::see);
    sight.dims().addListener((_, _, _) -> see(sight.rows().get()));
  }

  /** Has what was accepted as normal stand apart, now and after each edit of the case. */
  public void heed(Edits edits, Marks marks, Executor fx) {
    edits.watch(() -> {
      Map<Integer, Acceptance> now = Acceptance.of(findings, marks);
      fx.execute(() -> accept(now));
    });
    accept(Acceptance.of(findings, marks));
  }

  private void accept(Map<Integer, Acceptance> now) {
    if (!now.equals(accepted)) {
      accepted = now;
      name();
      arrange();
    }
  }

  private void name() {
    long open = findings.stream().filter(finding -> !isApart(finding)).count();
    title.set(findings.isEmpty() ? "Findings" : "Findings " + Moments.count(open));
  }

  private boolean isApart(Finding finding) {
    Acceptance of = accepted.get(finding.row());
    return of != null && of.whole();
  }

  private void see(@Nullable BitSet left) {
    inSight.set(left == null ? findings : findings.stream().filter(f -> touches(f, left)).toList());
    arrange();
    current.set(findingOf(selection.row().get()));
  }

  private void arrange() {
    List<FindingRow> lines = new ArrayList<>();
    Set<Integer> left = inSight.get().stream().map(Finding::row).collect(Collectors.toSet());
    Map<Boolean, List<Finding>> parts =
        shown().stream().collect(Collectors.partitioningBy(this::isApart));
    for (WorkloadFindings group : WorkloadFindings.of(parts.getOrDefault(false, List.of()))) {
      boolean open = !closed.contains(name(group));
      lines.add(new FindingRow.Heading(group, open));
      if (open) {
        lines.addAll(cards(group, left));
      }
    }
    List<Finding> settled = parts.getOrDefault(true, List.of());
    if (!settled.isEmpty()) {
      boolean open = !closed.contains(APART);
      lines.add(new FindingRow.Apart(settled.size(), open));
      if (open) {
        WorkloadFindings.of(settled).forEach(group -> lines.addAll(cards(group, left)));
      }
    }
    rows.set(List.copyOf(lines));
  }

  private List<FindingRow> cards(WorkloadFindings group, Set<Integer> left) {
    List<FindingRow> cards = new ArrayList<>();
    List<String> subjects =
        group.findings().stream().map(f -> FindingWords.subject(f, observations)).toList();
    for (int i = 0; i < subjects.size(); i++) {
      Finding finding = group.findings().get(i);
      cards.add(
          new FindingRow.Card(
              finding,
              alike(i, subjects),
              group,
              accepted.get(finding.row()),
              !left.contains(finding.row())));
    }
    return cards;
  }

  private static Object name(WorkloadFindings group) {
    return group.cluster() + "\n" + group.workload() + "\n" + group.place();
  }

  /** How much of a subject's beginning is that of another one too, up to a whole word. */
  static int alike(int index, List<String> subjects) {
    String subject = subjects.get(index);
    int most = 0;
    for (int other = 0; other < subjects.size(); other++) {
      if (other != index && !subjects.get(other).equals(subject)) {
        most = Math.max(most, common(subject, subjects.get(other)));
      }
    }
    int word = Math.max(subject.lastIndexOf(' ', most), subject.lastIndexOf(';', most));
    return word < ALIKE ? 0 : word;
  }

  private static int common(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int at = 0;
    while (at < most && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  private static boolean touches(Finding finding, BitSet rows) {
    for (int i = 0; i < finding.rows().limit(); i++) {
      if (rows.get(finding.rows().get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Selects the event that stands for a finding, and asks for its time to be framed. */
  public void choose(Finding finding) {
    Long first = finding.first();
    Long last = finding.last();
    if (first != null && last != null) {
      framed.set(null); // the same finding may be framed once more
      framed.set(Span.between(first - MARGIN, last + MARGIN));
    }
    selection.select(finding.row());
  }

  /** What can be done with a finding, or with all of a workload; nothing with those apart. */
  Optional<Subject> subject(FindingRow row) {
    return switch (row) {
      case FindingRow.Apart _ -> Optional.empty();
      case FindingRow.Heading(WorkloadFindings of, _) ->
          Optional.of(
              new Subject(
                  "workload",
                  of.workload() == null ? "events of this place" : "events of this workload",
                  RecordTerms.of(of),
                  first(of.findings()),
                  () -> FindingWords.of(of, observations, oneDay()),
                  () -> TriageJson.json(evidence, accepted, of)));
      case FindingRow.Card card ->
          Optional.of(
              new Subject(
                  "finding",
                  "events of its place, time and reasons",
                  RecordTerms.of(card.finding()),
                  first(List.of(card.finding())),
                  () -> FindingWords.of(card.finding(), observations, 0, oneDay()).line(),
                  () -> TriageJson.json(evidence, accepted, card.finding())));
    };
  }

  private Runnable first(List<Finding> of) {
    int row = of.stream().mapToInt(f -> f.rows().get(0)).min().orElse(Selection.NONE);
    return () -> selection.select(row);
  }

  /** Opens or closes the findings of a workload. */
  public void toggle(WorkloadFindings group) {
    toggle(name(group));
  }

  /** Opens or closes the findings that were accepted as normal. */
  public void toggleApart() {
    toggle(APART);
  }

  private void toggle(Object name) {
    if (!closed.remove(name)) {
      closed.add(name);
    }
    arrange();
  }

  private @Nullable Finding findingOf(int row) {
    return row < 0 ? null : shown().stream().filter(f -> contains(f, row)).findFirst().orElse(null);
  }

  private static boolean contains(Finding finding, int row) {
    int low = finding.rows().position();
    int high = finding.rows().limit() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int there = finding.rows().get(middle);
      if (there == row) {
        return true;
      }
      if (there < row) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }

  /**
   * What to say when there is no finding.
   *
   * @param press how to get to the next event out of profile: a sentence's beginning
   */
  public String whyEmpty(String press) {
    if (observations.size() == 0) {
      return "Nothing was recorded: there was nothing to judge.";
    }
    return out == 0
        ? "Nothing is out of profile. What could not be judged is not listed here: it is drawn as Unknown on the timeline."
        : "No finding was made of "
            + Moments.count(out, "event")
            + (" out of profile. " + press + " to see the next of them.");
  }

  /** Whether all findings are of one day. */
  boolean oneDay() {
    return times.getCount() == 0 || Moments.sameDay(times.getMin(), times.getMax());
  }

  /** A card in words. */
  FindingWords words(FindingRow.Card card) {
    return FindingWords.of(card.finding(), observations, card.alike(), oneDay());
  }

  /** The findings, the worst first. */
  public List<Finding> findings() {
    return findings;
  }

  /** What they are called, and how many are open: those accepted as normal are counted apart. */
  public ReadOnlyStringProperty title() {
    return title.getReadOnlyProperty();
  }

  /** Those of which the filter leaves something, the worst first. */
  public ReadOnlyObjectProperty<List<Finding>> inSight() {
    return inSight.getReadOnlyProperty();
  }

  /** Those that are listed: dimmed, all of them are. */
  private List<Finding> shown() {
    return sight.dims().get() ? findings : inSight.get();
  }

  /** How many the filter leaves; empty when it leaves all. */
  String filtered() {
    int left = inSight.get().size();
    return left == findings.size()
        ? ""
        : Moments.count(left)
            + " of "
            + Moments.count(findings.size(), "finding")
            + (sight.dims().get() ? ", the others dimmed" : ", filtered");
  }

  /** Those in sight below their workloads, as far as these are open. */
  public ReadOnlyObjectProperty<List<FindingRow>> rows() {
    return rows.getReadOnlyProperty();
  }

  /** The one that the selected event belongs to, null when it belongs to none. */
  public ReadOnlyObjectProperty<@Nullable Finding> current() {
    return current.getReadOnlyProperty();
  }

  /** The time that the timeline should show for the finding chosen last. */
  public ReadOnlyObjectProperty<@Nullable Span> framed() {
    return framed.getReadOnlyProperty();
  }
}
