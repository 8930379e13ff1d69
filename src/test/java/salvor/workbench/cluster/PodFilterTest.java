package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.cluster.LivePods;
import salvor.training.apiserver.Json;
import salvor.triage.FactFilter;
import salvor.workbench.triage.FilterOffers.Offer;

/** Writing the filter of the pods. */
class PodFilterTest {
  private final List<PodRow> rows = List.of(row("shop", "web-1"), row("ops", "webhook"));
  private final List<FactFilter> left = new ArrayList<>();
  private final PodFilter filter = new PodFilter(() -> rows, left::add);

  private static PodRow row(String namespace, String name) {
    LivePods pods = new LivePods();
    pods.added(
        Json.of(
            "{metadata: {namespace: '%s', name: '%s', uid: '%s'}, spec: {nodeName: 'n1', containers: []}, status: {phase: 'Running'}}"
                .formatted(namespace, name, name)));
    return new PodRow(pods.all().getFirst(), null, true, "", null, null, "");
  }

  private List<String> offered(String written) {
    filter.text().set(written);
    return filter.offers(written.length()).stream().map(Offer::shown).toList();
  }

  @Test
  void everyColumnThatCanBeAskedIsOffered() {
    assertThat(offered(""))
        .contains("verdict", "triage", "namespace", "pod", "workload", "ready", "status")
        .contains("restarts", "node", "ip", "image", "digest", "quarantine", "baseline", "sensor")
        .contains("evidence")
        .doesNotContain("program", "peer");
    assertThat(offered("nam")).containsExactly("namespace");
    assertThat(offered("namespace=")).containsExactly("ops", "shop");
    assertThat(offered("verdict=")).contains("out", "unknown");
    assertThat(offered("pod=web-")).containsExactly("web-1");
  }

  @Test
  void theHelpShowsWhatIsUnderstood() {
    assertThat(PodFilter.EXAMPLES).allSatisfy(example -> PodChoice.filter(example.expression()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "namespa",
        "shop an",
        "namespace:",
        "namespace:shop",
        "colour=red",
        "(out",
        "pod=we",
        "restarts>",
        "triage=sus"
      })
  void whatIsHalfWrittenChangesNothing(String slip) {
    filter.text().set("shop");
    left.clear();
    filter.text().set(slip);
    assertThat(left).isEmpty();
    assertThat(filter.trouble().get()).endsWith("Shown are still those of \u201cshop\u201d.");
    filter.text().set("");
    assertThat(left).hasSize(1);
    assertThat(filter.trouble().get()).isEmpty();
  }

  @Test
  void whatMayGrowIsAppliedWhenItIsAskedFor() {
    left.clear();
    filter.text().set("stat");
    assertThat(filter.trouble().get()).startsWith("Enter searches for \u201cstat\u201d");
    filter.apply();
    assertThat(left).hasSize(1);
    assertThat(filter.trouble().get()).isEmpty();
    filter.text().set("out");
    assertThat(left).as("short for verdict=out").hasSize(2);
    filter.text().set("pod=web-1");
    assertThat(left).hasSize(3);
  }
}
