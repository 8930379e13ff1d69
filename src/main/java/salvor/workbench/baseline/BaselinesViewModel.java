package salvor.workbench.baseline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.triage.BaselineUse;
import salvor.triage.BaselineUse.Met;
import salvor.triage.BaselineUse.Outside;
import salvor.triage.BaselineUses;
import salvor.workbench.baseline.PageNode.Content;
import salvor.workbench.commands.Subject;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Moments;

/**
 * The baselines of a case, and the page of the chosen one: what its workload does, and what the
 * case did outside of it. The page follows the selected event.
 */
public final class BaselinesViewModel {
  /** No baseline: the page of the containers that none judges. */
  static final int NONE = -1;

  /** Which lines are wanted. */
  public enum Wanted {
    ALL,
    /** What the case did and the baseline does not know. */
    OUTSIDE,
    /** What the baseline expects and the case does not show. */
    UNSEEN
  }

  private final BaselineUses whole;
  private final Evidence evidence;
  private final Observations observations;
  private final Selection selection;
  private final Consumer<String> only;
  private final ObservableValue<Map<String, String>> cautions;
  private final List<Integer> entries;
  private final List<@Nullable OpenLines> pages = new ArrayList<>();
  private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper(NONE);
  private final StringProperty search = new SimpleStringProperty("");
  private final ObjectProperty<Wanted> wanted = new SimpleObjectProperty<>(Wanted.ALL);
  private final ReadOnlyObjectWrapper<List<PageRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable PageNode> current = new ReadOnlyObjectWrapper<>();
  private final UsesInSight inSight;

  /**
   * @param whole all rows on their baselines
   * @param folding folds some of them
   * @param cautions what is to be known of a baseline, by its name
   * @param only has a term added to the filter
   * @param fx where properties change
   */
  public BaselinesViewModel(
      BaselineUses whole,
      NewestFirst.Step<BitSet, BaselineUses> folding,
      Evidence evidence,
      ObservableValue<Map<String, String>> cautions,
      Selection selection,
      Sight sight,
      Consumer<String> only,
      Jobs jobs,
      Executor fx) {
    this.whole = whole;
    this.evidence = evidence;
    this.observations = evidence.observations();
    this.cautions = cautions;
    this.selection = selection;
    this.only = only;
    this.entries = entries(whole);
    whole.uses().forEach(_ -> pages.add(null));
    this.inSight = new UsesInSight(whole, folding, sight, jobs, fx);
    chosen.set(entries.isEmpty() ? NONE : entries.getFirst());
    search.subscribe(_ -> arrange());
    wanted.subscribe(_ -> arrange());
    selection.row().subscribe(_ -> follow());
  }

  /** Those with most out of profile first; behind all, the containers without one. */
  private static List<Integer> entries(BaselineUses whole) {
    List<Integer> entries = new ArrayList<>();
    for (int i = 0; i < whole.uses().size(); i++) {
      entries.add(i);
    }
    entries.sort(
        Comparator.comparingInt((Integer i) -> -whole.uses().get(i).count(Verdict.OUT))
            .thenComparing(i -> whole.uses().get(i).judged().isEmpty())
            .thenComparing(i -> whole.uses().get(i).profile().name()));
    if (!whole.without().isEmpty() || entries.isEmpty()) {
      entries.add(NONE);
    }
    return List.copyOf(entries);
  }

  /** The numbers of the baselines in their order; {@link #NONE} for the containers without. */
  List<Integer> entries() {
    return entries;
  }

  /** The chosen baseline. */
  ReadOnlyIntegerProperty chosen() {
    return chosen.getReadOnlyProperty();
  }

  /** Shows the page of a baseline. */
  void choose(int entry) {
    if (chosen.get() != entry) {
      chosen.set(entry);
      arrange();
      current.set(node(selection.row().get(), false));
    }
  }

  /** A baseline beside the whole case; null for the containers without one. */
  @Nullable BaselineUse use(int entry) {
    return entry == NONE ? null : whole.uses().get(entry);
  }

  /** The chosen one. */
  @Nullable BaselineUse use() {
    return use(chosen.get());
  }

  /** The containers that no baseline judges. */
  List<BaselineUse.Judged> without() {
    return whole.without();
  }

  /** What the dwell ruler says of baselines, by their names. */
  ObservableValue<Map<String, String>> cautions() {
    return cautions;
  }

  /** What the dwell ruler says of a baseline; empty when nothing. */
  String caution(BaselineUse use) {
    return cautions.getValue().getOrDefault(use.profile().name(), "");
  }

  private OpenLines page() {
    BaselineUse use = use();
    if (use == null) {
      return new OpenLines(PageTree.without(whole.without()), 0);
    }
    OpenLines page = pages.get(chosen.get());
    if (page == null) {
      page = new OpenLines(PageTree.of(use, this::words), use.profile().elements().size());
      pages.set(chosen.get(), page);
    }
    return page;
  }

