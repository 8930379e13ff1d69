package salvor.workbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Judge;
import salvor.baseline.Profile;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.baseline.Verdicts;
import salvor.baseline.Watched;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.report.ComparisonReport;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.triage.Alignment;
import salvor.triage.BaselineChoice;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedSide;
import salvor.triage.Comparison;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** What cannot be told is said, in the window and in a terminal; it never looks like nothing. */
class BaselineWordsTest {
  private static final Trait FILE = new Trait.File("/srv/a", Trait.File.Access.WRITE, null);
  private static final Trait NAME = new Trait.Lookup("db.example");
  private static final Activity WRITTEN = new Activity.FileWritten("/srv/a", null);
  private static final Trait CALL = new Trait.Syscall("ptrace");

  private record Said(Comparison compared, TimelineModel timeline) {
    String sum() {
      return CompareWords.sum(compared);
    }

    String caution() {
      return CompareWords.caution(compared, timeline);
    }

    String a(Trait trait) {
      return compared.acts().stream()
          .filter(act -> act.trait().equals(trait))
          .map(ActWords::a)
          .findFirst()
          .orElseThrow();
    }

    String text() {
      StringWriter text = new StringWriter();
      List<ComparedAct> acts = compared.acts();
      BitSet all = new BitSet();
      all.set(0, acts.size());
      new ComparisonReport(compared, all, null, timeline).text(new PrintWriter(text), false);
      return text.toString();
    }
  }

  private static Story story(@Nullable ImageDigest ran) {
    return new Story()
        .in(
            new Location(
                "node1",
                "shop",
                "web-5468d8c4df-8ppl7",
                null,
                "web",
                "0123456789ab",
                null,
                ran,
                null));
  }

  /** A pod that wrote one file, and a baseline that knows some things. */
  private static Said said(@Nullable ImageDigest ran, Trait... known) {
    return told(story(ran).act(2, "/bin/app", WRITTEN), known);
  }

  private static Said told(Story story, Trait... known) {
    Observations all = story.observations();
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    List.of(known).forEach(trait -> states.put(trait.facet(), FacetState.STABLE));
    states.replace(Facet.SYSCALL, FacetState.LEARNING);
    Profile profile =
        new Profile(
            "shop/deployment/web:web",
            new Profile.Key("shop", "Deployment", "web", "web", Story.DIGEST),
            states,
            List.of(known).stream().map(Element::of).toList(),
            Watched.units(3),
            List.of(),
            "test");
    Judge judge = new Judge(List.of(profile), Inventory.EMPTY);
    Verdicts verdicts = judge.judge(all, Progress.NONE);
    Source falco =
        new Source(0, "falco.log", "", "falco", 0, 0, 0, 0, List.of(), Map.of(), List.of());
    Evidence evidence = new Evidence(List.of(falco), all, Inventory.EMPTY);
    TimelineModel timeline = TimelineModel.of(evidence, verdicts);
    Lane web = timeline.laneOf(0);
    BaselineChoice choice = BaselineChoice.of(web, timeline.tree(), all, judge.matching());
    Comparison compared =
        Comparison.withBaseline(
            evidence,
            verdicts,
            timeline.tree(),
            (BaselineChoice.One) choice,
            ComparedSide.of(web),
            new Alignment.Start(),
            Progress.NONE);
    return new Said(compared, timeline);
  }

  @Test
  void whatCannotBeToldIsPartOfTheSum() {
    Said said = said(Story.DIGEST, FILE, NAME, CALL);
    assertThat(said.compared().differences()).isZero();
    assertThat(said.sum()).isEqualTo("0 not known; 0 not seen; 2 unclear");
    assertThat(said.text()).endsWith("Nothing that can be told differs; 2 cannot be told.\n");
    assertThat(said(Story.DIGEST, FILE).sum()).isEqualTo("0 not known; 0 not seen");
    assertThat(said(Story.DIGEST, FILE).text()).endsWith("\nNothing differs.\n");
  }

  @Test
  void neverIsSaidOnlyOfWhatWouldHaveBeenSeen() {
    Trait unseen = new Trait.File("/srv/b", Trait.File.Access.WRITE, null);
    Said said = said(Story.DIGEST, unseen, NAME, CALL);
    assertThat(said.a(unseen)).isEqualTo("never");
    assertThat(said.a(NAME)).isEqualTo("not recorded");
    assertThat(said.a(CALL)).isEqualTo("not seen");
    assertThat(said.text())
        .contains("A never  B known  ")
        .contains("A not recorded  B known, but")
        .contains("A not seen  B cannot tell");
  }

  @Test
  void anImageIsCalledAnotherOneOnlyWhereItIsKnown() {
    String unknown = "It is not known of all of A which image ran";
    Said said = said(null, FILE);
    assertThat(said.caution()).startsWith(unknown);
    assertThat(said.text()).contains(unknown).doesNotContain("The images differ");
    Said other = said(new ImageDigest("sha256:" + "b".repeat(64)), FILE);
    assertThat(other.caution()).startsWith("The baseline is of another image");
    assertThat(other.text()).contains("The images differ").doesNotContain(unknown);
  }

  @Test
  void aPartThatNoSensorRecordedIsTold() {
    String partly = "A was recorded only for a part of this time.";
    Story story = story(Story.DIGEST).by(7).act(2, "/bin/app", WRITTEN);
    Said said = told(story.by(0).act(2, "/bin/app", WRITTEN), FILE);
    assertThat(said.caution()).isEqualTo(partly);
    assertThat(said.text()).contains(partly);
    Said whole = said(Story.DIGEST, FILE);
    assertThat(whole.caution()).isEmpty();
    assertThat(whole.text()).doesNotContain(partly);
  }
}
