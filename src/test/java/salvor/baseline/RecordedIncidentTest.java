package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import salvor.evidence.Kind;
import salvor.evidence.Observation;

class RecordedIncidentTest {
  @Test
  void theWebShellStandsOutFromNormalLife() throws Exception {
    Recording recording = Recording.read("webshell");
    Verdicts verdicts = recording.judge(recording.learn("2026-11-23T04:43:46.5Z"));
    int attack = 0;
    int found = 0;
    int out = 0;
    int right = 0;
    Map<String, Integer> wrong = new TreeMap<>();
    for (int row = 0; row < recording.observations().size(); row++) {
      Kind kind = recording.observations().kind(row);
      String label = recording.label(row);
      boolean isOut = verdicts.verdict(row) == Verdict.OUT;
      if (label.equals("attack")
          && (kind == Kind.PROCESS_STARTED || kind == Kind.CONNECTION_OPENED)) {
        attack++;
        found += isOut ? 1 : 0;
        if (!isOut) {
          wrong.merge("MISSED " + text(recording, verdicts, row), 1, Integer::sum);
        }
      }
      if (isOut) {
        out++;
        boolean attacker = label.equals("attack") || recording.fromAttacker(row);
        right += attacker ? 1 : 0;
        if (!attacker) {
          wrong.merge("FALSE " + label + " " + text(recording, verdicts, row), 1, Integer::sum);
        }
      }
    }
    assertThat(attack).isEqualTo(130);
    assertThat(wrong.keySet())
        .as("recall %d of %d, precision %d of %d", found, attack, right, out)
        .isEmpty();
  }

  @Test
  void ordinaryChangeYieldsNoOut() throws Exception {
    Recording recording = Recording.read("clean");
    for (String until : new String[] {"2026-11-23T04:50:20Z", "2026-11-23T04:48:00.5Z"}) {
      Verdicts verdicts = recording.judge(recording.learn(until));
      Map<String, Integer> wrong = new TreeMap<>();
      for (int row = 0; row < recording.observations().size(); row++) {
        if (verdicts.verdict(row) == Verdict.OUT) {
          wrong.merge(text(recording, verdicts, row), 1, Integer::sum);
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  private static String text(Recording recording, Verdicts verdicts, int row) {
    Observation o = recording.observations().get(row);
    return verdicts.judgement(row).reason()
        + " "
        + o.location().pod()
        + "/"
        + o.location().container()
        + " "
        + o.activity()
        + " "
        + o.process().executable()
        + " '"
        + o.process().commandLine()
        + "' < "
        + (o.process().parent() == null ? "" : o.process().parent().commandLine())
        + " "
        + verdicts.judgement(row).differences();
  }
}
