package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;

class SecretsTest {
  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD, true",
    "PGPASSWORD, true",
    "MYSQL_PWD, true",
    "API_KEY, true",
    "apikey, true",
    "AWS_SECRET_ACCESS_KEY, true",
    "GITHUB_TOKEN, true",
    "SENTRY_DSN, true",
    "tls.key.passphrase, true",
    "PASSWORD_FILE, false",
    "SECRET_NAME, false",
    "TOKEN_TTL, false",
    "AUTHOR, false",
    "KEYBOARD, false",
    "COMPASS, false",
    "PATH, false",
    "MONKEY, false",
    "PORT, false"
  })
  void knowsASecretByItsName(String name, boolean secret) {
    assertThat(Secrets.isNamed(name)).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgres://shop:hunter2@db:5432/x        | postgres://shop:••••••@db:5432/x",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2lnbg | ••••••",
        "id AKIAABCDEFGHIJKLMNOP here             | id •••••• here",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789 | ••••••",
        "--db-password=hunter2 --port=80          | --db-password=•••••• --port=80",
        "curl -H token:abc -v                     | curl -H token:•••••• -v",
        "http://db:5432/x                         | http://db:5432/x",
        "mysql --password hunter2 -v              | mysql --password •••••• -v",
        "--token-file /var/run/token --verbose    | --token-file /var/run/token --verbose",
        "me@example.org                           | me@example.org",
        "/usr/bin/password-check                  | /usr/bin/password-check",
        "sha256:0123456789abcdef                  | sha256:0123456789abcdef"
      })
  void knowsASecretByItsLooks(String text, String masked) {
    assertThat(Secrets.masked(text)).isEqualTo(masked);
  }

  @Test
  void anObjectIsShownWithoutSecretsAndBookkeeping() {
    JsonNode object =
        Json.of(
            "{kind: 'Pod', metadata: {name: 'web', managedFields: [{manager: 'kubectl'}], annotations:"
                + " {'kubectl.kubernetes.io/last-applied-configuration': 'PASSWORD hunter2', team: 'shop'}},"
                + " spec: {containers: [{name: 'a', args: ['--token=hunter2', 'x'], env: [{name: 'PASSWORD', value:"
                + " 'hunter2'}, {name: 'MODE', value: 'fast'}]}]}}");
    JsonNode shown = Secrets.shown(object);
    assertThat(shown.toString())
        .doesNotContain("hunter2", "managedFields", "last-applied")
        .contains("shop", "fast", "\"--token=••••••\"");
    assertThat(object.toString()).as("the object itself stays").contains("hunter2");
  }

  @Test
  void aWordBehindAnOptionThatIsCalledASecretIsNotShown() {
    assertThat(
            Secrets.words(
                List.of(
                    "--password",
                    "hun ter",
                    "--verbose",
                    "--api-key",
                    "-x",
                    "--secret-name",
                    "db")))
        .containsExactly(
            "--password", "••••••", "--verbose", "--api-key", "-x", "--secret-name", "db");
    assertThat(Secrets.masked("[\"--password\",\"hun \\\"ter\",\"--token=abc\",\"x\"]"))
        .isEqualTo("[\"--password\",••••••,\"--token=••••••\",\"x\"]");
  }

  @Test
  void nothingOfASecretsValuesIsShown() {
    assertThat(
            Secrets.shown(
                    Json.of(
                        "{kind: 'Secret', data: {user: 'c2hvcA=='}, stringData: {note: 'plain words'}}"))
                .toString())
        .isEqualTo(
            "{\"kind\":\"Secret\",\"data\":{\"user\":\"••••••\"},\"stringData\":{\"note\":\"••••••\"}}");
  }
}
