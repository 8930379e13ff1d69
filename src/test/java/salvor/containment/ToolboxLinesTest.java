package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The toolbox runs where somebody else may be at home. */
class ToolboxLinesTest {
  @Test
  void anAnswerIsReadWhole() {
    ToolboxLines<ProbeAnswer> lines =
        ToolboxLines.answers(
            """
            {"target":"tcp:10.0.0.1:443","outcome":"refused","errno":"ECONNREFUSED","ms":3,"at":"2026-11-23T04:00:00.250Z","icmp":"3/3","from":"10.0.0.9"}
            {"target":"dns:10.0.0.2:53:a","outcome":"answered","errno":null,"ms":1,"at":"then"}
            """);
    assertThat(lines.unreadable()).isEmpty();
    assertThat(lines.read().getFirst())
        .isEqualTo(
            new ProbeAnswer(
                "tcp:10.0.0.1:443",
                ProbeAnswer.Outcome.REFUSED,
                "ECONNREFUSED",
                "3/3",
                "10.0.0.9",
                3,
                java.time.Instant.parse("2026-11-23T04:00:00.250Z")));
    assertThat(lines.read().getLast().at()).isNull();
  }

  @Test
  void whatIsNoAnswerIsNeverGuessedAt() {
    String hostile =
        """
        sh: salvor-toolbox: not found
        {"target":"tcp:1.2.3.4:5","outcome":"blocked, honestly"}
        {"outcome":"timeout"}
        {"target":{"a":1},"outcome":"timeout"}
        [1,2]
        {"target":"tcp:1.2.3.4:5","outcome":"timeout"
        """
            + "[".repeat(5_000);
    assertThat(ToolboxLines.answers(hostile).read()).isEmpty();
    assertThat(ToolboxLines.answers(hostile).unreadable()).hasSize(7);
  }

  @Test
  void aSocketWithoutAStateOrAnAddressIsNone() {
    ToolboxLines<PodSocket> lines =
        ToolboxLines.sockets(
            """
            {"proto":"tcp","local":"10.0.0.1:1","remote":"10.0.0.2:2","state":"ESTABLISHED","inode":5,"uid":0,"sent":7,"received":null}
            {"proto":"tcp","local":"10.0.0.1:1","remote":"10.0.0.2:2"}
            {"proto":"sctp","local":"10.0.0.1:1","remote":"10.0.0.2:2","state":"ESTABLISHED"}
            {"proto":"tcp","local":"a","remote":"b","state":"ESTABLISHED","sent":1e99}
            """);
    assertThat(lines.read())
        .containsExactly(
            new PodSocket(
                "tcp", "10.0.0.1:1", "10.0.0.2:2", "ESTABLISHED", 5, 7L, null, null, null));
    assertThat(lines.unreadable()).hasSize(3);
  }

  @Test
  void anAddressWithinIpv6IsItself() {
    assertThat(PodSocket.host("[::ffff:10.1.2.3]:80")).isEqualTo("10.1.2.3");
    assertThat(PodSocket.host("[fd00::1]:80")).isEqualTo("fd00::1");
    assertThat(PodSocket.port("[fd00::1]:80")).isEqualTo(80);
    assertThat(PodSocket.host("nothing")).isEmpty();
    assertThat(PodSocket.port("nothing")).isZero();
  }
}
