package salvor.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.ingest.capture.CaptureFormatTest.read;
import static salvor.ingest.capture.Packets.S;
import static salvor.ingest.capture.Packets.a;
import static salvor.ingest.capture.Packets.answers;
import static salvor.ingest.capture.Packets.asks;
import static salvor.ingest.capture.Packets.bytes;
import static salvor.ingest.capture.Packets.client;
import static salvor.ingest.capture.Packets.u16;
import static salvor.ingest.capture.Packets.u32;

import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.ingest.Collected;

class DnsInCapturesTest {
  private static List<Observation> lookups(Collected read) {
    return read.observations.stream()
        .filter(o -> o.activity() instanceof Activity.NameLookedUp)
        .toList();
  }

  @Test
  void tellsALookupWithItsAnswersAndTheQuestionAsTheConnection() {
    Collected read =
        read(
            new Packets()
                .add(asks(5000, 1, "Pool.example"), asks(5000, 2, "none.example"))
                .add(answers(5000, 1, 0, "Pool.example", a("203.0.113.77"), a("203.0.113.78")))
                .add(answers(5000, 2, 3, "none.example"))
                .pcap());

    List<Observation> lookups = lookups(read);
    assertThat(lookups).hasSize(2);
    assertThat(lookups.get(0).activity())
        .isEqualTo(new Activity.NameLookedUp("Pool.example", "203.0.113.77 203.0.113.78"));
    assertThat(lookups.get(1).outcome()).isEqualTo(new Outcome(Outcome.Result.FAILED, "NXDOMAIN"));
    assertThat(read.observations).hasSize(3);
    assertThat(read.outcomes()).isEqualTo(4);
    assertThat(read.notes)
        .contains(
            "4 packets in 0 TCP, 1 UDP and 0 ICMP conversations; 2 DNS questions and 2 answers");
  }

  @Test
  void tellsAQuestionThatNobodyAnswered() {
    Collected read = read(new Packets().add(asks(5000, 1, "a.example")).pcap());

    assertThat(read.observations).hasSize(1);
    assertThat(lookups(read).getFirst().outcome().said()).isEqualTo("no answer");
  }

  @Test
  void namesAPeerAsItsClientHadLookedItUpBefore() {
    Packets late = new Packets().add(client(S, ""));
    late.add(asks(5000, 1, "b.example"), answers(5000, 1, 0, "b.example", a(Packets.SERVER)));
    assertThat(peer(read(late.pcap()))).isNull();

    Packets before = new Packets();
    before.add(asks(5000, 1, "a.example"), answers(5000, 1, 0, "a.example", a(Packets.SERVER)));
    before.add(asks(5000, 2, "b.example"), answers(5000, 2, 0, "b.example", a(Packets.SERVER)));
    assertThat(peer(read(before.add(client(S, "")).pcap()))).isEqualTo("b.example");
  }

  private static String peer(Collected read) {
    return read.observations.stream()
        .map(Observation::activity)
        .filter(Activity.ConnectionOpened.class::isInstance)
        .map(Activity.ConnectionOpened.class::cast)
        .filter(c -> c.protocol().equals("tcp"))
        .findFirst()
        .orElseThrow()
        .remote()
        .name();
  }

  @Test
  void spellsWhatIsNoPlainCharacterOfAName() {
    byte[] question =
        bytes(
            u16(1), u16(0), u16(1), u16(0), u32(0), 6, "a.\33[2\\", 2, 0xFF, 0, 0, u16(1), u16(1));

    Dns dns = Dns.of(question, 0, question.length);

    assertThat(dns.name()).isEqualTo("a\\.\\027[2\\\\.\\255\\000");
  }

  @Test
  void doesNotFollowNamesThatPointAtThemselves() {
    byte[] loop = bytes(u16(1), u16(0x8180), u16(1), u16(1), u32(0), 0xC0, 12, u16(1), u16(1));
    assertThat(Dns.of(loop, 0, loop.length)).isNull();

    byte[] two = bytes(u16(1), u16(0), u16(1), u16(0), u32(0), 1, "a", 0xC0, 12, u16(1), u16(1));
    assertThat(Dns.of(two, 0, two.length)).isNull();
  }

  @Test
  void saysThatAnswersAreMissing() {
    byte[] whole = Packets.dns(1, true, 0, "a.example", a("1.2.3.4"), a("1.2.3.5"));
    for (int length = 12; length < whole.length; length++) {
      Dns dns = Dns.of(whole, 0, length);
      assertThat(dns == null || !dns.whole()).isTrue();
    }
    byte[] frame = answers(5000, 1, 0, "a.example", a("1.2.3.4"), a("1.2.3.5"));
    Collected read =
        read(
            new Packets()
                .add(frame.length, java.util.Arrays.copyOf(frame, frame.length - 3))
                .pcap());
    assertThat(read.observations.getFirst().quality()).containsExactly(Quality.TRUNCATED);
  }
}
