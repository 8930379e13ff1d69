package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selectors as Calico's documentation describes them. */
class CalicoSelectorTest {
  private static final Map<String, String> LABELS =
      Map.of("app", "web", "app.kubernetes.io/part-of", "shop", "env", "prod-eu");

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      value = {
        "all() @ true",
        "global() @ false",
        "has(app) @ true",
        "!has(app) @ false",
        "has(tier) @ false",
        "app == 'web' @ true",
        "app == \"db\" @ false",
        "app != 'web' @ false",
        "tier != 'web' @ true",
        "app in {'db', 'web'} @ true",
        "app in {} @ false",
        "tier in {''} @ false",
        "app not in {'db'} @ true",
        "tier not in {'db'} @ true",
        "app not in { 'web' } @ false",
        "env contains 'od-' @ true",
        "env starts with 'prod' @ true",
        "env ends with \"us\" @ false",
        "tier starts with '' @ false",
        "app.kubernetes.io/part-of=='shop'&&env starts with 'prod' @ true",
        "app == 'db' || app == 'web' && has(tier) @ false",
        "(app == 'db' || app == 'web') && !(has(tier)) @ true",
        "!!has(app) @ true",
      })
  void fitsAsCalicoSays(String selector, boolean fits) {
    assertThat(CalicoSelector.fits(selector, LABELS)).contains(fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app = 'web'",
        "app == web",
        "app == 'web",
        "has(app",
        "(all()",
        "all())",
        "app",
        "app in 'a'",
        "unknown()",
        "app == 'a' and",
        "&& all()",
        "app not 'a'",
        "'a' == 'a' ;"
      })
  void whatItCannotReadIsNotJudged(String selector) {
    assertThat(CalicoSelector.fits(selector, LABELS)).isEmpty();
  }

  @Test
  void aSelectorOfSomebodyHostileIsNotJudgedEither() {
    assertThat(CalicoSelector.fits("(".repeat(9_000) + "all()", LABELS)).isEmpty();
    assertThat(CalicoSelector.fits("!".repeat(9_000) + "all()", LABELS)).isEmpty();
    assertThat(CalicoSelector.fits("a".repeat(30_000), LABELS)).isEmpty();
    assertThat(CalicoSelector.fits(" ", LABELS)).contains(true);
  }
}
