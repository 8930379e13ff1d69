package salvor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.evidence.Outcome.Result;

class OutcomeTest {
  @ParameterizedTest
  @CsvSource({
    "200, SUCCEEDED",
    "101, SUCCEEDED",
    "304, SUCCEEDED",
    "401, DENIED",
    "403, DENIED",
    "404, FAILED",
    "500, FAILED",
    "999, UNKNOWN",
    "-1, UNKNOWN"
  })
  void aStatusTellsTheResultAndIsKept(int code, Result result) {
    assertThat(Outcome.ofStatus(code)).isEqualTo(new Outcome(result, "" + code));
  }

  @Test
  void noStatusIsNoSuccess() {
    assertThat(Outcome.ofStatus(0)).isEqualTo(Outcome.UNKNOWN);
  }

  /** The numbers are those of the generic Linux headers (asm-generic/errno.h, errno-base.h). */
  @ParameterizedTest
  @CsvSource({
    "-1, EPERM",
    "-2, ENOENT",
    "-13, EACCES",
    "-17, EEXIST",
    "-32, EPIPE",
    "-36, ENAMETOOLONG",
    "-40, ELOOP",
    "-88, ENOTSOCK",
    "-101, ENETUNREACH",
    "-104, ECONNRESET",
    "-110, ETIMEDOUT",
    "-111, ECONNREFUSED",
    "-113, EHOSTUNREACH",
    "-114, EALREADY",
    "-35, errno 35",
    "-4096, errno 4096",
    "-9223372036854775808, errno -9223372036854775808"
  })
  void aNegativeResultIsTheErrorOfThatNumber(long returned, String name) {
    assertThat(Outcome.ofReturned(returned)).isEqualTo(new Outcome(Result.FAILED, name));
  }

  @Test
  void aConnectThatDoesNotWaitHasNoEndYet() {
    assertThat(Outcome.ofReturned(-115)).isEqualTo(new Outcome(Result.UNKNOWN, "EINPROGRESS"));
    assertThat(Outcome.ofReturned(7)).isEqualTo(new Outcome(Result.SUCCEEDED, null));
  }

  @Test
  void aResultThatIsAMarkIsOne() {
    assertThat(Result.FAILED.qualityBit()).isEqualTo(Quality.FAILED.bit());
    assertThat(Result.DENIED.qualityBit()).isEqualTo(Quality.DENIED.bit());
    assertThat(Result.ALLOWED.qualityBit() | Result.SUCCEEDED.qualityBit()).isZero();
  }
}
