package salvor.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.ingest.capture.CaptureFormatTest.read;
import static salvor.ingest.capture.Packets.A;
import static salvor.ingest.capture.Packets.S;
import static salvor.ingest.capture.Packets.SA;
import static salvor.ingest.capture.Packets.a;
import static salvor.ingest.capture.Packets.answers;
import static salvor.ingest.capture.Packets.asks;
import static salvor.ingest.capture.Packets.bytes;
import static salvor.ingest.capture.Packets.client;
import static salvor.ingest.capture.Packets.server;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import salvor.ingest.Collected;

/** What is cut off, lies about its length or is noise costs no more than itself. */
class DamagedCaptureTest {
  private static final byte[][] FRAMES = {
    asks(5000, 1, "a.example"),
    answers(5000, 1, 0, "a.example", a(Packets.SERVER)),
    client(S, ""),
    server(SA, ""),
    client(A, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")
  };

  static byte[] pcap() {
    return new Packets().add(FRAMES).pcap();
  }

  static byte[] pcapng() {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] all = bytes(Packets.section(order), Packets.ethernetInterface(order, 6, 0));
    for (byte[] frame : FRAMES) {
      all = bytes(all, Packets.enhanced(order, 5, frame));
    }
    return all;
  }

  @Test
  void opensWhatCameBeforeACutAtAnyByte() {
    for (byte[] whole : List.of(pcap(), pcapng())) {
      int before = 0;
      for (int length = 4; length <= whole.length; length++) {
        Collected read = read(Arrays.copyOf(whole, length));
        int packets = read.outcomes() - read.unreadable.size();
        assertThat(packets).as("cut at " + length).isBetween(before, FRAMES.length);
        assertThat(read.unreadable.size()).isLessThanOrEqualTo(1);
        before = packets;
      }
      assertThat(before).isEqualTo(FRAMES.length);
    }
  }

  @Test
  void saysThatTheLastPacketIsCut() {
    byte[] whole = pcap();
    assertThat(read(Arrays.copyOf(whole, whole.length - 1)).unreadable)
        .containsExactly("5: cut off in the middle of a packet");
    assertThat(read(Arrays.copyOf(whole, 20)).notes)
        .contains("cut off in its header: there are no packets");
  }

  @Test
  void endsAtALengthThatCannotBe() {
    byte[] lying = pcap();
    int second = 24 + 16 + FRAMES[0].length;
    Arrays.fill(lying, second + 8, second + 12, (byte) 0x7F);
    Collected read = read(lying);
    assertThat(read.unreadable)
        .containsExactly("2: a packet that claims 2139062143 bytes: nothing behind it can be read");
    assertThat(read.observations).hasSize(1);

    byte[] block = pcapng();
    Arrays.fill(block, 28 + 40 + 4, 28 + 40 + 8, (byte) 0xFF);
    assertThat(read(block).unreadable)
        .containsExactly("1: a block that claims 4294967295 bytes: nothing behind it can be read");
  }

  @Test
  void survivesAnyChangedBytes() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = round % 2 == 0 ? pcap() : pcapng();
      for (int change = random.nextInt(8); change >= 0; change--) {
        noise[4 + random.nextInt(noise.length - 4)] = (byte) random.nextInt();
      }
      Collected read = read(noise);
      assertThat(read.outcomes()).isLessThan(100);
    }
  }
}
