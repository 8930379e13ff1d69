package salvor.workbench.triage;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import salvor.casefile.OpenedCase;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.timeline.RowFilter;
import salvor.timeline.TimelineModel;
import salvor.triage.Filter;
import salvor.triage.FilterError;
import salvor.triage.FilterField;
import salvor.triage.FilterSpot;
import salvor.triage.FilterTerms;
import salvor.triage.FilterValues;
import salvor.workbench.casefile.EditQueue;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Sight;
import salvor.workbench.triage.FilterOffers.Offer;

/**
 * The filter: what is written, whether it is understood, and what it leaves. What is half written
 * changes nothing; the last filter that was understood stays in force.
 */
public final class FilterViewModel {
  private final OpenedCase opened;
  private final TimelineModel whole;
  private final Sight sight;
  private final FilterValues values;
  private final FilterOffers offers =
      new FilterOffers(
          FilterField.ofEvents(), FilterField::names, FilterWords::meaning, this::values);
  private final EditQueue edits;
  private final NewestFirst<Filter, Left> work;
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper inForce = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<TimelineModel> timeline;
  private final BooleanProperty dims = new SimpleBooleanProperty();
  private Filter wanted;

  /** What a filter leaves. */
  private record Left(Filter filter, BitSet rows, TimelineModel timeline) {}

  /**
   * @param values what fields can be compared with
   * @param edits keeps and forgets filters
   * @param fx where properties change
   */
  public FilterViewModel(
      OpenedCase opened,
      TimelineModel whole,
      FilterValues values,
      Sight sight,
      EditQueue edits,
      Jobs jobs,
      Executor fx) {
    this.opened = opened;
    this.edits = edits;
    this.whole = whole;
    this.sight = sight;
    this.values = values;
    this.timeline = new ReadOnlyObjectWrapper<>(whole);
    this.wanted = parsed("");
    this.work =
        new NewestFirst<>(
            "filter",
            jobs,
            fx,
            true,
            (filter, progress) -> {
              BitSet rows =
                  filter.rows(opened.evidence(), opened.verdicts(), opened.marks(), progress);
              progress.at(1, 2, "filtering the timeline");
              TimelineModel filtered = whole.filtered(RowFilter.of(rows), progress);
              filtered.prepare(filtered.lanes());
              return new Left(filter, rows, filtered);
            },
            this::show,
            this::failed);
    text.subscribe(this::read);
  }

  private static Filter parsed(String expression) {
    try {
      return Filter.parse(expression);
    } catch (FilterError error) {
      throw new IllegalArgumentException(error);
    }
  }

  private void read(String expression) {
    offers
        .unfinished(expression)
        .ifPresentOrElse(word -> trouble.set(FilterWords.unfinished(word)), this::apply);
  }

  /** Applies what is written, also where its last word may become the name of a field. */
  public void apply() {
    String expression = text.get();
    try {
      Filter next = Filter.parse(expression);
      trouble.set("");
      if (!next.expression().strip().equals(wanted.expression().strip())) {
        wanted = next;
        if (next.isEmpty()) {
          everything();
        } else {
          busy.set(true);
          work.ask(next);
        }
      }
    } catch (FilterError error) {
      trouble.set(FilterWords.trouble(error, expression));
    }
  }

  private void everything() {
    busy.set(false);
    inForce.set("");
    timeline.set(whole);
    sight.show(null);
  }

  private void show(Left left) {
    if (left.filter() == wanted) {
      busy.set(false);
      inForce.set(left.filter().expression());
      timeline.set(left.timeline());
      sight.show(left.rows());
    }
  }

  private void failed(Throwable cause) {
    busy.set(false);
    trouble.set(
        cause instanceof FilterError error
            ? FilterWords.trouble(error, wanted.expression())
            : "It could not be applied: " + cause);
  }

  /** Applies the filter in force once more, since marks that it asks for have changed. */
  public void again() {
    if (wanted.asksForMarks()) {
      busy.set(true);
      wanted = parsed(wanted.expression());
      work.ask(wanted);
    }
  }

  /** Leaves everything in sight. */
  public void clear() {
    text.set("");
  }

  /** Leaves only what fits a term too; a term that stands there already is taken back. */
  public void toggle(String term) {
    change(now -> has(term) ? now.without(term) : now.with(term));
  }

  /** Leaves only what fits a term too. */
  public void add(String term) {
    change(now -> now.with(term));
  }

  /** Leaves only what does not fit a term. */
  public void exclude(String term) {
    add("not " + term);
  }

  /** Whether a term stands in the filter in force. */
  public boolean has(String term) {
    try {
      FilterTerms now = FilterTerms.of(wanted);
      return !now.without(term).equals(now);
    } catch (FilterError _) {
      return false;
    }
  }

  private interface Change {
    FilterTerms of(FilterTerms now) throws FilterError;
  }

  /** Changes the filter understood last; what is half written is given up. */
  private void change(Change change) {
    try {
      text.set(change.of(FilterTerms.of(wanted)).expression());
    } catch (FilterError error) {
      throw new IllegalArgumentException(error);
    }
  }

  /** What may be written at a place in the text: fields, signs, then the values of a field. */
  public List<Offer> offers(int caret) {
    return offers.at(text.get(), caret);
  }

  private List<Offer> values(FilterField field, FilterSpot spot) {
    if (field == FilterField.TIME) {
      Observations all = opened.evidence().observations();
      return TimeOffers.of(spot.written(), spot.start(), all);
    }
    Collection<String> known =
        field == FilterField.TAG ? opened.marks().tags().keySet() : values.of(field);
    return FilterOffers.of(known.stream(), spot);
  }

  /** The filters that the case keeps. */
  public List<String> saved() {
    return List.copyOf(opened.savedFilters().keySet());
  }

  /** Writes a saved filter. */
  public void use(String name) {
    text.set(Objects.requireNonNullElse(opened.savedFilters().get(name), ""));
  }

  /** Keeps the filter in force in the case. */
  public void save(String name) {
    String expression = inForce.get();
    edits.ask(to -> to.saveFilter(name, expression));
  }

  /** Forgets a saved filter; undo brings it back. */
  public void forget(String name) {
    edits.ask(to -> to.removeFilter(name));
  }

  /** What is written. */
  public StringProperty text() {
    return text;
  }

  /** Whether timeline and table show faintly what the filter leaves out; else they hide it. */
  public BooleanProperty dims() {
    return dims;
  }

  /** What is wrong with what is written; empty when nothing is. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** The filter that the views obey; empty when none does. */
  public ReadOnlyStringProperty inForce() {
    return inForce.getReadOnlyProperty();
  }

  /** Whether a filter is being applied. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** The timeline of what is in sight. */
  public ReadOnlyObjectProperty<TimelineModel> timeline() {
    return timeline.getReadOnlyProperty();
  }
}
