package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.cluster.PodFacts;
import salvor.training.apiserver.ApiResources;

/** Each recording that ships plays from its begin to its end. */
class ScenariosTest {
  private static final Path SAMPLES = Path.of("evidence-samples");

  @Test
  void tellsWhatCanBePlayed() throws IOException {
    assertThat(Scenarios.playable(SAMPLES).stream().map(folder -> folder.getFileName().toString()))
        .containsExactly("clean", "webshell");
    assertThat(Scenario.of(SAMPLES.resolve("webshell")).attacked()).isTrue();
    assertThat(Scenario.of(SAMPLES.resolve("clean")).attacked()).isFalse();
    assertThat(Scenario.of(SAMPLES.resolve("clean")).title()).isEqualTo("A quiet day in the shop");
  }

  @Test
  void tellsWhichDigestCanBeRolledOut() throws IOException {
    String fixed = "sha256:8cc973f45cbd121cb895b4c906f0455e97fae9e874727422165db3d88dc74810";
    PracticeFix fix =
        new PracticeFix(
            "sha256:19e1abb80260fe991034a31d09783b8ca8527b5317811a83345a0f0931ae573d",
            "registry.lab.example/shop/web@" + fixed);
    assertThat(fix.digest()).isEqualTo(fixed);
    assertThat(PracticeFix.of(Recording.read(SAMPLES.resolve("webshell"), new ApiResources())))
        .containsExactly(fix);
    assertThat(Scenarios.pulled("webshell")).containsExactly(fix.fixed());
    assertThat(Scenarios.pulled("another")).isEmpty();
  }

  private static Set<String> names(PracticeWorld cluster, String app) {
    return cluster.pods(app).stream()
        .map(pod -> pod.at("/metadata/name").asString(""))
        .collect(Collectors.toSet());
  }

  @Test
  void aQuietDayGoesAsItWasRecorded() throws IOException {
    PracticeWorld cluster = PracticeWorld.of("clean");
    Set<String> before = names(cluster, "web");
    assertThat(before).allMatch(name -> name.startsWith("web-5468d8c4df-")).hasSize(2);
    assertThat(cluster.box(before.iterator().next(), "web").processes.values())
        .anyMatch(process -> process.name().equals("python3"));
    cluster.pass(110);
    assertThat(names(cluster, "pay")).as("scaled").hasSize(3);
    assertThat(names(cluster, "web"))
        .as("rolled out")
        .containsExactlyInAnyOrder("web-649f858ffc-7qlqs", "web-649f858ffc-gdhhg");
    assertThat(cluster.pods("web")).allMatch(PodFacts::isReady);
    assertThat(cluster.box("web-649f858ffc-7qlqs", "web").processes.values())
        .as("what began before the API told of the container")
        .anyMatch(process -> process.name().equals("python3"));
    cluster.pass(180);
    assertThat(names(cluster, "pay")).as("scaled back").hasSize(2);
    assertThat(cluster.find("jobs", "report-manual-1")).isPresent();
    assertThat(cluster.replay.isOver()).isTrue();
    assertThat(cluster.falco())
        .as("what the operator did is normal life")
        .contains("ls -la /app", "web-649f858ffc-7qlqs")
        .doesNotContain("2026-11-23T");
  }

  @ParameterizedTest
  @ValueSource(strings = {"clean", "webshell"})
  void podsComeAndGoAsRecorded(String scenario) throws IOException {
    PracticeWorld cluster = PracticeWorld.of(scenario);
    int restarts = 0;
    for (int i = 0; i < 300; i++) {
      cluster.pass(1);
      restarts +=
          (int)
              cluster.list("pods").stream()
                  .filter(pod -> pod.at("/status/containerStatuses/0/restartCount").asInt(0) > 0)
                  .count();
    }
    assertThat(restarts).as("nothing restarted in place in these recordings").isZero();
    assertThat(cluster.list("pods"))
        .as("every pod that is left runs or has done its work")
        .allMatch(pod -> pod.at("/status/phase").asString("").matches("Running|Succeeded"));
    assertThat(cluster.list("jobs")).isNotEmpty();
    assertThat(cluster.list("events")).isNotEmpty();
  }
}
