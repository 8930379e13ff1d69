package salvor.training.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.cluster.LabelSelector;

/** Against the examples of Kubernetes' "Labels and Selectors". */
class SelectorsTest {
  private static final String POD =
      "{metadata: {name: 'web', labels: {environment: 'production', tier: 'frontend', empty: ''}},"
          + " status: {phase: 'Running'}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                         | true",
        "environment=production                     | true",
        "environment==production                    | true",
        "environment = qa                           | false",
        "tier!=backend                              | true",
        "absent!=backend                            | true",
        "environment in (production, qa)            | true",
        "tier notin (frontend,backend)              | false",
        "absent notin (a)                           | true",
        "tier                                       | true",
        "!tier                                      | false",
        "!absent                                    | true",
        "empty=                                     | true",
        "tier=                                      | false",
        "environment=production,tier notin (x,y),!a | true",
        "environment=production,tier=backend        | false"
      })
  void readsLabelSelectors(String selector, boolean fits) {
    assertThat(Selectors.labels(selector).test(Json.of(POD))).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a in b", "a = b = c", "in (a)(b)", "a notin (b", "=x", "a b"})
  void refusesWhatIsNoLabelSelector(String selector) {
    assertThatThrownBy(() -> Selectors.labels(selector))
        .isInstanceOf(ApiFailure.class)
        .hasMessageContaining("unable to parse");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.name=web                        | true",
        "status.phase!=Running                    | false",
        "status.phase=Running,metadata.name!=api  | true",
        "spec.nodeName=                           | true"
      })
  void readsFieldSelectors(String selector, boolean fits) {
    assertThat(Selectors.fields(selector).test(Json.of(POD))).isEqualTo(fits);
  }

  @Test
  void matchesExpressionsOfObjects() {
    var labels = Json.of(POD).at("/metadata/labels");
    assertThat(LabelSelector.fits(Json.of("{}"), labels)).isTrue();
    assertThat(
            LabelSelector.fits(
                Json.of(
                    "{matchLabels: {tier: 'frontend'}, matchExpressions: [{key: 'environment',"
                        + " operator: 'NotIn', values: ['qa']}, {key: 'x', operator: 'DoesNotExist'}]}"),
                labels))
        .isTrue();
    assertThat(
            LabelSelector.fits(
                Json.of("{matchExpressions: [{key: 'tier', operator: 'Gt', values: ['1']}]}"),
                labels))
        .isFalse();
    assertThat(LabelSelector.fitsMap(Json.of("{}"), labels)).isFalse();
  }
}
