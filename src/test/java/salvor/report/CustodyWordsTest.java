package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.custody.LedgerRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a record of the ledger says came of an act. */
class CustodyWordsTest {
  private static LedgerRecord record(
      String event, Map<String, String> request, Map<String, String> response) {
    ObjectNode record = JsonMapper.shared().createObjectNode();
    record.put("event", event);
    ObjectNode asked = record.putObject("request");
    request.forEach(asked::put);
    ObjectNode said = record.putObject("response");
    response.forEach(said::put);
    return LedgerRecord.of(record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get  | not_served   |                  | the cluster knows no such kind",
        "exec | part         | more-than-wanted | not whole: cut off at the limit",
        "exec | failed       | no-toolbox       | not taken: no toolbox could be brought in",
        "get  | failed       |                  | not taken",
        "exec | replaced     |                  | the container was replaced meanwhile",
        "look-inside | not-enforced |            | not enforced",
        "look-inside | 3 of 4 answer |           | 3 of 4 answer",
        "contain | PART      |                  | a part of it",
        "contain-undo | WHOLE |                 | all of it",
        "triage | suspicious |                  | suspicious",
        "get  | half_done    |                  | half done",
      })
  void aCodeOfTheLedgerIsToldInWords(String verb, String result, String said, String words) {
    Map<String, String> answer =
        said == null ? Map.of("result", result) : Map.of("result", result, "said", said);
    LedgerRecord record = record("collected", Map.of("verb", verb, "kind", "objects"), answer);
    assertThat(CustodyWords.result(record)).isEqualTo(words);
    assertThat(CustodyWords.code(record)).as("machines go on reading it").isEqualTo(result);
  }

  @Test
  void aStepTellsWhatHinderedIt() {
    Map<String, String> asked = Map.of("verb", "patch", "path", "/api/v1/pods/a", "step", "2");
    assertThat(
            CustodyWords.result(
                record("failed", asked, Map.of("outcome", "hindered", "hindrance", "GONE"))))
        .isEqualTo("not done: it is not there any more");
    assertThat(
            CustodyWords.result(
                record("failed", asked, Map.of("outcome", "refused", "httpStatus", "403"))))
        .isEqualTo("refused, HTTP 403");
    assertThat(
            CustodyWords.result(
                record("failed", asked, Map.of("outcome", "not tried", "reason", "ELSEWHERE_NEW"))))
        .as("a ledger of a version that knows more")
        .isEqualTo("not tried: elsewhere new");
  }

  @Test
  void aStatusStaysTheWordThatDocumentsHave() {
    assertThat(
            CustodyWords.result(
                record(
                    "verified",
                    Map.of("verb", "verify"),
                    Map.of("standing", "VALID_UNSIGNED", "faults", "1"))))
        .isEqualTo("VALID-UNSIGNED, 1 fault");
    assertThat(
            CustodyWords.result(
                record("verified", Map.of("verb", "verify"), Map.of("standing", "VALID"))))
        .isEqualTo("VALID");
  }
}
