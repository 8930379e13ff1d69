package salvor.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.Quality;

class ReviewTest {
  private static Story life() {
    Story story = new Story();
    for (int i = 0; i < 5; i++) {
      Incident.shell(story, 100 + i, "/app/export.sh csv");
    }
    return story;
  }

  private static Story attack(Story story) {
    Incident.shell(story, 200, "/app/export.sh csv; id");
    return story.start(
        201,
        "/usr/bin/id",
        "id",
        Story.parent(200, "/usr/bin/dash", "sh\0-c\0/app/export.sh csv; id"));
  }

  @Test
  void aShellThatTheBaselineTakesForNormalIsSaidToBeTooWideAndTightened() {
    Review review =
        Incident.review(attack(life()).observations(), Incident.baseline(Incident.anyShell()));
    assertThat(review.acts())
        .extracting(act -> act.answer().getClass().getSimpleName())
        .containsExactly("Wide", "Out");
    Tightening.Proposal proposal = review.tightenings().getFirst().proposal();
    assertThat(proposal).isInstanceOf(Tightening.Proposal.Replace.class);
    List<Trait> by = ((Tightening.Proposal.Replace) proposal).by();
    assertThat(Incident.texts(by))
        .containsExactly("/usr/bin/python3 -> /usr/bin/dash -c {/app/export.sh <word>}");
    assertThat(review.retried()).isEqualTo(new Review.Retried(1, 0));
    assertThat(review.changed()).isNotEqualTo(review.baselines());
  }

  @Test
  void ofBaselinesThatAreJoinedTheOneWithTheElementIsChanged() {
    Profile known = Incident.baseline(Incident.anyShell());
    Profile programs =
        new Profile(
            known.name(),
            known.key(),
            Map.of(Facet.NETWORK, FacetState.STABLE),
            List.of(),
            known.units(),
            known.windows(),
            known.origin());
    Review review =
        Incident.review(
            attack(life()).observations(),
            programs,
            Incident.partly(Facet.EXEC, Incident.anyShell()));
    assertThat(review.tightenings()).hasSize(1);
    assertThat(review.changed().getFirst()).isEqualTo(programs);
    assertThat(review.changed().getLast().elements())
        .extracting(element -> element.trait().text())
        .containsExactly("/usr/bin/python3 -> /usr/bin/dash -c {/app/export.sh <word>}");
    assertThat(review.retried().found()).isEqualTo(1);
  }

  @Test
  void whatTheBaselineHasFromElsewhereIsNeverDropped() {
    Trait exact =
        new Trait.Exec(
            "/usr/bin/dash",
            null,
            "/usr/bin/python3",
            "-c {/app/export.sh <word> ; id}",
            null,
            null);
    Review review =
        Incident.review(
            attack(new Story()).observations(),
            Incident.baseline(Incident.anyShell(), new Trait.Lookup("x")));
    assertThat(review.tightenings())
        .extracting(Tightening::proposal)
        .containsExactly(new Tightening.Proposal.Unseen());
    assertThat(review.changed()).isEqualTo(review.baselines());
    Review same = Incident.review(attack(new Story()).observations(), Incident.baseline(exact));
    assertThat(same.tightenings())
        .extracting(Tightening::proposal)
        .containsExactly(new Tightening.Proposal.Same());
  }

  @Test
  void whatNormalLifeDoesTooCannotBeTightened() {
    Story story = life();
    Incident.shell(story, 300, "/app/export.sh csv; id");
    story.at(100_000);
    attack(story);
    BitSet first = new BitSet();
    Observations all = story.observations();
    Review review =
        Incident.review(all, all.time(5) + 1, first, Incident.baseline(Incident.anyShell()));
    assertThat(review.tightenings())
        .extracting(Tightening::proposal)
        .containsExactly(new Tightening.Proposal.Same());
    assertThat(review.changed()).isEqualTo(review.baselines());
  }

  @Test
  void anAcceptedRowIsNotTheAttackers() {
    Observations all = attack(life()).observations();
    BitSet accepted = new BitSet();
    accepted.set(6);
    Review review = Incident.review(all, null, accepted, Incident.baseline(Incident.anyShell()));
    assertThat(review.acts()).isEmpty();
  }

  @Test
  void whatIsOutBeforeTheCompromiseIsCountedAndLeft() {
    Observations all = attack(life()).observations();
    Review review =
        Incident.review(all, all.time(6) + 1, new BitSet(), Incident.baseline(Incident.anyShell()));
    assertThat(review.acts()).isEmpty();
    assertThat(review.before()).isEqualTo(1);
  }

