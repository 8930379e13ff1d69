package salvor.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import salvor.ingest.capture.Packets;
import salvor.ingest.scap.Captures;

/** Captures of packets, of one DNS message in a packet, and of system calls. */
final class BinaryReaders {
  private BinaryReaders() {}

  /** A file of packets, pcap or pcapng. */
  record OfPackets() implements FuzzTarget {
    @Override
    public List<byte[]> seeds() throws Exception {
      List<byte[]> seeds = new ArrayList<>(Packets.samples());
      seeds.add(Files.readAllBytes(Path.of("src/test/resources/readers/pcap.pcapng")));
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      Evidence.read(Files.write(folder.resolve("x.pcap"), input));
    }
  }

  /** What a name server says: the payload of a datagram. */
  record OfDns() implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
      return Packets.messages();
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      Evidence.read(Files.write(folder.resolve("x.pcap"), Packets.answering(input)));
    }
  }

  /** A file of system calls. */
  record OfSystemCalls() implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
      return List.of(Captures.sample());
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      Evidence.read(Files.write(folder.resolve("x.scap"), input));
    }
  }
}
