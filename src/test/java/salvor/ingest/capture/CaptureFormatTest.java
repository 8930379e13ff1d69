package salvor.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.ingest.capture.Packets.A;
import static salvor.ingest.capture.Packets.FA;
import static salvor.ingest.capture.Packets.R;
import static salvor.ingest.capture.Packets.RA;
import static salvor.ingest.capture.Packets.S;
import static salvor.ingest.capture.Packets.SA;
import static salvor.ingest.capture.Packets.bytes;
import static salvor.ingest.capture.Packets.client;
import static salvor.ingest.capture.Packets.ethernet;
import static salvor.ingest.capture.Packets.ip4;
import static salvor.ingest.capture.Packets.server;
import static salvor.ingest.capture.Packets.tcp;
import static salvor.ingest.capture.Packets.u16;
import static salvor.ingest.capture.Packets.u32;
import static salvor.ingest.capture.Packets.udp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Quality;
import salvor.evidence.Traffic;
import salvor.ingest.Beginning;
import salvor.ingest.Collected;
import salvor.ingest.Limits;

class CaptureFormatTest {
  static Collected read(byte[] file) {
    return read(new CaptureFormat(), file);
  }

  static Collected read(CaptureFormat format, byte[] file) {
    Collected read = new Collected();
    try {
      Beginning head = new Beginning(3, "a.pcap", 0, file, 0, "", Limits.ORDINARY, (_, _) -> {});
      assertThat(format.begins(head)).isTrue();
      format.read(new ByteArrayInputStream(file), head, read);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return read;
  }

  private static Activity.ConnectionOpened opened(Collected read) {
    assertThat(read.observations).hasSize(1);
    return (Activity.ConnectionOpened) read.observations.getFirst().activity();
  }

  private static String line(Observation one) {
    return switch (one.activity()) {
      case Activity.ConnectionOpened(var local, var remote, String protocol, _) ->
          protocol + " " + local + " > " + remote + " " + one.outcome().said();
      case Activity.NameLookedUp(String name, String answers) -> name + " = " + answers;
      default -> one.activity().toString();
    };
  }

  private static List<String> lines(Collected read) {
    return read.observations.stream().map(CaptureFormatTest::line).toList();
  }

  @Test
  void tellsAConnectionWithItsBeginItsEndAndWhatWentOverIt() {
    byte[] file =
        new Packets()
            .add(client(S, ""), server(SA, ""), client(A, ""), client(A, "hello"))
            .add(server(A, "world!"), client(FA, ""), server(FA, ""), client(A, ""))
            .pcap();

    Collected read = read(file);

    Activity.ConnectionOpened opened = opened(read);
    assertThat(opened.traffic())
        .isEqualTo(new Traffic(7_000_000, 5, 5 * 40 + 5, 3, 3 * 40 + 6, null));
    Observation one = read.observations.getFirst();
    assertThat(line(one)).isEqualTo("tcp 10.244.0.8:41000 > 203.0.113.77:3333 closed");
    assertThat(one.time().original()).isEqualTo("2026-11-23T04:37:38.001000Z");
    assertThat(one.source().source()).isEqualTo(3);
    assertThat(one.source().offset()).isEqualTo(24);
    assertThat(one.source().length()).isEqualTo(16 + 54);
    assertThat(read.skipped).containsEntry("record of a connection that another one tells of", 7);
    assertThat(read.outcomes()).isEqualTo(8);
  }

  @Test
  void tellsHowAConnectionEnded() {
    assertThat(ended(client(S, ""), server(RA, ""))).isEqualTo("FAILED ECONNREFUSED");
    assertThat(ended(client(S, ""), client(S, ""))).isEqualTo("FAILED no answer");
    assertThat(ended(client(S, ""), server(SA, ""), client(A, "x"), server(R, "")))
        .isEqualTo("SUCCEEDED reset");
    assertThat(ended(client(S, ""), server(SA, ""), client(A, "x")))
        .isEqualTo("SUCCEEDED not closed");
    assertThat(ended(client(S, ""), client(A, "x"))).isEqualTo("SUCCEEDED one direction captured");
    assertThat(ended(server(SA, ""))).isEqualTo("UNKNOWN one direction captured");
  }

  private static String ended(byte[]... frames) {
    Observation one = read(new Packets().add(frames).pcap()).observations.getFirst();
    return one.outcome().result() + " " + one.outcome().said();
  }

  @Test
  void saysThatItDoesNotKnowWhoBegan() {
    Collected middle = read(new Packets().add(server(A, "x"), client(A, "y")).pcap());
    assertThat(middle.observations.getFirst().quality()).contains(Quality.DIRECTION_UNKNOWN);

    Collected answered = read(new Packets().add(server(SA, ""), client(A, "")).pcap());
    assertThat(answered.observations.getFirst().quality()).isEmpty();
    assertThat(opened(answered).remote().port()).isEqualTo(3333);
  }

  @Test
  void tellsASecondConnectionOverTheSamePortsByItself() {
    byte[] again =
        ethernet(0x0800, ip4(Packets.CLIENT, Packets.SERVER, 6, tcp(41000, 3333, 99, S, "")));

    assertThat(lines(read(new Packets().add(client(S, ""), client(S, ""), again).pcap())))
        .containsExactly(
            "tcp 10.244.0.8:41000 > 203.0.113.77:3333 no answer",
            "tcp 10.244.0.8:41000 > 203.0.113.77:3333 no answer");
  }

  @Test
  void readsEachByteOrderAndResolution() {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      assertThat(time(Packets.pcap(order, 0xA1B2C3D4, 1, 5, client(S, ""))))
          .isEqualTo("2026-11-23T04:37:38.000005Z");
      assertThat(time(Packets.pcap(order, 0xA1B23C4D, 1, 5, client(S, ""))))
          .isEqualTo("2026-11-23T04:37:38.000000005Z");
      assertThat(time(pcapng(order, 6, 0, Packets.BEGIN * 1_000_000 + 5)))
          .isEqualTo("2026-11-23T04:37:38.000005Z");
      assertThat(time(pcapng(order, 9, -3600, Packets.BEGIN * 1_000_000_000 + 5)))
          .isEqualTo("2026-11-23T03:37:38.000000005Z");
      assertThat(time(pcapng(order, 0, 0, Packets.BEGIN))).isEqualTo("2026-11-23T04:37:38Z");
      assertThat(time(pcapng(order, 0x80 | 1, 0, Packets.BEGIN * 2 + 1)))
          .isEqualTo("2026-11-23T04:37:38.500000000Z");
    }
  }

