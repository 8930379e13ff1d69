package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Judge;
import salvor.baseline.Profile;
import salvor.baseline.Reason;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.baseline.Verdict;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.triage.BaselineUse.Outside;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** A case folded onto its baselines. */
class BaselineUsesTest {
  private static final Trait LOG = file("/var/log/\u22ef");
  private static final Trait ROTATED = file("/srv/old");

  private final Story story = new Story();
  private final Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
  private final List<Element> elements = new ArrayList<>();

  private static Trait file(String path) {
    return new Trait.File(path, Trait.File.Access.WRITE, null);
  }

  private Element knows(Trait trait) {
    Element element = Element.of(trait);
    elements.add(element);
    states.putIfAbsent(trait.facet(), FacetState.STABLE);
    return element;
  }

  private void writes(String path) {
    story.act(2, "/bin/app", new Activity.FileWritten(path, null));
  }

  private Profile profile(ImageDigest digest) {
    return new Profile(
        "shop/web:web",
        new Profile.Key("shop", null, "web", "web", digest),
        states,
        elements,
        List.of(),
        List.of(),
        "test");
  }

  private BaselineUses uses(List<Profile> profiles, @Nullable BitSet rows) {
    Observations all = story.observations();
    Judge judge = new Judge(profiles, Inventory.EMPTY);
    return BaselineUses.of(
        new Evidence(List.of(), all, Inventory.EMPTY),
        judge.judge(all, Progress.NONE),
        judge.matching(),
        rows,
        Progress.NONE);
  }

  private BaselineUse use() {
    return uses(List.of(profile(Story.DIGEST)), null).uses().getFirst();
  }

  @Test
  void countsEachRowInProfileAtItsElementAndNamesWhatWasNeverSeen() {
    Element log = knows(LOG);
    Element rotated = knows(ROTATED);
    writes("/var/log/1");
    writes("/etc/other");
    writes("/var/log/2");
    BaselineUse use = use();
    assertThat(use.met().get(log)).isEqualTo(new BaselineUse.Met(2, 0, 2));
    assertThat(use.met().get(rotated)).isNull();
  }

  @Test
  void listsActsOutsideWithTheirReasonAndFoldsRowsOfOneAct() {
    knows(LOG);
    writes("/srv/x");
    writes("/srv/y");
    writes("/srv/x");
    BaselineUse use = use();
    assertThat(use.outside())
        .extracting(Outside::trait)
        .containsExactly(
            new Trait.File("/srv/x", Trait.File.Access.WRITE, "app"),
            new Trait.File("/srv/y", Trait.File.Access.WRITE, "app"));
    assertThat(use.outside().getFirst().rows()).isEqualTo(new BaselineUse.Met(2, 0, 2));
    assertThat(use.outside().getFirst().judgement().reason()).isEqualTo(Reason.NEW_FILE_WRITE);
    assertThat(use.count(Verdict.OUT)).isEqualTo(3);
  }

  @Test
  void namesActsThatThePartMayNotJudge() {
    knows(LOG);
    states.put(Facet.FILE_WRITE, FacetState.LEARNING);
    writes("/srv/x");
    Outside unknown = use().outside().getFirst();
    assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(unknown.facet()).isEqualTo(Facet.FILE_WRITE);
    assertThat(unknown.judgement().reason()).isEqualTo(Reason.FACET_LEARNING);
  }

  @Test
  void tellsElementsApartThatReadAlike() {
    Element inside = knows(exec(true));
    Element outside = knows(exec(false));
    story.start(11, "/bin/app", "/bin/app", Story.SHIM, Quality.IN_INIT_TREE);
    story.start(12, "/bin/app", "/bin/app", Story.SHIM, Quality.NOT_IN_INIT_TREE);
    story.start(13, "/bin/app", "/bin/app", Story.SHIM, Quality.NOT_IN_INIT_TREE);
    BaselineUse use = use();
    assertThat(inside.trait().text()).isEqualTo(outside.trait().text());
    assertThat(Objects.requireNonNull(use.met().get(inside)).count()).isEqualTo(1);
    assertThat(Objects.requireNonNull(use.met().get(outside)).count()).isEqualTo(2);
  }

  private static Trait exec(boolean inInitTree) {
    return new Trait.Exec("/bin/app", null, "<runtime>", null, null, inInitTree);
  }

  @Test
  void saysWhatWasDoneJustAsItIsKnownAndIsNotInProfileAllTheSame() {
    Element log = knows(LOG);
    story.in(of(new ImageDigest("sha256:" + "b".repeat(64))));
    writes("/var/log/1");
    writes("/srv/x");
    BaselineUse use = use();
    assertThat(use.met()).isEmpty();
    assertThat(use.alike().keySet()).containsExactly(log);
    assertThat(use.alike().get(log)).isEqualTo(new BaselineUse.Met(1, 0, 0));
  }

  @Test
  void keepsTwoDigestsOfOneWorkloadApart() {
    ImageDigest other = new ImageDigest("sha256:" + "b".repeat(64));
    Element log = knows(LOG);
    writes("/var/log/1");
    story.in(of(other));
    writes("/var/log/2");
    writes("/var/log/3");
    List<BaselineUse> uses = uses(List.of(profile(Story.DIGEST), profile(other)), null).uses();
    assertThat(uses)
        .extracting(u -> Objects.requireNonNull(u.met().get(log)).count())
        .containsExactly(1, 2);
  }

  private static Location of(ImageDigest digest) {
    return new Location(
        null, "shop", "web-5468d8c4df-zzzzz", null, "web", "ba9876543210", null, digest, null);
  }

  @Test
  void findsWhereARowStands() {
    Element log = knows(LOG);
    writes("/var/log/1");
    writes("/srv/x");
    BaselineUses uses = uses(List.of(profile(Story.DIGEST)), null);
    assertThat(uses.place(0).orElseThrow().element()).isSameAs(log);
    assertThat(uses.place(1).orElseThrow().outside())
        .isEqualTo(uses.uses().getFirst().outside().getFirst());
    assertThat(uses.place(7)).isEmpty();
  }

  @Test
  void countsOnlyTheRowsThatAreAskedFor() {
    Element log = knows(LOG);
    writes("/var/log/1");
    writes("/var/log/2");
    writes("/srv/x");
    BitSet rows = new BitSet();
    rows.set(1);
    BaselineUses uses = uses(List.of(profile(Story.DIGEST)), rows);
    assertThat(uses.uses().getFirst().met().get(log)).isEqualTo(new BaselineUse.Met(1, 1, 1));
    assertThat(uses.uses().getFirst().outside()).isEmpty();
    assertThat(uses.place(2)).isEmpty();
  }

  @Test
  void listsTheContainersThatItJudgesAndThoseWithoutAny() {
    knows(LOG);
    writes("/var/log/1");
    writes("/srv/x");
    story.in(new Location(null, "shop", "db-0", null, "db", "aaaaaaaaaaaa", null, null, null));
    writes("/var/lib/db");
    BaselineUses uses = uses(List.of(profile(Story.DIGEST)), null);
    BaselineUse.Judged judged = uses.uses().getFirst().judged().getFirst();
    assertThat(judged.events()).isEqualTo(2);
    assertThat(judged.out()).isEqualTo(1);
    assertThat(uses.without()).hasSize(1);
    assertThat(uses.without().getFirst().at().pod()).isEqualTo("db-0");
  }
}
