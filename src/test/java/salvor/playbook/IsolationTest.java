package salvor.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the clock of an incident stops, and what has it go on; a record is written each second. */
class IsolationTest {
  private static final Instant T = Instant.parse("2026-11-27T10:00:00Z");

  private static List<RunRecord> records(String told) {
    List<RunRecord> records = new ArrayList<>();
    if (told == null) {
      return records;
    }
    for (String each : told.split(" ")) {
      String[] part = each.split("=");
      long seq = records.size() + 1L;
      boolean pod = part[0].length() == 1;
      records.add(
          new RunRecord.Observed(
              seq,
              T.plusSeconds(seq),
              pod ? Fact.CONTAINED : Fact.ROLL_OUT,
              pod ? part[0] : "",
              part[1]));
    }
    return records;
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-,                                       -, -",
        "a=requested,                             -, -",
        "a=accepted,                              -, -",
        "a=partial,                               -, -",
        "a=not-enforced,                          -, -",
        "a=undone,                                -, -",
        "a=accepted a=verified,                   2, -",
        "a=accepted a=verified a=verified,        2, -",
        "a=accepted b=accepted a=verified,        -, -",
        "a=accepted b=accepted b=verified a=verified, 4, -",
        "a=verified a=not-enforced,               -, 1 2 not-enforced",
        "a=verified a=partial,                    -, 1 2 partial",
        "a=verified a=accepted,                   -, 1 2 accepted",
        "a=verified a=undone,                     -, 1 2 undone",
        "a=verified a=alarmed,                    -, 1 2 alarmed",
        "a=verified a=alarmed a=verified,         3, -",
        "a=verified b=verified b=alarmed a=alarmed, -, 2 3 alarmed",
        "a=verified c=alarmed,                    -, 1 2 alarmed",
        "a=accepted a=alarmed,                    -, -",
        "a=verified rollout=through a=undone a=alarmed, 1, -",
        "a=verified b=accepted,                   -, 1 2 accepted",
        "a=verified a=partial a=verified,         3, -",
        "a=verified a=undone a=accepted,          -, 1 2 undone",
        "a=verified rollout=through a=undone,     1, -",
        "a=verified rollout=stuck a=undone,       -, 1 3 undone",
        "a=verified rollout=through rollout=undone a=undone, -, 1 4 undone",
        "a=verified b=verified rollout=through a=undone b=partial, -, 2 5 partial",
        "rollout=through a=undone,                -, -",
      })
  void stopsAtVerifiedOnly(String told, Integer since, String ended) {
    Isolation isolation = Isolation.of(records(told));
    assertThat(isolation.since()).isEqualTo(since == null ? null : T.plusSeconds(since));
    assertThat(
            isolation
                .ended()
                .map(lapse ->
                    lapse.from().getEpochSecond()
                        - T.getEpochSecond()
                        + " "
                        + (lapse.until().getEpochSecond() - T.getEpochSecond())
                        + " "
                        + lapse.value())
                .orElse(null))
        .isEqualTo(ended);
  }

  @ParameterizedTest(name = "{0} beside {1} -> {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "a=verified,            b,             -, 1, 2",
        "a=verified,            a,             1, 1, 1",
        "a=verified,            a b@5,         5, 2, 2",
        "b=accepted,            b@5,           5, 1, 1",
        "a=verified b=verified, a b c,         -, 2, 3",
        "a=verified b=cleared,  a b,           1, 1, 1",
        "a=verified b=compromised, a,          -, 1, 2",
        "a=verified b=suspicious,  a,          1, 1, 1",
        "-,                     a,             -, 0, 1",
        "a=verified,            shop/a,        1, 1, 1",
        "a=verified,            shop/b,        -, 1, 2",
      })
  void doesNotStopWhileAnotherIsOutOfProfile(
      String told, String out, Integer since, int cut, int known) {
    List<RunRecord> records = new ArrayList<>();
    for (RunRecord each : records(told)) {
      if (each instanceof RunRecord.Observed it && Fact.CONTAINED.takes(it.value())) {
        records.add(new RunRecord.Named(it.seq(), it.time(), it.subject(), "shop/" + it.subject()));
        records.add(it);
      } else if (each instanceof RunRecord.Observed it) {
        records.add(new RunRecord.Decided(it.seq(), it.time(), it.subject(), it.value()));
      }
    }
    List<Isolation.Suspect> suspects =
        Arrays.stream(out.split(" "))
            .map(each -> each.split("@"))
            .map(each ->
                new Isolation.Suspect(
                    each[0].contains("/") ? each[0] : "shop/" + each[0],
                    each[0].contains("/") ? null : each[0],
                    each.length == 1 ? null : T.plusSeconds(Long.parseLong(each[1]))))
            .toList();
    Isolation isolation = Isolation.of(records, suspects);
    assertThat(isolation.since()).isEqualTo(since == null ? null : T.plusSeconds(since));
    assertThat(isolation.cut()).isEqualTo(cut);
    assertThat(isolation.known()).isEqualTo(known);
  }

  @Property(tries = 500)
  void standsIfAndOnlyIfTheLastWordOnEveryPodIsVerified(@ForAll long seed) {
    Random random = new Random(seed);
    List<RunRecord> records = new ArrayList<>();
    Map<String, String> last = new HashMap<>();
    List<String> values = Fact.CONTAINED.possible();
    int count = random.nextInt(30);
    for (int seq = 1; seq <= count; seq++) {
      String pod = Arrays.asList("a", "b", "c").get(random.nextInt(3));
      String value = random.nextBoolean() ? "verified" : values.get(random.nextInt(values.size()));
      last.put(pod, value);
      records.add(new RunRecord.Observed(seq, T.plusSeconds(seq), Fact.CONTAINED, pod, value));
    }
    Isolation isolation = Isolation.of(records);
    boolean all = !last.isEmpty() && last.values().stream().allMatch("verified"::equals);
    assertThat(isolation.since() != null).isEqualTo(all);
    assertThat(isolation.lapses()).allMatch(lapse -> !lapse.until().isBefore(lapse.from()));
    assertThat(isolation.lapses()).noneMatch(lapse -> lapse.value().equals("verified"));
    Collections.shuffle(records, random);
    assertThat(Isolation.of(records)).isEqualTo(isolation);
  }
}