  @Test
  void aRuleSaysHowOftenItFiresOnNormalLife() {
    Story story = life();
    story.start(50, "/usr/bin/id", "id", Story.SHIM, Quality.NOT_IN_INIT_TREE);
    attack(story);
    Observations all = story.observations();
    BitSet accepted = new BitSet();
    accepted.set(5);
    Review review = Incident.review(all, null, accepted, Incident.baseline(Incident.anyShell()));
    Replay replay = replay(review, Rule.Purpose.NEW_PROGRAM);
    assertThat(replay.fires()).isEqualTo(1);
    assertThat(replay.falseAlarms()).isEqualTo(1);
    assertThat(replay.accepted()).isEqualTo(1);
    assertThat(replay.samples()).containsExactly(5);
    assertThat(replay.isSilent()).isFalse();
    assertThat(written(review, Rule.Purpose.NEW_PROGRAM).text())
        .contains("fires 1 times on the attacker and 1 times on anything else")
        .contains("NOTICE");
  }

  @Test
  void argumentsAreToldByAnOperatorThatNormalLifeNeverUses() {
    Trait known =
        new Trait.Exec(
            "/usr/bin/dash", null, "/usr/bin/python3", "-c {/app/export.sh <word>}", null, null);
    Review review = Incident.review(attack(life()).observations(), Incident.baseline(known));
    Replay replay = replay(review, Rule.Purpose.NEW_ARGUMENTS);
    assertThat(replay.isSilent()).isTrue();
    assertThat(replay.possible()).isEmpty();
    assertThat(written(review, Rule.Purpose.NEW_ARGUMENTS).text())
        .contains("proc.args contains \\\";\\\"");
    Story busy = life();
    Incident.shell(busy, 300, "/app/export.sh csv; true");
    Observations all = attack(busy).observations();
    BitSet accepted = new BitSet();
    accepted.set(5);
    Review narrow = Incident.review(all, null, accepted, Incident.baseline(known));
    assertThat(written(narrow, Rule.Purpose.NEW_ARGUMENTS).text())
        .contains("proc.args in (\\\"-c /app/export.sh csv; id\\\")");
    assertThat(replay(narrow, Rule.Purpose.NEW_ARGUMENTS).isSilent()).isTrue();
  }

  @Test
  void theUnknownProgramRuleFiresOnNoKnownOne() {
    Review review =
        Incident.review(attack(life()).observations(), Incident.baseline(Incident.anyShell()));
    Replay replay = replay(review, Rule.Purpose.UNKNOWN_PROGRAM);
    assertThat(replay.caught().limit()).isEqualTo(1);
    assertThat(replay.elements()).isEmpty();
    assertThat(replay.isSilent()).isTrue();
  }

  @Test
  void whereOnlyAlertsWereRecordedSilenceIsNotProved() {
    Story story = new Story();
    story.act(
        Story.process(200, "/usr/bin/id", "id", Incident.APP),
        new Activity.Alert("a rule", null, null, new Activity.ProcessStarted()));
    Review review = Incident.review(story.observations(), Incident.baseline(Incident.anyShell()));
    Replay replay = replay(review, Rule.Purpose.NEW_PROGRAM);
    assertThat(replay.caught().limit()).isEqualTo(1);
    assertThat(replay.falseAlarms()).isZero();
    assertThat(replay.isSilent()).isFalse();
    assertThat(written(review, Rule.Purpose.NEW_PROGRAM).text()).contains("is not proved");
    assertThat(ReviewFiles.of(review).keySet())
        .allMatch(name -> name.startsWith("rules/not-silent/"));
  }

  @Test
  void withoutACompromiseNoDelayIsTold() {
    Review review =
        Incident.review(attack(life()).observations(), Incident.baseline(Incident.anyShell()));
    assertThat(review.dwell().achievable()).isEmpty();
    assertThat(review.dwell().firstOut()).isNotNull();
    Dwell set = new Dwell(10L, 100L, true, 30L, null);
    assertThat(set.achievable()).hasValue(20);
    assertThat(set.actual()).hasValue(90);
    assertThat(set.gained()).hasValue(70);
  }

  static Rendering.Written written(Review review, Rule.Purpose purpose) {
    return review.proposals().stream()
        .filter(p -> p.rule().purpose() == purpose)
        .flatMap(p -> p.renderings().stream())
        .filter(Rendering.Written.class::isInstance)
        .map(Rendering.Written.class::cast)
        .filter(w -> Set.of(Rendering.Format.FALCO).contains(w.format()))
        .findFirst()
        .orElseThrow();
  }

  private static Replay replay(Review review, Rule.Purpose purpose) {
    return written(review, purpose).replay();
  }
}
