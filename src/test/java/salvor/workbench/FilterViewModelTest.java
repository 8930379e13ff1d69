package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Verdict;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.timeline.Viewport;
import salvor.triage.Filter;
import salvor.workbench.fx.Turns;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FilterOffers.Offer;
import salvor.workbench.triage.FilterViewModel;
import salvor.workbench.wording.Moments;

/** The filter of an open investigation, without a window. */
class FilterViewModelTest {
  private final Turns turns = new Turns();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), turns);
  private final Session session = open();
  private final FilterViewModel filter = session.filter();

  private Session open() {
    model.open(new OpenRequest("webshell", _ -> SampleCase.investigation()));
    turns.until(() -> model.state().get() instanceof WorkbenchViewModel.State.Open);
    return ((WorkbenchViewModel.State.Open) model.state().get()).session();
  }

  private void write(String expression) {
    filter.text().set(expression);
    filter.apply();
    turns.until(() -> !filter.busy().get() && !session.table().busy().get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verdict=out",
        "curl",
        "pod=web-* and not verdict=in",
        "kind=exec or port=443",
        "nowhere",
        "program=sh severity>=medium",
        "not verdict=unknown"
      })
  void everyViewLeavesTheSameRowsAndCountsTheOthers(String expression) throws Exception {
    write(expression);
    var opened = session.investigation().opened();
    BitSet rows =
        Filter.parse(expression).rows(opened.evidence(), opened.verdicts(), opened.marks());
    assertThat(session.sight().rows().get()).isEqualTo(rows);
    assertThat(session.table().order().get().size()).isEqualTo(rows.cardinality());
    var timeline = session.timeline().model();
    int timed = opened.evidence().observations().timed();
    assertThat(timeline.shown()).isEqualTo(rows.get(0, timed).cardinality());
    assertThat(timeline.shown() + timeline.hidden()).isEqualTo(timed);
    assertThat(session.findings().inSight().get())
        .isEqualTo(
            session.findings().findings().stream()
                .filter(f -> {
                  BitSet own = new BitSet();
                  for (int i = 0; i < f.rows().limit(); i++) {
                    own.set(f.rows().get(i));
                  }
                  return own.intersects(rows);
                })
                .toList());
    filter.clear();
    turns.until(() -> session.sight().rows().get() == null);
    turns.until(
        () -> session.table().order().get().size() == opened.evidence().observations().size());
  }

  @Test
  void whatIsHalfWrittenLeavesTheLastFilterInForce() {
    write("verdict=out");
    BitSet rows = session.sight().rows().get();
    write("verdict=out and pod=");
    assertThat(filter.trouble().get()).startsWith("Expected next: ");
    assertThat(session.sight().rows().get()).isEqualTo(rows);
    write("verdict=out )");
    assertThat(filter.trouble().get()).startsWith("At character 13, ");
    assertThat(filter.inForce().get()).isEqualTo("verdict=out");
    write("verdict=out");
    assertThat(filter.trouble().get()).isEmpty();
  }

  @Test
  void termsAreAddedTakenBackAndExcluded() {
    filter.add("verdict=out");
    filter.add("pod=\"a b\"");
    filter.exclude("program=/bin/sh");
    assertThat(filter.text().get())
        .isEqualTo("verdict=out and pod=\"a b\" and not program=/bin/sh");
    assertThat(filter.has("verdict = out")).isTrue();
    filter.toggle("verdict=out");
    assertThat(filter.text().get()).isEqualTo("pod=\"a b\" and not program=/bin/sh");
    filter.text().set("port=1 or port=2");
    filter.add("verdict=out");
    assertThat(filter.text().get()).isEqualTo("(port=1 or port=2) and verdict=out");
  }

  @Test
  void offersFieldsAndThenTheirValues() {
    filter.text().set("po");
    assertThat(filter.offers(2)).extracting(Offer::shown).containsExactly("pod", "port");
    filter.text().set("verdict=out pod=w");
    List<Offer> pods = filter.offers(17);
    assertThat(pods).isNotEmpty().allMatch(o -> o.from() == 16 && o.shown().contains("w"));
    filter.text().set("verdict=o");
    assertThat(filter.offers(9)).extracting(Offer::insert).containsExactly("out ", "unknown ");
  }

  @Test
  void offersATimeInTheZoneOfTheWindowAndSaysWhichMomentItIs() throws Exception {
    filter.text().set("time>05:43");
    assertThat(filter.offers(10)).as("UTC is what it means").isEmpty();
    Moments.tellIn(ZoneId.of("Europe/Berlin"));
    try {
      List<Offer> offers = filter.offers(10);
      assertThat(offers)
          .extracting(Offer::shown)
          .containsExactly("05:43+01:00", "2026-11-23T06:43+01:00");
      assertThat(offers)
          .extracting(Offer::explanation)
          .containsExactly("05:43 in Europe/Berlin", "05:43 UTC, told in Europe/Berlin");
      var opened = session.investigation().opened();
      assertThat(
              Filter.parse("time>" + offers.getLast().insert())
                  .rows(opened.evidence(), opened.verdicts(), opened.marks()))
          .isEqualTo(
              Filter.parse("time>05:43")
                  .rows(opened.evidence(), opened.verdicts(), opened.marks()));
      filter.text().set("time>2026-07-23T05:43");
      assertThat(filter.offers(21))
          .extracting(Offer::insert)
          .containsExactly("2026-07-23T05:43+02:00 ", "2026-07-23T05:43Z ");
      filter.text().set("time>25:99");
      assertThat(filter.offers(10)).isEmpty();
    } finally {
      Moments.tellIn(ZoneOffset.UTC);
    }
  }

  @Test
  void aFilterThatLeavesNothingSaysSoInsteadOfShowingNormalLife() {
    write("pod=nosuchpod");
    assertThat(session.table().order().get().size()).isZero();
    assertThat(session.timeline().model().shown()).isZero();
    assertThat(session.counts().get(Verdict.OUT)).isPositive();
    assertThat(HiddenWords.of(session.timeline())).startsWith("0 of ");
  }

  @Test
  void whatDoesNotFitIsDimmedInsteadOfHidden() {
    int all = session.investigation().opened().evidence().observations().size();
    long timed = session.investigation().opened().evidence().observations().timed();
    long out = session.counts().get(Verdict.OUT);
    write("verdict=out");
    filter.dims().set(true);
    turns.until(() -> !session.table().busy().get());
    assertThat(session.table().order().get().size()).isEqualTo(all);
    assertThat(session.table().dimmed()).isEqualTo((int) (all - out));
    assertThat(session.table().caption().get()).endsWith(" dimmed");
    assertThat(HiddenWords.of(session.timeline()))
        .isEqualTo(
            "%s of %s in full sight: %s dimmed by the filter",
            Moments.count(out), Moments.count(all, "event"), Moments.count(timed - out));
    session.timeline().appearance().display(BaselineDisplay.HIDE);
    long in = session.timeline().model().whole().shown(DrawingClass.IN);
    assertThat(HiddenWords.of(session.timeline()))
        .contains(Moments.count(timed - out - in) + " dimmed by the filter")
        .contains(Moments.count(in) + " hidden by the baseline");
    session.timeline().appearance().display(BaselineDisplay.FULL);
    filter.dims().set(false);
    turns.until(() -> !session.table().busy().get());
    assertThat(session.table().order().get().size()).isEqualTo((int) out);
    assertThat(session.table().dimmed()).isZero();
    assertThat(HiddenWords.of(session.timeline())).doesNotContain("dimmed");
  }

  @Test
  void whatIsDimmedIsFoundUnderThePointerAndByTheTableOnlyWhileItIsSeen() {
    var timeline = session.timeline();
    timeline.resize(1200, 400);
    timeline.nextOut();
    int row = session.selection().row().get();
    write("pod=nosuchpod");
    Viewport now = timeline.viewport().get();
    int x = now.x(timeline.model().observations().time(row));
    int line = timeline.lanes().get().lineOf(timeline.model().laneOf(row));
    int y = timeline.lanes().get().top(line, now.rowHeight()) - now.scroll() + now.rowHeight() / 2;
    assertThat(select(timeline, x, y)).isNegative();
    filter.dims().set(true);
    assertThat(select(timeline, x, y)).isNotNegative();
    session.selection().clear();
    timeline.nextOut();
    assertThat(session.selection().row().get()).as("no walk leads to what is dimmed").isNegative();
  }

  private int select(TimelineViewModel timeline, int x, int y) {
    timeline.under().select(x, y);
    return session.selection().row().get();
  }
}
