package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.kubescape.Kubescape;
import salvor.ingest.kubescape.KubescapeAlerts;
import salvor.jobs.Progress;

/**
 * A command injection into a web application as Kubescape's alerts tell it (k8sstormcenter/bobctl,
 * Apache-2.0), against profiles that were recorded elsewhere at other times, and the vendor's.
 */
class RecordedWebAttackTest {
  private static final Path DATA =
      Path.of("..", "shared", "data", "profiles-and-policies", "kubescape");
  private static final String RECORDED = "bobctl-parameterstudy/webapp/";
  private static final String VENDOR = "bobctl-profiles/example_mywebapp-chart_templates_bob.yaml";

  @TempDir Path folder;

  @BeforeEach
  void onlyBesideTheData() {
    assumeTrue(Files.isDirectory(DATA), "no public recordings beside the project: " + DATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RECORDED + "bob612talos1.yaml",
        RECORDED + "bob6587gke.yaml",
        RECORDED + "bob6k3s.yaml",
        VENDOR
      })
  void everyAlertThatCanBeJudgedIsOut(String baseline) throws Exception {
    Given given = read("anomaly_webapp.json", baseline);
    assertThat(byRule(given, given.baselines()))
        .isEqualTo(
            Map.of(
                "R0001",
                "6 OUT",
                "R0002",
                "3 OUT",
                "R0003",
                "3 OUT",
                "R0006",
                "1 OUT",
                "R0005",
                "1 UNKNOWN"));
  }

  /**
   * This profile calls itself ready, which is to say that it was still learning: nothing is OUT by
   * it, but what is wrong in itself. What it lists would have told the attack as well.
   */
  @Test
  void aProfileThatWasStillLearningSaysSo() throws Exception {
    Given given = read("anomaly_webapp.json", RECORDED + "bob612talos.yaml");
    Map<String, String> asItIs = byRule(given, given.baselines());
    assertThat(asItIs).containsEntry("R0006", "1 OUT").containsEntry("R0003", "3 UNKNOWN");
    assertThat(byRule(given, List.of(completed(given.baselines().getFirst()))))
        .isEqualTo(
            Map.of(
                "R0001",
                "6 OUT",
                "R0002",
                "3 OUT",
                "R0003",
                "3 OUT",
                "R0006",
                "1 OUT",
                "R0005",
                "1 UNKNOWN"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RECORDED + "bob612talos.yaml",
        RECORDED + "bob612talos1.yaml",
        RECORDED + "bob6587gke.yaml",
        RECORDED + "bob6k3s.yaml",
        VENDOR
      })
  void theCallsOfAStartAreNeverMoreThanInformation(String baseline) throws Exception {
    Given attack = read("anomaly_webapp.json", baseline);
    Given start = read("kind_startup_anomalies.json", baseline);
    List<Profile> profiles = List.of(completed(start.baselines().getFirst()));
    // its records do not name the image: here it is said to be that of the profile
    Observations told = placedAs(start, attack);
    Verdicts verdicts = judge(profiles, told);
    assertThat(told.size()).isEqualTo(7);
    for (int row = 0; row < told.size(); row++) {
      assertThat(verdicts.judgement(row).severity()).isEqualTo(Severity.INFO);
      assertThat(verdicts.judgement(row).reason()).isIn(Reason.NEW_SYSCALL, Reason.MATCHED);
    }
  }

  @Test
  void theInjectedPayloadIsOutAndThePlainOneIsIn() throws Exception {
    Given given = read("anomaly_webapp.json", RECORDED + "bob6k3s.yaml");
    Map<String, Reason> payloads = new TreeMap<>();
    for (int row = 0; row < given.evidence().observations().size(); row++) {
      Observation alert = given.evidence().observations().get(row);
      ProcessInfo.Parent shell = alert.process().parent();
      if (shell != null && shell.commandLine() != null) {
        payloads.put(shell.commandLine(), started(given, alert, shell, shell.commandLine()));
        String plain = shell.commandLine().replaceAll(";.*", "");
        payloads.put(plain, started(given, alert, shell, plain));
      }
    }
    assertThat(payloads).hasSize(6);
    payloads.forEach((command, reason) ->
        assertThat(reason)
            .as(command)
            .isEqualTo(
                command.contains("token")
                    ? Reason.TOKEN_READ_BY_TOOL
                    : command.contains(";") ? Reason.NEW_ARG_SHAPE : Reason.MATCHED));
  }

  private static Reason started(
      Given given, Observation alert, ProcessInfo.Parent shell, String command) {
    ProcessInfo process =
        new ProcessInfo(
            shell.pid(), null, null, shell.executable(), shell.name(), command, null, 33, null);
    Observation start =
        new Observation(
            alert.time(),
            alert.location(),
            process,
            new Activity.ProcessStarted(),
            alert.quality(),
            alert.source());
    return judge(given.baselines(), Observations.of(List.of(start))).judgement(0).reason();
  }

  private static Verdicts judge(List<Profile> profiles, Observations observations) {
    return new Judge(profiles, salvor.workload.Inventory.EMPTY).judge(observations, Progress.NONE);
  }

  private static Map<String, String> byRule(Given given, List<Profile> profiles) {
    Observations observations = given.evidence().observations();
    Verdicts verdicts = judge(profiles, observations);
    Map<String, Map<Verdict, Integer>> counted = new TreeMap<>();
    for (int row = 0; row < observations.size(); row++) {
      Activity.Alert alert = (Activity.Alert) observations.get(row).activity();
      counted
          .computeIfAbsent(alert.rule().substring(0, 5), _ -> new EnumMap<>(Verdict.class))
          .merge(verdicts.verdict(row), 1, Integer::sum);
    }
    Map<String, String> text = new TreeMap<>();
    counted.forEach((rule, byVerdict) ->
        text.put(
            rule,
            String.join(
                ", ",
                byVerdict.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList())));
    return text;
  }

  private static Observations placedAs(Given start, Given other) {
    Observations seen = start.evidence().observations();
    var image = other.baselines().getFirst().key().digest();
    List<Observation> placed = new ArrayList<>();
    for (int row = 0; row < seen.size(); row++) {
      Observation o = seen.get(row);
      var at = o.location();
      var known =
          new salvor.workload.Location(
              at.node(),
              at.namespace(),
              at.pod(),
              at.podUid(),
              at.container(),
              at.containerId(),
              at.image(),
              image,
              at.workload());
      placed.add(
          new Observation(o.time(), known, o.process(), o.activity(), o.quality(), o.source()));
    }
    return Observations.of(placed);
  }

  private static Profile completed(Profile profile) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    profile.states().keySet().forEach(facet -> states.put(facet, FacetState.STABLE));
    return profile.with(states);
  }

  private Given read(String alerts, String baseline) throws Exception {
    return new Import(List.of(new KubescapeAlerts(), new Kubescape()), Limits.ORDINARY)
        .read(
            List.of(DATA.resolve("bobctl-recorded").resolve(alerts), plain(DATA.resolve(baseline))),
            Progress.NONE);
  }

  /** The vendor's profile is a template of Helm: what stands in braces is not of the profile. */
  private Path plain(Path baseline) throws IOException {
    String text = Files.readString(baseline);
    String filled =
        text.replaceAll("(?m)^\\{\\{.*}}\\s*$", "").replaceAll("\\{\\{[^}]*}}", "filled-in");
    return Files.writeString(folder.resolve(baseline.getFileName()), filled);
  }
}
