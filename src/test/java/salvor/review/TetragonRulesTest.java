package salvor.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Judge;
import salvor.baseline.Profile;
import salvor.baseline.Recording;
import salvor.baseline.TetragonDay;
import salvor.baseline.Verdicts;
import salvor.evidence.Kind;
import salvor.jobs.Progress;

/**
 * The rules that follow from what Tetragon recorded, held against what Falco recorded of the very
 * same incident: a rule for Falco must hold there.
 */
class TetragonRulesTest {
  @TempDir private Path temporary;

  private record Told(Recording recording, List<Profile> learned, Verdicts verdicts) {
    static Told of(Recording recording) {
      List<Profile> learned = recording.learn("2026-11-23T04:43:46.5Z");
      return new Told(recording, learned, recording.judge(learned));
    }

    Review review() {
      return Review.of(
          recording.evidence(),
          verdicts,
          learned,
          new BitSet(),
          new Review.Milestones(null, null, false, null, null),
          Progress.NONE);
    }

    /** What a condition does on this recording, by its truth. */
    Replay replay(Condition condition) {
      BitSet attacker = new BitSet();
      for (int row = 0; row < recording.observations().size(); row++) {
        attacker.set(row, recording.label(row).equals("attack") || recording.fromAttacker(row));
      }
      ObservedFacts facts =
          new ObservedFacts(
              recording.observations(),
              new Judge(learned, recording.evidence().inventory()).matching());
      return new Gate(recording.observations(), verdicts, new BitSet(), attacker, learned, facts, 0)
          .replay(condition, Progress.NONE);
    }
  }

  @Test
  void rulesForFalcoHoldOnWhatFalcoRecorded() throws Exception {
    Told falco = Told.of(Recording.read("webshell"));
    Told tetragon = Told.of(TetragonDay.recording(temporary, "webshell", TetragonDay.CLUSTER));
    Review review = tetragon.review();
    Map<String, Replay> replays = new TreeMap<>();
    for (Review.Proposal proposal : review.proposals()) {
      for (Rendering rendering : proposal.renderings()) {
        if (rendering instanceof Rendering.Written written
            && written.format() == Rendering.Format.FALCO
            && written.replay().isSilent()) {
          replays.put(proposal.rule().id(), falco.replay(written.condition()));
        }
      }
    }
    assertThat(replays).hasSizeGreaterThan(6);
    replays.forEach((rule, replay) -> {
      assertThat(replay.caught().limit()).as(rule).isPositive();
      assertThat(replay.falseAlarms()).as(rule).isZero();
    });
    assertThat(review.acts())
        .noneMatch(
            act -> tetragon.recording.observations().kind(act.rows().get(0)) == Kind.PROCESS_ENDED);
    assertThat(Objects.requireNonNull(replays.get("salvor-shop-web-web-new-arguments")).fires())
        .isGreaterThan(10);
  }
}
