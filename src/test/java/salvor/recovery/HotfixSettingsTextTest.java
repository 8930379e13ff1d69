package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.recovery.HotfixSettingsText.Problem;

class HotfixSettingsTextTest {
  private static final String TEKTON =
      "{\"system\": \"tekton\", \"namespace\": \"ci\", \"pipeline\": \"rebuild\", \"parameters\": {\"a\": \"b\"}}";
  private static final String ARGO =
      "{\"system\": \"argo\", \"namespace\": \"ci\", \"template\": \"rebuild\"}";
  private static final String GITHUB =
      "{\"system\": \"github\", \"api\": \"https://api.github.com\", \"repository\": \"team/shop\", \"workflow\": \"b.yml\","
          + " \"ref\": \"main\", \"token\": {\"variable\": \"T\"}}";
  private static final String GITLAB =
      "{\"system\": \"gitlab\", \"api\": \"https://gitlab.example\", \"project\": \"1\", \"ref\": \"main\","
          + " \"trigger\": {\"file\": \"/run/secrets/t\"}}";
  private static final String WEBHOOK =
      "{\"system\": \"webhook\", \"url\": \"https://x.example/h\", \"key\": {\"variable\": \"K\"}}";

  private static boolean fits(String text) throws Exception {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(HotfixSettingsText.schema())
        .validate(text, InputFormat.JSON)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {TEKTON, ARGO, GITHUB, GITLAB, WEBHOOK})
  void readsEachSystem(String text) throws Exception {
    HotfixSettingsText.Reading reading = HotfixSettingsText.read(text);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.settings()).isNotNull();
    assertThat(text).contains("\"system\": \"" + reading.settings().system() + "\"");
    assertThat(fits(text)).isTrue();
  }

  @Test
  void keepsWhereASecretIs() {
    assertThat(HotfixSettingsText.read(GITLAB).settings())
        .isInstanceOfSatisfying(
            HotfixSettings.GitLab.class,
            settings -> {
              assertThat(settings.trigger())
                  .isEqualTo(new SecretRef.InFile(Path.of("/run/secrets/t")));
              assertThat(settings.read()).isNull();
            });
    assertThat(
            new HotfixSettings.Webhook(URI.create("https://x/h?key=s"), new SecretRef.Variable("K"))
                .target())
        .isEqualTo("https://x/h");
  }

  @Test
  void namesWhatIsInTheKeyring() throws Exception {
    String text = WEBHOOK.replace("variable", "keyring");
    assertThat(fits(text)).isTrue();
    HotfixSettings settings = HotfixSettingsText.read(text).settings();
    assertThat(settings).isNotNull();
    assertThat(settings.secrets()).containsExactly(new SecretRef.InKeyring("K"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"system\": \"github\" | \"system\": \"jenkins\" | system | UNKNOWN_SYSTEM",
        "{\"variable\": \"T\"} | \"ghp_abc\" | token | SECRET_ITSELF",
        "{\"variable\": \"T\"} | {\"variable\": \"T\", \"file\": \"F\"} | token | WRONG_TYPE",
        "https://api.github.com | http://api.github.com | api | UNSAFE_ADDRESS",
        "https://api.github.com | https://a:b@api.github.com | api | UNSAFE_ADDRESS",
        "team/shop | ../shop | repository | WRONG_TYPE",
        "team/shop | team | repository | WRONG_TYPE",
        "\"ref\": \"main\" | \"ref\": 1 | ref | WRONG_TYPE",
        "\"ref\": \"main\" | \"reff\": \"main\" | reff | UNKNOWN_ENTRY",
        "\"ref\": \"main\" | \"inputs\": {\"a\": 1}, \"ref\": \"main\" | inputs.a | WRONG_TYPE",
        "\"ref\": \"main\" | \"ref\": \"\" | ref | MISSING"
      })
  void tellsWhatIsWrongAndWhere(String was, String is, String place, String cause)
      throws Exception {
    String text = GITHUB.replace(was, is);
    assertThat(text).isNotEqualTo(GITHUB);
    assertThat(HotfixSettingsText.read(text).settings()).isNull();
    assertThat(HotfixSettingsText.read(text).problems())
        .anyMatch(problem ->
            problem.place().equals(place) && problem.cause() == Problem.Cause.valueOf(cause));
    assertThat(fits(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"system\": \"tekton\", \"system\": \"argo\"}", "null"})
  void nothingIsSettingsThatIsNone(String text) {
    assertThat(HotfixSettingsText.read(text).problems())
        .extracting(Problem::cause)
        .containsExactly(Problem.Cause.NOT_JSON);
    assertThat(HotfixSettingsText.read(" ".repeat(70_000)).problems())
        .extracting(Problem::cause)
        .containsExactly(Problem.Cause.TOO_LARGE);
  }

  @Test
  void noDamageIsMoreThanAProblem() {
    String odd = "{}[]:,\"\\/0 1etrunl\u0000\ud800";
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      StringBuilder damaged = new StringBuilder(seed % 2 == 0 ? GITHUB : GITLAB);
      for (int i = 0; i <= random.nextInt(4); i++) {
        int at = random.nextInt(damaged.length());
        if (random.nextBoolean()) {
          damaged.setCharAt(at, odd.charAt(random.nextInt(odd.length())));
        } else {
          damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(12)));
        }
      }
      HotfixSettingsText.Reading reading = HotfixSettingsText.read(damaged.toString());
      assertThat(reading.settings() == null)
          .as("seed " + seed)
          .isEqualTo(!reading.problems().isEmpty());
    }
  }
}