  /** What an act is called; of one that no baseline speaks of what its first record says. */
  private String words(Outside act) {
    int row = act.rows().first();
    return act.trait() != null
        ? PageWords.act(act.trait())
        : act.kind().words() + " " + Activities.line(observations, row);
  }

  private void arrange() {
    OpenLines page = page();
    Predicate<PageNode> kept =
        switch (wanted.get()) {
          case ALL -> node -> !node.label().isEmpty();
          case OUTSIDE -> node -> node.content() instanceof Content.Act;
          case UNSEEN -> this::isUnseen;
        };
    boolean all = search.get().isEmpty() && wanted.get() == Wanted.ALL;
    List<PageRow> now = all ? page.rows() : page.found(search.get(), kept);
    if (!now.equals(rows.get())) {
      rows.set(List.copyOf(now));
    }
  }

  private boolean isUnseen(PageNode node) {
    return node.content() instanceof Content.Known known
        && known.pattern() == null
        && met(known) == null
        && alike(known) == null;
  }

  /** The lines that are listed. */
  ReadOnlyObjectProperty<List<PageRow>> rows() {
    return rows.getReadOnlyProperty();
  }

  /** A text that the listed lines have. */
  StringProperty search() {
    return search;
  }

  /** Which lines are listed. */
  ObjectProperty<Wanted> wanted() {
    return wanted;
  }

  /** How much of it the filter leaves. */
  UsesInSight inSight() {
    return inSight;
  }

  /** Opens or closes a line. */
  void open(PageRow row, boolean opened) {
    page().set(row.node(), opened);
    arrange();
  }

  /** Opens a line and all below it. */
  void openAll(PageRow row) {
    page().openAll(row.node());
    arrange();
  }

  /** What of a known thing the case did; null when it was not seen, or of a pattern's member. */
  @Nullable Met met(Content.Known known) {
    BaselineUse use = use();
    return use == null ? null : use.met().get(known.element());
  }

  /** What the case did just like it without being in profile; null when nothing. */
  @Nullable Met alike(Content.Known known) {
    BaselineUse use = use();
    return use == null ? null : use.alike().get(known.element());
  }

  /** How many of its events the filter leaves. */
  int left(Content.Known known) {
    return inSight.left(chosen.get(), known.element());
  }

  /** How many of an act's events the filter leaves. */
  int left(Outside act) {
    return inSight.left(chosen.get(), act);
  }

  /** When a row happened, beside the other times of the case; empty when it has none. */
  String time(int row) {
    return row < observations.timed() ? Moments.seconds(observations.time(row)) : "no time given";
  }

  /** Selects the first event of a line, unless one of it is selected already. */
  void choose(PageRow row) {
    int first = first(row.node());
    if (first >= 0 && node(selection.row().get(), false) != row.node()) {
      selection.select(first);
    }
  }

  private int first(PageNode node) {
    return switch (node.content()) {
      case Content.Act(Outside outside) -> outside.rows().first();
      case Content.Known known -> {
        Met met = met(known) == null ? alike(known) : met(known);
        yield met == null ? Selection.NONE : met.first();
      }
      case Content.Head _,
          Content.Containers _,
          Content.OneContainer _,
          Content.Part _,
          Content.Group _,
          Content.Beyond _,
          Content.Remark _ ->
          Selection.NONE;
    };
  }

  /** Leaves only the events of a line, by the filter. */
  void showEvents(PageRow row) {
    subject(row)
        .filter(subject -> !subject.terms().isEmpty())
        .ifPresent(subject -> only.accept(subject.term()));
  }

  /** What can be done with a line. */
  Optional<Subject> subject(PageRow row) {
    BaselineUse use = use();
    return use == null
        ? Optional.empty()
        : PageSubjects.of(use, evidence, row.node(), first(row.node()), selection::select);
  }

  /** The line of the selected event; null when the page has none. */
  ReadOnlyObjectProperty<@Nullable PageNode> current() {
    return current.getReadOnlyProperty();
  }

  private void follow() {
    current.set(node(selection.row().get(), true));
  }

  /** Whether a baseline has to do with an event. */
  public boolean knows(int row) {
    return whole.place(row).isPresent();
  }

  /** Shows the line of the selected event, whatever is looked for. */
  public void reveal() {
    search.set("");
    wanted.set(Wanted.ALL);
    current.set(null); // it may be shown once more
    follow();
  }

  /**
   * The line of a row, opened if that is wanted; null when there is none on the page shown then.
   */
  private @Nullable PageNode node(int row, boolean opened) {
    BaselineUses.Place place = whole.place(row).orElse(null);
    if (place == null || (!opened && place.use() != chosen.get())) {
      return null;
    }
    chosen.set(place.use());
    List<PageNode> path = PageTree.path(page().page(), place.element(), place.outside());
    if (opened) {
      path.stream().limit(Math.max(0, path.size() - 1)).forEach(node -> page().set(node, true));
      arrange();
    }
    return path.isEmpty() ? null : path.getLast();
  }
}
