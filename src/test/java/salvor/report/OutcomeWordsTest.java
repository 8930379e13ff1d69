package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Outcome;
import salvor.evidence.Outcome.Result;

class OutcomeWordsTest {
  private static final Activity CONNECT =
      new Activity.ConnectionOpened(Endpoint.NONE, Endpoint.NONE, null);
  private static final Activity REQUEST =
      new Activity.ApiRequest(
          "list", "secrets", null, null, null, null, null, null, null, null, 200, null);

  @Test
  void whatIsNotRecordedNeverReadsLikeASuccess() {
    assertThat(OutcomeWords.of(Outcome.UNKNOWN)).isEqualTo("not recorded");
    assertThat(OutcomeWords.of(Outcome.ofReturned(0))).isEqualTo("succeeded");
    assertThat(OutcomeWords.of(Outcome.ofReturned(-115)))
        .isEqualTo("end not recorded (EINPROGRESS)");
  }

  @Test
  void aLineEndsWithWhatIsWorthKnowing() {
    assertThat(OutcomeWords.behind(REQUEST, Outcome.ofStatus(200))).isEqualTo(", answered 200");
    assertThat(
            OutcomeWords.behind(
                new Activity.Alert("r", null, null, REQUEST), Outcome.ofStatus(200)))
        .isEqualTo(", answered 200");
    assertThat(OutcomeWords.behind(REQUEST, Outcome.ofStatus(403))).isEqualTo(", denied 403");
    assertThat(OutcomeWords.behind(CONNECT, Outcome.ofReturned(-111)))
        .isEqualTo(", failed ECONNREFUSED");
    assertThat(OutcomeWords.behind(CONNECT, new Outcome(Result.ALLOWED, "FORWARDED")))
        .isEqualTo(", allowed FORWARDED");
    assertThat(OutcomeWords.behind(CONNECT, Outcome.ofReturned(0))).isEmpty();
    assertThat(OutcomeWords.behind(CONNECT, Outcome.UNKNOWN)).isEmpty();
  }

  @Test
  void manyAreCountedTheMostFrequentFirstAndHostileWordsAreSpelt() {
    assertThat(
            OutcomeWords.of(
                Map.of(new Outcome(Result.FAILED, "E\u001b[2J"), 1, Outcome.ofStatus(200), 3)))
        .isEqualTo("3 succeeded 200, 1 failed E\\x1b[2J");
  }
}