  private static String time(byte[] file) {
    return read(file).observations.getFirst().time().original();
  }

  private static byte[] pcapng(ByteOrder order, int resolution, long offset, long ticks) {
    return bytes(
        Packets.section(order),
        Packets.ethernetInterface(order, resolution, offset),
        Packets.enhanced(order, ticks, client(S, "")));
  }

  @Test
  void keepsWithoutATimeWhatHasNone() {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] file =
        bytes(
            Packets.section(order),
            Packets.ethernetInterface(order, 6, 0),
            Packets.simple(order, client(S, "")));

    assertThat(read(file).observations.getFirst().time()).isNull();
  }

  @Test
  void namesPeersAsTheCaptureDoesAndSkipsWhatItDoesNotKnow() {
    ByteOrder order = ByteOrder.BIG_ENDIAN;
    byte[] names =
        bytes(
            u16(1),
            u16(4 + 13),
            Packets.address(Packets.SERVER),
            "pool.example\0",
            0,
            0,
            0,
            u32(0));
    byte[] file =
        bytes(
            Packets.section(order),
            Packets.ethernetInterface(order, 6, 0),
            Packets.block(order, 4, names),
            Packets.block(order, 0xBAD, u32(1)),
            Packets.block(order, 5, bytes(u32(0), u32(0), u32(9), u16(5), u16(8), u32(0), u32(4))),
            Packets.enhanced(order, 7, client(S, "")),
            Packets.block(order, 6, bytes(u32(9), u32(0), u32(7), u32(0), u32(0))),
            Packets.block(order, 6, bytes(u32(0), u32(0), u32(7), u32(9999), u32(0))));

    Collected read = read(file);

    assertThat(lines(read))
        .containsExactly(
            "EventsLost[count=4, why=packets that the capture did not keep up with]",
            "tcp 10.244.0.8:41000 > pool.example:3333 no answer");
    assertThat(read.skipped).isEqualTo(java.util.Map.of("pcapng block of type 2989", 1));
    assertThat(read.unreadable)
        .containsExactly(
            "4: a packet of an interface that was not described",
            "5: a packet that claims more bytes than its block has");
  }

  @Test
  void findsIpInEachLinkLayer() {
    byte[] ip = ip4(Packets.CLIENT, Packets.SERVER, 6, tcp(41000, 3333, 1, S, ""));
    List<byte[]> files = new ArrayList<>();
    files.add(Packets.pcap(1, ethernet(0x0800, ip)));
    files.add(
        Packets.pcap(1, ethernet(0x88A8, bytes(u16(5), u16(0x8100), u16(7), u16(0x0800), ip))));
    files.add(Packets.pcap(101, ip));
    files.add(Packets.pcap(0, bytes(2, 0, 0, 0, ip)));
    files.add(Packets.pcap(108, bytes(u32(2), ip)));
    files.add(Packets.pcap(113, bytes(new byte[14], u16(0x0800), ip)));
    files.add(Packets.pcap(276, bytes(u16(0x0800), new byte[18], ip)));
    for (byte[] file : files) {
      assertThat(opened(read(file)).remote().toString()).isEqualTo("203.0.113.77:3333");
    }
    assertThat(read(Packets.pcap(147, ip)).skipped)
        .isEqualTo(java.util.Map.of("link type 147, which is not read", 1));
    assertThat(
            read(Packets.pcap(1, ethernet(0x0806, new byte[28]), ethernet(0x0026, new byte[9])))
                .skipped)
        .isEqualTo(java.util.Map.of("ARP", 1, "not IP: an IEEE 802.2 frame", 1));
  }

  @Test
  void followsFragmentsAndHeadersOfIpV6() {
    byte[] whole = udp(5000, 6000, new byte[16]);
    byte[] first = java.util.Arrays.copyOfRange(whole, 0, 16);
    byte[] rest = java.util.Arrays.copyOfRange(whole, 16, 24);
    byte[] lost = ethernet(0x0800, ip4(Packets.CLIENT, Packets.SERVER, 17, rest, 99, 3));
    Collected read =
        read(
            new Packets()
                .add(ethernet(0x0800, ip4(Packets.CLIENT, Packets.SERVER, 17, first, 7, 0x2000)))
                .add(ethernet(0x0800, ip4(Packets.CLIENT, Packets.SERVER, 17, rest, 7, 2)))
                .add(lost)
                .pcap());
    assertThat(opened(read).traffic().packetsOut()).isEqualTo(2);
    assertThat(read.skipped).containsEntry("fragment of which the first was not seen", 1);

    byte[] from = bytes(0xFE, 0x80, new byte[13], 1);
    byte[] to = bytes(0x20, 0x01, 0x0D, 0xB8, new byte[11], 2);
    byte[] payload =
        bytes(0x2C, 0, new byte[6], 17, 0, 0, 1, u32(77), first); // hop by hop, then a fragment
    byte[] six = bytes(0x60, 0, 0, 0, u16(payload.length), 0, 64, from, to, payload);
    byte[] more = bytes(17, 0, u16(16 << 3), u32(77), rest);
    byte[] seven = bytes(0x60, 0, 0, 0, u16(more.length), 44, 64, from, to, more);
    Collected read6 =
        read(new Packets().add(ethernet(0x86DD, six), ethernet(0x86DD, seven)).pcap());
    assertThat(lines(read6)).containsExactly("udp [fe80::1]:5000 > [2001:db8::2]:6000 no answer");
    assertThat(opened(read6).traffic().packetsOut()).isEqualTo(2);
  }

  @Test
  void tellsWhatWasAskedForButDoesNotTakeItForThePeersName() {
    String hello =
        "\26\3\1\0\0\1\0\0\0\3\3"
            + "r".repeat(32)
            + "\0"
            + "\0\2\23\1"
            + "\1\0"
            + "\0\25"
            + "\0\0\0\21\0\17\0\0\14"
            + "good.example";
    assertThat(
            opened(read(new Packets().add(client(S, ""), client(A, hello)).pcap()))
                .traffic()
                .asked())
        .isEqualTo("good.example");
    Activity.ConnectionOpened http =
        opened(
            read(
                new Packets()
                    .add(client(S, ""), client(A, "GET / HTTP/1.1\r\nhOST: good.example \r\n\r\n"))
                    .pcap()));
    assertThat(http.traffic().asked()).isEqualTo("good.example");
    assertThat(http.remote().name()).isNull();
    assertThat(
            opened(
                    read(
                        new Packets()
                            .add(client(A, "GET / HTTP/1.1\r\nHost: a\33[2Jb\r\n\r\n"))
                            .pcap()))
                .traffic()
                .asked())
        .isNull();
  }

  @Test
  void tellsEchoesAndWhatCouldNotBeDelivered() {
    byte[] ping =
        ethernet(0x0800, ip4(Packets.CLIENT, Packets.SERVER, 1, bytes(8, 0, u16(0), u32(9))));
    byte[] pong =
        ethernet(0x0800, ip4(Packets.SERVER, Packets.CLIENT, 1, bytes(0, 0, u16(0), u32(9))));
    assertThat(lines(read(new Packets().add(ping, pong).pcap())))
        .containsExactly("icmp 10.244.0.8 > 203.0.113.77 answered");

    byte[] sent = ip4(Packets.CLIENT, Packets.SERVER, 17, udp(5000, 6000, new byte[0]));
    byte[] told = ip4("10.244.0.1", Packets.CLIENT, 1, bytes(3, 3, u16(0), u32(0), sent));
    Collected read = read(new Packets().add(ethernet(0x0800, sent), ethernet(0x0800, told)).pcap());
    assertThat(lines(read)).containsExactly("udp 10.244.0.8:5000 > 203.0.113.77:6000 ECONNREFUSED");
    assertThat(read.skipped).containsEntry("ICMP message 3/3", 1);
  }

  @Test
  void readsPacketsThatWereCutWhenCaptured() {
    byte[] frame = client(S, "");
    for (int length = 0; length < frame.length; length++) {
      Collected read =
          read(new Packets().add(frame.length, java.util.Arrays.copyOf(frame, length)).pcap());
      assertThat(read.outcomes()).isEqualTo(1);
      assertThat(read.unreadable).isEmpty();
    }
  }

  @Test
  void tellsWhenThereAreTooManyConversationsAtOnce() {
    Packets packets = new Packets();
    for (int port = 1; port <= 5; port++) {
      packets.add(
          ethernet(0x0800, ip4(Packets.CLIENT, Packets.SERVER, 6, tcp(port, 80, 1, S, ""))));
    }
    Collected read = read(new CaptureFormat(3), packets.pcap());

    assertThat(read.observations).hasSize(5);
    assertThat(read.notes)
        .contains(
            "more than 3 conversations at once: those idle for longest are told before their end");
  }
}
